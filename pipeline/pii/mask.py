"""Replace findings in a text, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from hmac import digest

from pipeline.exceptions import ValidationError
from pipeline.pii.locales import canonical
from pipeline.pii.synthetic import synthetic
from pipeline.record import PIIFinding

STRATEGIES = ("redact", "replace", "token", "hash")
DEFAULT = "default"  # the key of a mapping that stands for all types it does not name

Strategy = str | Mapping[str, str] | tuple[tuple[str, str], ...]


def mask(text: str, findings: Sequence[PIIFinding], strategy: Strategy = "redact", *, salt: str = "") -> str:
    """The text with every finding replaced; every other character stays as it is.

    Args:
        text: what the findings were found in.
        findings: disjoint spans of it, in any order.
        strategy: one for all, or type to strategy with ``default`` for the rest (``redact`` when it is not given):
            ``redact`` → ``[MASKED_EMAIL]``; ``replace`` → a plausible value of the same type, valid where the type has check
            digits; ``token`` → ``<PII_EMAIL_1>``, counted from left to right for each type, mentions of the same person or
            number sharing one; ``hash`` → ``[`` + 16 hex digits of SHA-256 + ``]``.
        salt: a key without which nobody can confirm a guess at the original; without one, anybody can who tries enough of
            them. With it ``hash`` and ``replace`` are keyed, and ``token`` gives keyed digits in place of numbers, the same
            in every document: ``<PII_EMAIL_3F2A9C01>``.

    Raises:
        ValidationError: an unknown strategy, overlapping findings, or findings of another text.
    """
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end))
    parts, position = [], 0
    for number, (finding, replacement) in enumerate(zip(ordered, replacements(ordered, strategy, salt=salt), strict=True), 1):
        if finding.start < position or finding.end < finding.start:
            raise ValidationError(f"Finding {number} overlaps the one before it.")
        if text[finding.start : finding.end] != finding.text:
            raise ValidationError(f"Finding {number} is not of this text.", remedy="Detect again in the text you want masked.")
        parts += [text[position : finding.start], replacement]
        position = finding.end
    return "".join((*parts, text[position:]))


def replacements(findings: Sequence[PIIFinding], strategy: Strategy = "redact", *, salt: str = "") -> tuple[str, ...]:
    """What :func:`mask` puts in the place of each finding, in the order given.

    Raises:
        ValidationError: an unknown strategy.
    """
    check_strategy(strategy)
    chosen = _by_type(strategy)
    numbers = _numbers(findings)
    make: dict[str, Callable[[PIIFinding], str]] = {
        "redact": lambda finding: f"[MASKED_{_type(finding).upper()}]",
        "replace": lambda finding: synthetic(_type(finding), finding.text, salt, entity=finding.entity),
        "hash": lambda finding: f"[{_digest(finding, salt)}]",
        "token": lambda finding: (
            f"<PII_{_type(finding).upper()}_{_digest(finding, salt)[:8].upper()}>"
            if salt
            else f"<PII_{_type(finding).upper()}_{numbers[_type(finding), _identity(finding)]}>"
        ),
    }
    rest = chosen.get(DEFAULT, STRATEGIES[0])
    return tuple(make[chosen.get(_type(finding), rest)](finding) for finding in findings)


def check_strategy(strategy: Strategy) -> None:
    """Refuse a strategy nobody knows.

    Raises:
        ValidationError: it is not one of ``STRATEGIES``, nor a mapping of types to them.
    """
    try:
        chosen = _by_type(strategy)
    except (TypeError, ValueError, AttributeError):
        raise ValidationError("strategy must be a name, or pairs of type and name.") from None
    unknown = sorted({repr(name) for name in chosen.values() if name not in STRATEGIES})
    if unknown:
        raise ValidationError(f"strategy must be one of {', '.join(STRATEGIES)}, not {', '.join(unknown)}.")


def _by_type(strategy: Strategy) -> dict[str, str]:
    pairs = {DEFAULT: strategy} if isinstance(strategy, str) else dict(strategy)
    return {canonical(type_name): name for type_name, name in pairs.items()}


def _type(finding: PIIFinding) -> str:
    return canonical(finding.type)


def _identity(finding: PIIFinding) -> str:
    """What all mentions of the same person or number share."""
    return finding.entity or finding.text


def _numbers(findings: Sequence[PIIFinding]) -> dict[tuple[str, str], int]:
    """Type and identity to a number, counted for each type in the order of the text."""
    known: dict[str, dict[str, int]] = {}
    for finding in sorted(findings, key=lambda finding: finding.start):
        numbers = known.setdefault(_type(finding), {})
        numbers.setdefault(_identity(finding), len(numbers) + 1)
    return {(kind, identity): number for kind, numbers in known.items() for identity, number in numbers.items()}


def _digest(finding: PIIFinding, salt: str) -> str:
    """16 hex digits: plain SHA-256 of the text as the contract has it; keyed, of what its mentions share."""
    data = (_identity(finding) if salt else finding.text).encode("utf-8", "surrogatepass")
    return (digest(salt.encode(), data, sha256) if salt else sha256(data).digest()).hex()[:16]
