"""Replace findings in a text, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from hmac import digest

from pipeline.exceptions import ValidationError
from pipeline.pii.locales import canonical
from pipeline.pii.synthetic import synthetic
from pipeline.record import PIIFinding

STRATEGIES = ("redact", "replace", "token", "hash")


def mask(text: str, findings: Sequence[PIIFinding], strategy: str = "redact", *, salt: str = "") -> str:
    """The text with every finding replaced; every other character stays as it is.

    Args:
        text: what the findings were found in.
        findings: disjoint spans of it, in any order.
        strategy: ``redact`` → ``[MASKED_EMAIL]``; ``replace`` → a plausible value of the same type, valid where the type has
            check digits; ``token`` → ``<PII_EMAIL_1>``, counted from left to right for each type, equal texts sharing a number;
            ``hash`` → ``[`` + 16 hex digits of SHA-256 + ``]``.
        salt: with ``hash`` and ``replace``, a key without which nobody can confirm a guess at the original; without one,
            anybody can who tries enough of them.

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


def replacements(findings: Sequence[PIIFinding], strategy: str = "redact", *, salt: str = "") -> tuple[str, ...]:
    """What :func:`mask` puts in the place of each finding, in the order given.

    Raises:
        ValidationError: an unknown strategy.
    """
    check_strategy(strategy)
    if strategy == "token":
        return _tokens(findings)
    make: dict[str, Callable[[PIIFinding], str]] = {
        "redact": lambda finding: f"[MASKED_{canonical(finding.type).upper()}]",
        "replace": lambda finding: synthetic(canonical(finding.type), finding.text, salt),
        "hash": lambda finding: f"[{_digest(finding.text, salt)}]",
    }
    return tuple(make[strategy](finding) for finding in findings)


def check_strategy(strategy: str) -> None:
    """Refuse a strategy nobody knows.

    Raises:
        ValidationError: it is not one of ``STRATEGIES``.
    """
    if strategy not in STRATEGIES:
        raise ValidationError(f"strategy must be one of {', '.join(STRATEGIES)}, not {strategy!r}.")


def _tokens(findings: Sequence[PIIFinding]) -> tuple[str, ...]:
    numbers: dict[str, dict[str, int]] = {}
    tokens: dict[int, str] = {}
    for index in sorted(range(len(findings)), key=lambda index: findings[index].start):
        finding = findings[index]
        known = numbers.setdefault(canonical(finding.type), {})
        number = known.setdefault(finding.text, len(known) + 1)
        tokens[index] = f"<PII_{canonical(finding.type).upper()}_{number}>"
    return tuple(tokens[index] for index in range(len(findings)))


def _digest(value: str, salt: str) -> str:
    data = value.encode("utf-8", "surrogatepass")
    return (digest(salt.encode(), data, sha256) if salt else sha256(data).digest()).hex()[:16]
