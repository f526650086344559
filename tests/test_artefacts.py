"""Models: every file the manifest names is there and is the one described; a changed one is never loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import artefacts
from pipeline.exceptions import ModelHashError, ModelMissingError
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(artefacts, "models_folder", lambda: tmp_path)
    for cached in (artefacts.manifest, artefacts.verified):
        cached.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    for cached in (artefacts.manifest, artefacts.verified):
        cached.cache_clear()


def write(folder: Path, **changes: object) -> None:
    entry = {"name": "m", "path": "m.json", "sha256": "0" * 64, "licence": "MIT", **changes}
    (folder / "manifest.json").write_text(json.dumps([entry]), encoding="utf-8")


def test_changed_file_is_never_loaded(folder: Path):
    write(folder)
    (folder / "m.json").write_text("{}")
    with pytest.raises(ModelHashError) as caught:
        artefacts.verified("m")
    assert caught.value.code == "model.hash"


def test_missing_file_names_what_to_install(folder: Path):
    write(folder, extra="easyocr")
    with pytest.raises(ModelMissingError, match="easyocr"):
        artefacts.verified("m")


def test_missing_package_names_what_to_install(folder: Path):
    write(folder, package="no_such_package", extra="easyocr")
    with pytest.raises(ModelMissingError, match="no_such_package"):
        artefacts.verified("m")


def test_unknown_model_and_missing_manifest_are_refused(folder: Path):
    with pytest.raises(ModelMissingError):
        artefacts.verified("m")
    artefacts.manifest.cache_clear()
    write(folder)
    with pytest.raises(ModelMissingError):
        artefacts.verified("other")


def test_every_model_of_the_manifest_is_there_and_unchanged():
    assert artefacts.manifest()
    for name, artefact in artefacts.manifest().items():
        assert artefact.licence, name
        if artefact.extra is None:
            assert artefacts.verified(name).is_file()


def test_own_models_are_small_and_described():
    own = [artefact for artefact in artefacts.manifest().values() if artefact.package is None]
    size = sum((ROOT / "models" / artefact.path).stat().st_size for artefact in own)
    assert size < 50_000_000
    for artefact in own:
        assert artefact.training, artefact.name
        assert artefact.metrics, artefact.name
        assert artefact.data, artefact.name
