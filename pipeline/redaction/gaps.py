"""Text that stays must stay where it was.

MuPDF 1.28 leaves a gap for glyphs it takes out of the middle of a string of the operator TJ, but forgets the width of the
first, so that the rest of the line moves left. With Tj the gap is right, so TJ is written as Tj before glyphs are taken out,
and afterwards it is measured whether all letters that are left stand where they stood.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.readers.pdf import mupdf
from pipeline.record import Box

_STRING = rb"\((?:[^()\\]|\\.)*+\)|<[0-9A-Fa-f\s]*+>"
_SHOW = re.compile(rb"(?P<string>" + _STRING + rb")|\[(?P<array>(?:" + _STRING + rb"|[-+\d.\s]++)*+)\]\s*TJ", re.DOTALL)
_PART = re.compile(_STRING + rb"|[-+\d.]++", re.DOTALL)
_INLINE_PICTURE = re.compile(rb"\bBI\b.*?\bID\b", re.DOTALL)  # its bytes could look like anything
_MOVED_PT = 0.4

Letter = tuple[str, float, float, Box]


def without_arrays(page: Any) -> None:
    """Write every TJ of a page as Tj, with the same look."""
    page.clean_contents()
    for xref in page.get_contents():
        data = bytes(page.parent.xref_stream(xref) or b"")
        if not _INLINE_PICTURE.search(data):
            page.parent.update_stream(xref, _SHOW.sub(_apart, data))


def _apart(match: re.Match[bytes]) -> bytes:
    if match["string"] is not None:
        return match[0]
    parts = _PART.findall(match["array"])
    return b" ".join(part + b" Tj" if part[:1] in b"(<" else b"[" + part + b"]TJ" for part in parts) + b" "


def letters(page: Any) -> list[Letter]:
    """The letters of a page in the order they are drawn: each with the start of its base line, and its box, in points."""
    tools = mupdf()
    flags = tools.TEXTFLAGS_RAWDICT & ~tools.TEXT_PRESERVE_IMAGES
    return [
        (char["c"], *char["origin"], char["bbox"])
        for block in page.get_text("rawdict", flags=flags)["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for char in span["chars"]
        if not char["c"].isspace()
    ]


def all_in_place(before: list[Letter], after: list[Letter]) -> bool:
    """Whether every letter that is left stands where the same letter stood."""
    places: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for letter, x, y, _ in before:
        places.setdefault((letter, round(x), round(y)), []).append((x, y))
    return all(_was_there(letter, x, y, places) for letter, x, y, _ in after)


def _was_there(letter: str, x: float, y: float, places: dict[tuple[str, int, int], list[tuple[float, float]]]) -> bool:
    near = [(letter, round(x) + dx, round(y) + dy) for dx in (0, -1, 1) for dy in (0, -1, 1)]
    return any(
        abs(x - other_x) <= _MOVED_PT and abs(y - other_y) <= _MOVED_PT
        for key in near
        for other_x, other_y in places.get(key, ())
    )
