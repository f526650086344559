"""What the paragraph styles of a Word document say: heading level, numbering, caption."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.readers.package import attribute, child, local

_HEADING = re.compile(r"(?:heading|berschrift|titre|titolo|título|kop|başlık|nagłówek)\s*([1-9])", re.I)
_CHAIN_MAX = 20  # styles based on styles; a loop ends there
_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Style:
    """What counts here of a style: ``level`` 0 for no heading, and the element that numbers its paragraphs."""

    level: int = 0
    is_caption: bool = False
    numbering: etree._Element | None = None


class Styles:
    """The styles of a document by id.

    Args:
        root: of ``styles.xml``; None where the document has none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = (
            {attribute(item, "styleId"): item for item in root if local(item) == "style"} if root is not None else {}
        )
        self._found: dict[str, Style] = {}

    def of(self, reference: etree._Element | None) -> Style:
        """The style a paragraph refers to; an empty one without a reference."""
        key = attribute(reference, "val") if reference is not None else None
        if key is None:
            return Style()
        if key not in self._found:
            self._found[key] = self._read(key)
        return self._found[key]

    @staticmethod
    def outline(properties: etree._Element | None) -> int:
        """The heading level, 1 to 6, that properties give a paragraph; 0 for none."""
        given = child(properties, "outlineLvl")
        value = attribute(given, "val") if given is not None else None
        return min(int(value) + 1, _LEVELS) if value and value.isdecimal() and int(value) < 9 else 0

    def _read(self, key: str | None) -> Style:
        level, caption, numbering = 0, False, None
        for _ in range(_CHAIN_MAX):
            element = self._elements.get(key)
            if element is None:
                break
            title = child(element, "name")
            name = (attribute(title, "val") or "") if title is not None else ""
            match = _HEADING.search(name)
            named = min(int(match[1]), _LEVELS) if match else {"title": 1, "subtitle": 2}.get(name.lower(), 0)
            level = level or named or self.outline(child(element, "pPr"))
            caption = caption or name.lower() == "caption"
            numbering = numbering if numbering is not None else child(element, "pPr", "numPr")
            base = child(element, "basedOn")
            key = attribute(base, "val") if base is not None else None
        return Style(level, caption, numbering)
