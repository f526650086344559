"""The installed packages that this one needs, directly or by way of others: their versions, licences and what they need."""

from __future__ import annotations

import re
from collections import deque
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import NamedTuple

from packaging.requirements import InvalidRequirement, Requirement

from pipeline.cli.licences import UNKNOWN, licence_of

DISTRIBUTION = "flexorch-local"
_TOOLS = frozenset({"dev", "fuzz", "train"})  # extras of those who work on this package


class Package(NamedTuple):
    """One distribution.

    Attributes:
        name: normalised, as package indices have it.
        version: installed; None where it is missing.
        licence: see :func:`pipeline.cli.licences.licence_of`.
        extra: the extra of this package that asks for it; empty for what is always needed.
        needs: names of what it needs itself, sorted.
        wanted: the requirement that is not met; empty where it is.
    """

    name: str
    version: str | None
    licence: str
    extra: str
    needs: tuple[str, ...]
    wanted: str

    @property
    def is_missing(self) -> bool:
        """It is not installed, or in a version that does not do."""
        return bool(self.wanted)


def normalised(name: str) -> str:
    """A name as package indices compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(extras: tuple[str, ...] = ()) -> list[Package]:
    """This package and all it needs, sorted by name.

    Args:
        extras: whose packages are listed too.
    """
    found: dict[str, Package] = {}
    waiting = deque([(Requirement(DISTRIBUTION), "")])
    waiting += [(Requirement(f"{DISTRIBUTION}[{extra}]"), extra) for extra in extras]
    seen: set[str] = set()
    while waiting:
        requirement, extra = waiting.popleft()
        key = f"{normalised(requirement.name)} {sorted(requirement.extras)} {requirement.specifier}"
        if key in seen:
            continue
        seen.add(key)
        package, further = _examined(requirement, extra)
        known = found.get(package.name)
        if known is None or package.is_missing:
            found[package.name] = package
        elif set(package.needs) - set(known.needs):
            found[package.name] = known._replace(needs=tuple(sorted({*known.needs, *package.needs})))
        if not package.is_missing or package.version:
            waiting += [(item, extra) for item in further]
    return [found[name] for name in sorted(found)]


def extras_of() -> tuple[str, ...]:
    """The extras of this package that users have a use for."""
    given = distribution(DISTRIBUTION).metadata.get_all("Provides-Extra") or []
    return tuple(sorted(extra for extra in given if extra not in _TOOLS))


def _examined(requirement: Requirement, extra: str) -> tuple[Package, list[Requirement]]:
    name = normalised(requirement.name)
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return Package(name, None, UNKNOWN, extra, (), str(requirement)), []
    further = _requirements(found, requirement.extras)
    is_met = requirement.specifier.contains(found.version, prereleases=True)
    needs = tuple(sorted({normalised(item.name) for item in further}))
    return Package(name, found.version, licence_of(found), extra, needs, "" if is_met else str(requirement)), further


def _requirements(found: Distribution, extras: set[str]) -> list[Requirement]:
    """What a package needs here, with some of its extras."""
    needs = []
    for line in found.requires or []:
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *sorted(extras))):
            needs.append(requirement)
    return needs
