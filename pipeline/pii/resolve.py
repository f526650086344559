"""From overlapping candidates to disjoint ones."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import replace

from pipeline.pii.detector import Candidate

# Runs of words, not numbers: a part of one that is left after a stronger neighbour took its share is still worth hiding.
_PROSE = ("address", "custom", "location", "name", "organization")
_BETWEEN = re.compile(r"[ \u00a0]{0,2}|\.?[ \u00a0]|-")
_WORDS = re.compile(r"[^\W\d_](?:.*[\w.])?", re.DOTALL)


def resolve(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Disjoint candidates in order of their start; the same ones whatever order they came in.

    Checksum with label beats checksum, then label, then the bare pattern; among equals the longer one, then the surer one, then
    the one whose type comes first in the alphabet. A name that a stronger span cuts keeps its other part. Parts of a
    name with nothing but a space between them become one.
    """
    starts: list[int] = []
    by_start: dict[int, Candidate] = {}
    for candidate in sorted(candidates, key=_precedence):
        for piece in _free(text, candidate, starts, by_start):
            insort(starts, piece.start)
            by_start[piece.start] = piece
    return _merge(text, [by_start[start] for start in starts])


def without_street(guessed: Iterable[Candidate], known: Iterable[Candidate]) -> list[Candidate]:
    """What the model found, less addresses that a pattern found with street and town: it knows better where they end."""
    spans = sorted(
        (item.start, item.end) for item in known if item.type == "address" and (item.is_labelled or item.rule.endswith("+town"))
    )
    starts = [start for start, _ in spans]
    kept = []
    for item in guessed:
        place = bisect_left(starts, item.end) - 1
        if item.type != "address" or place < 0 or spans[place][1] <= item.start:
            kept.append(item)
    return kept


def _precedence(candidate: Candidate) -> tuple[int, int, float, str, int]:
    length = candidate.end - candidate.start
    return (-candidate.strength, -length, -candidate.confidence, candidate.type, candidate.start)


def _free(text: str, candidate: Candidate, starts: list[int], by_start: dict[int, Candidate]) -> list[Candidate]:
    """The parts of a candidate that nothing stronger has taken: all of it or nothing, save for words."""
    first = bisect_right(starts, candidate.start) - 1
    last = bisect_left(starts, candidate.end)
    taken = [by_start[start] for start in starts[max(0, first) : last] if by_start[start].end > candidate.start]
    if not taken:
        return [candidate] if candidate.end > candidate.start else []
    if candidate.type not in _PROSE:
        return []
    pieces, position = [], candidate.start
    for other in (*taken, None):
        end = candidate.end if other is None else other.start
        words = _WORDS.search(text, position, end) if end - position > 1 else None
        if words and len(words[0]) > 1:
            pieces.append(replace(candidate, start=words.start(), end=words.end()))
        position = candidate.end if other is None else other.end
    return pieces


def _merge(text: str, candidates: list[Candidate]) -> list[Candidate]:
    merged: list[Candidate] = []
    for candidate in candidates:
        before = merged[-1] if merged else None
        if (
            before is not None
            and before.type == candidate.type
            and candidate.type in _PROSE
            and _BETWEEN.fullmatch(text, before.end, candidate.start)
        ):
            best = max(before, candidate, key=lambda item: (item.strength, item.confidence))
            merged[-1] = replace(best, start=before.start, end=candidate.end)
        else:
            merged.append(candidate)
    return merged
