"""Write fixtures/hostile, what fuzzing has found, cut down to what matters: ``python scripts/fixture_hostile.py [FOLDER]``."""

from __future__ import annotations

import json
import struct
import sys
import zipfile
from pathlib import Path

from fixture_container import compound, package

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write them, and what each must end as."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "fixtures" / "hostile"
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, (data, outcome, text) in files().items():
        (folder / name).write_bytes(data)
        expected[name] = {"outcome": outcome} | ({"text": text} if text else {})
    (folder / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def files() -> dict[str, tuple[bytes, str, str]]:
    """Name to bytes, outcome and, where it is short, the text."""
    return {
        "instruction.html": (b"<p>Ada<?body></p>", "completed", "Ada"),
        "comments.html": (b"<!---->" * 40 + b"<b>Ada</b>", "completed", "Ada"),
        "spans.html": (b"<table>" + b"<tr><td colspan=1000 rowspan=1000>a<td>b" * 300 + b"</table>", "document.too_large", ""),
        "circle.msg": (circle(), "document.unreadable", ""),
        "odd_byte.txt": (b"\xe4 " + b"A" * 16_000, "completed", ""),
        "format.xlsx": (long_format(), "completed", ""),
        "attributes.xml": (
            b"<?xml version='1.0'?><a " + b"".join(b'a%d="" ' % at for at in range(4_000)) + b">a</a>",
            "document.too_large",
            "",
        ),
        "merged.rtf": (merged_rows(2_000), "completed", ""),
    }


def circle() -> bytes:
    """An Outlook mail whose subject runs through the same sectors for ever, and says it is 4 GB long."""
    size = 5_000
    data = bytearray(compound({"__properties_version1.0": bytes(64), "__substg1.0_0037001E": b"a" * size}))
    name = "__substg1.0_0037001E".encode("utf-16-le")
    entry = data.index(name)
    (first,) = struct.unpack_from("<I", data, entry + 116)
    struct.pack_into("<Q", data, entry + 120, 0xFFFFFFFF)
    (fat,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, 512 * (fat + 1) + 4 * first, first)
    return bytes(data)


def long_format() -> bytes:
    """The workbook of the fixtures with one format of 100,000 commas."""
    target = {}
    with zipfile.ZipFile(ROOT / "fixtures" / "stock.xlsx") as source:
        for name in source.namelist():
            target[name] = source.read(name)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    target["xl/styles.xml"] = (
        f'<styleSheet xmlns="{space}"><numFmts><numFmt numFmtId="164" formatCode="{"," * 100_000}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    ).encode()
    sheet = next(name for name in target if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    target[sheet] = (
        f'<worksheet xmlns="{space}"><sheetData><row r="1"><c r="A1" s="0"><v>1</v></c></row></sheetData></worksheet>'.encode()
    )
    return package(target)


def merged_rows(rows: int) -> bytes:
    """A table whose second column is one cell from top to bottom."""
    first = r"\trowd\cellx100\clvmgf\cellx200\intbl a\cell b\cell\row "
    return ("{\\rtf1 " + first + r"\trowd\cellx100\clvmrg\cellx200\intbl a\cell\cell\row " * rows + "}").encode()


if __name__ == "__main__":
    sys.exit(main())
