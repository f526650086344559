"""What many documents take, reckoned from what a few took: cores, hours, disk, wire, money, and what failures cost.

    python -m pipeline.cluster.plan [FIGURES]     # as scripts/bench_scale.py --figures FIGURES has written them

Nothing here is measured; every number comes from a :class:`Kind`, which is, or from a :class:`Wish`, which is one's own.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

MEASURED = Path(__file__).with_name("figures.json")  # scripts/bench_scale.py --figures pipeline/cluster/figures.json
_MILLION = 1_000_000
_HEADROOM = 0.7  # how busy an engine or a scheduler may be: beyond it queues grow faster than work


class Kind(Struct, frozen=True):
    """One kind of document, as measured.

    Attributes:
        name: of the kind.
        pages: of a document.
        document_bytes: of a document.
        worker_s, scheduler_s, engine_s: processor seconds a document, of each.
        sent_bytes, received_bytes: a document, between engine and scheduler; between scheduler and workers as much again.
        ledger_bytes, cache_bytes: what a document leaves in each.
    """

    name: str
    pages: int
    document_bytes: int
    worker_s: float
    scheduler_s: float
    engine_s: float
    sent_bytes: int
    received_bytes: int
    ledger_bytes: int
    cache_bytes: int


class Wish(Struct, frozen=True):
    """What is wanted, and what the machines are like.

    Attributes:
        pages: in all.
        days: to do them in.
        cores: of a machine.
        core_hour: its price for an hour, in any currency.
        failures: of a machine in a year: reboots, lost power, a kernel that ends what wants too much memory.
    """

    pages: int = 1_000_000_000
    days: float = 30.0
    cores: int = 32
    core_hour: float = 0.03
    failures: float = 12.0


USUAL = Wish()


class Plan(Struct, frozen=True):
    """What it takes.

    Attributes:
        core_hours: of workers, for a million pages.
        cost: of those, with engine and scheduler, for a million pages.
        machines: to be done in time.
        fed: how many worker cores one engine with its scheduler keeps busy.
        shards: engines, each with a scheduler and a workspace of its own.
        document_tb, ledger_tb, cache_tb: on disk in the end, for all pages; the cache may be left out.
        wire_mb_s: through one scheduler, in and out, when all its cores are busy.
        losses: machines that fail meanwhile.
        redone: documents done again because of that, at most: one for each core of a machine that fails.
    """

    core_hours: float
    cost: float
    machines: int
    fed: int
    shards: int
    document_tb: float
    ledger_tb: float
    cache_tb: float
    wire_mb_s: float
    losses: float
    redone: int


def plan(kind: Kind, wish: Wish = USUAL) -> Plan:
    """The plan for one kind of document."""
    documents = wish.pages / kind.pages
    seconds = wish.days * 24 * 3600
    worker_cores = documents * kind.worker_s / seconds
    all_cores = documents * (kind.worker_s + kind.scheduler_s + kind.engine_s) / seconds
    fed = max(1, int(_HEADROOM * kind.worker_s / max(kind.engine_s, kind.scheduler_s)))  # both run on one core each
    losses = math.ceil(all_cores / wish.cores) * wish.failures * wish.days / 365
    core_hours = _MILLION / kind.pages * kind.worker_s / 3600
    return Plan(
        core_hours=core_hours,
        cost=core_hours * wish.core_hour * all_cores / worker_cores,
        machines=math.ceil(all_cores / wish.cores),
        fed=fed,
        shards=math.ceil(worker_cores / fed),
        document_tb=documents * kind.document_bytes / 1e12,
        ledger_tb=documents * kind.ledger_bytes / 1e12,
        cache_tb=documents * kind.cache_bytes / 1e12,
        wire_mb_s=2 * fed / kind.worker_s * (kind.sent_bytes + kind.received_bytes) / 1e6,
        losses=losses,
        redone=math.ceil(losses * wish.cores),
    )


_ROWS = (
    ("core hours a million pages", "core_hours", ",.0f"),
    ("their price, engine and scheduler included", "cost", ",.2f"),
    ("machines", "machines", ",d"),
    ("cores one engine and scheduler keep busy", "fed", ",d"),
    ("shards", "shards", ",d"),
    ("documents, TB", "document_tb", ",.1f"),
    ("ledgers with all results, TB", "ledger_tb", ",.1f"),
    ("caches, TB", "cache_tb", ",.1f"),
    ("wire at one scheduler, MB/s", "wire_mb_s", ",.1f"),
    ("machines that fail meanwhile", "losses", ",.1f"),
    ("documents done again for it, at most", "redone", ",d"),
)


def table(kinds: list[Kind], wish: Wish = USUAL) -> str:
    """The plans of several kinds side by side, as Markdown."""
    plans = [plan(kind, wish) for kind in kinds]
    head = [f"| {wish.pages:,} pages in {wish.days:g} days | {' | '.join(kind.name for kind in kinds)} |"]
    head.append("|---|" + "---|" * len(kinds))
    return "\n".join(
        head + [f"| {what} | {' | '.join(format(getattr(one, name), how) for one in plans)} |" for what, name, how in _ROWS]
    )


def kinds_of(file: Path = MEASURED) -> list[Kind]:
    """Figures that ``scripts/bench_scale.py --figures FILE`` has written.

    Raises:
        msgspec.ValidationError, msgspec.DecodeError: the file holds no such figures.
    """
    return msgspec.json.decode(file.read_bytes(), type=list[Kind])


if __name__ == "__main__":
    sys.stdout.write(table(kinds_of(*map(Path, sys.argv[1:2]))) + "\n")
