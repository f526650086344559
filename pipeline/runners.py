"""Which runner an engine's settings ask for."""

from __future__ import annotations

from pipeline.children import ChildRunner
from pipeline.cluster.crew import Crew
from pipeline.cluster.orders import terms_of
from pipeline.cluster.runner import ClusterRunner
from pipeline.limits import limits_of
from pipeline.options import Settings, core_count
from pipeline.portable import pack
from pipeline.scratch import Scratch
from pipeline.stage import Pipeline
from pipeline.workers import InlineRunner, Runner


def runner_for(settings: Settings, chain: Pipeline, scratch: Scratch, crew: Crew | None = None) -> Runner:
    """Where stages run, as the settings say; with a crew on its workers.

    Raises:
        ChainError: the chain cannot be built again in another process.
    """
    if crew is None and settings.isolation == "thread":
        return InlineRunner()
    pack(chain)
    if crew is not None:
        return ClusterRunner(crew, terms_of(settings))
    threads = max(1, core_count() // max(1, settings.worker_count))
    return ChildRunner(limits_of(settings), threads, scratch)
