"""Small files of every office kind for tests, by the builders that make the fixtures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from pipeline.options import Limits
from pipeline.readers.content import PageContent, Piece
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

from fixture_container import compound, package
from fixture_office import _relations as relations

__all__ = ["compound", "docx", "odf", "package", "pages", "pieces", "pptx", "relations", "tables", "xlsx"]

_SCHEMAS = "http://schemas.openxmlformats.org"
_R = f'xmlns:r="{_SCHEMAS}/officeDocument/2006/relationships"'
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style", "draw")
)


def pages(read: Callable[..., Iterator[PageContent]], data: bytes, limits: Limits | None = None) -> list[PageContent]:
    return list(read(data, limits or Limits(), lambda number: None))


def pieces(read: Callable[..., Iterator[PageContent]], data: bytes) -> list[Piece]:
    return [piece for page in pages(read, data) for piece in page.pieces or ()]


def tables(read: Callable[..., Iterator[PageContent]], data: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in piece.rows] for piece in pieces(read, data) if piece.kind == "table"]


def docx(body: str, **parts: str) -> bytes:
    """A Word document from the elements of its body; other parts by kind: ``styles="<w:style …/>"``."""
    space = f'xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main" {_R}'
    files = {
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in parts}),
    }
    return package(files | {f"word/{kind}.xml": f"<w:part {space}>{content}</w:part>" for kind, content in parts.items()})


def xlsx(*sheets: str, styles: str = "", strings: str = "", book: str = "") -> bytes:
    """A workbook from the content of its sheets, called S1, S2 and so on."""
    space = f'xmlns="{_SCHEMAS}/spreadsheetml/2006/main" {_R}'
    listed = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}"/>' for at in range(1, len(sheets) + 1))
    targets = {f"worksheet{at}": f"sheet{at}.xml" for at in range(1, len(sheets) + 1)}
    return package(
        {
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": f"<workbook {space}>{book}<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(**targets, styles="styles.xml", sharedStrings="strings.xml"),
            "xl/styles.xml": f"<styleSheet {space}>{styles}</styleSheet>",
            "xl/strings.xml": f"<sst {space}>{strings}</sst>",
            **{f"xl/sheet{at}.xml": f"<worksheet {space}>{sheet}</worksheet>" for at, sheet in enumerate(sheets, 1)},
        }
    )


def pptx(*slides: str, relations_of_first: str | None = None, **parts: bytes) -> bytes:
    """A presentation from the shapes of its slides."""
    space = f'xmlns:p="{_SCHEMAS}/presentationml/2006/main" xmlns:a="{_SCHEMAS}/drawingml/2006/main" {_R}'
    listed = "".join(f'<p:sldId id="{255 + at}" r:id="r{at}"/>' for at in range(1, len(slides) + 1))
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f"<p:presentation {space}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(**{f"slide{at}": f"s{at}.xml" for at in range(1, len(slides) + 1)}),
    }
    for at, shapes in enumerate(slides, 1):
        files[f"ppt/s{at}.xml"] = f"<p:sld {space}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
    if relations_of_first:
        files["ppt/_rels/s1.xml.rels"] = relations_of_first
    return package(files | {f"ppt/{name.replace('_', '.')}": content for name, content in parts.items()})


def odf(kind: str, content: str, **parts: str) -> bytes:
    """An OpenDocument file from the content of its body."""
    files = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {_ODF}><office:body>{content}</office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_ODF}>{parts.get('styles', '')}</office:document-styles>",
    }
    if "manifest" in parts:
        files["META-INF/manifest.xml"] = parts["manifest"]
    return package(files)
