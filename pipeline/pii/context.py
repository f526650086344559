"""What a detector may know about the text around a candidate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from pipeline.pii.locales import Countries

WINDOW = 56  # characters before a value in which its label is looked for: "Sozialversicherungsnummer (Rentenversicherung): "
_SEPARATOR = r"[ \u00a0.\-/]{0,3}"
_LETTER = re.compile(r"[^\W\d_]")
_LONG_NUMBER = re.compile(r"\d{4,}")
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[ .\-/]+")
MOST_LETTERS = 14  # before the first digit of a number: a tax code of Italy whose digits are letters
_PARTED = frozenset(" .-\u00a0")  # between the letters and the digits of a number
_GOES_ON = frozenset("./-")  # between digits and more digits of one number
_SHORT = 3  # letters below which a part of a label stands everywhere

# Labels of numbers that are nobody's identity. Where one stands before an unlabelled number, a weak checksum is chance.
COUNTED = re.compile(
    r"(?<!\w)(?=[^\W\d_])(?:"
    r"invoice|order|item|article|customer no|ref(?:erence)?|quote|delivery|tracking|ticket|case|serial|model|version|"
    r"part|sku|ean|gtin|isbn|po|batch|amount|total|qty|quantity|"
    r"rechnung\w*|bestell\w*|auftrag\w*|artikel\w*|kunden\w*|liefer\w*|beleg\w*|angebot\w*|vorgang\w*|vertrags\w*|"
    r"facture|commande|référence|réf|article|devis|fattura|ordine|articolo|preventivo|factura|pedido|artículo|albarán|"
    r"factuur\w*|bestelling\w*|klantnummer|faktura|zamówieni\w*|fatura|sipariş|ürün|stok|irsaliye|referans|"
    r"tel|telefon|phone|fax|mobile|mobil|gsm|tél|téléphone|teléfono|telefoon|telefono|faks)(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def whole_words(labels: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of labels as whole words, any case; dots, spaces, hyphens and slashes inside them may vary."""
    escaped = (_SEPARATOR.join(re.escape(part) for part in _PARTS.split(label) if part) for label in labels)
    return re.compile(rf"(?<!\w)(?=\w)(?:{'|'.join(escaped)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=512)
def _needles(labels: tuple[str, ...]) -> tuple[str, ...] | None:
    """What a text must hold, as :attr:`Context.lower` has it, for a label to be in it; None where that is next to nothing."""
    longest = {_lower(max(_PARTS.split(label), key=len)) for label in labels}
    return tuple(sorted(longest)) if min(map(len, longest)) >= _SHORT else None


def _lower(text: str) -> str:
    """Lower case, character by character, without the difference between the two Turkish letters i."""
    return text.replace("İ", "i").lower().replace("ı", "i")


class Context:
    """A text under inspection, and how to read it.

    Attributes:
        text: the whole text.
        countries: those asked for; None for all.
        language: ISO 639-1 of the text, or None.
    """

    def __init__(self, text: str, countries: Countries | None, language: str | None) -> None:
        self.text = text
        self.countries = countries
        self.language = language
        self._windows: dict[int, str] = {}
        self._digits: list[tuple[int, int]] | None = None
        self._numbers: list[tuple[int, int, int]] | None = None
        self._places: dict[int, list[int] | None] = {}
        self._kept: list[tuple[str, ...]] = []  # so that no id is given to other labels
        self._lower: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether no locale was asked for, so that a bare number could be of any country."""
        return self.countries is None

    def wants(self, countries: Iterable[str]) -> bool:
        """Whether any of these countries was asked for."""
        return self.countries is None or any(country in self.countries for country in countries)

    @property
    def lower(self) -> str:
        """The text in lower case, character by character; ı is i."""
        if self._lower is None:
            self._lower = _lower(self.text)
        return self._lower

    def starts(self, beginnings: tuple[str, ...]) -> list[int]:
        """Where a word begins with one of these (lower case), in order; cheaper than a pattern tried at every character."""
        text, found = self.lower, set()
        for beginning in map(_lower, beginnings):
            place = text.find(beginning)
            while place >= 0:
                if not place or not text[place - 1].isalnum():
                    found.add(place)
                place = text.find(beginning, place + len(beginning))
        return sorted(found)

    def digits(self) -> list[tuple[int, int]]:
        """Where digits stand in a row; as spans, in order."""
        if self._digits is None:
            self._digits = [match.span() for match in _DIGITS.finditer(self.text)]
        return self._digits

    def numbers(self) -> list[tuple[int, int, int]]:
        """Where numbers begin: their start, how many letters come first, and how many digits are in a row then.

        The letters of "DE 89 ..." or "X-2482300W" may be parted from the digits by one space, dot or hyphen; then the digits
        count as a number of their own as well. What goes on with the digits of a longer number, as in 2024-1234, begins none.
        """
        if self._numbers is None:
            text, found = self.text, []
            for start, end in self.digits():
                left = text[start - 2 : start] if start > 1 else text[:start]
                before = left[-1:]
                if before.isalpha():
                    letters = start
                elif before == "_" or (before in _GOES_ON and left[0].isdigit()):
                    continue
                else:
                    found.append((start, 0, end - start))
                    if before not in _PARTED or not left[0].isalpha():
                        continue
                    letters = start - 1
                first = _first_letter(text, letters)
                if first >= 0:
                    found.append((first, letters - first, end - start))
            self._numbers = found
        return self._numbers

    def places(self, labels: tuple[str, ...]) -> list[int] | None:
        """Where something stands that may be one of the labels, in order: found fast, to be looked at closer.

        None where a label is so short that it could be anywhere.
        """
        key = id(labels)  # hashing the words would take longer than all the rest
        if key not in self._places:
            needles = _needles(labels)
            self._places[key] = None if needles is None else self._all(needles)
            self._kept.append(labels)
        return self._places[key]

    def _all(self, needles: tuple[str, ...]) -> list[int]:
        text, found = self.lower, set()
        for needle in needles:
            place = text.find(needle)
            while place >= 0:
                found.add(place)
                place = text.find(needle, place + len(needle))
        return sorted(found)

    def is_near(self, start: int, labels: tuple[str, ...]) -> bool:
        """Whether a value that starts here can have one of the labels before it; no says that it has not."""
        places = self.places(labels)
        if places is None:
            return True
        place = bisect_left(places, start) - 1 if places else -1
        return place >= 0 and start - places[place] <= WINDOW

    def behind(self, labels: tuple[str, ...]) -> list[tuple[int, int]]:
        """The parts of the text in which a value can have one of the labels before it; disjoint, in order."""
        places = self.places(labels)
        if places is None:
            return [(0, len(self.text))]
        found: list[tuple[int, int]] = []
        for place in places:
            if found and place <= found[-1][1]:
                found[-1] = (found[-1][0], place + 2 * WINDOW)
            else:
                found.append((place, place + 2 * WINDOW))
        return found

    def before(self, start: int) -> str:
        """What may hold the label of a value that starts here: its line, the line above where nothing stands before it on its
        own, and nothing on the far side of another number."""
        window = self._windows.get(start)
        if window is None:
            window = self._windows[start] = self._before(start)
        return window

    def labelled(self, start: int, labels: re.Pattern[str] | None) -> bool:
        """Whether one of the labels stands before a value that starts here."""
        if labels is None:
            return False
        window = self.before(start)
        return bool(window) and labels.search(window) is not None

    def counted(self, start: int) -> bool:
        """Whether a value that starts here is labelled as an order, an article, a telephone or the like."""
        return self.labelled(start, COUNTED)

    def line(self, start: int, end: int) -> str:
        """The line around a span, at most 120 characters to either side."""
        left = self.text[max(0, start - 120) : start].rpartition("\n")[2]
        right = self.text[end : end + 120].partition("\n")[0]
        return left + self.text[start:end] + right

    def _before(self, start: int) -> str:
        floor = max(0, start - WINDOW)
        if _LETTER.search(self.text, floor, start) is None:
            return ""
        left = self.text[floor:start]
        above, newline, line = left.rpartition("\n")
        if newline and not line.strip(" \t\u00a0:.-#|"):
            line = above.rstrip("\n").rpartition("\n")[2]
        if _LETTER.search(line) is None:
            return ""
        return _LONG_NUMBER.split(line)[-1].strip(" \t\u00a0:;,|")


def _first_letter(text: str, end: int) -> int:
    """Where the letters of ASCII that end here begin; −1 where they are too many or go on with something else of a word."""
    start = end
    floor = max(0, end - MOST_LETTERS)
    while start > floor and text[start - 1].isascii() and text[start - 1].isalpha():
        start -= 1
    return -1 if start and (text[start - 1].isalnum() or text[start - 1] == "_") else start
