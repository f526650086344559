"""Every code block of the documents runs, and prints what its comments say."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.clusters import free_port
from tests.conftest import FIXTURES, ROOT

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = BLOCK.findall(README)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the fixtures in it, as the working directory."""
    folder = tmp_path / "documents"
    shutil.copytree(FIXTURES, folder)
    monkeypatch.chdir(folder)
    return folder


def _run_python(blocks: list[tuple[str, str]], name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the blocks in one module, check what each promises to print, and return all they printed."""
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    everything = ""
    for code in (code for kind, code in blocks if kind == "python"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "<README>", "exec"), vars(module))
        for promise in re.findall(r"print\(.*\)\s+# > (.*)", code):
            assert promise.removesuffix(" …") in printed.getvalue()
        everything += printed.getvalue()
    return everything


def test_every_block_is_of_a_kind_that_is_run():
    assert {kind for kind, _ in BLOCKS} == {"python", "bash"}


def test_python_blocks_print_what_they_say(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """In turn, as a reader would type them: later blocks use the names of earlier ones."""
    _run_python(BLOCKS, "readme", monkeypatch)


def test_bash_block_runs(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The commands of the page, in turn; `scripts/…` are what runs this test."""
    (folder / "invoices").mkdir()
    (folder / "scans").mkdir()
    shutil.copy(folder / "invoice.pdf", folder / "invoices")
    shutil.copy(folder / "invoice_scan.pdf", folder / "scans")
    shutil.copy(folder / "letter.pdf", folder / "invoices")
    lines = [line.split("#")[0].strip() for kind, code in BLOCKS if kind == "bash" for line in code.splitlines()]
    for line in lines:
        if line.startswith("scripts/"):
            assert (ROOT / line).is_file()
            continue
        arguments = re.findall(r'"[^"]*"|\S+', line)
        assert arguments[0] == "pipeline"
        command = [sys.executable, "-m", "pipeline.cli", *(argument.strip('"') for argument in arguments[1:])]
        result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert result.returncode == 0, f"{line}: {result.stdout}{result.stderr}"


@pytest.mark.slow
def test_page_on_many_machines_runs(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Its commands start a real scheduler and real workers, on another port, and its Python talks to them."""
    pytest.importorskip("distributed", reason="needs the extra dask")
    page = (ROOT / "pipeline" / "cluster" / "README.md").read_text(encoding="utf-8").replace("8786", str(free_port()))
    blocks = BLOCK.findall(page)
    assert {kind for kind, _ in blocks} == {"bash", "python"}
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    started: list[subprocess.Popen[bytes]] = []
    try:
        for line in "".join(code for kind, code in blocks if kind == "bash").splitlines():
            program, *arguments = line.removesuffix("&").split()
            command = [sys.executable, "-m", {"pipeline": "pipeline.cli"}.get(program, program), *arguments]
            if line.endswith("&"):
                started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            else:
                assert subprocess.run(command, timeout=120, check=False).returncode == 0, line
        printed = _run_python(blocks, "many_machines", monkeypatch)
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(30)
    for line in printed.splitlines():
        assert not line.startswith("|") or line in page, f"the page's table is not that of its figures: {line}"


def test_pictures_of_the_page_exist():
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / picture).is_file(), picture
