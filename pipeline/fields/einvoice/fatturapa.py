"""FatturaPA, the format of the Italian exchange system (Sistema di Interscambio), ordinary and simplified."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.fields.einvoice.model import EInvoice, Party
from pipeline.fields.einvoice.tree import Node
from pipeline.record import LineItem, TaxLine

ROOTS = ("FatturaElettronica", "FatturaElettronicaSemplificata")


def parse(root: Node) -> EInvoice:
    """The first invoice of a FatturaPA file, which may hold a batch of them."""
    header = root.first("FatturaElettronicaHeader")
    bodies = list(root.all("FatturaElettronicaBody"))
    if header is None or not bodies:
        return EInvoice()
    body = bodies[0]
    general = "DatiGenerali/DatiGeneraliDocumento/"
    payment = "DatiPagamento/DettaglioPagamento/"
    taxes = tuple(_taxes(body))
    net, tax = _sum(line.base for line in taxes), _sum(line.amount for line in taxes)
    total = body.amount(general + "ImportoTotaleDocumento")
    if total is None and net is not None and tax is not None:  # it may be left out
        total = net + tax
    return EInvoice(
        number=body.text(general + "Numero"),
        type_code=body.text(general + "TipoDocumento"),
        issued=body.day(general + "Data"),
        due=body.day(payment + "DataScadenzaPagamento"),
        currency=body.text(general + "Divisa"),
        seller=_party(header.first("CedentePrestatore")),
        buyer=_party(header.first("CessionarioCommittente")),
        iban=body.account(payment + "IBAN"),
        net=net,
        tax=tax,
        total=total,
        taxes=taxes,
        lines=tuple(_lines(body)),
        others=len(bodies) - 1,
    )


def _party(party: Node | None) -> Party:
    if party is None:
        return Party()
    person = "DatiAnagrafici/Anagrafica/"
    simple = party.joined("Nome", "Cognome", by=" ")
    name = party.text(person + "Denominazione", "Denominazione", "AltriDatiIdentificativi/Denominazione")
    vat = party.joined("DatiAnagrafici/IdFiscaleIVA/IdPaese", "DatiAnagrafici/IdFiscaleIVA/IdCodice", by="")
    for place in ("IdFiscaleIVA", "IdentificativiFiscali/IdFiscaleIVA"):
        vat = vat or party.joined(f"{place}/IdPaese", f"{place}/IdCodice", by="")
    seat = party.first("Sede", "AltriDatiIdentificativi/Sede")
    return Party(
        name or party.joined(person + "Nome", person + "Cognome", by=" ") or simple,
        "" if seat is None else _address(seat),
        vat or party.text("DatiAnagrafici/CodiceFiscale", "CodiceFiscale", "IdentificativiFiscali/CodiceFiscale"),
    )


def _address(seat: Node) -> str:
    street, town = seat.joined("Indirizzo", "NumeroCivico", by=" "), seat.joined("CAP", "Comune", by=" ")
    return ", ".join(part for part in (street, town, seat.text("Nazione")) if part)


def _taxes(body: Node) -> Iterator[TaxLine]:
    for tax in body.all("DatiBeniServizi/DatiRiepilogo"):
        yield TaxLine(tax.text("Natura"), tax.amount("AliquotaIVA"), tax.amount("ImponibileImporto"), tax.amount("Imposta"))
    for tax in body.all("DatiBeniServizi"):
        amount = tax.amount("Importo")  # simplified: with the tax in it
        if amount is not None and (vat := tax.amount("DatiIVA/Imposta")) is not None:
            yield TaxLine(tax.text("Natura"), tax.amount("DatiIVA/Aliquota"), amount - vat, vat)


def _lines(body: Node) -> Iterator[LineItem]:
    for line in body.all("DatiBeniServizi/DettaglioLinee"):
        price, total = line.amount("PrezzoUnitario"), line.amount("PrezzoTotale")
        yield LineItem(line.text("Descrizione"), line.amount("Quantita"), price, total)
    for line in body.all("DatiBeniServizi"):
        if (amount := line.amount("Importo")) is not None:
            yield LineItem(line.text("Descrizione"), None, None, amount)


def _sum(values: Iterator[Decimal | None]) -> Decimal | None:
    found = [value for value in values if value is not None]
    return sum(found, Decimal(0)) if found else None
