"""Plain text, Markdown and CSV: values replaced by blocks, everything else byte for byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.exceptions import RedactionError, UnreadableError
from pipeline.readers.sniff import encoding_of
from pipeline.redaction.fold import Needle, occurrences
from pipeline.redaction.plan import Plan
from pipeline.redaction.survivors import Survivor

BLOCK = "[REDACTED]"


def redact_plain(source: bytes, plan: Plan) -> tuple[bytes, tuple[str, ...]]:
    """The redacted text in the encoding it came in, not yet verified.

    Raises:
        UnreadableError: no text.
        RedactionError: a finding's words are not in the text as it stands (``redaction.unplaced``).
    """
    codec = encoding_of(source)
    if codec is None:
        raise UnreadableError("The file is no text.")
    text = source.decode(codec)
    spans = _spans(text, plan.needles)
    parts, position = [], 0
    for start, end in spans:
        parts += [text[position:start], BLOCK]
        position = end
    redacted = "".join((*parts, text[position:]))
    return redacted.encode("utf-8" if codec == "cp1252" and not _fits(redacted, codec) else codec), ()


def check_plain(data: bytes, plan: Plan) -> list[Survivor]:
    """The values that still stand in the text."""
    codec = encoding_of(data)
    if codec is None:
        return [Survivor("structure")]
    return [Survivor("text", needle.type) for needle in plan.needles if found_in(data.decode(codec), needle)]


def disjoint(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _spans(text: str, needles: tuple[Needle, ...]) -> list[tuple[int, int]]:
    """Where the values stand."""
    spans = []
    for needle in needles:
        found = found_in(text, needle)
        if not found:
            message = "A finding's words are not in the file as they were read from it."
            raise RedactionError(message, code="redaction.unplaced", types=(needle.type,))
        spans += found
    return disjoint(spans)


def found_in(text: str, needle: Needle) -> list[tuple[int, int]]:
    """Occurrences of a value; of a short one those that are written exactly so, as whole words."""
    if needle.is_searched:
        exact = [match.span() for match in re.finditer(re.escape(needle.text), text)]
        return exact + [(start, end) for start, end, _ in occurrences(text, (needle,))]
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(needle.text)}(?!\w)", text)]


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
