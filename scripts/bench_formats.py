"""Text of office files, web pages and mails beside a peer, turn by turn in one run; and what becomes of every file.

python scripts/bench_formats.py --data ../shared/data            word F1 and time against the peers
python scripts/bench_formats.py --data ../shared/data --outcomes the outcome of every file of wild/office

Peers: python-docx (paragraphs, tables, headers and footers), openpyxl (values), python-pptx, inscriptis (HTML), the standard
library's email with inscriptis for HTML bodies (EML) and extract-msg (MSG). Install them to run this; the package needs none.
A peer's text is taken as it is: F1 below 1 is looked at, not tuned away. Of mails the mail itself is compared, without what is
attached; the time is that of our whole reading, attachments included.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from metrics import DATA, tokens, word_f1

from pipeline.exceptions import DocumentError, FlexOrchError
from pipeline.options import Limits
from pipeline.readers.content import PageContent
from pipeline.readers.pieces import lay_out
from pipeline.readers.registry import reader_for
from pipeline.readers.sniff import EML, MSG, sniff

ROUNDS = 5
Peer = Callable[[Path], str]


def ours(path: Path) -> str:
    """The text of the pages without geometry; attachments that need a page layout or OCR are left to other benches."""
    data = path.read_bytes()
    kind = sniff(data, path.name)
    texts = [_text(page) for page in reader_for(kind)(data, Limits(), lambda _: None)]
    return texts[0] if kind in (EML, MSG) else "\n".join(texts)


def _text(page: PageContent) -> str:
    return lay_out(page.pieces, 0, 0)[0] if page.pieces is not None else page.text or ""


def by_python_docx(path: Path) -> str:
    import docx
    from docx.table import Table

    def texts(container: object) -> Iterator[str]:
        for item in container.iter_inner_content():
            if isinstance(item, Table):
                seen = set()
                for row in item.rows:
                    for cell in row.cells:
                        if cell._tc not in seen:
                            seen.add(cell._tc)
                            yield from texts(cell)
            else:
                yield item.text

    document = docx.Document(str(path))
    margins = [
        part for section in document.sections for part in (section.header, section.footer) if not part.is_linked_to_previous
    ]
    return "\n".join([*texts(document), *(text for margin in margins for text in texts(margin))])


def by_openpyxl(path: Path) -> str:
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    cells = [
        str(value)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    ]
    whole = [cell.removesuffix(".0") for cell in cells]
    return "\n".join([*(sheet.title for sheet in book.worksheets), *whole])


def by_python_pptx(path: Path) -> str:
    import pptx

    def texts(shapes: object) -> Iterator[str]:
        for shape in shapes:
            if shape.shape_type == 6:  # a group
                yield from texts(shape.shapes)
            elif shape.has_text_frame:
                yield shape.text_frame.text
            elif getattr(shape, "has_table", False) and shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)

    slides = pptx.Presentation(str(path)).slides
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    return "\n".join([*(text for slide in slides for text in texts(slide.shapes)), *notes])


def by_inscriptis(path: Path) -> str:
    from inscriptis import get_text

    data = path.read_bytes()
    for codec in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        try:
            return get_text(data.decode(codec))
        except UnicodeDecodeError:
            continue
    return ""


def by_email(path: Path) -> str:
    import email
    from email import policy

    from inscriptis import get_text

    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = [f"{name} {message[name]}" for name in ("From", "To", "Cc", "Bcc", "Date") if message[name]]
    body = message.get_body(("html", "plain"))
    content = body.get_content() if body is not None else ""
    names = [part.get_filename() or "" for part in message.iter_attachments()]
    is_html = body is not None and body.get_content_subtype() == "html"
    heading = ["Attachments"] if any(names) else []
    return "\n".join([message["Subject"] or "", *parts, get_text(content) if is_html else content, *heading, *names])


def by_extract_msg(path: Path) -> str:
    import extract_msg
    from inscriptis import get_text

    with extract_msg.openMsg(str(path)) as message:
        head = {"From": message.sender, "To": message.to, "Cc": message.cc, "Bcc": message.bcc}
        when = message.date
        date = f"Date {when.astimezone(__import__('datetime').UTC):%Y-%m-%d %H:%M} UTC" if when else ""
        body = get_text(message.htmlBody.decode("utf-8", "replace")) if message.htmlBody else message.body or ""
        names = [attachment.longFilename or "" for attachment in message.attachments]
        rows = [f"{name} {value}" for name, value in head.items() if value]
        listed = ["Attachments", *names] if names else []
        return "\n".join([message.subject or "", *rows, date, body, *listed])


PEERS: dict[str, tuple[str, Peer]] = {
    ".docx": ("python-docx", by_python_docx),
    ".xlsx": ("openpyxl", by_openpyxl),
    ".pptx": ("python-pptx", by_python_pptx),
    ".html": ("inscriptis", by_inscriptis),
    ".htm": ("inscriptis", by_inscriptis),
    ".eml": ("email + inscriptis", by_email),
    ".msg": ("extract-msg", by_extract_msg),
}


def timed(read: Peer, path: Path) -> tuple[str | None, float]:
    begin = time.perf_counter()
    try:
        text: str | None = read(path)
    except Exception:  # noqa: BLE001  # a peer may raise anything, and that is a result
        text = None
    return text, time.perf_counter() - begin


def compare(files: list[Path], *, verbose: bool) -> None:
    print(f"{'':7} {'peer':20} {'files':>5} {'F1 mean':>8} {'least':>7} {'time, median':>13} {'least':>6} {'most':>6}")
    for suffix in PEERS:
        name, peer = PEERS[suffix]
        scores, ratios, failed = [], [], []
        for path in [path for path in files if path.suffix == suffix]:
            (mine, _), (theirs, _) = timed(ours, path), timed(peer, path)
            if mine is None or theirs is None or not (mine.strip() or theirs.strip()):
                failed.append(f"{path.name} ({'both' if mine is theirs else 'we' if mine is None else name})")
                continue
            scores.append(word_f1(mine, theirs))
            if verbose and scores[-1] < 0.99:
                extra, missing = tokens(mine) - tokens(theirs), tokens(theirs) - tokens(mine)
                print(f"  {path.name}: {scores[-1]:.4f}; only ours {extra.total()}, only theirs {missing.total()}")
                print(f"    {list(extra)[:12]} | {list(missing)[:12]}")
            pairs = [(timed(ours, path)[1], timed(peer, path)[1]) for _ in range(ROUNDS)]
            ratios.append(statistics.median(mine / theirs for mine, theirs in pairs))
        if scores:
            times = f"{statistics.median(ratios):13.2f} {min(ratios):6.2f} {max(ratios):6.2f}"
            print(f"{suffix:7} {name:20} {len(scores):5} {statistics.mean(scores):8.4f} {min(scores):7.4f} {times}")
        for note in failed:
            print(f"{'':7} not compared, no text: {note}")


def outcomes(files: list[Path]) -> None:
    """What the readers make of every file; nothing may take the process down."""
    for path in files:
        data = path.read_bytes()
        kind = sniff(data, path.name)
        begin = time.perf_counter()
        try:
            pages = list(reader_for(kind)(data, Limits(), lambda _: None))
        except DocumentError as error:
            print(f"{path.name:48} {kind.rsplit('.', 1)[-1]:30} {error.code}")
            continue
        except FlexOrchError as error:
            print(f"{path.name:48} {kind:30} UNEXPECTED {error.code}")
            continue
        words = sum(len(_text(page).split()) + (len(page.words.texts) if page.words else 0) for page in pages)
        drawn = sum(bool(page.pictures) for page in pages)
        warnings = sum(len(page.warnings) for page in pages)
        blocks = sum(len(page.pieces or ()) for page in pages)
        seconds = time.perf_counter() - begin
        print(
            f"{path.name:48} {kind.rsplit('.', 1)[-1]:30} {len(pages):3} pages {words:6} words {blocks:4} pieces "
            f"{drawn:2} for OCR {warnings:2} warnings {seconds:6.3f} s"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with wild/office")
    parser.add_argument("--outcomes", action="store_true", help="list what becomes of every file")
    parser.add_argument("--verbose", action="store_true", help="name files below 0.99 and the words that differ")
    parser.add_argument("--limit", type=int, help="a quick run: at most N files of each suffix")
    options = parser.parse_args()
    files = sorted(path for path in (options.data / "wild" / "office").glob("*") if path.is_file())
    if not files:
        print(f"No files in {options.data / 'wild' / 'office'}: there is nothing to measure on. Give their folder with --data.")
        return 0
    if options.limit:
        suffixes = sorted({path.suffix for path in files})
        files = [file for suffix in suffixes for file in [path for path in files if path.suffix == suffix][: options.limit]]
    if options.outcomes:
        outcomes(files)
    else:
        compare(files, verbose=options.verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
