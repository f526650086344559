"""What an e-invoice's XML says, looked up by XPath: the truth that native extraction is measured against.

The paths are those of the syntax bindings of EN 16931-1 (CEN/TS 16931-3-2 for UBL, 16931-3-3 for CII) and of the FatturaPA 1.2
specification; they are written down here apart from the code that is measured.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from lxml import etree

_CII_OLD = {  # ZUGFeRD 1 names
    "ExchangedDocument": "HeaderExchangedDocument",
    "SupplyChainTradeTransaction": "SpecifiedSupplyChainTradeTransaction",
    "ApplicableHeaderTradeAgreement": "ApplicableSupplyChainTradeAgreement",
    "ApplicableHeaderTradeSettlement": "ApplicableSupplyChainTradeSettlement",
    "SpecifiedTradeSettlementHeaderMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
    "SpecifiedLineTradeSettlement": "SpecifiedSupplyChainTradeSettlement",
    "SpecifiedTradeSettlementLineMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
    "SpecifiedLineTradeDelivery": "SpecifiedSupplyChainTradeDelivery",
}
_SETTLED = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/"
_LINE = "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem"
_SELLER, _BUYER = "AccountingSupplierParty/Party/", "AccountingCustomerParty/Party/"
_BODY = "FatturaElettronicaBody[1]/"
PATHS: dict[str, dict[str, tuple[str, ...]]] = {
    "cii": {
        "document_no": ("ExchangedDocument/ID",),
        "document_date": ("ExchangedDocument/IssueDateTime/DateTimeString",),
        "due_date": (_SETTLED + "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString",),
        "vendor": ("SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/SellerTradeParty/Name",),
        "buyer": ("SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/BuyerTradeParty/Name",),
        "currency": (_SETTLED + "InvoiceCurrencyCode",),
        "total_amount": (_SETTLED + "SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount",),
        "net_amount": (_SETTLED + "SpecifiedTradeSettlementHeaderMonetarySummation/TaxBasisTotalAmount",),
        "iban": (_SETTLED + "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID",),
    },
    "ubl": {
        "document_no": ("ID",),
        "document_date": ("IssueDate",),
        "due_date": ("DueDate", "PaymentMeans/PaymentDueDate"),
        "vendor": (_SELLER + "PartyLegalEntity/RegistrationName", _SELLER + "PartyName/Name"),
        "buyer": (_BUYER + "PartyLegalEntity/RegistrationName", _BUYER + "PartyName/Name"),
        "currency": ("DocumentCurrencyCode",),
        "total_amount": ("LegalMonetaryTotal/TaxInclusiveAmount",),
        "net_amount": ("LegalMonetaryTotal/TaxExclusiveAmount",),
        "iban": ("PaymentMeans/PayeeFinancialAccount/ID",),
    },
    "fatturapa": {
        "document_no": (_BODY + "DatiGenerali/DatiGeneraliDocumento/Numero",),
        "document_date": (_BODY + "DatiGenerali/DatiGeneraliDocumento/Data",),
        "due_date": (_BODY + "DatiPagamento/DettaglioPagamento/DataScadenzaPagamento",),
        "vendor": ("FatturaElettronicaHeader/CedentePrestatore/DatiAnagrafici/Anagrafica/Denominazione",),
        "buyer": ("FatturaElettronicaHeader/CessionarioCommittente/DatiAnagrafici/Anagrafica/Denominazione",),
        "currency": (_BODY + "DatiGenerali/DatiGeneraliDocumento/Divisa",),
        "total_amount": (_BODY + "DatiGenerali/DatiGeneraliDocumento/ImportoTotaleDocumento",),
        "iban": (_BODY + "DatiPagamento/DettaglioPagamento/IBAN",),
    },
}
ROWS = {
    "cii": (
        _LINE + "[not(AssociatedDocumentLineDocument/LineStatusReasonCode[.='GROUP' or .='INFORMATION'])]",
        ("SpecifiedTradeProduct/Name",),
        ("SpecifiedLineTradeDelivery/BilledQuantity",),
        ("SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",),
    ),
    "ubl": ("InvoiceLine|CreditNoteLine", ("Item/Name",), ("InvoicedQuantity", "CreditedQuantity"), ("LineExtensionAmount",)),
    "fatturapa": (_BODY + "DatiBeniServizi/DettaglioLinee", ("Descrizione",), ("Quantita",), ("PrezzoTotale",)),
}
Row = tuple[str, Decimal | None, Decimal | None]


def dialect(root: etree._Element) -> str:
    """``cii``, ``ubl`` or ``fatturapa`` by the root's name; "" for others."""
    name = etree.QName(root)
    if name.localname in ("CrossIndustryInvoice", "CrossIndustryDocument"):
        return "cii"
    if name.localname in ("Invoice", "CreditNote") and "oasis" in (name.namespace or ""):
        return "ubl"
    return "fatturapa" if name.localname == "FatturaElettronica" else ""


def truth(root: etree._Element) -> tuple[dict[str, str], list[Row]]:
    """Field to value (ISO dates, compact IBANs) and the rows with a total: description, quantity, total."""
    kind = dialect(root)
    values = {name: value for name, paths in PATHS[kind].items() if (value := _first(root, kind, paths))}
    for name in ("document_date", "due_date"):
        if name in values:
            values[name] = date.fromisoformat(values[name].replace("-", "")[:8]).isoformat()
    if "iban" in values:
        values["iban"] = values["iban"].replace(" ", "")
        if not re.fullmatch(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", values["iban"]):
            del values["iban"]
    where, *parts = ROWS[kind]
    rows = []
    for row in root.xpath("|".join(_local(path, kind, root) for path in where.split("|"))):
        name, quantity, total = (_first(row, kind, paths, root) for paths in parts)
        if total:
            rows.append((name, Decimal(quantity) if quantity else None, Decimal(total)))
    return values, rows


def _first(element: etree._Element, kind: str, paths: tuple[str, ...], root: etree._Element | None = None) -> str:
    for path in paths:
        for found in element.xpath(_local(path, kind, element if root is None else root)):
            if text := " ".join("".join(found.itertext()).split()):
                return text
    return ""


def _local(path: str, kind: str, root: etree._Element) -> str:
    """A path of local names as XPath, in the old names where the file is of ZUGFeRD 1."""
    old = kind == "cii" and etree.QName(root).localname == "CrossIndustryDocument"

    def step(match: re.Match[str]) -> str:
        name = match.group()
        return f"*[local-name()='{_CII_OLD.get(name, name) if old else name}']"

    return re.sub(r"(?<![\w'(.=-])[A-Z]\w*(?!['(\w])", step, path)
