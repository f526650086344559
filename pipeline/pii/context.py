"""What a detector may know about the text around a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.pii.locales import Countries

WINDOW = 56  # characters before a value in which its label is looked for: "Sozialversicherungsnummer (Rentenversicherung): "
_SEPARATOR = r"[ \u00a0.\-/]{0,3}"
_LETTER = re.compile(r"[^\W\d_]")
_LONG_NUMBER = re.compile(r"\d{4,}")
_NUMBER = re.compile(r"\d{3}")
ZONE = 48  # characters to either side of three digits in a row within which a whole number lies

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
    escaped = (_SEPARATOR.join(re.escape(part) for part in re.split(r"[ .\-/]+", label) if part) for label in labels)
    return re.compile(rf"(?<!\w)(?=\w)(?:{'|'.join(escaped)})(?!\w)", re.IGNORECASE)


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
        self._zones: list[tuple[int, int]] | None = None
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
        """The text in lower case, character by character."""
        if self._lower is None:
            self._lower = self.text.replace("İ", "i").lower()  # the one letter whose lower case is two
        return self._lower

    def starts(self, beginnings: tuple[str, ...]) -> list[int]:
        """Where a word begins with one of these (lower case), in order; cheaper than a pattern tried at every character."""
        text, found = self.lower, set()
        for beginning in beginnings:
            place = text.find(beginning)
            while place >= 0:
                if not place or not text[place - 1].isalnum():
                    found.add(place)
                place = text.find(beginning, place + len(beginning))
        return sorted(found)

    def zones(self) -> list[tuple[int, int]]:
        """The parts of the text that hold numbers: three digits in a row and what is around them. Disjoint, in order."""
        if self._zones is None:
            found: list[tuple[int, int]] = []
            first = last = -1
            for match in _NUMBER.finditer(self.text):
                start = match.start()
                if first >= 0 and start <= last + 2 * ZONE:
                    last = start
                    continue
                if first >= 0:
                    found.append((max(0, first - ZONE), last + ZONE))
                first = last = start
            if first >= 0:
                found.append((max(0, first - ZONE), last + ZONE))
            self._zones = found
        return self._zones

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
