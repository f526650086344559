"""All detectors, gathered from the modules of ``families``: adding a family is adding a file.

Most look for numbers. Where a number begins is found once for all of them, and each is tried only where as many digits are in
a row as its own numbers begin with.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from types import MappingProxyType

from pipeline.pii import families
from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate, Detector, Fake, Pattern, Repairing
from pipeline.pii.locales import Countries

Numbers = Mapping[tuple[int, int], tuple[Pattern, ...]]


@cache
def detectors() -> tuple[Detector, ...]:
    """Every detector, by family name, then in the order its family declares them."""
    names = sorted(module.name for module in pkgutil.iter_modules(families.__path__))
    modules = [importlib.import_module(f"{families.__name__}.{name}") for name in names]
    return tuple(detector for module in modules for detector in module.DETECTORS)


def candidates(context: Context) -> Iterator[Candidate]:
    """What all detectors of the countries asked for find, not in order and with overlaps."""
    for detector in _others(context.countries):
        yield from detector.find(context)
    yield from numbers(context)


def numbers(context: Context) -> Iterator[Candidate]:
    """What those find that look for numbers, in the order of the text."""
    table = _numbers(context.countries)
    for start, letters, run in context.numbers():
        for pattern in table.get((letters, run), ()):
            if (candidate := pattern.at(context, start)) is not None:
                yield candidate


def _asked(countries: Countries | None) -> Iterator[Detector]:
    for detector in detectors():
        if not detector.countries or countries is None or not countries.isdisjoint(detector.countries):
            yield detector


@lru_cache(maxsize=64)
def _others(countries: Countries | None) -> tuple[Detector, ...]:
    return tuple(detector for detector in _asked(countries) if not (isinstance(detector, Pattern) and detector.runs))


@lru_cache(maxsize=64)
def _numbers(countries: Countries | None) -> Numbers:
    """How many letters and then digits a number begins with, to the patterns that can begin so."""
    found: dict[tuple[int, int], list[Pattern]] = {}
    for detector in _asked(countries):
        if isinstance(detector, Pattern):
            for key in ((letters, run) for letters in detector.letters for run in detector.runs):
                found.setdefault(key, []).append(detector)
    return MappingProxyType({key: tuple(patterns) for key, patterns in found.items()})


@dataclass(frozen=True, slots=True)
class Forms:
    """How numbers are written without separators.

    Attributes:
        digits: by length, the patterns of numbers that are digits alone.
        mixed: the others: kinds of characters with the span each fills, the length, and the pattern.
    """

    digits: Mapping[int, tuple[Pattern, ...]]
    mixed: tuple[tuple[tuple[tuple[str, int, int], ...], int, Pattern], ...]


@lru_cache(maxsize=64)
def forms(countries: Countries | None) -> Forms:
    """The forms of the countries' numbers."""
    digits: dict[int, list[Pattern]] = {}
    mixed = []
    patterns = (detector for detector in _asked(countries) if isinstance(detector, Pattern))
    for detector, form in ((pattern, form) for pattern in patterns for form in pattern.forms):
        if form == "9" * len(form):
            digits.setdefault(len(form), []).append(detector)
        else:
            parts, place = [], 0
            for kind, same in groupby(form):
                length = 0 if kind == "-" else len(list(same))
                parts.append((kind, place, place + length))
                place += length
            mixed.append((tuple(parts), place, detector))
    return Forms(MappingProxyType({length: tuple(listed) for length, listed in sorted(digits.items())}), tuple(mixed))


@cache
def repairing() -> tuple[Repairing, ...]:
    """The detectors that repair their own."""
    return tuple(detector for detector in detectors() if isinstance(detector, Repairing))


@cache
def synthetics() -> Mapping[str, Fake]:
    """Type to how a plausible stand-in is made, for the types that have one."""
    found: dict[str, Fake] = {}
    for detector in detectors():
        for type_name, fake in detector.synthetics().items():
            found.setdefault(type_name, fake)
    return MappingProxyType(found)


@cache
def types() -> tuple[str, ...]:
    """The canonical names of everything the rules can find, sorted."""
    return tuple(sorted({type_name for detector in detectors() for type_name in detector.types}))
