"""The five stages of the default chain, each of which misbehaves when the document says so: ``fault:STAGE:WHAT``."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import structs

from pipeline.options import Settings
from pipeline.record import Record
from pipeline.stage import Deadline, Pipeline
from pipeline.stages import default_chain
from pipeline.stages.classify import ClassifyStage
from pipeline.stages.fields import FieldsStage
from pipeline.stages.pii import PIIStage
from pipeline.stages.quality import QualityStage
from pipeline.stages.read import ReadStage
from tests.faults import FaultStage

FAULTS = ("crash", "hang", "hang-in-c", "oom", "exit", "raise", "garbage", "chatter", "full-disk", "undeclared")
STAGES = ("read", "classify", "fields", "pii", "quality")


class _Faulty:
    """Goes before a stage of the default chain."""

    name: str

    def run(self, record: Record, deadline: Deadline) -> Any:
        """What the document says, else what the stage does."""
        _, _, asked = record.source.decode("utf-8", "ignore").partition(f"fault:{self.name}:")
        what = asked.split(maxsplit=1)[0] if asked else ""
        if what == "garbage":
            return "no record"
        if what == "undeclared":
            return structs.replace(record, source=b"", extras={"sly": object()})
        if what == "chatter":  # into every pipe there is, the one to the parent included
            for handle in range(1, 10):
                with suppress(OSError):
                    os.write(handle, b"\xff" * 1000)
        elif what == "full-disk":  # the error is the real one
            Path("/dev/full").write_bytes(b"x")
        elif what:
            FaultStage()._act(what)
        return super().run(record, deadline)  # type: ignore[misc]


class FaultyRead(_Faulty, ReadStage):
    """See above."""


class FaultyClassify(_Faulty, ClassifyStage):
    """See above."""


class FaultyFields(_Faulty, FieldsStage):
    """See above."""


class FaultyPII(_Faulty, PIIStage):
    """See above."""


class FaultyQuality(_Faulty, QualityStage):
    """See above."""


def faulty_chain() -> Pipeline:
    """The default chain with a fault in every stage."""
    kinds = (FaultyRead, FaultyClassify, FaultyFields, FaultyPII, FaultyQuality)
    chain = default_chain(Settings())
    pairs = zip(kinds, chain, strict=True)
    return Pipeline(kind() if stage.options is None else kind(stage.options) for kind, stage in pairs)
