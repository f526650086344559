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


def test_every_block_is_of_a_kind_that_is_run():
    assert {kind for kind, _ in BLOCKS} == {"python", "bash"}


def test_python_blocks_print_what_they_say(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """In turn, as a reader would type them: later blocks use the names of earlier ones."""
    module = ModuleType("readme")
    monkeypatch.setitem(sys.modules, "readme", module)
    for code in (code for kind, code in BLOCKS if kind == "python"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "<README>", "exec"), vars(module))
        for promise in re.findall(r"print\(.*\)\s+# > (.*)", code):
            assert promise.removesuffix(" …") in printed.getvalue()


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


def test_pictures_of_the_page_exist():
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / picture).is_file(), picture
