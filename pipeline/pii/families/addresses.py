# ruff: noqa: E501 - a pattern or a list of labels reads best one idea a line
"""Postal addresses: streets with a number in the ways of eight countries, the postcode and town behind them, and labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate, Fake

_W = r"[A-ZÀ-ÖØ-ÞĀ-Ž0-9][\w'’.\-]{0,24}"  # a word of a street's or a town's name
_L = r"(?:d[aeiou]l?|del|della|dei|delle|dello|des|du|de la|de las|de los|la|le|les|of|the|van|der|den|von|am|im|an|zur|zum|en|y|et|i|w|ve)"
_NAME = rf"(?:{_L}[ ]){{0,2}}(?:[ldLD]['’])?{_W}(?:[ ](?:{_L}[ ]){{0,2}}(?:[ld]['’])?{_W}){{0,4}}"
_QUARTER = rf"{_W}(?:[ ]{_W}){{0,2}}"
_NO = r"\d{1,4}[ ]?(?:[A-Za-z]\b)?(?:[/\-][ ]?\d{1,4}[a-zA-Z]?)?"
_EN = (
    r"(?:(?:Flat|Apt\.?|Unit|Suite|Apartment)[ ]\w{1,5},?[ ])?\d{1,5}[A-Za-z]?[ ](?:[NSEW]\.?[ ])?(?:[A-Z][\w'’.\-]{0,20}[ ]){1,3}"
    r"(?:Street|Strt?\.?|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Drive|Dr\.?|Boulevard|Blvd\.?|Court|Ct\.?|Close|Crescent|Way|Place|Pl\.?|Square|Sq\.?|Terrace|"
    r"Ter\.?|Gardens|Grove|Row|Mews|Parkway|Pkwy\.?|Highway|Hwy\.?|Trail|Rise|Hill|Walk|Quay|Circle|Park|Green|View)(?![\w])"
    r"(?:,?[ ](?:Apt\.?|Suite|Ste\.?|Unit|Flat|Floor|Fl\.?|#)[ ]?\w{1,5})?|P\.?[ ]?O\.?[ ]Box[ ]\d{1,6}"
)
_DE = (
    rf"[A-ZÄÖÜ][\w.\-]{{1,28}}(?:stra(?:ß|ss)e|str\.|weg|allee|platz|gasse|ring|ufer|damm|markt|steig|chaussee|graben|straat|laan|gracht|kade|plein|dijk|dreef|singel|hof|"
    rf"steeg|markt)[ ]{_NO}|[A-ZÄÖÜ][\w\-]{{1,20}}[ \-](?:Stra(?:ß|ss)e|Str\.|Weg|Allee|Platz|Gasse|Ring|Ufer|Damm)[ ]{_NO}"
    rf"|(?:Am|An der|Im|Zum|Zur|Auf der|An den)[ ](?:[A-ZÄÖÜ][\w\-]{{2,20}}[ ]){{1,3}}\d{{1,4}}[ ]?[a-z]?|Postfach[ ]\d{{1,6}}|Postbus[ ]\d{{1,6}}"
)
_FR = rf"\d{{1,4}}(?:[ ]?(?:bis|ter|quater))?,?[ ](?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|quai|cours|route|square|passage|faubourg|villa|sentier)[ ]{_NAME}"
_SOUTH = (
    r"(?:Via|Viale|V\.le|Corso|C\.so|Piazza|P\.zza|Piazzale|Largo|Vicolo|Strada|Contrada|Lungomare|Calle|C/|Cl\.|Avenida|Avda\.?|Av\.|Paseo|P\.º|Plaza|Pza\.|Ronda|Travesía|"
    rf"Camino|Carretera|Ctra\.|Rua|Praça)[ ]?{_NAME},?[ ](?:n\.?[º°]?[ ]?|nº[ ]?|No\.?[ ]?|km[ ]?)?(?:{_NO}|snc|s/n)(?:,[ ]?\d{{1,2}}[º°ª][ ]?[A-Z]?|,[ ](?:int\.|bajo|esc\.)[ ]?\w{{0,3}})?"
)
_PL = rf"(?:ul\.|al\.|pl\.|os\.|ulica|aleja|plac|osiedle)[ ]?{_NAME}[ ]{_NO}(?:[ ](?:m\.|lok\.)[ ]?\d{{1,4}})?"
_TR = (
    rf"{_QUARTER}[ ](?:Mah\.|Mahallesi|Mh\.|Cad\.|Caddesi|Cd\.|Sok\.|Sokak|Sokağı|Sk\.|Bulvarı|Blv\.|Apt\.|Sitesi)(?:,?[ ]{_QUARTER}[ ]"
    r"(?:Mah\.|Mahallesi|Cad\.|Caddesi|Cd\.|Sok\.|Sokak|Sk\.|Bulvarı|Blv\.|Apt\.|Sitesi)){0,3},?[ ](?:Kat:?[ ]?\d{1,2},?[ ])?(?:No[ ]?[:.]?[ ]?)\d{1,4}(?:[ ]?/[ ]?\d{1,3}|[ ]D[ ]?:[ ]?\d{1,3})?"
)
_TOWN_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]{1,24}"
_TOWN = (
    _TOWN_WORD
    + r"(?:[ /\-](?:(?:am|an|der|im|de|la|sur|sous|en|aan|den|op|del|di|upon|ob)[ ]){0,2}[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]{1,24}){0,3}"
)
_TAIL = re.compile(
    r"(?:[ ]?[,;·•\-–|][ ]?|[ ]|,?[ ]?\n[ ]{0,8})(?:"
    rf"(?:[A-Z]{{1,2}}[\-–])?\d{{4,5}}[ ](?:[A-Z]{{2}}[ ])?{_TOWN}(?:[ ]Cedex(?:[ ]\d{{1,2}})?)?(?:[ ]\([A-Z]{{2}}\))?"
    rf"|\d{{4}}[ ]?[A-Z]{{2}}[ ]{_TOWN}|\d{{2}}-\d{{3}}[ ]{_TOWN}"
    rf"|{_TOWN},?[ ][A-Z]{{2}}[ ]\d{{5}}(?:-\d{{4}})?|{_TOWN},?[ ][A-Z]{{1,2}}\d[A-Z\d]?[ ]\d[A-Z]{{2}}|{_TOWN},?[ ]\d{{5}}(?!\d)"
    rf"|[A-Z]{{1,2}}\d[A-Z\d]?[ ]\d[A-Z]{{2}}[ ]{_TOWN})(?!\w)"
)
_ANCHOR = re.compile(  # no street without one of these: the patterns are tried on lines that hold one
    r"str|weg|all|pla|gass|ring|ufer|damm|markt|steig|chau|grab|laan|gracht|kade|dijk|dreef|singel|hof|steeg|rue|aven|av\.|boul|bd|chem|imp|quai|cours|route|squ|"
    r"via|v\.le|cors|c\.so|piaz|p\.z|larg|vic|contr|lung|call|c/|cl\.|avda|pase|p\.º|pza|rond|trav|cami|carr|ctra|rua|pra|ul\.|al\.|pl\.|os\.|ulic|alej|osied|"
    r"mah|mh\.|cad|cd\.|sok|sk\.|bulv|blv|apt|site|road|rd|lane|ln|driv|dr|blvd|court|ct|close|cres|way|terr|ter|gard|grov|row|mews|park|pkw|high|hwy|trail|"
    r"rise|hill|walk|circ|green|view|box|post|bus|st\b|st\.|sent|faub|villa|passage|am |an |im |zum |zur |auf "
)
_STREET = re.compile(rf"(?<![\w])(?:{_EN}|{_DE}|{_FR}|{_SOUTH}|{_PL}|{_TR})(?!\w)")
# In capitals a name does not end where small letters begin: one word more of a street's, none of a quarter's or a town's.
_STREET_CAPITALS = re.compile(
    _STREET.pattern.replace(_NAME, _NAME.removesuffix("{0,4}") + "{0,1}").replace(_QUARTER, _W), re.IGNORECASE
)
_TAIL_CAPITALS = re.compile(_TAIL.pattern.replace(_TOWN, _TOWN_WORD))
_LABEL = re.compile(
    r"(?<!\w)(?i:(?:home|postal|mailing|delivery|billing|shipping|street|residential|registered)? ?address|ship to|deliver to|residence|residing at|"
    r"anschrift|(?:liefer|rechnungs|wohn|post)?adresse|wohnhaft(?: in)?|wohnort|straße|adresse(?: postale| de livraison| de facturation)?|domicile|demeurant(?: au)?|"
    r"siège social|indirizzo|residenza|residente in|domicilio|dirección|(?:woon|post|bezorg)?adres|adres zamieszkania|adres korespondencyjny|"
    r"(?:ev |iş |teslimat )?adresi?|ikametgah|morada|adress)[ \t]{0,6}[:=|\t][ \t]{0,12}(?P<value>[^\n\t|]{6,110})"
)
_BEGINNINGS = (
    "addr", "adr", "home addr", "postal addr", "mailing addr", "delivery addr", "billing addr", "shipping addr", "street addr", "residen", "registered addr",
    "ship to", "deliver to", "anschrift", "liefer", "rechnungsadr", "wohn", "postadr", "straße", "domicil", "demeurant", "siège", "indirizzo", "dirección",
    "woonadr", "bezorg", "ev adr", "iş adr", "teslimat", "ikametgah", "morada",
)  # fmt: skip
_POSTCODE = re.compile(r"[A-PR-UWYZ](?<!\w.)[A-HK-Y]?\d[A-Z\d]?[ ]\d[ABD-HJLNP-UW-Z]{2}(?!\w)")
_LINE = re.compile(r"[^\n]{6,}")
LONGEST_LINE = 400  # longer lines are read in pieces of this many characters


class Addresses:
    """Streets with house numbers, with the town that follows; lines behind the label of an address; British postcodes."""

    types = ("address",)
    countries: tuple[str, ...] = ()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates: labelled ones, then streets, then postcodes."""
        text = context.text
        end = 0
        for begin in context.starts(_BEGINNINGS):
            match = _LABEL.match(text, begin) if begin >= end else None
            if match is None:
                continue
            end = match.end()
            value = match["value"].rstrip(" .,;")
            if any(char.isdigit() for char in value) and "@" not in value and "://" not in value:
                start = match.start("value")
                yield Candidate("address", start, start + len(value), 0.85, "label:address", True)
        for start, end in _pieces(text, context.lower):
            is_capitals = _is_capitals(text[start:end])
            for match in (_STREET_CAPITALS if is_capitals else _STREET).finditer(text, start, end):
                tail = (_TAIL_CAPITALS if is_capitals else _TAIL).match(text, match.end())
                stop = tail.end() if tail else match.end()
                yield Candidate(
                    "address",
                    match.start(),
                    stop,
                    0.8 if tail else 0.65,
                    "shape:street" + "+town" * bool(tail and not is_capitals),
                )
        for match in _POSTCODE.finditer(text):
            yield Candidate("address", *match.span(), 0.6, "shape:postcode_uk")

    def synthetics(self) -> dict[str, Fake]:
        """Streets that are in every town."""
        return {"address": Fake(("# Example Street, Springfield", "## Sample Road, Riverton"))}


def _pieces(text: str, lower: str) -> Iterator[tuple[int, int]]:
    """Lines with a digit and a word that streets have, at most ``LONGEST_LINE`` characters each."""
    for line in _LINE.finditer(text):
        for start in range(line.start(), line.end(), LONGEST_LINE):
            end = min(start + LONGEST_LINE, line.end())
            if _DIGIT.search(text, start, end) and _WORDS.search(text, start, end) and _ANCHOR.search(lower, start, end):
                yield start, end


def _is_capitals(line: str) -> bool:
    """Whether four letters in five are capitals."""
    capitals = sum(map(str.isupper, line))
    return capitals > 4 * sum(map(str.islower, line))


_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]{2}|/|#")
DETECTORS = (Addresses(),)
