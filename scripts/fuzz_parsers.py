"""Coverage-guided fuzzing of our own parsers, by atheris (`pip install atheris`; wheels for Linux, CPython 3.11 and later).

    python scripts/fuzz_parsers.py --seconds 900            # every target in turn, in a process of its own
    python scripts/fuzz_parsers.py --target rtf --seconds 60

Whatever is not a DocumentError is a find, and so is an input that takes more than --slow seconds or more than 2 GB. A target is
the whole way from bytes to an encoded Record, so that what a parser lets through is tried on layout and codec as well. The
corpus grows in --corpus; a find is written beside it, shortened, and its path printed. Exit code 1 when there was one.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
MEMORY_MB = 2048
LENGTH_MAX = 16 * 1024  # bytes; beyond it a fuzzer only repeats itself
_SUFFIXES = {  # target to the kinds of fixture it starts from
    "rtf": (".rtf",),
    "outlook": (".msg",),
    "packed": (".msg",),
    "mail": (".eml",),
    "html": (".html",),
    "markup": (".markdown",),
    "xml": (".xml",),
    "delimited": (".csv",),
    "text": (".txt",),
    "office": (),
    "sniff": (".doc", ".eml", ".html", ".pdf", ".rtf", ".xml", ".xyz"),
    "frames": (),
    "record": (),
}

with atheris.instrument_imports(include=["pipeline", "olefile"]):
    from fuzzing import BlindReadStage

    from pipeline.exceptions import DocumentError
    from pipeline.frames import Entered, Failed, Task, Wrote
    from pipeline.frames import read as read_frame
    from pipeline.frames import write as write_frame
    from pipeline.readers import (
        outlook,
        sniff,
    )  # instrumented here, used by name
    from pipeline.record import Document, Record, decode, encode
    from pipeline.stage import Deadline

_READ = BlindReadStage()
_KINDS = {
    "rtf": sniff.RTF,
    "outlook": sniff.MSG,
    "mail": sniff.EML,
    "html": sniff.HTML,
    "markup": sniff.MARKDOWN,
    "xml": sniff.XML,
    "delimited": sniff.CSV,
    "text": sniff.TEXT,
}
_PACKAGES = {
    sniff.DOCX: "minutes.docx",
    sniff.XLSX: "stock.xlsx",
    sniff.PPTX: "birds.pptx",
    sniff.ODT: "bread.odt",
    sniff.ODS: "rain.ods",
}
_PARTS = (
    ("word/document.xml", sniff.DOCX),
    ("xl/worksheets/sheet1.xml", sniff.XLSX),
    ("xl/sharedStrings.xml", sniff.XLSX),
    ("xl/styles.xml", sniff.XLSX),
    ("word/numbering.xml", sniff.DOCX),
    ("ppt/slides/slide1.xml", sniff.PPTX),
    ("content.xml", sniff.ODT),
    ("content.xml", sniff.ODS),
)


def main() -> int:
    """Run one target here, or each in a process of its own, as libFuzzer leaves its process at a find."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", choices=sorted(_SUFFIXES), action="append", help="default: all of them")
    parser.add_argument("--seconds", type=float, default=900, help="in all")
    parser.add_argument("--slow", type=int, default=10, help="seconds from which on an input is a find")
    parser.add_argument("--corpus", type=Path, default=ROOT / ".fuzz")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    targets = given.target or sorted(_SUFFIXES)
    seconds = max(1, int(given.seconds / len(targets)))
    if given.inside:
        fuzz(targets[0], given.corpus / targets[0], seconds, given.slow)
    finds = [find for target in targets for find in _run(target, given.corpus, seconds, given.slow)]
    for find in finds:
        sys.stdout.write(f"found: {find}\n")
    return 1 if finds else 0


def _run(target: str, corpus: Path, seconds: int, slow: int) -> list[Path]:
    """Fuzz one target for some seconds; what was found, new files only."""
    folder, finds = corpus / target, corpus / "finds"
    folder.mkdir(parents=True, exist_ok=True)
    finds.mkdir(exist_ok=True)
    for name, data in _seeds(target):
        if len(data) <= LENGTH_MAX:
            (folder / name).write_bytes(data)
    before = set(finds.iterdir())
    command = [sys.executable, __file__, "--inside", "--target", target, "--corpus", str(corpus)]
    command += ["--seconds", str(seconds), "--slow", str(slow)]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds * 2 + 120, check=False)
    last = [line for line in result.stdout.decode(errors="replace").splitlines() if line.strip()][-12:]
    found = sorted(set(finds.iterdir()) - before)
    tail = "\n    ".join(last if result.returncode else last[-1:])
    sys.stdout.write(f"{target}: exit code {result.returncode}\n    {tail}\n")
    sys.stdout.flush()
    return found or ([folder] if result.returncode else [])


def _seeds(target: str) -> Iterator[tuple[str, bytes]]:
    """What a target's corpus begins with: fixtures of its kind, or parts of them."""
    for seed in sorted((ROOT / "fixtures").rglob("*")):
        if seed.is_file() and seed.suffix in _SUFFIXES[target]:
            yield seed.name, seed.read_bytes()
    if target == "office":
        for number, (part, media_type) in enumerate(_PARTS):
            with zipfile.ZipFile(ROOT / "fixtures" / _PACKAGES[media_type]) as package:
                if part in package.namelist():
                    yield f"part{number}", bytes([number]) + package.read(part)
    elif target == "record":
        for name in ("note.txt", "keys.eml", "rain.ods", "contract.pdf"):
            data = (ROOT / "fixtures" / name).read_bytes()
            yield name, encode(_READ.run(Record(Document("", sniff.sniff(data, name), len(data)), data), Deadline(None)))
    elif target == "frames":
        stream = io.BytesIO()
        for message in (Task(b"", 0, b"", None), Entered("read"), Wrote(b"", 1.0), Failed("a.b", "", "", None, 1)):
            write_frame(stream, message)
        yield "all", stream.getvalue()


def fuzz(target: str, folder: Path, seconds: int, slow: int) -> None:
    """Hand the process over to libFuzzer; it does not come back."""
    arguments = [sys.argv[0], f"-max_total_time={seconds}", f"-timeout={slow}", f"-rss_limit_mb={MEMORY_MB}"]
    arguments += [f"-max_len={LENGTH_MAX}", f"-artifact_prefix={folder.parent}/finds/{target}-", str(folder)]
    atheris.Setup(arguments, _CALLS.get(target) or (lambda data: read(data, _KINDS[target])))
    atheris.Fuzz()


def read(data: bytes, media_type: str) -> None:
    """From bytes to an encoded record and back."""
    try:
        result = _READ.run(Record(Document("", media_type, len(data)), data), Deadline(None))
    except DocumentError:
        return
    encoded = encode(result)
    assert encode(decode(encoded)) == encoded, "a record changes on its way"
    ends = [span.end for span in (*result.pages, *result.blocks)]
    assert all(0 <= end <= len(result.text) for end in ends), "a span beyond the text"


def _read_office(data: bytes) -> None:
    """A part of an Office file, its place told by the first byte; as a zip, chance would never find past the checksums."""
    part, media_type = _PARTS[data[0] % len(_PARTS)] if data else _PARTS[0]
    source = ROOT / "fixtures" / _PACKAGES[media_type]
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, data[1:] if name == part else old.read(name))
    read(target.getvalue(), media_type)


def _read_packed(data: bytes) -> None:
    outlook.unpacked(data)


def _sniff(data: bytes) -> None:
    for name in ("a", "a.txt", "a.pdf", "a.docx", "a.eml", "a.csv", "a.html"):
        sniff.sniff(data, name)


def _read_frame(data: bytes) -> None:
    stream = io.BytesIO(data)
    try:
        while read_frame(stream) is not None:
            continue
    except ValueError:
        return


def _read_record(data: bytes) -> None:
    try:
        found = decode(data)
    except ValueError:
        return
    assert encode(decode(encode(found))) == encode(found)


_CALLS: dict[str, Callable[[bytes], None]] = {
    "office": _read_office,
    "packed": _read_packed,
    "sniff": _sniff,
    "frames": _read_frame,
    "record": _read_record,
}

if __name__ == "__main__":
    sys.exit(main())
