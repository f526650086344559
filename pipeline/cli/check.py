"""``pipeline check``: are the models there and unchanged, which versions run, can the workspace be used?"""

from __future__ import annotations

import stat
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, NamedTuple

from rich.text import Text

from pipeline.cli.view import console, plain, table
from pipeline.exceptions import FlexOrchError, ModelMissingError

ENGINES = (
    "pymupdf",
    "rapidocr",
    "onnxruntime",
    "openvino",
    "easyocr",
    "torch",
    "scikit-learn",
    "msgspec",
    "diskcache",
)
OPTIONAL = {"openvino": "openvino", "easyocr": "easyocr", "torch": "easyocr"}  # package to the extra that brings it
_MARKS = {"ok": Text("✓", "green"), "info": Text("–", "dim"), "wrong": Text("✗", "bold red")}


class Finding(NamedTuple):
    """One thing that was looked at; only ``wrong`` ones fail the check."""

    state: Literal["ok", "info", "wrong"]
    subject: str
    detail: str


def examine(workspace: Path | None, air_gap: bool = False) -> bool:
    """Look at everything, write it down, and say whether all is well.

    Args:
        air_gap: look also whether all that is needed is on this machine, and try it on a scan.
    """
    findings = [*_models(), *_versions(), *_workspace(workspace)]
    if air_gap:
        from pipeline.cli.air_gap import findings as of_air_gap

        findings += of_air_gap()
    rows = table("", "What", "State")
    for finding in findings:
        rows.add_row(_MARKS[finding.state], finding.subject, plain(finding.detail))
    wrong = sum(finding.state == "wrong" for finding in findings)
    screen = console()
    screen.print(rows)
    screen.print(Text(f"{wrong} wrong", "bold red") if wrong else Text("all well", "green"))
    return not wrong


def _models() -> Iterator[Finding]:
    from pipeline.artefacts import manifest, verified

    try:
        artefacts = manifest()
    except FlexOrchError as error:
        yield Finding("wrong", "models", str(error))
        return
    for name, artefact in artefacts.items():
        subject = f"model {name}"
        try:
            verified(name)
        except ModelMissingError as error:
            yield Finding("info" if artefact.extra else "wrong", subject, f"not installed: {error.remedy}")
        except FlexOrchError as error:
            yield Finding("wrong", subject, f"{error.code}: {error}")
        else:
            yield Finding("ok", subject, f"{artefact.licence}, sha256 {artefact.sha256[:12]}…")


def _versions() -> Iterator[Finding]:
    yield Finding("ok", "python", sys.version.split()[0])
    for name in ("flexorch-local", *ENGINES):
        try:
            yield Finding("ok", name, version(name))
        except PackageNotFoundError:
            extra = OPTIONAL.get(name)
            remedy = f"not installed: pip install 'flexorch-local[{extra}]'" if extra else "not installed"
            yield Finding("info" if extra else "wrong", name, remedy)


def _workspace(given: Path | None) -> Iterator[Finding]:
    from pipeline.options import load_settings
    from pipeline.store import private_folder

    try:
        folder = load_settings({"workspace": given}).workspace
        private_folder(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except FlexOrchError as error:
        yield Finding("wrong", "workspace", f"{error.code}: {error}")
    except OSError as error:
        yield Finding("wrong", "workspace", f"{folder} cannot be written to ({type(error).__name__})")
    else:
        mode = stat.S_IMODE(folder.stat().st_mode)
        shared = sys.platform != "win32" and mode & 0o077
        detail = f"{folder}, mode {mode:04o}" + ("; others can enter it: chmod 700" if shared else "")
        yield Finding("wrong" if shared else "ok", "workspace", detail)
