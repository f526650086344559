"""The documents the fixtures show. Every person, company and number is invented; check digits are right on purpose."""

from __future__ import annotations

from decimal import Decimal

from fixture_sheet import GREY, NAVY, Sheet

INVOICE_ITEMS = (
    ("Braided mooring line 16 mm, 220 m drum", 2, "284.50"),
    ("Stainless shackle 10 mm, box of 25", 4, "61.75"),
    ("LED navigation light set, 12 V", 3, "148.20"),
    ("Antifouling paint, red, 5 litres", 6, "92.40"),
    ("Carriage to site", 1, "85.00"),
)
RECHNUNG_ITEMS = (
    ("Riesling trocken 2024, 0,75 l", 48, "8.90"),
    ("Spätburgunder Rotwein 2022, 0,75 l", 36, "12.50"),
    ("Grauburgunder 2024, Kiste zu 6 Flaschen", 10, "54.00"),
    ("Weingläser Degustation, Karton zu 12", 5, "39.60"),
    ("Versand und Verpackung", 1, "28.50"),
)
ORDER_ITEMS = (
    ("Oak desk, height adjustable, 160 x 80 cm", 12, "489.00"),
    ("Task chair, mesh back, black", 12, "235.50"),
    ("Desk lamp, LED, dimmable", 12, "64.25"),
    ("Assembly on site, per hour", 9, "52.00"),
)
RECEIPT_ITEMS = (
    ("SOURDOUGH LOAF 800G", "3.40"),
    ("SEMI SKIMMED MILK 2L", "1.95"),
    ("MATURE CHEDDAR 350G", "4.25"),
    ("FREE RANGE EGGS X12", "3.60"),
    ("VINE TOMATOES 500G", "2.15"),
    ("OLIVE OIL 500ML", "6.80"),
    ("GROUND COFFEE 227G", "4.95"),
)


def total_of(items: tuple[tuple[str, int, str], ...]) -> Decimal:
    """The sum of quantity times price."""
    return sum((quantity * Decimal(price) for _, quantity, price in items), Decimal(0))


def german(amount: Decimal) -> str:
    """An amount as it is written in Germany: 1.234,56."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def invoice() -> Sheet:
    """A British invoice on one page."""
    sheet = Sheet()
    sheet.page()
    sheet.band((56, 50, 64, 92), NAVY)
    sheet.text(74, 68, "Harborlight Marine Supplies Ltd", 17, "hebo", color=NAVY)
    sheet.text(74, 86, "Chandlery, rigging and safety equipment since 1987", 9, "heit", color=GREY)
    sheet.block(
        539, 112, ("14 Quayside Road", "Bristol BS1 4RB", "United Kingdom", "VAT No. GB 300 0000 18"), align="right", size=9
    )
    sheet.text(56, 150, "INVOICE", 24, "hebo")
    sheet.text(56, 190, "Bill to", 9, "hebo", color=GREY)
    sheet.block(
        56, 206, ("Northfield Boatyard Ltd", "Accounts Payable", "3 Slipway Lane", "Falmouth TR11 3XA", "United Kingdom")
    )
    details = (
        ("Invoice No.", "HM-2026-00417"),
        ("Invoice date", "12 March 2026"),
        ("Due date", "11 April 2026"),
        ("Your order", "PO 88213"),
        ("Terms", "30 days net"),
    )
    for number, (label, value) in enumerate(details):
        sheet.text(350, 206 + 15 * number, label, color=GREY)
        sheet.text(539, 206 + 15 * number, value, 9.5, "hebo", "right")
    rows = [("Description", "Qty", "Unit price", "Amount")]
    rows += [(name, str(count), price, f"{count * Decimal(price):,.2f}") for name, count, price in INVOICE_ITEMS]
    y = sheet.table(320, ((64, "left"), (350, "right"), (440, "right"), (531, "right")), rows) + 6
    net = total_of(INVOICE_ITEMS)
    for label, amount in (("Subtotal", net), ("VAT 20%", net / 5)):
        sheet.text(440, y, label, align="right")
        sheet.text(531, y, f"£{amount:,.2f}", align="right")
        y += 18
    sheet.band((340, y - 12, 539, y + 10), (0.92, 0.94, 0.97))
    sheet.text(440, y + 3, "Total due", 11, "hebo", "right")
    sheet.text(531, y + 3, f"£{net * Decimal('1.2'):,.2f}", 11, "hebo", "right")
    y = max(y + 60, 600)
    sheet.text(56, y, "Payment details", 10, "hebo", color=NAVY)
    lines = (
        "Account name: Harborlight Marine Supplies Ltd",
        "Bank: Severn Vale Bank",
        "IBAN: GB51 HBLB 2015 5500 1234 56",
        "BIC: HBLBGB2LXXX",
        "Please quote the invoice number with your payment.",
    )
    sheet.block(56, y + 17, lines)
    sheet.rule(56, 776, 539)
    footer = "Questions about this invoice? accounts@harborlight.example or +44 117 496 0123"
    sheet.text(297.5, 792, footer, 8.5, align="center", color=GREY)
    return sheet


def rechnung() -> Sheet:
    """A German invoice on one page, with DIN 5008 address field."""
    sheet = Sheet()
    sheet.page()
    sheet.text(539, 70, "Rebstock & Söhne Weinhandel GmbH", 15, "tibo", "right", (0.42, 0.08, 0.16))
    sheet.block(539, 88, ("Kaiserstraße 18 · 55116 Mainz", "Telefon +49 6131 4960 120"), 12, size=9, align="right", color=GREY)
    sheet.rule(56, 118, 539, 1, (0.42, 0.08, 0.16))
    sheet.text(56, 150, "Rebstock & Söhne Weinhandel GmbH · Kaiserstraße 18 · 55116 Mainz", 6.5, color=GREY)
    sheet.block(56, 168, ("Gasthaus Zum Löwen", "Frau Petra Brückner", "Marktgasse 7", "69117 Heidelberg"), 14, size=10)
    details = (
        ("Rechnungsnummer:", "RE-2026-0318"),
        ("Rechnungsdatum:", "05.02.2026"),
        ("Lieferdatum:", "03.02.2026"),
        ("Kundennummer:", "10447"),
    )
    for number, (label, value) in enumerate(details):
        sheet.text(360, 168 + 14 * number, label)
        sheet.text(539, 168 + 14 * number, value, align="right")
    sheet.text(56, 262, "Rechnung", 18, "hebo")
    sheet.text(56, 286, "Sehr geehrte Frau Brückner, für unsere Lieferung berechnen wir Ihnen:", 10)
    rows = [("Pos.", "Bezeichnung", "Menge", "Einzelpreis", "Gesamt")]
    for number, (name, count, price) in enumerate(RECHNUNG_ITEMS, 1):
        amounts = german(Decimal(price)), german(count * Decimal(price))
        rows.append((str(number), name, str(count), *amounts))
    columns = ((64, "left"), (92, "left"), (352, "right"), (440, "right"), (531, "right"))
    y = sheet.table(322, columns, rows) + 6
    net = total_of(RECHNUNG_ITEMS)
    tax = (net * Decimal("0.19")).quantize(Decimal("0.01"))
    sums = (("Nettobetrag", net, "helv"), ("zzgl. 19 % USt.", tax, "helv"), ("Gesamtbetrag", net + tax, "hebo"))
    for label, amount, face in sums:
        sheet.text(440, y, label, 10, face, "right")
        sheet.text(531, y, f"{german(amount)} €", 10, face, "right")
        y += 18
    sheet.text(56, y + 24, "Zahlbar ohne Abzug bis zum 19.02.2026 auf das unten genannte Konto.", 10)
    sheet.text(56, y + 48, "Mit freundlichen Grüßen", 10)
    sheet.text(56, y + 76, "Jürgen Rebstock", 12, "tiit")
    sheet.rule(56, 752, 539)
    left = ("Rheintal Volksbank", "IBAN: DE73 5509 9900 0012 3456 78", "BIC: RTVBDE55XXX")
    sheet.block(56, 766, left, 12, size=8.5)
    sheet.block(
        330, 766, ("USt-IdNr.: DE281734502", "Amtsgericht Mainz HRB 40871", "Geschäftsführer: Jürgen Rebstock"), 12, size=8.5
    )
    return sheet


def receipt() -> Sheet:
    """A till receipt: 216 x 432 points, which is 600 x 1200 pixels at 200 dpi."""
    sheet = Sheet((216, 432))
    sheet.page()
    y = 32.0
    for line, size, face in (
        ("GREENLEAF MARKET LTD", 13, "cobo"),
        ("218 CAMDEN HIGH STREET", 9, "cour"),
        ("LONDON NW1 8QR", 9, "cour"),
        ("TEL: 020 7946 0127", 9, "cour"),
        ("VAT NO: GB 300 0000 18", 9, "cour"),
    ):
        sheet.text(108, y, line, size, face, "center")
        y += 14
    total = sum((Decimal(price) for _, price in RECEIPT_ITEMS), Decimal(0))
    y += 12
    sheet.text(16, y, "DATE: 27/03/2026", 9, "cour")
    sheet.text(200, y, "17:42", 9, "cour", "right")
    sheet.text(16, y + 14, "RECEIPT NO: 004817", 9, "cour")
    sheet.text(200, y + 14, "TILL 03", 9, "cour", "right")
    sheet.rule(16, y + 22, 200)
    y += 40
    for name, price in RECEIPT_ITEMS:
        sheet.text(16, y, name, 9, "cour")
        sheet.text(200, y, price, 9, "cour", "right")
        y += 16
    sheet.rule(16, y - 6, 200)
    y += 12
    for label, amount, size, face in (
        ("TOTAL", f"£{total}", 13, "cobo"),
        ("CASH", "£30.00", 9, "cour"),
        ("CHANGE", f"£{30 - total}", 9, "cour"),
    ):
        sheet.text(16, y, label, size, face)
        sheet.text(200, y, amount, size, face, "right")
        y += 18
    sheet.block(
        108, y + 16, ("7 ITEMS", "THANK YOU FOR SHOPPING", "PLEASE COME AGAIN"), 14, size=9, face="cour", align="center"
    )
    return sheet


def letter() -> Sheet:
    """A letter full of personal data."""
    sheet = Sheet()
    sheet.page()
    sheet.text(56, 70, "Alder & Finch", 18, "tibo", color=NAVY)
    sheet.text(56, 86, "International Relocation", 10, "tiit", color=GREY)
    sheet.block(
        539, 66, ("61 Wharf Street, Leeds LS2 7EQ", "+44 113 496 0456", "files@alderfinch.example"), 12, size=9, align="right"
    )
    sheet.rule(56, 104, 539)
    sheet.block(56, 130, ("Ms Emma Hartley", "27 Larchwood Avenue", "Leeds LS8 2PD"), size=10)
    sheet.text(539, 130, "18 May 2026", 10, align="right")
    sheet.text(56, 194, "Your relocation file", 11, "hebo")
    sheet.text(56, 216, "Dear Ms Hartley,", 10)
    y = 236.0
    paragraphs = (
        "Thank you for your call on Thursday. Before your file goes to our partners we ask you to check the details below. "
        "Your contact in Istanbul is Mehmet Yılmaz (mehmet.yilmaz@alderfinch.example, +90 532 123 45 67). In Berlin please "
        "ask for Sabine Köhler on +49 30 23125 014. In Paris, Antoine Moreau expects you; his number is +33 1 99 00 12 34.",
        "We reached you at emma.hartley@mail.example and on +44 20 7946 0018. Should that change while you are in New York, "
        "leave a message with Daniel Brooks at +1 212 555 0143.",
    )
    for paragraph in paragraphs:
        y = sheet.paragraph(56, y, paragraph, 483)
    rows = [("What we hold", "Value", "For")]
    rows += [
        ("IBAN (Türkiye)", "TR33 0006 1005 1978 6457 8413 26", "Rent deposit"),
        ("IBAN (Germany)", "DE89 3704 0044 0532 0130 00", "Monthly rent"),
        ("T.C. Kimlik No", "12345678950", "Mehmet Yılmaz"),
        ("Credit card", "4111 1111 1111 1111", "Emma Hartley"),
        ("Steuer-IdNr. (Germany)", "36 574 261 809", "Sabine Köhler"),
        ("NIR (France)", "2 95 10 99 126 111 93", "Claire Moreau"),
        ("DNI (Spain)", "54362315K", "Lucía Ortega"),
        ("Codice fiscale (Italy)", "RCCMNL83S18D969H", "Manuele Ricca"),
        ("PESEL (Poland)", "44051401359", "Jan Nowak"),
        ("Social Security No. (US)", "536-90-4399", "Daniel Brooks"),
        ("Last log-in from", "203.0.113.42", "Client portal"),
    ]
    y = sheet.table(y + 10, ((64, "left"), (232, "left"), (430, "left")), rows, 19) + 10
    closing = "Please tell us by 29 May 2026 if anything is wrong. We delete the file when your move is complete."
    y = sheet.paragraph(56, y, closing, 483)
    sheet.text(56, y + 4, "Yours sincerely,", 10)
    sheet.text(56, y + 40, "Oliver Bennett", 14, "tiit", color=NAVY)
    sheet.block(56, y + 58, ("Oliver Bennett", "Client Services"), size=10)
    return sheet


CLAUSES = """\
1. Services
The Provider shall inspect, maintain and repair the passenger lifts listed in Schedule A. Work is carried out by qualified
engineers during normal working hours; emergency calls are answered within four hours.

2. Term
This Agreement commences on the Effective Date and continues until 31 December 2028, unless it is terminated earlier under
clause 6. It may be renewed by written agreement of both parties.

3. Fees
The Client shall pay a monthly fee of EUR 1,450.00 plus value added tax, within 30 days of the date of each invoice. Spare
parts are charged at list price less ten per cent.

4. Obligations of the Client
The Client shall give access to the premises, keep machine rooms dry and locked, and report every fault without delay. The
Client shall not let third parties work on the equipment.

5. Confidentiality
Each party shall keep confidential all information received from the other party and shall use it only to perform this
Agreement. This obligation continues for three years after the end of the term.

6. Termination
Either party may terminate this Agreement for material breach that is not remedied within 30 days of written notice. Fees for
work done up to the date of termination remain payable.

7. Liability
The liability of the Provider for each event is limited to EUR 500,000. Nothing in this Agreement excludes liability for death
or personal injury caused by negligence.

8. Entire agreement
This Agreement, with Schedule A, is the entire agreement between the parties. Amendments must be in writing and signed by both
parties.

9. Governing law
This Agreement is governed by the laws of Ireland. The courts of Dublin have exclusive jurisdiction.
"""


def contract() -> Sheet:
    """A service agreement on two pages."""
    sheet = Sheet()
    sheet.page()
    sheet.text(297.5, 96, "SERVICE AGREEMENT", 18, "tibo", "center")
    sheet.text(297.5, 116, "Agreement No. SA-2026-031", 10, "tiro", "center", GREY)
    opening = (
        'This Service Agreement (the "Agreement") is made on 1 January 2026 (the "Effective Date") between Kestrel Lift '
        'Services Limited, a company registered in Ireland with its office at 8 Sandyford Row, Dublin 18 (the "Provider"), and '
        'Merrion Square Apartments Management CLG, 40 Merrion Square East, Dublin 2 (the "Client").'
    )
    y = sheet.paragraph(72, 156, opening, 451, 11, "tiro")
    y = sheet.paragraph(72, y, "The parties agree as follows:", 451, 11, "tiro")
    for number, clause in enumerate(CLAUSES.split("\n\n")):
        title, text = clause.split("\n", 1)
        if number == 5:
            sheet.text(297.5, 800, "Page 1 of 2", 9, "tiro", "center", GREY)
            sheet.page()
            y = 96
        sheet.text(72, y, title, 11, "tibo")
        y = sheet.paragraph(72, y + 17, text, 451, 11, "tiro") + 4
    y = sheet.paragraph(72, y + 10, "Signed by the authorised representatives of the parties:", 451, 11, "tiro") + 30
    for x, signature, lines in (
        (72, "Fionn Gallagher", ("For the Provider", "Fionn Gallagher, Director", "Date: 19 December 2025")),
        (320, "Aoife Brennan", ("For the Client", "Aoife Brennan, Chairperson", "Date: 22 December 2025")),
    ):
        sheet.text(x, y, signature, 15, "tiit", color=NAVY)
        sheet.rule(x, y + 8, x + 180)
        sheet.block(x, y + 24, lines, size=10, face="tiro")
    sheet.text(297.5, 800, "Page 2 of 2", 9, "tiro", "center", GREY)
    return sheet


def order() -> Sheet:
    """A purchase order; the confirmation that came back goes behind it as a scan."""
    sheet = Sheet()
    sheet.page()
    sheet.text(56, 72, "Brightwater Architects LLP", 16, "hebo", color=NAVY)
    sheet.block(56, 90, ("5 Foundry Court, Sheffield S3 8AQ, United Kingdom",), size=9, color=GREY)
    sheet.text(539, 72, "PURCHASE ORDER", 16, "hebo", "right")
    details = (("PO Number", "PO-2026-1187"), ("Order date", "9 June 2026"), ("Delivery date", "3 July 2026"))
    for number, (label, value) in enumerate(details):
        sheet.text(400, 140 + 15 * number, label, color=GREY)
        sheet.text(539, 140 + 15 * number, value, align="right")
    sheet.text(56, 140, "Supplier", 9, "hebo", color=GREY)
    sheet.block(56, 156, ("Calder Office Furniture Ltd", "Unit 12, Riverside Park", "Halifax HX1 5TR"))
    rows = [("Item", "Description", "Qty", "Unit price", "Amount")]
    for number, (name, count, price) in enumerate(ORDER_ITEMS, 1):
        rows.append((str(number), name, str(count), price, f"{count * Decimal(price):,.2f}"))
    y = sheet.table(246, ((64, "left"), (96, "left"), (352, "right"), (440, "right"), (531, "right")), rows) + 8
    sheet.text(440, y, "Order total (excl. VAT)", 10, "hebo", "right")
    sheet.text(531, y, f"GBP {total_of(ORDER_ITEMS):,.2f}", 10, "hebo", "right")
    notes = "Deliver between 8.00 and 16.00. Please confirm this order in writing and quote the PO number on all papers."
    sheet.paragraph(56, y + 50, notes, 483)
    sheet.text(56, y + 110, "Authorised by: Priya Raman, Office Manager", 10)
    return sheet


def confirmation() -> Sheet:
    """What the supplier sent back, on paper."""
    sheet = Sheet()
    sheet.page()
    sheet.text(72, 100, "Calder Office Furniture Ltd", 16, "tibo")
    sheet.text(72, 118, "Unit 12, Riverside Park, Halifax HX1 5TR", 10, "tiro")
    sheet.text(72, 180, "Order confirmation", 14, "tibo")
    text = (
        "We confirm your purchase order PO-2026-1187 of 9 June 2026. All items are in stock except the desk lamps, which "
        "arrive in our warehouse on 24 June. Delivery and assembly will take place on 3 July 2026 as you asked."
    )
    y = sheet.paragraph(72, 212, text, 451, 12, "tiro")
    y = sheet.paragraph(72, y, "Thank you for your order.", 451, 12, "tiro")
    sheet.text(72, y + 40, "Martin Holroyd", 18, "tiit")
    sheet.text(72, y + 62, "Sales Office", 11, "tiro")
    return sheet


def delivery() -> Sheet:
    """A delivery note on two pages, for a fax-like TIFF."""
    sheet = Sheet()
    sheet.page()
    sheet.text(72, 90, "DELIVERY NOTE", 22, "hebo")
    sheet.block(72, 124, ("Lindqvist Timber Ltd", "Dock Road 77", "Hull HU9 1PA"), 16, size=12)
    sheet.block(330, 124, ("Delivery note no: DN 50718", "Date: 16 April 2026", "Page 1 of 2"), 16, size=12)
    sheet.text(72, 210, "Deliver to: Hartwell Joinery, 9 Mill Lane, York YO1 7HU", 12)
    rows = (
        "24 x Oak board 27 x 200 x 2400 mm",
        "60 x Spruce batten 38 x 63 x 3000 mm",
        "18 x Birch plywood 18 mm, 1220 x 2440 mm",
    )
    sheet.block(72, 256, rows, 26, size=12)
    sheet.page()
    sheet.text(72, 90, "Lindqvist Timber Ltd", 14, "hebo")
    sheet.block(330, 90, ("Delivery note no: DN 50718", "Page 2 of 2"), 16, size=12)
    sheet.block(72, 160, ("6 x Wood glue D3, 5 kg", "2 x Pallet, returnable"), 26, size=12)
    sheet.text(72, 250, "Goods received in good condition", 12)
    sheet.text(72, 300, "Received by: T. Ashworth", 12)
    return sheet


def memo() -> Sheet:
    """A small notice, for a picture under a wrong name."""
    sheet = Sheet((360, 200))
    sheet.page()
    sheet.text(24, 44, "NOTICE TO ALL STAFF", 16, "hebo")
    sheet.rule(24, 54, 336)
    lines = ("The east entrance is closed from Monday.", "Please use the gate on Station Road.", "Facilities, room 2.14")
    sheet.block(24, 84, lines, 22, size=12)
    return sheet
