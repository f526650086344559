"""Where a number may have been misread: letters among its digits, spaces within it, a word grown onto it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.pii.checks import LOOKALIKES
from pipeline.pii.context import Context

MOST = 2_500  # places of a text that are looked at, at up to 0.3 ms each: as many as some hundred scanned pages have
SHORTEST = 8  # letters and digits of a number worth the look
_DAMAGED = 6
_ALIKE = "OoQDlI|i!SsBZzGgq"  # what recognisers take for digits
_SEPARATORS = " \u00a0.-/"
_GAP = re.escape(_SEPARATORS)
_WITHOUT = str.maketrans("", "", _SEPARATORS)
_WORD = frozenset(string.ascii_letters + string.digits + "|!")
_LONGEST_WORD = 34
_HEADS = (1, 2, 6)  # letters with which numbers begin, looked for where a word may have grown onto them
# Groups of a number, one or two separators between them: later ones have a digit soon, or could be digits, or are one capital.
_CHAIN = re.compile(
    rf"[0-9A-Za-z|!]{{1,{_LONGEST_WORD}}}+"
    rf"(?:[{_GAP}]{{1,2}}+(?=[A-Za-z|!]{{0,6}}+[0-9]|[A-Z]{{1,6}}+[{_GAP}]{{1,2}}+[0-9]|[{_ALIKE}]{{1,4}}+(?![^\W_])|[A-Z](?![^\W_]))"
    rf"[0-9A-Za-z|!]{{1,{_LONGEST_WORD}}}+){{0,16}}+"
)
_DIGITS = re.compile(r"[0-9]*")


@dataclass(frozen=True)
class Chain:
    """Groups of letters and digits in which a number may begin.

    Attributes:
        start: where in the text.
        text: the groups as they stand, with the separators between them.
        is_grown: a letter stands right before it.
        after: the character behind it.
    """

    start: int
    text: str
    is_grown: bool
    after: str

    @cached_property
    def plain(self) -> str:
        """Without separators."""
        return self.text.translate(_WITHOUT)

    @cached_property
    def digits(self) -> str:
        """Without separators, everything that looks like a digit as one."""
        return self.plain.translate(LOOKALIKES)

    @cached_property
    def run(self) -> int:
        """How many digits it begins with when all that looks like one is one."""
        found = _DIGITS.match(self.digits)
        return found.end() if found else 0

    @cached_property
    def _places(self) -> list[int]:
        return [place for place, char in enumerate(self.text) if char not in _SEPARATORS]

    @cached_property
    def groups(self) -> list[int]:
        """How many letters and digits come before the end of each group."""
        places = self._places
        return [
            count for count, place in enumerate(places, 1) if self.next(count) in _SEPARATORS or not self.next(count).isalnum()
        ]

    def end(self, length: int) -> int:
        """Where in the text that many letters and digits end."""
        return self.start + self._places[length - 1] + 1

    def next(self, length: int) -> str:
        """The character behind that many letters and digits."""
        place = self._places[length - 1] + 1
        return self.text[place] if place < len(self.text) else self.after

    def with_separators(self, made: str) -> str:
        """As many letters and digits as are in ``made``, set in the places of those that stand here."""
        places = self._places[: len(made)]
        letters = list(self.text[: places[-1] + 1])
        for place, char in zip(places, made, strict=True):
            letters[place] = char
        return "".join(letters)


def chains(context: Context) -> Iterator[Chain]:
    """The places of a text where a number may have been misread, in the order of their first digit."""
    text, seen = context.text, 0
    spans = context.digits()
    last = -1
    for index, (start, end) in enumerate(spans):
        if seen >= MOST:
            return
        is_mixed = text[start - 1 : start] in _WORD or text[end : end + 1] in _WORD
        if not is_mixed and not _is_parted(text, spans, index):
            continue
        for first in _starts(text, start) if is_mixed else (start, *_before(text, start)):
            if first <= last and first != start:
                continue
            last = max(last, first)
            match = _CHAIN.match(text, first)
            if match is not None and len(match[0]) >= SHORTEST:
                seen += 1
                grown = first > 0 and text[first - 1].isalnum()
                yield Chain(first, match[0], grown, text[match.end() : match.end() + 1])


def damaged_chains(context: Context, first: int, last: int) -> Iterator[Chain]:
    """Wherever a number may begin in a part of a text: at words that hold digits, and at the letters parted from one."""
    text, done = context.text, -1
    for start, end in context.digits():
        if start < first or end > last or start < done:
            continue
        word = next(iter(_starts(text, start)))
        done = end
        for begin in dict.fromkeys((word, start)):
            match = _CHAIN.match(text, begin)
            if match is not None and len(match[0]) >= _DAMAGED:
                yield Chain(begin, match[0], begin > 0 and text[begin - 1].isalnum(), text[match.end() : match.end() + 1])


def _is_parted(text: str, spans: list[tuple[int, int]], index: int) -> bool:
    """Whether another run of digits follows after one or two separators."""
    if index + 1 == len(spans):
        return False
    between = text[spans[index][1] : spans[index + 1][0]]
    return 0 < len(between) <= 2 and not between.strip(_SEPARATORS)


def _starts(text: str, start: int) -> Iterator[int]:
    """Where a number may begin in the word these digits are in: with the word, with them, or a few letters before them."""
    word = start
    while word > 0 and start - word < _LONGEST_WORD and text[word - 1] in _WORD:
        word -= 1
    if word == start:
        yield from _before(text, start)
    yield word
    if word < start:
        yield from (start - letters for letters in (*sorted(_HEADS, reverse=True), 0) if start - letters > word)


def _before(text: str, start: int) -> Iterator[int]:
    """The beginning of at most six capitals, or letters like digits, that one separator parts from here."""
    if start > 1 and text[start - 1] in _SEPARATORS:
        word = start - 1
        while word > 0 and start - word <= _HEADS[-1] + 1 and text[word - 1] in _WORD and not text[word - 1].isdigit():
            word -= 1
        head = text[word : start - 1]
        if 0 < len(head) <= _HEADS[-1] and (head.isupper() or not head.strip(_ALIKE)):
            yield word
