# ruff: noqa: E501, SIM905 - lists of labels and frames read better on long lines
"""Labelled texts of scripts/bench_numbers.py: numbers with check digits, valid ones, and what only looks like one.

    python scripts/pii_numbers.py --part dev --kind forms

Values are drawn until python-stdnum accepts them, or by formulas of their own where it has none. Frames, labels and decoys on even
places are for tuning (``dev``), those on odd places are only ever reported (``test``); what misreads them is pii_testset's.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import string

from pii_testset import NOISE, Drawer, Example, Scan, _joined

KINDS = ("prose", "forms", "upper", "ocr1", "ocr2", "ocr3")
_IBANS = {
    "AT": "16",
    "BE": "12",
    "CH": "5 A0 12",
    "DE": "18",
    "ES": "20",
    "FR": "23",
    "GB": "A4 14",
    "IT": "A1 22",
    "NL": "A4 10",
    "PL": "24",
    "PT": "21",
    "TR": "22",
}
# Type: python-stdnum's module, shapes (# digit, A letter), labels in the languages it is written in.
_TYPES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "national_id_tr": ("tr.tckimlik", ("###########",), "T.C. Kimlik No|TCKN|Kimlik Numarası|T.C. Kimlik Numarası"),
    "tax_id_tr": ("tr.vkn", ("##########",), "Vergi No|VKN|Vergi Kimlik No|Vergi Numarası"),
    "national_id_pl": ("pl.pesel", ("###########",), "PESEL|nr PESEL|numer PESEL|PESEL pacjenta"),
    "tax_id_pl": ("pl.nip", ("##########", "###-###-##-##"), "NIP|numer NIP|NIP nabywcy|NIP sprzedawcy"),
    "national_id_nl": ("nl.bsn", ("#########",), "BSN|Burgerservicenummer|BSN-nummer|burgerservicenummer (BSN)"),
    "tax_id_nl": ("nl.btw", ("NL#########B0#",), "BTW-nummer|btw-id|BTW-nr|Btw-nummer"),
    "national_id_es": ("es.dni", ("########A", "########-A"), "DNI|NIF|D.N.I.|DNI/NIF"),
    "tax_id_es": ("es.cif", ("B########", "A########"), "CIF|NIF|C.I.F.|CIF de la empresa"),
    "tax_id_de": ("de.idnr", ("###########", "## ### ### ###"), "Steuer-ID|IdNr.|Steuer-Identifikationsnummer|Steuerliche Identifikationsnummer"),
    "national_id_fr": ("fr.nir", ("#############@@", "# ## ## ## ### ### @@"), "N° de sécurité sociale|NIR|Numéro de sécurité sociale|N° sécu"),
    "siret_fr": ("fr.siret", ("##############", "### ### ### #####"), "SIRET|N° SIRET|SIRET de l'établissement|Siret"),
    "company_id_fr": ("fr.siren", ("#########", "### ### ###"), "SIREN|N° SIREN|SIREN de la société|Siren"),
    "national_id_it": ("it.codicefiscale", ("",), "Codice fiscale|C.F.|Codice Fiscale|Cod. Fisc."),
    "tax_id_it": ("it.iva", ("###########",), "P.IVA|Partita IVA|P. IVA|Partita Iva"),
    "national_id_be": ("be.nn", ("##.##.##-###.##", "###########"), "Rijksregisternummer|Numéro national|Registre national|N° national"),
    "national_id_se": ("se.personnummer", ("######-####",), "Personnummer|personnummer|Pers.nr|Personnr"),
    "national_id_fi": ("fi.hetu", ("######-###@",), "Henkilötunnus|hetu|HETU|henkilötunnus"),
    "tax_id_pt": ("pt.nif", ("#########",), "NIF|Contribuinte|N.º de contribuinte|Número de contribuinte"),
    "medical_id": ("gb.nhs", ("### ### ####", "##########"), "NHS No|NHS number|NHS Number|NHS no."),
    "social_id_at": ("at.vnr", ("####@@@@@@",), "SVNR|SV-Nummer|Sozialversicherungsnummer|SV-Nr."),
    "social_id_de": ("", ("",), "Rentenversicherungsnummer|SV-Nummer|Sozialversicherungsnummer|Versicherungsnummer"),
    "national_id_de": ("", ("",), "Personalausweis|Ausweisnummer|Personalausweis-Nr.|Ausweis-Nr."),
    "credit_card": ("luhn", ("4### #### #### ####", "5#############" + "##", "37## ###### #####"), "Card|Kreditkarte|Card number|Carte bancaire"),
    **{f"iban_{'uk' if code == 'GB' else code.lower()}": ("iban", (body,), "IBAN|Konto|IBAN|Account") for code, body in _IBANS.items()},
}  # fmt: skip
CHECKED = frozenset(_TYPES)
_UNLABELLED = frozenset(name for name in _TYPES if name.startswith("iban_")) | {
    "credit_card", "national_id_tr", "national_id_pl", "national_id_it", "national_id_fr", "national_id_es", "tax_id_nl", "national_id_be",
    "national_id_fi", "national_id_se",
}  # fmt: skip
_FORMS = (
    "{label}: {value}", "{label}\t{value}\t{word}", "{word}\n{label} {value}\n{word} {day}", "{label} : {value}; {word} {amount}", "| {label} | {value} | {word} |",
    "{label}\n{value}\n{word}", "{word} {amount}\n{label}:{value}", "{label} - {value} - {word}",
)  # fmt: skip
_PROSE = (
    "As agreed, the {label} is {value}, and the {word} follows on {day}.", "Please quote {label} {value} when you call about the {word}.",
    "Wie vereinbart lautet die {label} {value}; der {word} kommt am {day}.", "{word}: bitte {label} {value} immer angeben.",
    "La {label} de notre client est {value} depuis le {day}.", "Il {label} del cliente è {value}, come da {word}.", "El {label} del titular es {value} según el {word}.",
    "Müşterinin {label} bilgisi {value} olarak {day} tarihinde kaydedildi.", "Het {label} van de klant is {value}, zie {word}.", "Klient podał {label} {value} w dniu {day}.",
)  # fmt: skip
_BARE = ("{word}, {value}, {day}", "{word} {value} {word}", "({value}) {word}", "{day}\t{value}\t{amount}")
_WORDS = "Lamp|Regal|Vitrine|Zucchero|Masa|Krzesło|Bureau|Armario|Fiets|Contract|Invoice|Muster|Paket|Ledger".split("|")
_DECOYS = (
    "Order no {d10}", "Rechnungsnummer {d11}", "Artikel {d9}, Charge {d10}", "Tracking {d14}", "facture n° {d9}", "Sipariş No {d11}", "ref {d8}{a}",
    "Kundennummer {d10}", "EAN {d13}", "v{d2}.{d2}.{d3} build {d9}", "{day} {time} {amount}", "SKU {a}{d8}", "Commande {d4}-{d6}", "Zähler {d8} Stand {d6}",
    "Ticket #{d9}", "bestelling {d10}", "lote {d9}/{d4}", "zamówienie {d11}", "tel. 0{d2} {d3} {d4}", "batch {d3} {d3} {d3}", "Serial {a}{d9}", "id {d10}{a}{d3}",
)  # fmt: skip


def value(name: str, drawer: Drawer) -> str:
    """A valid number of a type."""
    module, shapes, _ = _TYPES[name]
    rng = drawer.random
    if name in ("national_id_it", "social_id_de", "national_id_de"):
        return drawer.value(name, "it")
    if name.startswith("iban_"):
        return _iban("GB" if name == "iban_uk" else name[5:].upper(), shapes[0], rng)
    if name == "national_id_fr":
        body = f"{rng.choice('12')}{rng.randint(30, 99):02d}{rng.randint(1, 12):02d}{rng.randint(10, 89)}{rng.randint(100, 599)}{rng.randint(100, 899)}"
        return _set(rng.choice(shapes).replace("@", "#"), f"{body}{97 - int(body) % 97:02d}")
    day = f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(40, 99)}"
    if name == "social_id_at":
        return drawer.valid("####" + day, module)
    if name == "national_id_fi":
        body = f"{rng.randint(2, 899):03d}"
        return f"{day}-{body}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(day + body) % 31]}"
    if name == "national_id_se":
        return drawer.valid(f"{day[4:]}{day[2:4]}{day[:2]}-####", module)
    if name == "national_id_be":
        nine = f"{day[4:]}{day[2:4]}{day[:2]}{rng.randint(1, 997):03d}"
        return _set(rng.choice(shapes), f"{nine}{97 - int(nine) % 97:02d}")
    if name == "national_id_pl":
        return drawer.valid(f"{day[4:]}{day[2:4]}{day[:2]}#####", module)
    if name == "credit_card":
        shape = rng.choice(shapes)
        return _set(re.sub("[0-9]", "#", shape), drawer.valid(shape.replace(" ", ""), module))
    return drawer.valid(rng.choice(shapes), module)


def _set(shape: str, digits: str) -> str:
    remaining = iter(digits)
    return "".join(next(remaining) if char == "#" else char for char in shape)


def _iban(code: str, body: str, rng: random.Random) -> str:
    made = "".join(
        "".join(rng.choices(string.ascii_uppercase, k=int(part[1:])))
        if part[0] == "A"
        else "".join(rng.choices(string.digits, k=int(part)))
        for part in body.split()
    )
    made = {"BE": made[:10] + f"{int(made[:10]) % 97 or 97:02d}" if code == "BE" else made}.get(code, made)
    check = 98 - int("".join(str(int(char, 36)) for char in made + code + "00")) % 97
    plain = f"{code}{check:02d}{made}"
    from stdnum import iban

    if not iban.is_valid(plain, check_country=False):
        return _iban(code, body, rng)
    return " ".join(plain[place : place + 4] for place in range(0, len(plain), 4)) if rng.random() < 0.5 else plain


def _fill(frame: str, drawer: Drawer, name: str = "") -> list[tuple[str, str]]:
    rng = drawer.random
    pieces: list[tuple[str, str]] = []
    for part in frame.replace("}", "{").split("{"):
        if part == "value":
            pieces.append((value(name, drawer), name))
        elif part == "label":
            pieces.append((drawer.one(_TYPES[name][2].split("|")), ""))
        elif part == "word":
            pieces.append((drawer.one(_WORDS), ""))
        elif part == "day":
            pieces.append((f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.20{rng.randint(10, 29)}", ""))
        elif part == "time":
            pieces.append((f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}", ""))
        elif part == "amount":
            pieces.append((f"{rng.randint(1, 9999)},{rng.randint(0, 99):02d} EUR", ""))
        elif part == "a":
            pieces.append((rng.choice(string.ascii_uppercase), ""))
        elif part[:1] == "d" and part[1:].isdigit():
            pieces.append(("".join(rng.choices(string.digits, k=int(part[1:]))), ""))
        else:
            pieces.append((part, ""))
    return pieces


def examples(part: str, kind: str, seed: int = 1, rounds: int = 4) -> list[Example]:
    """Labelled texts of one part and kind; the same for the same seed."""
    drawer = Drawer(int(hashlib.sha256(f"numbers{seed}{kind}".encode()).hexdigest()[:8], 16), part)
    listed = {"prose": _PROSE, "forms": _FORMS}.get(kind, _PROSE + _FORMS)
    made = []
    for _ in range(rounds):
        for name in sorted(_TYPES):
            frames = [drawer.one(list(listed)), *([drawer.one(list(_BARE))] if name in _UNLABELLED else [])]
            made += [_spoilt(_fill(frame, drawer, name), kind, drawer) for frame in frames]
        made += [_spoilt(_fill(frame, drawer), kind, drawer) for frame in _DECOYS[drawer.half :: 2]]
    return made


def _spoilt(pieces: list[tuple[str, str]], kind: str, drawer: Drawer) -> Example:
    if kind == "upper":
        pieces = [(text.upper(), name) for text, name in pieces]
    elif kind in NOISE:
        scan = Scan(NOISE[kind], drawer.random)
        pieces = [(scan.read(text), name) for text, name in pieces]
    return _joined(pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--kind", choices=KINDS, default="forms")
    arguments = parser.parse_args()
    for text, spans in examples(arguments.part, arguments.kind, rounds=1):
        print(text, *(f"  {name}: {text[start:end]!r}" for name, start, end in spans), "-" * 20, sep="\n")


if __name__ == "__main__":
    main()
