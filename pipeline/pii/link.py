"""Mentions of the same person or number share one canonical form: "Ms Kowalska", "A. Kowalska" and "ANNA KOWALSKA" are one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from pipeline.pii.checks import LOOKALIKES, compact
from pipeline.pii.clean import Cleaned
from pipeline.pii.detector import CHECKSUM
from pipeline.record import PIIFinding

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def linked(findings: Sequence[PIIFinding]) -> list[PIIFinding]:
    """The findings with their ``entity`` filled in, in the same order.

    A shorter form of a name is linked to a longer one only where the text has exactly one person it can mean.
    """
    words = {finding.text: _words(finding.text) for finding in findings if finding.type == "name"}
    full: dict[tuple[str, ...], str] = {}
    by_word: dict[str, set[str]] = defaultdict(set)
    for value in words.values():
        if len(value) > 1 and all(len(word) > 1 for word in value):
            entity = full.setdefault(tuple(sorted(value)), " ".join(value))
            for word in value:
                by_word[word].add(entity)
    return [structs.replace(finding, entity=_entity(finding, words, full, by_word)) for finding in findings]


def _entity(
    finding: PIIFinding,
    words: dict[str, tuple[str, ...]],
    full: dict[tuple[str, ...], str],
    by_word: dict[str, set[str]],
) -> str:
    if finding.type != "name":
        return _plain(finding.text) if finding.type in ("location", "address", "organization") else _number(finding)
    value = words[finding.text]
    if known := full.get(tuple(sorted(value))):
        return known
    long = [word for word in value if len(word) > 1]
    meant = set.intersection(*(by_word.get(word, set()) for word in long)) if long else set()
    initials = {word for word in value if len(word) == 1}
    meant = {entity for entity in meant if initials <= {word[0] for word in entity.split()}}
    return meant.pop() if len(meant) == 1 else " ".join(value)


def _words(name: str) -> tuple[str, ...]:
    """The words of a name, given names first, without case and marks."""
    family, comma, given = name.partition(",")
    return tuple(_WORD.findall(_plain(f"{given} {family}" if comma else name)))


def _plain(value: str) -> str:
    decomposed = unicodedata.normalize("NFKD", value.replace("ı", "i").replace("ł", "l").replace("Ł", "L").casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def _number(finding: PIIFinding) -> str:
    """Without separators; look-alikes folded where a checksum may have repaired them, so that both readings are one."""
    value = Cleaned(finding.text).text
    if finding.type.startswith("phone_"):
        return "".join(char for char in value.translate(LOOKALIKES) if char.isdigit()).lstrip("0")
    if finding.type in ("email", "url"):
        return value.replace(" ", "").casefold()
    is_folded = finding.rule.startswith(CHECKSUM) and finding.type != "crypto_wallet"
    return compact(value.translate(LOOKALIKES) if is_folded else value)
