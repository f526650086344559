"""Labels of numbered paragraphs in Word documents, which stand nowhere in the text: "6.", "b)", "iv"."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.readers.package import attribute, child, local

_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_REST = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS_MAX = 9


class Numbering:
    """Counts the numbered paragraphs of a document in the order they are asked for.

    Args:
        root: of ``numbering.xml``; None where the document has none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        items = list(root) if root is not None else []
        abstract = {attribute(item, "abstractNumId"): item for item in items if local(item) == "abstractNum"}
        self._lists: dict[str, tuple[str, dict[int, etree._Element]]] = {}
        for item in items:
            link = child(item, "abstractNumId")
            if local(item) != "num" or link is None:
                continue
            key = attribute(link, "val") or ""
            levels = list(abstract[key]) if key in abstract else []
            self._lists[attribute(item, "numId") or ""] = (
                key,
                {_int(attribute(level, "ilvl")): level for level in levels if local(level) == "lvl"},
            )
        self._counts: dict[str, list[int]] = {}

    def label(self, direct: etree._Element | None, styled: etree._Element | None) -> tuple[str, int]:
        """The label of the next paragraph, empty for bullets, and its depth from 1; ("", 0) outside lists.

        Args:
            direct: the numbering its own properties give the paragraph.
            styled: the numbering its style gives it.
        """
        key = _value(direct, "numId") or _value(styled, "numId")
        if not key or key == "0" or (key not in self._lists and direct is None):
            return "", 0
        depth = min(_int(_value(direct, "ilvl") or _value(styled, "ilvl")), _LEVELS_MAX - 1)
        abstract, levels = self._lists.get(key, ("", {}))
        counts = self._counts.setdefault(abstract, [0] * _LEVELS_MAX)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (_LEVELS_MAX - depth - 1)
        if depth not in levels:
            return "", depth + 1
        return self._shown(levels, depth, counts), depth + 1

    def _shown(self, levels: dict[int, etree._Element], depth: int, counts: list[int]) -> str:
        pattern = _value(levels[depth], "lvlText") or ""
        if (_value(levels[depth], "numFmt") or "decimal") in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            if level not in levels:
                return ""
            start = _int(_value(levels[level], "start") or "1")
            return _written(start + max(counts[level], 1) - 1, _value(levels[level], "numFmt") or "decimal")

        return _LEVEL.sub(number, pattern).strip()


def _written(count: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = ""
        for value, letter in (*_ROMAN, *_ROMAN_REST):
            times, count = divmod(count, value)
            text += letter * times
        return text if kind == "lowerRoman" else text.upper()
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _value(element: etree._Element | None, name: str) -> str | None:
    found = child(element, name)
    return attribute(found, "val") if found is not None else None


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
