"""OASIS UBL 2.x: Peppol BIS, XRechnung in UBL syntax, and UBL-TR of the Turkish revenue administration (GİB)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.fields.einvoice.model import EInvoice, Party
from pipeline.fields.einvoice.tree import Node, ratio
from pipeline.record import LineItem, TaxLine

ROOTS = ("Invoice", "CreditNote")
NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"  # of both roots, whatever their minor version
_VAT = "PartyTaxScheme/CompanyID"


def parse(root: Node) -> EInvoice:
    """The invoice in a UBL document."""
    sums = "LegalMonetaryTotal/"
    currency = root.text("DocumentCurrencyCode") or root.attribute(sums + "PayableAmount", "currencyID")
    taxed = next(
        (total for total in root.all("TaxTotal") if total.attribute("TaxAmount", "currencyID") in ("", currency)), None
    )
    return EInvoice(
        number=root.text("ID"),
        type_code=root.text("InvoiceTypeCode", "CreditNoteTypeCode") or ("381" if root.name == "CreditNote" else ""),
        issued=root.day("IssueDate"),
        due=root.day("DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate"),
        currency=currency,
        seller=_party(root.first("AccountingSupplierParty/Party")),
        buyer=_party(root.first("AccountingCustomerParty/Party")),
        iban=root.account("PaymentMeans/PayeeFinancialAccount/ID"),
        net=root.amount(sums + "TaxExclusiveAmount"),
        tax=None if taxed is None else taxed.amount("TaxAmount"),
        total=root.amount(sums + "TaxInclusiveAmount", sums + "PayableAmount"),
        taxes=() if taxed is None else tuple(_taxes(taxed)),
        lines=tuple(_lines(root)),
    )


def _party(party: Node | None) -> Party:
    if party is None:
        return Party()
    person = party.joined("Person/FirstName", "Person/FamilyName", by=" ")
    by_scheme = {entry.attribute("ID", "schemeID"): entry.text("ID") for entry in party.all("PartyIdentification")}
    schemes = [(entry.text("TaxScheme/ID"), entry.text("CompanyID")) for entry in party.all("PartyTaxScheme")]
    vat = next((number for scheme, number in schemes if scheme in ("VAT", "") and number), "")
    address = party.first("PostalAddress", "PartyLegalEntity/RegistrationAddress")
    return Party(
        party.text("PartyLegalEntity/RegistrationName", "PartyName/Name") or person,
        "" if address is None else _address(address),
        vat or by_scheme.get("VKN", "") or by_scheme.get("TCKN", "") or party.text(_VAT),
    )


def _address(address: Node) -> str:
    street = address.joined("StreetName", "BuildingNumber", by=" ")
    more = address.joined("AdditionalStreetName", "AddressLine/Line", "CitySubdivisionName")
    town = address.joined("PostalZone", "CityName", by=" ")
    country = address.text("Country/IdentificationCode", "Country/Name")
    return ", ".join(part for part in (street, more, town, country) if part)


def _taxes(total: Node) -> Iterator[TaxLine]:
    for tax in total.all("TaxSubtotal"):
        yield TaxLine(
            tax.text("TaxCategory/ID", "TaxCategory/TaxScheme/TaxTypeCode"),
            tax.amount("TaxCategory/Percent", "Percent"),
            tax.amount("TaxableAmount"),
            tax.amount("TaxAmount"),
        )


def _lines(root: Node) -> Iterator[LineItem]:
    for line in root.all("InvoiceLine", "CreditNoteLine"):
        yield LineItem(
            line.text("Item/Name", "Item/Description"),
            line.amount("InvoicedQuantity", "CreditedQuantity"),
            ratio(line.amount("Price/PriceAmount"), line.amount("Price/BaseQuantity")),
            line.amount("LineExtensionAmount"),
        )
