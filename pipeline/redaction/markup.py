"""XML and HTML: values replaced in texts and attributes, also where tags cut them; comments and scripts dropped."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from pipeline.exceptions import RedactionError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.package import parse_xml
from pipeline.readers.registry import reader_for
from pipeline.readers.sniff import HTML, XML, encoding_of
from pipeline.redaction.office import redact_tree, tree_text, without
from pipeline.redaction.plain import found_in
from pipeline.redaction.plan import Plan
from pipeline.redaction.survivors import Survivor, bytes_hold

_DROPPED = frozenset(("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "meta", "link", "base"))


def redact_markup(source: bytes, media_type: str, plan: Plan) -> tuple[bytes, tuple[str, ...]]:
    """The redacted file in UTF-8, HTML in ASCII, not yet verified, and what else was removed from it.

    Raises:
        UnreadableError: no XML, or no text.
        RedactionError: a finding's words are not in it as they were read (``redaction.unplaced``).
    """
    root = parse_xml(source) if media_type == XML else _html(source)
    before = sum(1 for _ in root.iter())
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    if media_type == HTML:
        for element in [each for each in root.iter() if each.tag in _DROPPED]:
            without(element)
        for element in root.iter():
            for key in [key for key, value in element.attrib.items() if _is_hidden(str(key), str(value))]:
                del element.attrib[key]
    whole = tree_text(root)[0]
    values = [str(value) for element in root.iter() for value in element.attrib.values()]
    missing = [needle for needle in plan.needles if not any(found_in(text, needle) for text in (whole, *values))]
    if missing:
        message = "A finding's words are not in the file as they were read from it."
        raise RedactionError(message, code="redaction.unplaced", types=tuple(sorted({needle.type for needle in missing})))
    redact_tree(root, plan)
    is_less = sum(1 for _ in root.iter()) < before
    return _written(root, media_type), (("comments, scripts and what a page does not show",) if is_less else ())


def check_markup(data: bytes, media_type: str, plan: Plan, limits: Limits) -> list[Survivor]:
    """What should be gone and is not: in the bytes, the texts, the attributes, and in what a reader makes of them."""
    found = [Survivor("object", needle.type) for needle in bytes_hold(data, plan.needles)]
    root = parse_xml(data) if media_type == XML else _html(data)
    if any(not isinstance(element.tag, str) or element.tag in _DROPPED for element in root.iter()) and media_type == HTML:
        found.append(Survivor("structure"))
    texts = [tree_text(root)[0], *(str(value) for element in root.iter() for value in element.attrib.values())]
    for content in reader_for(media_type)(data, limits, lambda _number: None):
        for piece in content.pieces or ():
            texts += [piece.text, *(cell.text for row in piece.rows for cell in row)]
    found += [Survivor("text", needle.type) for needle in plan.needles for text in texts if found_in(text, needle)]
    return found


def _html(source: bytes) -> etree._Element:
    codec = encoding_of(source)
    if codec is None:
        raise UnreadableError("The file is no text.")
    text = source.decode(codec)
    try:
        root: etree._Element = lxml_html.document_fromstring(
            text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError("The file is no HTML.") from error
    return root


def _is_hidden(key: str, value: str) -> bool:
    """Whether an attribute runs something or holds a file."""
    return key.startswith("on") or value.lstrip().lower().startswith(("data:", "javascript:"))


def _written(root: etree._Element, media_type: str) -> bytes:
    if media_type == XML:
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return etree.tostring(root, encoding="ascii", method="html", doctype="<!DOCTYPE html>")
