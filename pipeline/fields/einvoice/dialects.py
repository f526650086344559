"""Which dialect an XML document is written in, if any."""

from __future__ import annotations

from lxml import etree

from pipeline.fields.einvoice import cii, fatturapa, ubl
from pipeline.fields.einvoice.model import EInvoice
from pipeline.fields.einvoice.tree import Node

_DIALECTS = {**dict.fromkeys(cii.ROOTS, cii.parse), **dict.fromkeys(fatturapa.ROOTS, fatturapa.parse)}


def is_einvoice(root: etree._Element) -> bool:
    """Whether a root element is that of an e-invoice. ``Invoice`` is a common name: for UBL its namespace has to fit."""
    name = etree.QName(root)
    if name.localname in ubl.ROOTS:
        return (name.namespace or "").startswith(ubl.NAMESPACE)
    return name.localname in _DIALECTS


def read_einvoice(root: etree._Element) -> EInvoice | None:
    """The invoice under a root element; None for XML that is no e-invoice of a known dialect, or holds nothing of one."""
    if not is_einvoice(root):
        return None
    parse = _DIALECTS.get(etree.QName(root).localname, ubl.parse)
    found = parse(Node(root))
    return None if found == EInvoice() else found
