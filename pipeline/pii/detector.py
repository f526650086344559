"""The shape every detector has, and the one nearly all of them are made of: a pattern with a check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from pipeline.pii.chains import Chain
from pipeline.pii.context import Context, whole_words

NeedsLabel = Literal["never", "und", "always"]
CHECKSUM = "checksum:"
DENY = "list:deny"
WEAK = 0.9  # detectors below this confidence yield to a label that says the number is something else

# After the first character of a number: it may not continue a word, nor a longer number such as 2024-12345678.
_LEFT = r"(?<!\w.)(?<!\d[./\-].)"
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

    def repair(self, context: Context, chains: Sequence[Chain]) -> Iterator[Candidate]:
        """Candidates that are valid once repaired; their rule ends in ``+repaired``.

        Args:
            chains: where a number may have been misread.
        """
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
        runs: how many digits in a row it may begin with: it is then tried only where so many are, see
            :meth:`Context.numbers`. Empty: everywhere.
        letters: how many letters may come before them; 0 for none.
        forms: how its values are written without separators, so that a misread one can be brought there: ``9`` a digit, ``A`` a
            letter, ``S`` one of a German serial number, ``X`` a Finnish check character; hyphens as they are.
        beginnings: how its matches begin, in lower case, where there are few ways: then it is tried only there.
        anchor: a character that every match has; a text without one is not looked at.
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
    runs: tuple[int, ...] = ()
    letters: tuple[int, ...] = (0,)
    forms: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    anchor: str = ""
    words: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", whole_words(self.labels) if self.labels else None)

    @property
    def types(self) -> tuple[str, ...]:
        """Its one type."""
        return (self.type,)

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start."""
        if self.anchor not in context.text:
            return
        for match in self._matches(context):
            if (candidate := self._judged(context, match)) is not None:
                yield candidate

    def at(self, context: Context, start: int) -> Candidate | None:
        """The candidate that begins here; None where none does."""
        if self._must(context) and not context.is_near(start, self.labels):
            return None
        match = self.pattern.match(context.text, start)
        return None if match is None else self._judged(context, match)

    def synthetics(self) -> dict[str, Fake]:
        """How its stand-in is made."""
        return {self.type: Fake((self.fake,), self.check)} if self.fake else {}

    def _must(self, context: Context) -> bool:
        return self.needs_label == "always" or (self.needs_label == "und" and context.is_open)

    def _judged(self, context: Context, match: re.Match[str]) -> Candidate | None:
        must = self._must(context)
        group = "value" if "value" in self.pattern.groupindex else 0
        start, end = match.span(group)
        labelled = must and context.labelled(start, self.words)
        if (must and not labelled) or (self.check is not None and not self.check(match[group])):
            return None
        labelled = labelled or context.labelled(start, self.words)
        if not labelled and self.confidence < WEAK and context.counted(start):
            return None
        return Candidate(self.type, start, end, sure(self.confidence, labelled), self._reason(labelled), labelled)

    def _matches(self, context: Context) -> Iterator[re.Match[str]]:
        text = context.text
        if self.runs:
            starts: Iterator[int] = (
                start for start, letters, run in context.numbers() if letters in self.letters and run in self.runs
            )
        elif self.beginnings:
            starts = iter(context.starts(self.beginnings))
        elif self.labels and self._must(context):
            for floor, ceiling in context.behind(self.labels):
                yield from self.pattern.finditer(text, floor, ceiling)
            return
        else:
            yield from self.pattern.finditer(text)
            return
        end = 0
        for start in starts:
            match = self.pattern.match(text, start) if start >= end else None
            if match is not None:
                end = match.end()
                yield match

    def _reason(self, labelled: bool) -> str:
        return f"{self.rule}+label" if labelled and self.rule != "label" else self.rule


def sure(confidence: float, labelled: bool) -> float:
    """Confidence after a label was seen: 60 % of the doubt is gone."""
    return round(confidence + 0.6 * (1 - confidence), 4) if labelled else confidence
