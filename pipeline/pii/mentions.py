"""Further mentions of a person whom the document has already named: again in full, in capitals, or by the surname alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.pii.detector import Candidate
from pipeline.pii.person import NOT_NAMES, is_given_name
from pipeline.pii.words import fold

SURE = 0.75  # confidence from which a name is looked for by its surname alone
_LESS = 0.1  # confidence lost on the way from a name to its mention
_MOST = 6  # words of a name
_SHORTEST = 4  # letters of a surname that stands for a person
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_GAP = re.compile(r"[ \u00a0\n.,]{1,3}")


def with_mentions(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """What was found, and every further mention of the people in it; disjoint, in order; time grows linearly.

    Args:
        text: the whole text.
        found: disjoint candidates in order.
    """
    full, surnames = _known(text, found)
    if not full:
        return list(found)
    starts = [item.start for item in found]
    added: list[Candidate] = []
    for start, end, confidence in _again(text, full, surnames):
        place = bisect_left(starts, end)
        is_free = (not place or found[place - 1].end <= start) and (not added or added[-1].end <= start)
        if is_free:
            added.append(Candidate("name", start, end, round(max(0.0, confidence - _LESS), 4), "mention"))
    return sorted([*found, *added], key=lambda item: item.start)


def _known(text: str, found: Sequence[Candidate]) -> tuple[dict[tuple[str, ...], float], dict[str, float]]:
    """Whole names, and surnames; each with the highest confidence it was found with."""
    full: dict[tuple[str, ...], float] = {}
    surnames: dict[str, float] = {}
    for item in found:
        if item.type != "name":
            continue
        words = tuple(fold(match[0]) for match in _WORD.finditer(text, item.start, item.end))
        long = [word for word in words if len(word) > 1]
        if not 1 < len(words) <= _MOST or not long:
            continue
        full[words] = max(item.confidence, full.get(words, 0.0))
        comma = "," in text[item.start : item.end]
        surname = long[0] if comma else long[-1]
        if item.confidence >= SURE and len(surname) >= _SHORTEST and not is_given_name(surname) and surname not in NOT_NAMES:
            surnames[surname] = max(item.confidence, surnames.get(surname, 0.0))
    return full, surnames


def _again(text: str, full: dict[tuple[str, ...], float], surnames: dict[str, float]) -> Iterator[tuple[int, int, float]]:
    matches = list(_WORD.finditer(text))
    folded = {word: fold(word) for word in {match[0] for match in matches}}
    words = [folded[match[0]] for match in matches]
    sizes = sorted({len(name) for name in full}, reverse=True)
    common = {word for word, match in zip(words, matches, strict=True) if match[0].islower()}
    place = 0
    while place < len(words):
        left = len(words) - place
        size = next((size for size in sizes if size <= left and tuple(words[place : place + size]) in full), 0)
        ends = range(place, place + size - 1)
        if size and all(_GAP.fullmatch(text, matches[index].end(), matches[index + 1].start()) for index in ends):
            yield matches[place].start(), matches[place + size - 1].end(), full[tuple(words[place : place + size])]
            place += size
            continue
        word = words[place]
        if word in surnames and word not in common and matches[place][0][0].isupper():
            yield *matches[place].span(), surnames[word]
        place += 1
