"""What every test shares: stages of a few lines, and engines on a workspace of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from msgspec import structs

from pipeline import Deadline, FlexOrch, Record, Stage

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine must not fail a test


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("FLEXORCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FLEXORCH_DURABLE", "false")  # no test cuts the power
    monkeypatch.setenv("FLEXORCH_WORKSPACE", str(tmp_path / "default-workspace"))


@dataclass(frozen=True)
class EchoOptions:
    suffix: str = ""


class EchoStage(Stage):
    """Reads the document as UTF-8: the smallest chain that does something."""

    name = "echo"
    reads = frozenset({"source"})
    writes = frozenset({"text"})

    def __init__(self, options: EchoOptions = EchoOptions()) -> None:
        self.options = options

    def run(self, record: Record, deadline: Deadline) -> Record:
        return structs.replace(record, text=record.source.decode() + self.options.suffix)


class CallStage(Stage):
    """Calls a function with the record, then passes it on unchanged: for faults and delays."""

    name = "call"
    reads = frozenset({"text"})
    writes = frozenset({"extras.called"})

    def __init__(self, call: Callable[[Record], Any], name: str = "call") -> None:
        self._call = call
        self.name = name

    def run(self, record: Record, deadline: Deadline) -> Record:
        self._call(record)
        return structs.replace(record, extras={"called": True})


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def echo(workspace: Path) -> Iterator[FlexOrch]:
    """An engine whose chain is one EchoStage."""
    with FlexOrch(workspace=workspace, pipeline=[EchoStage()], workers=2) as client:
        yield client
