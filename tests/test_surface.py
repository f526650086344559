"""The public surface: its names, what importing it costs, and which way imports point."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline import exceptions
from tests.conftest import ROOT

PACKAGE = ROOT / "pipeline"
FACE = {"cli", "client", "resources", "uploads", "as_flexorch", "watching"}
ENGINE = {
    *("engine", "conductors", "recovery", "runners", "workers", "cluster", "children", "worker", "frames"),
    *("portable", "waiting", "presence", "intake", "job", "status", "summary", "ledger", "database"),
    *("feedback", "cache", "store", "bus", "telling", "tallies", "metrics", "privacy", "child", "limits"),
    *("scratch", "estates", "moves", "rows", "backups", "salvage", "repair"),
}
PARTS = {"readers", "ocr", "fields", "pii", "quality", "redaction"}
RECORD = {
    "record",
    "pages",
    "parts",
    "markdown",
    "stage",
    "options",
    "doctypes",
    "exceptions",
    "artefacts",
    "imports",
    "progress",
    "events",
    "logs",
    "folder",
}
HEAVY = ["pymupdf", "rapidocr", "easyocr", "torch", "spacy", "sklearn", "onnxruntime", "openvino", "cv2"]
LAYERS = (FACE, ENGINE, {"stages"}, PARTS, RECORD)  # a module imports from its own layer or from one further right


def run(code: str, cwd: Path = ROOT) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=cwd).stdout


def test_exported_names_exist_and_are_sorted():
    assert pipeline.__all__ == sorted(pipeline.__all__)
    for name in pipeline.__all__:
        assert getattr(pipeline, name).__name__ == name
    with pytest.raises(AttributeError):
        pipeline.no_such_name  # noqa: B018


def test_every_error_is_exported_and_has_a_code_of_its_own():
    errors = [e for e in vars(exceptions).values() if isinstance(e, type) and issubclass(e, exceptions.FlexOrchError)]
    assert {error.__name__ for error in errors} <= set(pipeline.__all__)
    codes = {error.default_code for error in errors}
    assert len(codes) == len(set(errors))


def test_import_loads_nothing_heavy():
    heavy = [*HEAVY, "numpy", "diskcache", "PIL", "phonenumbers"]
    loaded = run(f"import pipeline, sys; print([m for m in {heavy} if m in sys.modules])")
    assert loaded.strip() == "[]"


def test_client_and_default_chain_load_no_model_library():
    code = (
        "import sys; from pipeline import FlexOrch; from pipeline.options import Settings; "
        f"from pipeline.stages import default_chain; default_chain(Settings()); print([m for m in {HEAVY} if m in sys.modules])"
    )
    assert run(code).strip() == "[]"


def test_code_written_for_the_sdk_finds_its_names():
    code = (
        "import pipeline.as_flexorch; from flexorch import FlexOrch; from flexorch.exceptions import JobTimeoutError; "
        "import pipeline; print(FlexOrch is pipeline.FlexOrch, JobTimeoutError is pipeline.JobTimeoutError)"
    )
    assert run(code).strip() == "True True"


def test_no_module_shadows_the_sdk():
    assert run("import importlib.util as u, pipeline.as_flexorch; print(u.find_spec('flexorch_sdk'))").strip() == "None"


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """The rooms a module imports from, lazily or not; what only type checkers see does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    rooms = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
            rooms.add(node.module.split(".")[1])
    return rooms


def _layer(room: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if room in layer)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path):
    if path == PACKAGE / "__init__.py":
        pytest.skip("the package's own names, loaded when first used")
    for room in _imports(path):
        assert _layer(room) >= _layer(_room(path)), f"{path.name} must not import from {room}"


def test_only_one_module_imports_pymupdf():
    users = [p.name for p in _modules() if "import pymupdf" in p.read_text(encoding="utf-8")]
    assert users == ["pdf.py"]


def test_nothing_unpickles():
    for path in _modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {a.name for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for a in node.names}
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {"pickle", "joblib", "cPickle", "dill", "marshal", "shelve"} & (names | modules), path
