"""UN/CEFACT Cross Industry Invoice: ZUGFeRD 1 and 2, Factur-X, XRechnung in CII syntax."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.fields.einvoice.model import EInvoice, Party
from pipeline.fields.einvoice.tree import Node, ratio
from pipeline.record import LineItem, TaxLine

ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")  # from 2017 on; ZUGFeRD 1 of 2014
_NO_LINE = ("GROUP", "INFORMATION")  # EXTENDED-CTC-FR BT-X-8: headings of sub-lines, whose amounts their parts hold already


def parse(root: Node) -> EInvoice:
    """The invoice in a CII document."""
    document = root.first("ExchangedDocument", "HeaderExchangedDocument")
    trade = root.first("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
    if document is None or trade is None:
        return EInvoice()
    agreement = trade.first("ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
    settlement = trade.first("ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
    invoice = EInvoice() if settlement is None else _settled(settlement)
    return EInvoice(
        number=document.text("ID"),
        type_code=document.text("TypeCode"),
        issued=document.day("IssueDateTime/DateTimeString"),
        due=invoice.due,
        currency=invoice.currency,
        seller=_party(agreement, "SellerTradeParty"),
        buyer=_party(agreement, "BuyerTradeParty"),
        iban=invoice.iban,
        net=invoice.net,
        tax=invoice.tax,
        total=invoice.total,
        taxes=invoice.taxes,
        lines=tuple(_lines(trade)),
    )


def _settled(settlement: Node) -> EInvoice:
    sums = "SpecifiedTradeSettlementHeaderMonetarySummation"
    old = "SpecifiedTradeSettlementMonetarySummation"
    terms = "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"
    means = "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/"
    totals = (f"{sums}/GrandTotalAmount", f"{old}/GrandTotalAmount")
    currency = settlement.text("InvoiceCurrencyCode") or _unit(settlement, *totals)
    return EInvoice(
        due=settlement.day(terms),
        currency=currency,
        iban=settlement.account(means + "IBANID", means + "ProprietaryID"),
        net=settlement.amount(f"{sums}/TaxBasisTotalAmount", f"{old}/TaxBasisTotalAmount"),
        tax=next(
            (
                total.amount("")
                for total in settlement.all(f"{sums}/TaxTotalAmount", f"{old}/TaxTotalAmount")
                if total.attribute("", "currencyID") in ("", currency)
            ),
            None,
        ),
        total=settlement.amount(*totals),
        taxes=tuple(
            TaxLine(
                tax.text("CategoryCode"),
                tax.amount("RateApplicablePercent", "ApplicablePercent"),
                tax.amount("BasisAmount"),
                tax.amount("CalculatedAmount"),
            )
            for tax in settlement.all("ApplicableTradeTax")
        ),
    )


def _unit(settlement: Node, *paths: str) -> str:
    return next((unit for path in paths if (unit := settlement.attribute(path, "currencyID"))), "")


def _party(agreement: Node | None, name: str) -> Party:
    party = None if agreement is None else agreement.first(name)
    if party is None:
        return Party()
    registered = {entry.attribute("ID", "schemeID"): entry.text("ID") for entry in party.all("SpecifiedTaxRegistration")}
    address = party.first("PostalTradeAddress")
    return Party(
        party.text("Name", "SpecifiedLegalOrganization/TradingBusinessName"),
        "" if address is None else _address(address),
        registered.get("VA", "") or registered.get("FC", "") or next(iter(registered.values()), ""),
    )


def _address(address: Node) -> str:
    parts = (
        address.joined("LineOne", "LineTwo", "LineThree"),
        address.joined("PostcodeCode", "CityName", by=" "),
        address.text("CountryID"),
    )
    return ", ".join(part for part in parts if part)


def _lines(trade: Node) -> Iterator[LineItem]:
    for line in trade.all("IncludedSupplyChainTradeLineItem"):
        if line.text("AssociatedDocumentLineDocument/LineStatusReasonCode") in _NO_LINE:
            continue
        terms = line.first("SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement")
        settled = line.first("SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement")
        sums = "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"
        total = None if settled is None else settled.amount(sums, "SpecifiedTradeSettlementMonetarySummation/LineTotalAmount")
        if total is None:  # ZUGFeRD 1 has lines of text alone
            continue
        price = None if terms is None else terms.first("NetPriceProductTradePrice", "GrossPriceProductTradePrice")
        yield LineItem(
            line.text("SpecifiedTradeProduct/Name", "SpecifiedTradeProduct/Description"),
            line.amount(
                "SpecifiedLineTradeDelivery/BilledQuantity",
                "SpecifiedSupplyChainTradeDelivery/BilledQuantity",
            ),
            None if price is None else ratio(price.amount("ChargeAmount"), price.amount("BasisQuantity")),
            total,
        )
