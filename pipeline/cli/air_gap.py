"""``pipeline check --air-gap``: can this machine work without any connection, as it stands?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.cli.check import Finding
from pipeline.cli.packages import extras_of, needed

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY")
_TRIAL_S = 120.0
_LINES = ("INVOICE 2026-0042", "Amount due 128.40 EUR")  # drawn, so that OCR and every model have to work


def findings() -> Iterator[Finding]:
    """Every package that is needed, in a version that does; then a scan that goes through the whole chain, cut off."""
    yield from _packages()
    yield from _proxies()
    yield _trial()


def _packages() -> Iterator[Finding]:
    always = needed()
    missing = [package for package in always if package.is_missing]
    for package in missing:
        there = f"{package.version} is installed" if package.version else "not installed"
        yield Finding("wrong", f"package {package.name}", f"{there}, needed: {package.wanted}")
    if not missing:
        yield Finding("ok", "packages", f"{len(always)} needed, all installed in versions that fit")
    names = {package.name for package in always}
    for extra in extras_of():
        further = [package for package in needed((extra,)) if package.name not in names]
        lacking = [package.name for package in further if package.is_missing]
        detail = f"not installed: {', '.join(lacking)}" if lacking else f"{len(further)} packages, all installed"
        yield Finding("info" if lacking else "ok", f"extra {extra}", detail)


def _proxies() -> Iterator[Finding]:
    given = sorted(name for name in os.environ if name.upper() in _PROXIES)
    if given:
        yield Finding("info", "proxy", f"{', '.join(given)} set; nothing here uses a proxy")


def _trial() -> Finding:
    """A drawn scan through the default chain, in a child process that reaches no network."""
    from pipeline import FlexOrch

    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder) / "scan.png"
        _draw(scan)
        with FlexOrch(workspace=Path(folder) / "workspace", isolation="process", workers=1, cache=False) as client:
            job = client.documents.upload(scan).wait_until_done(_TRIAL_S)
        if job.status != "completed":
            return Finding("wrong", "a scan, cut off", f"{job.failure_code}: {job.failure_reason}")
        read = sum(word in (job.text or "").upper() for word in " ".join(_LINES).upper().split())
        words = len(" ".join(_LINES).split())
        detail = f"{read} of {words} words right, graded {job.quality_grade}, in a process that refuses every connection"
        return Finding("ok" if read else "wrong", "a scan, cut off", detail)


def _draw(target: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (900, 300), "white")
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(_LINES):
        pen.text((40, 50 + 100 * row), line, fill="black", font=ImageFont.load_default(48))
    page.save(target, dpi=(150, 150))
