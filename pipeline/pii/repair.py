"""Numbers a recogniser misread: letters that look like digits turned back, lost and added spaces undone, and then proved.

What is found here and nowhere else is marked ``+repaired``; its span is the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pii.chains import Chain, chains
from pipeline.pii.checks import LOOKALIKES
from pipeline.pii.context import Context
from pipeline.pii.detector import CHECKSUM, Candidate, Pattern, sure
from pipeline.pii.misread import is_misread_label
from pipeline.pii.registry import forms, repairing

REPAIRED = "+repaired"
MOST = 2_000  # e-mail addresses of a text that are repaired
SURE = 0.9  # a repaired number without a label has to be of a type that is this sure on its own,
CERTAIN = 0.95  # and this sure, or this long, where spaces were added or a word has grown onto it
LONG = 15
_READ = {  # what a character is read as where a form has one of these
    "9": LOOKALIKES,
    "A": str.maketrans("01582|l", "OISBZII"),
    "S": str.maketrans("OoDQIl|!BSs", "00001111855"),
    "X": str.maketrans("OoQIil|!GgZz", "000111116622"),
}
_KINDS = {
    "9": re.compile(r"[0-9]*"),
    "A": re.compile(r"[A-Z]*"),
    "S": re.compile(r"[0-9CFGHJ-NPRTV-Z]*"),
    "X": re.compile(r"[0-9A-Z]*"),
}
_WORD = re.compile(r"[^\W\d_]{2}")
_EMAIL = re.compile(
    r"(?<![\w.%+\-])[\w.%+\-]{1,64}[ ]?@[ ]?[^\W_][\w\-]{0,62}(?:[ ]?\.[ ]?[\w\-]{1,62}){0,4}[ ]?\.[ ]?"
    r"(?:com|org|net|edu|gov|info|eu|de|fr|it|es|nl|pl|tr|uk|at|be|ch|pt|se|dk|fi|example)(?![\w\-])"
)


def repaired(context: Context) -> Iterator[Candidate]:
    """Candidates that exist only once they are read otherwise, each proved by a checksum or by a label and its shape."""
    yield from _emails(context.text)
    places = tuple(chains(context))
    for detector in repairing():
        yield from detector.repair(context, places)
    table = forms(context.countries)
    for chain in places:
        if not _WORD.search(context.before(chain.start)) and not _is_first(context.text, chain.start):
            continue  # no label, and it does not stand alone
        for length, patterns in table.digits.items():
            if length <= chain.run and _ends(chain, length):
                for pattern in patterns:
                    yield from _proved(context, chain, length, chain.digits[:length], pattern)
        for parts, length, pattern in table.mixed:
            if length <= len(chain.plain) and _ends(chain, length) and (made := _formed(chain.plain, parts)) is not None:
                yield from _proved(context, chain, length, made, pattern)


def _ends(chain: Chain, length: int) -> bool:
    """Whether a number of that length could end here: with its group, or before a letter that is part of the next word."""
    after = chain.next(length)
    return not after.isdigit() and (not after.isalnum() or not chain.plain[length - 1].isalpha())


def _formed(plain: str, parts: tuple[tuple[str, int, int], ...]) -> str | None:
    """The value a form makes of letters and digits, place by place; None where they cannot be brought there."""
    made = []
    for kind, start, end in parts:
        if kind == "-":
            made.append("-")
            continue
        part = plain[start:end].translate(_READ[kind]).upper()
        if not _KINDS[kind].fullmatch(part):
            return None
        made.append(part)
    return "".join(made)


def _proved(context: Context, chain: Chain, length: int, made: str, pattern: Pattern) -> Iterator[Candidate]:
    if pattern.check is not None and not pattern.check(made):
        return
    start, end = chain.start, chain.end(length)
    is_checked = pattern.rule.startswith(CHECKSUM)
    labelled = context.labelled(start, pattern.words)
    if not labelled and is_checked:
        labelled = is_misread_label(context.before(start), pattern.labels)
    if not labelled and (not is_checked or context.counted(start) or (pattern.needs_label != "never" and context.is_open)):
        return
    is_whole = not chain.is_grown and not chain.next(length).isalnum()
    is_regular = is_whole and pattern.pattern.fullmatch(chain.with_separators(made.replace("-", ""))) is not None
    is_alone = length == len(chain.plain) and _is_first(context.text, start)
    least = SURE if is_regular or (is_alone and length >= LONG) else CERTAIN
    if labelled or (pattern.confidence >= least and (is_regular or is_alone)):
        reason = f"{pattern.rule}{'+label' * (labelled and pattern.rule != 'label')}{REPAIRED}"
        yield Candidate(pattern.type, start, end, round(0.9 * sure(pattern.confidence, labelled), 4), reason, labelled)


def _is_first(text: str, start: int) -> bool:
    """Whether what stands here goes on neither with a number nor with a word in capitals."""
    before = text[max(0, start - 2) : start].rstrip(" .-/\u00a0")[-1:]
    return not before.isalnum() or (before.isalpha() and before.islower())


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
