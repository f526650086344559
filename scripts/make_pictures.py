"""Make the README's pictures from real runs: the terminal after `pipeline process`, and a scan with what was found on it.

    python scripts/make_pictures.py [--font MONO.ttf]

Writes fixtures/pictures/terminal.png and fixtures/pictures/page.png. Times in the first are those of this machine.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.console import Console, RenderableType
from rich.text import Text

from pipeline import FlexOrch, Job
from pipeline.cli.view import error_lines, summary_table

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PICTURES = FIXTURES / "pictures"
TEXTS = ["invoice.pdf", "rechnung.pdf", "letter.pdf", "contract.pdf"]
SCANS = ["invoice_scan.pdf", "receipt.png", "mixed.pdf", "pages.tiff"]
NAMES = [*TEXTS, *SCANS, "encrypted.pdf"]
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
COLUMNS, SIZE, MARGIN = 96, 20, 28
COLOURS = {"red": "#ff6b68", "green": "#7ee787", "yellow": "#e3b341", "cyan": "#76d9e6"}
PAPER, INK, FAINT = "#14181f", "#e6edf3", "#8b949e"
FOUND, PRIVATE = (31, 111, 235), (207, 34, 46)
DPI = 110


def draw_terminal(parts: list[RenderableType], font: str) -> Image.Image:
    """What rich would print, letter by letter."""
    console = Console(width=COLUMNS, color_system="standard", force_terminal=True, highlight=False)
    lines = [line for part in parts for line in console.render_lines(part, pad=False)]
    letters, heavy = ImageFont.truetype(font, SIZE), ImageFont.truetype(font.replace(".ttf", "-Bold.ttf"), SIZE)
    width, height = letters.getlength("m"), int(SIZE * 1.3)
    picture = Image.new("RGB", (int(COLUMNS * width) + 2 * MARGIN, len(lines) * height + 2 * MARGIN), PAPER)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        column = 0
        for segment in line:
            style = segment.style
            colour = FAINT if style and style.dim else COLOURS.get(style.color.name, INK) if style and style.color else INK
            face = heavy if style and style.bold else letters
            for letter in segment.text.rstrip("\n"):
                pen.text((MARGIN + column * width, MARGIN + row * height), letter, colour, font=face)
                column += 1
    return picture


def terminal(jobs: list[Job]) -> list[RenderableType]:
    """The end of a run, as the command prints it."""
    failed = [job for job in jobs if job.status == "failed"]
    reasons = [error_lines(j.failure_code or "", j.failure_reason or "", "", subject=j.filename) for j in failed]
    command = Text.assemble(("$ ", "dim"), ("pipeline process fixtures/*", "bold"))
    return [command, summary_table(jobs), *reasons]


def page(job: Job) -> Image.Image:
    """The first page of a scan: blue around each field, red over each piece of personal data."""
    import pymupdf

    document = pymupdf.open(FIXTURES / job.filename)
    pixmap = document[0].get_pixmap(dpi=DPI)
    picture = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples).convert("RGBA")
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    scale = DPI / 72
    small = ImageFont.load_default(12)
    for name, field in job.fields.items():
        if field.page == 1 and field.bbox and name != "line_items":
            x0, y0, x1, y1 = (value * scale for value in field.bbox)
            pen.rectangle((x0 - 3, y0 - 3, x1 + 3, y1 + 3), outline=(*FOUND, 255), width=2)
            pen.text((x1 + 6, (y0 + y1) / 2 - 8), name, (*FOUND, 255), font=small)
    for finding in job.pii_findings:
        for box in finding.boxes:
            x0, y0, x1, y1 = (value * scale for value in box)
            pen.rectangle((x0 - 2, y0 - 2, x1 + 2, y1 + 2), fill=(*PRIVATE, 90))
    return Image.alpha_composite(picture, layer).convert("RGB").crop((0, 0, picture.width, int(picture.height * 0.84)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--font", default=FONT, help="a monospaced TrueType font")
    arguments = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, FlexOrch(workspace=folder) as client:
        client.documents.upload(FIXTURES / "pages.tiff").wait_until_done()  # so that the times are those of a warm engine
        client.cache.clear()
        jobs = [job.wait_until_done() for job in client.jobs.upload_many(FIXTURES / name for name in NAMES)]
        draw_terminal(terminal(jobs), arguments.font).save(PICTURES / "terminal.png", optimize=True)
        page(jobs[NAMES.index("invoice_scan.pdf")]).quantize(128).save(PICTURES / "page.png", optimize=True)


if __name__ == "__main__":
    main()
