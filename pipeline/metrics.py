"""The numbers of a workspace as OpenMetrics text: what Prometheus and its kin read.

Source: the OpenMetrics specification 1.0 (text format, counters, gauges, histograms, metadata).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

from pipeline.tallies import BUCKETS_S, Tally

CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
PREFIX = "pipeline_"
_COUNTERS = {
    "jobs_finished": "Jobs that ended, by how, by document type and grade, or by the code of their failure.",
    "jobs_deleted": "Jobs deleted with everything derived from their document, by who asked for it.",
    "pages_read": "Pages read, by where their words came from; pages the cache answered are not read.",
    "cache_hits": "Stages the cache answered.",
}
_GAUGES = {
    "jobs": "Jobs in the ledger, by state; those queued are the depth of the queue.",
    "documents": "Documents stored.",
    "documents_bytes": "What the stored documents take.",
    "cache_entries": "Stage results kept.",
    "cache_bytes": "What the stage results take.",
}

Gauges = Mapping[str, Iterable[tuple[Mapping[str, str], float]]]


def render(tallies: Iterable[Tally], gauges: Gauges) -> str:
    """The whole exposition, ending with ``# EOF``.

    Args:
        tallies: sums since the workspace was made.
        gauges: name to (labels, value) of what is there now.
    """
    by_name: dict[str, list[Tally]] = {}
    for tally in tallies:
        by_name.setdefault(tally.name, []).append(tally)
    lines = [
        *_head("build", "info", "The version that wrote this."),
        _sample("build_info", {"version": version("flexorch-local")}, 1),
    ]
    for name, text in _GAUGES.items():
        if name in gauges:
            lines += _head(name, "gauge", text, unit="bytes" if name.endswith("_bytes") else "")
            lines += [_sample(name, labels, value) for labels, value in gauges[name]]
    for name, text in _COUNTERS.items():
        lines += _head(name, "counter", text)
        lines += [_sample(f"{name}_total", tally.labels, tally.value) for tally in by_name.get(name, ())]
    lines += _head("stage_seconds", "histogram", "What stages took, without those the cache answered.", unit="seconds")
    lines += _histogram(by_name.get("stage_seconds", ()), by_name.get("stage_seconds_sum", ()))
    return "\n".join([*lines, "# EOF", ""])


def _histogram(counts: Iterable[Tally], sums: Iterable[Tally]) -> Iterator[str]:
    seconds = {tally.labels["stage"]: tally.value for tally in sums}
    found: dict[str, dict[str, float]] = {}
    for tally in counts:
        found.setdefault(tally.labels["stage"], {})[tally.labels["le"]] = tally.value
    for stage, buckets in found.items():
        total = 0.0
        for bound in (*map(str, BUCKETS_S), "+Inf"):
            total += buckets.get(bound, 0.0)
            yield _sample("stage_seconds_bucket", {"stage": stage, "le": bound}, total)
        yield _sample("stage_seconds_count", {"stage": stage}, total)
        yield _sample("stage_seconds_sum", {"stage": stage}, round(seconds.get(stage, 0.0), 6))


def _head(name: str, kind: str, text: str, unit: str = "") -> list[str]:
    lines = [f"# TYPE {PREFIX}{name} {kind}"]
    if unit:
        lines.append(f"# UNIT {PREFIX}{name} {unit}")
    return [*lines, f"# HELP {PREFIX}{name} {_escaped(text)}"]


def _sample(name: str, labels: Mapping[str, str], value: float) -> str:
    inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    number = str(int(value)) if float(value).is_integer() else repr(float(value))
    return f"{PREFIX}{name}{{{inside}}} {number}" if inside else f"{PREFIX}{name} {number}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
