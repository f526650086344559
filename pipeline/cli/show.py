"""``pipeline show``: everything about one job, with personal data masked unless asked for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.cli.view import GRADE_STYLES, STATUS_STYLES, error_lines, grade, plain, table

if TYPE_CHECKING:
    from pipeline.job import Job

_BAR = 20  # characters of a full factor bar
_MASK = r"\[MASKED_[A-Z0-9_]+\]|<PII_[A-Z0-9_]+>"


def report(job: Job, *, raw: bool, with_text: bool) -> RenderableType:
    """The job's page in the terminal."""
    if job.status == "failed":
        reason = (job.failure_reason or "").removesuffix(job.remedy or "").rstrip()
        return Group(_head(job, 0), error_lines(job.failure_code or "", reason, job.remedy or ""))
    facts = job.to_dict(raw=raw)
    parts: list[RenderableType] = [_head(job, len(facts.get("pages", ())))]
    if facts.get("fields"):
        parts.append(_fields(facts["fields"]))
    parts += [Text(f"  ! {plain(warning)}", "yellow") for warning in facts.get("warnings", ())]
    if facts.get("pii_findings"):
        parts.append(_findings(facts["pii_findings"]) if raw else _findings_by_type(facts["pii_findings"]))
    if facts.get("quality"):
        parts.append(_quality(facts["quality"]))
    if facts["timings"]:
        parts.append(_timings(facts["timings"], facts["cached"]))
    if with_text and facts.get("text") is not None:
        parts.append(_text(facts["text"], raw))
    return Group(*parts)


def _head(job: Job, page_count: int) -> RenderableType:
    status = str(job.status)
    title = Text.assemble((plain(job.filename), "bold"), "  ", (job.id, "dim"), "  ", (status, STATUS_STYLES.get(status, "")))
    if job.status != "completed":
        return title
    facts = Text.assemble("grade ", grade(job), f" · {job.document_type}", f" · {page_count} page{'s' * (page_count != 1)}")
    if job.detected_language:
        facts.append(f" · {job.detected_language}")
    masked = " (masked)" if job.privacy_applied else ""
    facts.append(f" · {job.pii_findings_count} personal data{masked}")
    return Group(title, facts)


def _fields(fields: dict[str, Any]) -> RenderableType:
    shown = table("Field", "Value", "Confidence>", "Method", "Page>")
    for name, field in fields.items():
        value = _items(field["value"]) if isinstance(field["value"], list) else plain(field["value"])
        shown.add_row(name, value, f"{field['confidence']:.2f}", field["method"], str(field["page"] or ""))
    return shown


def _items(items: list[dict[str, Any]]) -> RenderableType:
    """Line items, one a row: quantity × unit price, description, total."""
    rows = Table.grid(padding=(0, 1))
    for justify in ("right", "left", "right", "left", "right"):
        rows.add_column(justify=justify)
    for item in items:
        cells = [
            plain(item[name]) if item[name] is not None else "" for name in ("quantity", "unit_price", "description", "total")
        ]
        quantity, price, description, total = cells
        rows.add_row(quantity, "×" if quantity and price else "", price, description, total)
    return rows


def _findings_by_type(findings: list[dict[str, Any]]) -> RenderableType:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in findings:
        groups[finding["type"]].append(finding)
    shown = table("Personal data", "Count>", "Pages", "Found by")
    for name in sorted(groups):
        pages = sorted({finding["page"] for finding in groups[name] if finding["page"]})
        rules = sorted({finding["rule"] for finding in groups[name]})
        shown.add_row(name, str(len(groups[name])), ", ".join(map(str, pages)), ", ".join(rules))
    return shown


def _findings(findings: list[dict[str, Any]]) -> RenderableType:
    shown = table("Personal data", "Value", "Page>", "Confidence>", "Found by")
    for finding in findings:
        value = plain(finding["text"]).replace("\n", " ")
        shown.add_row(finding["type"], value, str(finding["page"] or ""), f"{finding['confidence']:.2f}", finding["rule"])
    return shown


def _quality(quality: dict[str, Any]) -> RenderableType:
    style = GRADE_STYLES.get(quality["grade"], "")
    shown = table("Quality", f"{quality['score']:.2f}>", "")
    for name, value in quality["factors"].items():
        if value is None:
            shown.add_row(name, "–", "")
            continue
        length = round(_BAR * min(max(value, 0.0), 1.0))
        shown.add_row(name, f"{value:.2f}", Text.assemble(("━" * length, style), ("╌" * (_BAR - length), "bright_black")))
    notes = [Text(f"  · {plain(reason)}", "dim") for reason in quality["reasons"]]
    notes += [Text(f"  ! {plain(warning)}", "yellow") for warning in quality["warnings"]]
    return Group(shown, *notes)


def _timings(timings: dict[str, float], cached: list[str]) -> RenderableType:
    parts = [f"{name} {'cached' if name in cached else f'{value:.2f} s'}" for name, value in timings.items()]
    return Text("\n" + " · ".join(parts), "dim")


def _text(text: str, raw: bool) -> RenderableType:
    body = Text(plain(text.replace("\f", "\n")))
    body.highlight_regex(_MASK, "black on yellow")
    return Group(Text(f"\n── {'text' if raw else 'text, masked'} ──", "dim"), body)
