"""Looking for many phrases in one text. Every word is looked up by its first letters, so most phrases are never tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

HEAD = 3  # letters a word is looked up by; with two, twice as many phrases are tried

_WORD = re.compile(r"[^\W_]+")


class Text:
    """A folded text, its words indexed by their first one, two and three characters."""

    def __init__(self, folded: str) -> None:
        self.folded = folded

    @cached_property
    def heads(self) -> dict[str, list[int]]:
        """Where words begin, by their first characters."""
        found: dict[str, list[int]] = {}
        for match in _WORD.finditer(self.folded):
            start = match.start()
            for length in range(1, HEAD + 1):
                found.setdefault(self.folded[start : start + length], []).append(start)
        return found


class Phrases:
    """Folded phrases, found as whole words.

    A blank in a phrase stands for up to three blanks, dots, colons, hyphens or closing brackets, or for none: ``invoice no``
    finds ``Invoice-No.`` and ``INVOICENO``. A phrase that begins with ``*`` may begin inside a word: ``*rechnung`` finds the
    end of ``Handelsrechnung``.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        by_head: dict[str, list[str]] = {}
        inner: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
            words = phrase.lstrip("*")
            first = words.split()[0]
            if phrase.startswith("*"):
                inner.setdefault(first, []).append(_body(words))
            else:
                by_head.setdefault(first[:HEAD], []).append(_body(words))
        # The look-behinds let no phrase begin inside a word, nor after a hyphen that joins it to one.
        self._whole = {
            head: re.compile(rf"(?<![^\W_])(?<![^\W_]-)(?:{'|'.join(bodies)})(?![^\W\d_])") for head, bodies in by_head.items()
        }
        self._inner = {word: re.compile(rf"(?:{'|'.join(bodies)})(?![^\W\d_])") for word, bodies in inner.items()}

    def find(self, text: Text) -> Iterator[tuple[int, int]]:
        """Start and end of each, left to right, the longest of those that begin at one place, none overlapping another."""
        folded, heads = text.folded, text.heads
        found: list[tuple[int, int]] = []
        for head in self._whole.keys() & heads.keys():
            match_at = self._whole[head].match
            found += ((start, -match.end()) for start in heads[head] if (match := match_at(folded, start)))
        for word, pattern in self._inner.items():
            if word in folded:
                found += ((match.start(), -match.end()) for match in pattern.finditer(folded))
        last = 0
        for start, end in sorted(found):
            if start >= last:
                yield start, -end
                last = -end


@lru_cache(maxsize=512)
def phrases(words: tuple[str, ...]) -> Phrases:
    """The same phrases made ready once."""
    return Phrases(words)


def _body(phrase: str) -> str:
    return r"[\s.:\-)]{0,3}".join(map(re.escape, phrase.split()))
