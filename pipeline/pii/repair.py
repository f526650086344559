"""Numbers a recogniser misread: letters that look like digits turned back, lost and added spaces undone, and then proved.

The text keeps its length, so spans stay what they are. What is found here and nowhere else is marked ``+repaired``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.pii.checks import LOOKALIKES
from pipeline.pii.context import Context
from pipeline.pii.detector import CHECKSUM, Candidate, Pattern, Repairing
from pipeline.pii.registry import detectors

REPAIRED = "+repaired"
MOST = 2_000  # places of a text that are repaired; more are no scan but an attack
AROUND = 64  # characters to either side that are looked at, so that labels are seen
SURE = 0.9  # a repaired number without a label has to be of a type that is this sure on its own

_LETTERS = str.maketrans("01582", "OISBZ")
_TOKEN = re.compile(r"[0-9A-Za-z|!](?<![^\W_].)(?<![|!].)[0-9A-Za-z|!]{1,23}(?![^\W_])")
_LOOKALIKE = re.compile(r"[0-9OoQDlI|i!SsBZzGgq]+")
_RUN = re.compile(r"\d(?<![^\W_].)(?:[ \u00a0]{1,2}\d|\d){8,29}(?![^\W_])")
# Where letters and digits stand in numbers that have both: tax code of Italy, DNI, NIE, pension number of Germany, VAT of
# the Netherlands, NIF of Spain, health insurance of Germany, National Insurance.
_SHAPES = (
    "99999999A", "A9999999A", "A99999999", "AA999999A", "A999999999", "99999999A999", "AA999999999A99", "AAAAAA99A99A999A",
)  # fmt: skip
_EMAIL = re.compile(
    r"(?<![\w.%+\-])[\w.%+\-]{1,64}[ ]?@[ ]?[^\W_][\w\-]{0,62}(?:[ ]?\.[ ]?[\w\-]{1,62}){0,4}[ ]?\.[ ]?"
    r"(?:com|org|net|edu|gov|info|eu|de|fr|it|es|nl|pl|tr|uk|at|be|ch|pt|se|dk|fi|example)(?![\w\-])"
)


def repaired(context: Context) -> Iterator[Candidate]:
    """Candidates that exist only in the repaired text, each proved by a checksum, or a telephone number behind its label."""
    yield from _emails(context.text)
    for detector in _repairing():
        yield from detector.repair(context)
    changes: list[tuple[int, int]] = []
    folded = _folded(context.text, changes)
    for text, places in ((folded, changes), *((text, places) for text, places in _others(context.text, folded))):
        if places:
            yield from _proved(Context(_around(text, places), context.countries, context.language), places)


@cache
def _repairing() -> tuple[Repairing, ...]:
    return tuple(detector for detector in detectors() if isinstance(detector, Repairing))


def _emails(text: str) -> Iterator[Candidate]:
    """Addresses with a space beside the @ or a dot."""
    at, end = text.find("@"), 0
    for _ in range(MOST):
        if at < 0:
            return
        match = next((found for found in _EMAIL.finditer(text, max(end, at - 66), at + 160) if found.end() > at), None)
        if match is not None and " " in match[0]:
            end = match.end()
            yield Candidate("email", *match.span(), 0.7, "shape:email" + REPAIRED)
        at = text.find("@", at + 1)


def _folded(text: str, changes: list[tuple[int, int]]) -> str:
    """Words of digits and what looks like digits, as digits."""

    def digits(match: re.Match[str]) -> str:
        word = match[0]
        if word.isdigit() or word.isalpha():
            return word
        if len(changes) >= MOST or not _LOOKALIKE.fullmatch(word) or 4 * sum(map(str.isdigit, word)) < len(word):
            return word
        changes.append(match.span())
        return word.translate(LOOKALIKES)

    return _TOKEN.sub(digits, text)


def _others(text: str, folded: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The text with words brought into the shapes of numbers with letters, and the folded one with its numbers closed up."""
    shaped: list[tuple[int, int]] = []

    def shape(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) < 9 or word.isdigit() or word.isalpha():
            return word
        made = min((_formed(word, form) for form in _SHAPES if len(form) == len(word)), key=_changed(word), default=word)
        if made == word or len(shaped) >= MOST:
            return word
        shaped.append(match.span())
        return made

    yield _TOKEN.sub(shape, text), shaped
    closed: list[tuple[int, int]] = []

    def close(match: re.Match[str]) -> str:
        plain = re.sub(r"[ \u00a0]", "", match[0])
        if plain == match[0] or len(closed) >= MOST:
            return match[0]
        closed.append(match.span())
        return plain + " " * (len(match[0]) - len(plain))

    text = _RUN.sub(close, folded)
    yield text, closed


def _formed(word: str, form: str) -> str:
    """A word with letters and digits where the form has them; the word itself where it cannot be brought there."""
    made = "".join(char.translate(_LETTERS if kind == "A" else LOOKALIKES) for char, kind in zip(word, form, strict=True))
    return made if all(char.isdigit() == (kind == "9") for char, kind in zip(made, form, strict=True)) else word


def _changed(word: str) -> Callable[[str], tuple[bool, int]]:
    """Fewest changes first, none at all last."""

    def count(made: str) -> tuple[bool, int]:
        return made == word, sum(one != other for one, other in zip(word, made, strict=True))

    return count


def _around(text: str, places: list[tuple[int, int]]) -> str:
    """The text with all but the repaired places and what is around them blanked out."""
    parts, position = [], 0
    for start, end in places:
        start, end = max(position, start - AROUND), min(len(text), end + AROUND)
        if end > start:
            parts += [" " * (start - position), text[start:end]]
            position = end
    return "".join((*parts, " " * (len(text) - position)))


def _proved(context: Context, places: list[tuple[int, int]]) -> Iterator[Candidate]:
    by_start = dict(places)
    starts = sorted(by_start)
    for detector in detectors():
        is_checked = isinstance(detector, Pattern) and detector.rule.startswith(CHECKSUM)
        is_phone = any(name.startswith("phone_") for name in detector.types)
        if not (is_checked or is_phone or "date_of_birth" in detector.types):
            continue
        if detector.countries and not context.wants(detector.countries):
            continue
        for candidate in detector.find(context):
            sure = (is_checked and candidate.confidence >= SURE) or (is_phone and context.text[candidate.start] == "+")
            if (candidate.is_labelled or sure) and _touches(candidate, starts, by_start):
                end = _end(candidate, by_start)
                yield replace(
                    candidate, end=end, confidence=round(0.9 * candidate.confidence, 4), rule=candidate.rule + REPAIRED
                )


def _touches(candidate: Candidate, starts: list[int], ends: dict[int, int]) -> bool:
    place = bisect_left(starts, candidate.end) - 1
    return place >= 0 and ends[starts[place]] > candidate.start


def _end(candidate: Candidate, ends: dict[int, int]) -> int:
    """A number that was closed up ends where it ended before; others keep their end."""
    return max(candidate.end, ends.get(candidate.start, 0))
