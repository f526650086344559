"""All detectors, gathered from the modules of ``families``: adding a family is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.pii import families
from pipeline.pii.detector import Detector, Fake


@cache
def detectors() -> tuple[Detector, ...]:
    """Every detector, by family name, then in the order its family declares them."""
    names = sorted(module.name for module in pkgutil.iter_modules(families.__path__))
    modules = [importlib.import_module(f"{families.__name__}.{name}") for name in names]
    return tuple(detector for module in modules for detector in module.DETECTORS)


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
