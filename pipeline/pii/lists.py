"""What a user says is personal data, and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.pii.detector import DENY, Candidate


def denied(text: str, deny: tuple[str, ...]) -> Iterator[Candidate]:
    """Every place where one of the words or phrases stands as whole words, in any case."""
    pattern = _pattern(deny)
    if pattern is not None:
        for match in pattern.finditer(text):
            yield Candidate("custom", *match.span(), 1.0, DENY, True)


def allowed(text: str, found: Iterable[Candidate], allow: tuple[str, ...]) -> list[Candidate]:
    """What is left when the values on the list are taken out."""
    values = {_plain(value) for value in allow}
    return [item for item in found if item.type == "custom" or _plain(text[item.start : item.end]) not in values]


def _plain(value: str) -> str:
    return "".join(value.casefold().split())


@lru_cache(maxsize=64)
def _pattern(deny: tuple[str, ...]) -> re.Pattern[str] | None:
    words = sorted({phrase.strip() for phrase in deny if phrase.strip()}, key=lambda phrase: (-len(phrase), phrase))
    if not words:
        return None
    escaped = (r"\s{1,3}".join(re.escape(part) for part in phrase.split()) for phrase in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)", re.IGNORECASE)
