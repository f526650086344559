"""Models by name: where each file lies, and proof that it is the one the manifest describes.

``models/manifest.json`` names every model file: those we trained, in ``models/``, and those that installed packages carry. A
file is hashed before it is first loaded in a process; one that differs is never loaded.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.exceptions import ModelHashError, ModelMissingError

_HERE = Path(__file__).parent


class Artefact(Struct, frozen=True, forbid_unknown_fields=True):
    """One model file of the manifest.

    Attributes:
        name: what code calls it.
        path: relative to ``models/``, or to the package's folder.
        sha256: of the file.
        licence: SPDX identifier.
        package: the installed package that carries it; None for our own.
        extra: the extra of this distribution that installs the package; None when it is always there.
        data, seed, metrics, training: how it was made and how good it is; empty for the files of others.
    """

    name: str
    path: str
    sha256: str
    licence: str
    package: str | None = None
    extra: str | None = None
    source: str = ""
    data: str = ""
    seed: int | None = None
    metrics: dict[str, float] = {}
    training: str = ""


def models_folder() -> Path:
    """``models/`` of the checkout, or its copy inside the installed package."""
    packed = _HERE / "_models"
    return packed if packed.is_dir() else _HERE.parent / "models"


@cache
def manifest() -> dict[str, Artefact]:
    """Name to Artefact, in the manifest's order."""
    file = models_folder() / "manifest.json"
    if not file.is_file():
        raise ModelMissingError("models/manifest.json is missing.", remedy="Install flexorch-local again.")
    return {artefact.name: artefact for artefact in msgspec.json.decode(file.read_bytes(), type=list[Artefact])}


@cache
def verified(name: str) -> Path:
    """The path of a model file whose bytes are those of the manifest.

    Raises:
        ModelMissingError: the file, or the package that carries it, is not there.
        ModelHashError: the file is another one.
    """
    artefact = manifest().get(name)
    if artefact is None:
        raise ModelMissingError(f"The manifest has no model called {name!r}.")
    path = _locate(artefact)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != artefact.sha256:
        raise ModelHashError(f"The model {name!r} is not the file the manifest describes.")
    return path


def _locate(artefact: Artefact) -> Path:
    folder = models_folder()
    install = f"pip install 'flexorch-local[{artefact.extra}]'" if artefact.extra else "Install flexorch-local again"
    if artefact.package:
        spec = importlib.util.find_spec(artefact.package)
        if spec is None or spec.origin is None:
            raise ModelMissingError(f"The model {artefact.name!r} needs the package {artefact.package}.", remedy=f"{install}.")
        folder = Path(spec.origin).parent
    path = folder / artefact.path
    if not path.is_file():
        raise ModelMissingError(f"The model file of {artefact.name!r} is missing.", remedy=f"{install}.")
    return path
