"""Office and OpenDocument files: values replaced in every part, who wrote and changed them forgotten, the container made anew.

A file that holds anything but XML, such as pictures, macros or other files, is refused: nobody has looked into it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import basename

from lxml import etree

from pipeline.exceptions import RedactionError
from pipeline.options import Limits
from pipeline.pii.detect import detect_pii
from pipeline.readers.package import Package, local, open_package, parse_xml
from pipeline.readers.registry import reader_for
from pipeline.redaction.plain import BLOCK, disjoint, found_in
from pipeline.redaction.plan import Plan
from pipeline.redaction.survivors import Survivor, bytes_hold

_DROPPED = re.compile(
    r"docProps/|Thumbnails/|Configurations2/|(?:meta|settings)\.xml$|manifest\.rdf$"
    r"|(?:.*/)?(?:printerSettings/|thumbnail\.|calcChain\.xml$)|.*/$"
)
_KIND = "mimetype"  # the first part of an OpenDocument file says what it is
_LONGEST_KIND = 200
_XML = (".xml", ".rels")
_REMARKS = re.compile(r"(?:.*/)?(?:comment|threadedComment|people|person|author)[^/]*(?:/.*)?$", re.I)
_BLOCKS = frozenset({"p", "h", "si", "is"})  # runs within one are one text
_FORGOTTEN = frozenset({"tracked-changes", "annotation", "sender-initials"})  # of OpenDocument: what was deleted or remarked
_BETWEEN = frozenset({"tab", "br", "cr"})
_DELETED = frozenset({"delText", "delInstrText"})  # what was taken out with changes tracked; no reader shows it
_WHO = frozenset({"author", "initials", "displayName", "userId", "providerId", "lastModifiedBy", "userName", "creator"})
_IN_ATTRIBUTE = "redacted"
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name: no trace of when it was made


def redact_office(source: bytes, plan: Plan, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """The redacted file, not yet verified, and what else was removed from it.

    Raises:
        RedactionError: it holds more than XML (``redaction.unsafe``), or a finding's words are in no part as they were read,
            such as a date that is stored as a number (``redaction.unplaced``).
        DocumentError: it cannot be opened.
    """
    with open_package(source, limits) as package:
        dropped = {name for name in package.names if _DROPPED.match(name)}
        kind = _kind(package)
        parts = dict(_parts(package, dropped))
    removed = {"properties": bool(dropped), "remarks": any(_REMARKS.match(name) for name in parts)}
    for name, root in parts.items():
        _clean(name, root, dropped)
    missing = [needle for needle in plan.needles if not any(found_in(tree_text(root)[0], needle) for root in parts.values())]
    if missing:
        message = "A finding's words are not in the file as they were read from it."
        raise RedactionError(message, code="redaction.unplaced", types=tuple(sorted({needle.type for needle in missing})))
    for root in parts.values():
        redact_tree(root, plan)
    _refuse_unseen(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind:
            archive.writestr(zipfile.ZipInfo(_KIND, _DATE), kind, zipfile.ZIP_STORED)
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            data = etree.tostring(parts[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue(), tuple(name for name, is_there in removed.items() if is_there)


def check_office(data: bytes, media_type: str, plan: Plan, limits: Limits) -> list[Survivor]:
    """What should be gone and is not: in the parts' texts, their attributes and bytes, and in what a reader makes of them."""
    found: list[Survivor] = []
    with open_package(data, limits) as package:
        strange = {name for name in package.names if _DROPPED.match(name) or not name.endswith(_XML)}
        if strange - {_KIND} or _kind(package) not in (b"", media_type.encode()):
            found.append(Survivor("structure"))
        for name in sorted(package.names):
            with package.stream(name) as stream:
                unpacked = stream.read()
            found += [Survivor("object", needle.type) for needle in bytes_hold(unpacked, plan.needles)]
            if name.endswith(_XML):
                root = parse_xml(unpacked)
                texts = [tree_text(root)[0], *(str(value) for element in root.iter() for value in element.attrib.values())]
                found += [Survivor("text", item.type) for item in plan.needles for text in texts if found_in(text, item)]
    for content in reader_for(media_type)(data, limits, lambda _number: None):
        for piece in content.pieces or ():
            text = "\n".join([piece.text, *(cell.text for row in piece.rows for cell in row)])
            found += [Survivor("text", needle.type) for needle in plan.needles if found_in(text, needle)]
    return found


def _kind(package: Package) -> bytes:
    if _KIND not in package.names:
        return b""
    with package.stream(_KIND) as stream:
        return stream.read(_LONGEST_KIND)


def _parts(package: Package, dropped: set[str]) -> Iterator[tuple[str, etree._Element]]:
    for name in sorted(package.names - dropped - {_KIND}):
        root = package.tree(name) if name.endswith(_XML) else None
        if root is None:
            message = "The file holds pictures or other files, which cannot be checked."
            remedy = "Print it to PDF and redact that, or share the masked text."
            raise RedactionError(message, code="redaction.unsafe", remedy=remedy)
        yield name, root


def _clean(name: str, root: etree._Element, dropped: set[str]) -> None:
    """Forget who wrote and changed it, what was deleted or remarked, and the parts that are dropped."""
    gone = {basename(part.rstrip("/")) for part in dropped}
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in [each for each in root.iter() if local(each) in _FORGOTTEN]:
        without(element)
    for element in list(root.iter()):
        for key in element.attrib:
            if etree.QName(key).localname in _WHO:
                element.set(key, "")
        if local(element) in _DELETED or _REMARKS.match(name):
            element.text = element.tail = None
        points_to = element.get("Target", "") if name.endswith(".rels") else element.get("PartName", "")
        points_to = points_to or next(
            (str(value) for key, value in element.attrib.items() if str(key).endswith("}full-path")), ""
        )
        if basename(points_to.rstrip("/")) in gone and local(element) in ("Relationship", "Override", "file-entry"):
            without(element)
        elif local(element) == "pageSetup":
            for key in [key for key in element.attrib if str(key).endswith("}id")]:
                del element.attrib[key]


def without(element: etree._Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def tree_text(root: etree._Element) -> tuple[str, list[tuple[int, etree._Element, bool]]]:
    """A part's text, and where each piece of it begins: its offset, its element, and whether it is the text or the tail."""
    parts: list[str] = []
    slots: list[tuple[int, etree._Element, bool]] = []
    length, block = 0, None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_start = event == "start"
        if (local(element) in _BLOCKS and is_start) or (local(element) in _BETWEEN and is_start):
            block = None
        piece = element.text if is_start else element.tail
        if not piece or (is_start and _is_index(element)):
            continue
        home = next((each for each in element.iterancestors() if local(each) in _BLOCKS), element)
        if home is not block:
            parts.append("\n")
            length, block = length + 1, home
        slots.append((length, element, is_start))
        parts.append(piece)
        length += len(piece)
    return "".join(parts), slots


def _is_index(element: etree._Element) -> bool:
    """A cell's value that is only the number of a shared text."""
    parent = element.getparent()
    return local(element) == "v" and parent is not None and parent.get("t") == "s"


def _refuse_unseen(parts: dict[str, etree._Element]) -> None:
    """What a reader does not show was not searched: a card number shown as 4.11E+15, a hidden sheet. Here it is, by rules."""
    left = detect_pii("\n".join(tree_text(root)[0] for root in parts.values()), ner=False)
    unseen = {item.type for item in left if item.rule.startswith("checksum") or item.type == "email"}
    if unseen:
        message = "The file holds personal data that is hidden, or shown in another form than it is stored."
        remedy = "Show everything, format numbers as text, and upload the file again."
        raise RedactionError(message, code="redaction.unsafe", remedy=remedy, types=tuple(sorted(unseen)))


def redact_tree(root: etree._Element, plan: Plan) -> None:
    """Replace the values in the texts and attributes of a part."""
    text, slots = tree_text(root)
    spans = disjoint(span for needle in plan.needles for span in found_in(text, needle))
    for begin, element, is_text in slots:
        piece = (element.text if is_text else element.tail) or ""
        changed = _without(piece, begin, spans)
        if changed == piece:
            continue
        setattr(element, "text" if is_text else "tail", changed)
        cell = element.getparent()
        if local(element) == "v" and cell is not None:  # a number, or what a formula gave, becomes text
            cell.set("t", "str")
            for formula in [each for each in cell if local(each) == "f"]:
                cell.remove(formula)
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            kept = str(value)
            for start, end in reversed(disjoint(span for needle in plan.needles for span in found_in(kept, needle))):
                kept = kept[:start] + _IN_ATTRIBUTE + kept[end:]
            if kept != value:
                element.set(key, kept)
                if str(key).endswith("}value"):  # of a cell of OpenDocument: no number any more
                    element.set(f"{key!s}-type", "string")


def _without(piece: str, begin: int, spans: list[tuple[int, int]]) -> str:
    """A piece of text without the spans; the one in which a span begins gets the block."""
    for start, end in reversed(spans):
        first, last = max(start - begin, 0), min(end - begin, len(piece))
        if first < last:
            piece = piece[:first] + (BLOCK if start >= begin else "") + piece[last:]
    return piece
