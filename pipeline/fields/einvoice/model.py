"""An e-invoice in one form, whatever its dialect. Term numbers (BT-…) are those of EN 16931-1, section 6."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from pipeline.record import LineItem, TaxLine


class Party(Struct, frozen=True):
    """A seller or a buyer. Absent parts are empty.

    Attributes:
        name: the legal name (BT-27, BT-44).
        address: street, postcode and city, country code, parted by ", " (BG-5, BG-8).
        tax_id: the VAT identifier (BT-31, BT-48), else the national tax number.
    """

    name: str = ""
    address: str = ""
    tax_id: str = ""


class EInvoice(Struct, frozen=True):
    """What an e-invoice says. Absent parts are empty or None, never guessed.

    Attributes:
        number: BT-1.
        type_code: UNTDID 1001 as EN 16931 has it (380 invoice, 381 credit note …), or the dialect's own code (BT-3).
        issued, due: ISO dates (BT-2, BT-9).
        currency: ISO 4217 (BT-5).
        seller, buyer: BG-4, BG-7.
        iban: the account to be paid to, without spaces (BT-84).
        net, tax, total: without VAT, VAT, with VAT (BT-109, BT-110, BT-112), of the document and its currency.
        taxes: one entry a category and rate (BG-23).
        lines: BG-25.
        others: further invoices in the same file, of which nothing is read.
    """

    number: str = ""
    type_code: str = ""
    issued: str = ""
    due: str = ""
    currency: str = ""
    seller: Party = Party()
    buyer: Party = Party()
    iban: str = ""
    net: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    taxes: tuple[TaxLine, ...] = ()
    lines: tuple[LineItem, ...] = ()
    others: int = 0
