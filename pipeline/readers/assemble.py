"""Pages put together: one text, and for every word its exact span in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.content import PageContent
from pipeline.record import PAGE_BREAK, SOURCES, Box, Page, PageSource, Words


@dataclass(frozen=True, slots=True)
class Token:
    """A word on its way into the text; ``confidence`` is None for words of a text layer."""

    text: str
    box: Box
    confidence: float | None = None


class Assembly:
    """Builds ``record.text`` and its pages, one page after the other.

    Words of a line are joined by one space, lines by a line feed, pages by ``PAGE_BREAK``.
    """

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add(self, content: PageContent, lines: str | Sequence[Sequence[Token]]) -> None:
        """Append a page.

        Args:
            content: its size, picture and warnings.
            lines: its words line by line, or its text as it stands where the format has no geometry.
        """
        if self.pages:
            self._append(PAGE_BREAK)
        start = self._length
        if isinstance(lines, str):
            self._append(lines)
            words, confidence = Words(), 0.0
        else:
            words, confidence = self._words(lines)
        self.pages.append(
            Page(
                index=len(self.pages),
                width_pt=round(content.width_pt, 2),
                height_pt=round(content.height_pt, 2),
                start=start,
                end=self._length,
                source=_source(content, self._length > start),
                words=words,
                ocr_confidence=None if content.picture is None else confidence,
                dpi=content.picture.dpi if content.picture else None,
                warnings=content.warnings,
            )
        )

    def _words(self, lines: Sequence[Sequence[Token]]) -> tuple[Words, float]:
        """Append lines; the columns of their words, and the mean confidence of those that were recognised."""
        spans: list[tuple[int, int]] = []
        tokens: list[Token] = []
        for number, line in enumerate(lines):
            if number:
                self._append("\n")
            for position, token in enumerate(line):
                if position:
                    self._append(" ")
                spans.append((self._length, self._length + len(token.text)))
                tokens.append(token)
                self._append(token.text)
        words = Words.of(
            [start for start, _ in spans],
            [end for _, end in spans],
            [token.box for token in tokens],
            [1.0 if token.confidence is None else round(token.confidence, 4) for token in tokens],
            [SOURCES.index("text" if token.confidence is None else "ocr") for token in tokens],
        )
        return words, _mean_confidence(tokens)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _mean_confidence(tokens: Sequence[Token]) -> float:
    """Over recognised words, weighted by their length; 0 when there are none."""
    read = [(token.confidence, len(token.text)) for token in tokens if token.confidence is not None]
    weight = sum(length for _, length in read)
    return round(sum(value * length for value, length in read) / weight, 4) if weight else 0.0


def _source(content: PageContent, has_text: bool) -> PageSource:
    if content.failed:
        return "failed"
    if not has_text:
        return "blank"
    return "text" if content.picture is None else "ocr"
