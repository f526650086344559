"""The shape every detector has, and the one nearly all of them are made of: a pattern with a check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from pipeline.pii.context import Context, whole_words

NeedsLabel = Literal["never", "und", "always"]
CHECKSUM = "checksum:"
DENY = "list:deny"
WEAK = 0.9  # detectors below this confidence yield to a label that says the number is something else

# After the first character of a number: it may not continue a word, nor a longer number such as 2024-12345678.
_LEFT = r"(?<!\w.)(?<!\d[./\-].)"
# A pattern that begins so has three digits in a row; one that has not is declared sparse.
_DIGIT_FIRST = re.compile(r"\\d|\[[0-9]-?[0-9]")
# After its last one: not a decimal, not a longer number. A comma before three or more digits parts two values.
_RIGHT = r"(?!\w)(?![.,]\d{1,2}(?!\d))(?![/\-]\d)"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be personal data, before overlaps are resolved.

    Attributes:
        type: canonical name.
        start, end: its span.
        confidence: in [0, 1].
        rule: what found it; begins with ``checksum:`` where arithmetic proved it.
        is_labelled: whether its label stands before it.
    """

    type: str
    start: int
    end: int
    confidence: float
    rule: str
    is_labelled: bool = False

    @property
    def strength(self) -> int:
        """3 for checksum and label, 2 for checksum, 1 for label, 0 for the pattern alone, −1 for what the user listed.

        What the user listed fills what the others leave free, so that it takes no address or number apart. A repaired
        checksum counts as a label: it is weaker than one that holds for the text as it stands.
        """
        if self.rule == DENY:
            return -1
        return (1 if self.rule.endswith("+repaired") else 2) * self.rule.startswith(CHECKSUM) + self.is_labelled


class Detector(Protocol):
    """What a family declares: types, the countries they belong to, and how to find them in linear time."""

    @property
    def types(self) -> tuple[str, ...]:
        """The canonical names it can find."""
        ...

    @property
    def countries(self) -> tuple[str, ...]:
        """Whose they are, as type suffixes; empty for everybody's."""
        ...

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start."""
        ...

    def synthetics(self) -> dict[str, Fake]:
        """Type to how a plausible stand-in is made."""
        ...


@runtime_checkable
class Repairing(Protocol):
    """A detector that knows better than the general way how its values are misread."""

    def repair(self, context: Context) -> Iterator[Candidate]:
        """Candidates that are valid once repaired; their rule ends in ``+repaired``."""
        ...


@dataclass(frozen=True, slots=True)
class Fake:
    """How a stand-in for a value is made: fill a template until the check accepts it.

    Attributes:
        templates: ``#`` stands for a digit, ``?`` for a capital letter; one is picked by the value.
        check: what makes it valid; None accepts anything.
    """

    templates: tuple[str, ...]
    check: Callable[[str], bool] | None = None


def bounded(first: str, rest: str) -> re.Pattern[str]:
    """A pattern that stands on its own: no letters or digits around it, not part of a decimal or of a longer number.

    Args:
        first: its first character, as a class or literal; scanning skips to it at C speed, which is why the borders come after.
        rest: what follows.
    """
    return re.compile(f"{first}{_LEFT}(?:{rest}){_RIGHT}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A type found by a regular expression, proved by arithmetic or by a label.

    Attributes:
        type: canonical name.
        pattern: linear: every quantifier bounded. The value is the group ``value``, else the whole match.
        rule: ``checksum:...`` where ``check`` is arithmetic over check digits, else ``shape:...`` or ``label``.
        confidence: without its label; a label takes away 60 % of the doubt.
        countries: empty for everybody's.
        check: whether a value is valid; gets it as it stands in the text.
        labels: whole words, any case.
        needs_label: ``und`` where the shape alone is too common unless the locale was asked for.
        fake: template of a synthetic value, see :class:`Fake`; empty for none.
        beginnings: how its matches begin, in lower case, where there are few ways: then it is tried only there.
        is_sparse: whether it begins with a digit and yet may lack three digits in a row, as ``10.0.0.1`` does.
    """

    type: str
    pattern: re.Pattern[str]
    rule: str
    confidence: float
    countries: tuple[str, ...] = ()
    check: Callable[[str], bool] | None = None
    labels: tuple[str, ...] = ()
    needs_label: NeedsLabel = "never"
    fake: str = ""
    is_sparse: bool = False
    beginnings: tuple[str, ...] = ()
    words: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", whole_words(self.labels) if self.labels else None)

    @property
    def types(self) -> tuple[str, ...]:
        """Its one type."""
        return (self.type,)

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start."""
        must = self.needs_label == "always" or (self.needs_label == "und" and context.is_open)
        group = "value" if "value" in self.pattern.groupindex else 0
        for match in self._matches(context):
            start, end = match.span(group)
            labelled = must and context.labelled(start, self.words)
            if (must and not labelled) or (self.check is not None and not self.check(match[group])):
                continue
            labelled = labelled or context.labelled(start, self.words)
            if not labelled and self.confidence < WEAK and context.counted(start):
                continue
            yield Candidate(self.type, start, end, sure(self.confidence, labelled), self._reason(labelled), labelled)

    def synthetics(self) -> dict[str, Fake]:
        """How its stand-in is made."""
        return {self.type: Fake((self.fake,), self.check)} if self.fake else {}

    def _matches(self, context: Context) -> Iterator[re.Match[str]]:
        """Matches, looked for only where numbers are when the pattern begins with a digit."""
        if self.beginnings:
            end = 0
            for start in context.starts(self.beginnings):
                match = self.pattern.match(context.text, start) if start >= end else None
                if match is not None:
                    end = match.end()
                    yield match
            return
        if self.is_sparse or not _DIGIT_FIRST.match(self.pattern.pattern):
            yield from self.pattern.finditer(context.text)
            return
        for start, end in context.zones():
            yield from self.pattern.finditer(context.text, start, end)

    def _reason(self, labelled: bool) -> str:
        return f"{self.rule}+label" if labelled and self.rule != "label" else self.rule


def sure(confidence: float, labelled: bool) -> float:
    """Confidence after a label was seen: 60 % of the doubt is gone."""
    return round(confidence + 0.6 * (1 - confidence), 4) if labelled else confidence
