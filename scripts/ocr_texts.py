"""Texts of lines to draw for training the OCR: what receipts and invoices of Europe say, and words of 24 languages."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from babel import Locale

OTHERS = "fr es it pt nl pl cs sv da fi nb hu ro hr sk sl et lv lt ms id"
LANGUAGES = (*("en",) * 5, *("de",) * 3, *("tr",) * 2, *OTHERS.split())
_LABELS = """
TOTAL SUBTOTAL CASH CHANGE TAX INVOICE RECEIPT NO. DATE TIME QTY PRICE AMOUNT ITEM DESCRIPTION DISC DISCOUNT ROUNDING GST SST
VAT ID TEL FAX MEMBER CASHIER COUNTER TABLE BILL ORDER PAID BALANCE DUE CARD VISA SUMMARY CODE RATE EXCL INCL INCLUSIVE OF
SALES PERSON THANK YOU PLEASE COME AGAIN GOODS SOLD ARE NOT RETURNABLE REFUNDABLE EXCHANGEABLE SDN BHD LOT JALAN TAMAN JLN
Summe Gesamt Zwischensumme MwSt. Rechnung Betrag Menge Einzelpreis Datum Uhrzeit Bar Rückgeld Kasse Bon-Nr. Steuer Netto Brutto
Lieferschein Kunden-Nr. Straße Artikel Stück Pfand Rabatt EC-Karte Gegeben Zahlung Total TTC HT TVA Facture Montant Quantité
Désignation Date Heure Espèces Rendu Caisse Ticket Règlement Reçu Remise Prix Téléphone Siret Client Numéro Importe Factura
Fecha Hora Cantidad Precio IVA Efectivo Cambio Número Descripción Teléfono Dirección Recibo Totale Fattura Data Quantità Prezzo
Contanti Resto Sconto Scontrino Imponibile Partita TOPLAM FATURA TARİH SAAT FİŞ NO KDV NAKİT ARA ÜCRET MİKTAR BİRİM FİYAT VERGİ
DAİRESİ TUTAR ÖDEME İNDİRİM KREDİ KARTI TEŞEKKÜRLER Razem Suma Data Godzina Paragon Faktura Gotówka Reszta Ilość Cena Wartość
Podatek Sprzedaż Należność Totaal Factuur Datum Bedrag Aantal Prijs Contant Wisselgeld Korting Bedankt BTW Summa Kvitto Moms
Belopp Betalt Beløb Antal Pris Yhteensä Maksettu Käteinen Kuitti
"""
LABELS = tuple(_LABELS.split())
DIGITS, CAPITALS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
UNITS = ("ML", "G", "KG", "L", "MM", "X", "PCS", "CM", "S")

Words = Sequence[str]


def words_of(language: str, known: set[str]) -> list[str]:
    """Names of countries, languages, currencies, scripts and months in that language, from the Unicode CLDR.

    Args:
        known: letters; words with others are left out.
    """
    locale = Locale.parse(language)
    tables = (locale.territories, locale.languages, locale.currencies, locale.scripts, locale.months["format"]["wide"])
    phrases = " ".join(str(value) for table in tables for value in table.values())
    return sorted({word for word in phrases.replace("(", " ").replace(")", " ").split() if set(word) <= known})


def text_of(words: Words, said: Words, rng: random.Random) -> str:
    """The text of one line.

    Args:
        words: of one language.
        said: lines that receipts say.
    """
    kind: Callable[[Words, random.Random], str] = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    return rng.choice(said) if said and rng.random() < _SAID else kind(words, rng)


def _letters(known: str, count: int, rng: random.Random) -> str:
    return "".join(rng.choice(known) for _ in range(count))


def _cased(text: str, rng: random.Random) -> str:
    return rng.choice([text, text, text.upper(), text.upper(), text.lower()])


def _phrase(words: Words, rng: random.Random) -> str:
    return _cased(" ".join(rng.choice(words) for _ in range(rng.randint(1, 6))), rng)


def _label(rng: random.Random) -> str:
    text = " ".join(rng.choice(LABELS) for _ in range(rng.choice([1, 1, 2, 3])))
    return rng.choice([text, text.upper(), text.title()])


def _date(words: Words, rng: random.Random) -> str:
    mark, year, month, day = rng.choice("./--/ "), rng.randint(1995, 2029), rng.randint(1, 12), rng.randint(1, 31)
    hour, minute, second = rng.randint(0, 23), rng.randint(0, 59), rng.randint(0, 59)
    date = rng.choice(
        [
            f"{day:02d}{mark}{month:02d}{mark}{year}",
            f"{day}{mark}{month}{mark}{year}",
            f"{year}-{month:02d}-{day:02d}",
            f"{day:02d}{mark}{month:02d}{mark}{year % 100:02d}",
            f"{day:02d} {rng.choice(words)[:3]} {year}",
        ]
    )
    time = rng.choice(["", f"{hour:02d}:{minute:02d}", f"{hour:02d}:{minute:02d}:{second:02d}", f"{hour % 12}:{minute:02d} PM"])
    before = rng.choice(["", "", _label(rng) + rng.choice([":", " : ", " "])])
    return f"{before}{date} {time}".strip()


def _amount(rng: random.Random) -> str:
    value = rng.choice([rng.uniform(0, 10), rng.uniform(0, 100), rng.uniform(0, 9999), round(rng.uniform(0, 200), 1)])
    return rng.choice([f"{value:.2f}", f"{value:.2f}", f"{value:,.2f}", f"{value:.2f}".replace(".", ",")])


def _money(_: Words, rng: random.Random) -> str:
    before = rng.choice(["", "", "", "EUR ", "€ ", "$", "RM ", "RM", "£", "USD ", "S$"])
    money = before + _amount(rng) + rng.choice(["", "", "", "", " €", " %", " kg", "%", " EUR", " SR", " Z"])
    count, one, other = rng.randint(1, 30), _amount(rng), _amount(rng)
    lone = [money, money, f"{one} {other}", f"-{one}", f"{one} {rng.choice(['SR', 'ZRL', 'S', 'Z', 'T', 'A', 'B', '*'])}"]
    told = [
        f"{_label(rng)} {money}",
        f"{_label(rng)}: {money}",
        f"{count} {rng.choice('xX@*')} {one} {other}",
        f"{count} {one}",
    ]
    return rng.choice([*lone, *told])


def _phone(rng: random.Random) -> str:
    known, area, first = _letters(DIGITS, 8, rng), rng.randint(1, 9), rng.randint(1, 99)
    return rng.choice(
        [f"0{area}-{known[:4]} {known[4:]}", f"0{area}-{known}", f"+{first} {known[:3]} {known[3:]}", f"(0{first}) {known}"]
    )


def _identifier(rng: random.Random) -> str:
    def digits(least: int, most: int = 0) -> str:
        return _letters(DIGITS, rng.randint(least, most or least), rng)

    def capitals(least: int, most: int = 0) -> str:
        return _letters(CAPITALS, rng.randint(least, most or least), rng)

    plain = [digits(12), digits(13), digits(3, 10), f"000{digits(9)}", _letters(CAPITALS + DIGITS, rng.randint(2, 12), rng)]
    parts = [f"{digits(6)}-{capitals(1)}", f"({digits(6)}-{capitals(1)})", f"{capitals(1, 4)}{digits(3, 10)}"]
    marked = [
        f"{capitals(2)}-{digits(4)}-{digits(3)}",
        f"{digits(4)}-{digits(2)}-{digits(4)}",
        f"{digits(1, 3)}{rng.choice(UNITS)}",
    ]
    account = f"{capitals(2)}{digits(2)} {digits(4)} {digits(4)} {digits(4)} {digits(2)}"
    return rng.choice([*plain, *parts, *marked, account])


def _numbered(_: Words, rng: random.Random) -> str:
    before = rng.choice(["", "", _label(rng) + rng.choice([": ", " ", ":", " #"])])
    return before + rng.choice([_identifier(rng), _identifier(rng), _identifier(rng), _phone(rng)])


def _named(words: Words, rng: random.Random) -> str:
    return _cased(f"{rng.choice(words)} {_identifier(rng)} {rng.choice(words)}", rng)


def _online(words: Words, rng: random.Random) -> str:
    one, two, three = (rng.choice(words).lower() for _ in range(3))
    end = rng.choice([".com", ".de", ".org", ".com.my", ".fr", ".com.tr"])
    return rng.choice([f"{one}{rng.choice('._-')}{two}@{three}{end}", f"www.{one}{end}"])


def _address(words: Words, rng: random.Random) -> str:
    number = f"{rng.choice(['', 'NO. ', 'No.', 'LOT '])}{rng.randint(1, 200)}{rng.choice(['', 'a', 'b', '-3', '/1'])}"
    return _cased(f"{number}, {rng.choice(words)} {rng.choice(words)}, {rng.randint(10_000, 99_999)} {rng.choice(words)}", rng)


def _marked(words: Words, rng: random.Random) -> str:
    mark = rng.choice([":", " :", ",", ";", ".", " -", " /", "!", "?", " &", "-", "(", ")"])
    return _cased(f"{rng.choice(words)}{mark} {rng.choice(words)}", rng)


def _short(_: Words, rng: random.Random) -> str:
    known = rng.choice([DIGITS, DIGITS, CAPITALS])
    rate = rng.choice(
        [f"{rng.randint(0, 9)}%", f"{rng.uniform(0, 9):.2f}", "0.00", f"{rng.choice(CAPITALS)}:", _label(rng)[:6]]
    )
    return rng.choice([_letters(known, 1, rng), _letters(known, rng.randint(1, 3), rng), rate])


_SAID = 0.14  # share of lines as receipts say them
_KINDS = {
    _phrase: 26,
    _date: 8,
    _money: 14,
    _numbered: 14,
    _named: 8,
    _online: 4,
    _address: 6,
    _marked: 6,
    _short: 8,
}
