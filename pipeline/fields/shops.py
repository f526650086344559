"""The head of a till receipt: the shop's name and its address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.fields.candidates import Candidate, Reading
from pipeline.fields.lines import Cell
from pipeline.fields.parties import LEGAL_FORM
from pipeline.fields.text import fold, squeeze

HEADER_ROWS = 14  # shop, address and numbers are over by then

# What ends the shop's name and address: numbers of theirs, the document's title, the clerk, the date.
STOP = re.compile(
    r"(?:^|\b)(?:tel|telephone|phone|ph|fax|h/?p|mobile|hotline|gst|sst|vat|tax|ust|steuer|nip|vkn|btw|kvk|siret|p\.?iva|e-?mail|"
    r"website|www|http|whatsapps?|invoice|inv|receipt|rechnung|bill|cashier|kasse|date|datum|data|fecha|tarih|time|table|order|slip|"
    r"ticket|member|description|item|qty|pos|operator|opening|business hours|shopping hours|counter|trans|doc|document|welcome|"
    r"reg\.?\s*no|co\.?\s*(?:reg)?\.?\s*no|company\s*(?:no|reg)|br\s*no|roc|"
    r"cash(?!\s*(?:&|and)\s*carry)|salesperson|saleperson|customer|to:|bill to|site|guest|"
    r"carry out|take away|dine in|chit|rcpt|thank you|goods sold|posted)\b|@|tel[.:]|gst\s?(?:id|no|reg)|taxinvoice|cashbill|"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|simplified"
)
_REGISTER = re.compile(
    r"^\W*(?:[a-z]{0,3}\d{4,}[\- ]?[a-z]?|\d{5,}-?\w?)\W*$|^\W*(?:formerly|licensee|trading as)|^\W*\([^)]*\)\W*$"
)
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)|\b\d{2}-\d{3}\b|\b\d{4}\s?[a-z]{2}\b")
_ADDRESS = re.compile(
    r"\b(?:no|lot|blk|block|unit|level|floor|flr|suite|jalan|jln|jin|jl|lorong|lrg|persiaran|lebuh|lebuhraya|taman|tmn|bandar|"
    r"kampung|kg|kawasan|seksyen|section|plaza|mall|menara|wisma|bangunan|street|st|road|rd|avenue|ave|lane|drive|square|centre|"
    r"platz|weg|allee|rue|boulevard|via|viale|piazza|corso|calle|avenida|straat|laan|plein|ul|ulica|aleja|cad|cadde|caddesi|"
    r"sok|sokak|mah|mahallesi|bulvari)\b|str(?:\.|asse|aße)|(?<!\d)\d{5}\s+[a-z]{2}|\b\d{2}-\d{3}\s+[a-z]{2}|^\W*(?:no|lot)\W*\d|\bbatu\b|"
    r"\bbt\b\s?\d"
)
# Lines that may follow the line of the postcode: regions and countries.
_REGION = re.compile(
    r"johor|selangor|kedah|kelantan|melaka|malacca|sembilan|pahang|perak|perlis|penang|pinang|sabah|sarawak|terengganu|"
    r"kuala lumpur|wilayah|malaysia|singapore|darul|"
    r"germany|deutschland|france|italia|italy|espana|spain|nederland|polska|turkiye|"
    r"united kingdom|england|scotland|usa"
)
_SHOP = re.compile(
    r"enterprise|trading|restoran|restaurant|restaurants|mart\b|market|store|stationery|bakeries|hardware|cafe|kafe|"
    r"pharmacy|petro|shop|perniagaan|syarikat|kedai|station|hotel|food|seafood|motor|supply|super"
)


def shop_header(reading: Reading) -> list[Cell]:
    """The cells above the first stop word: shop name and address."""
    header: list[Cell] = []
    for cell in reading.layout.cells:
        if cell.row >= HEADER_ROWS or cell.page_index:
            break
        header.append(cell)
    return header


def shops(reading: Reading) -> Iterator[Candidate]:
    """Who sold: a line near the top with a legal form, else one that sounds like a shop, else the first line of letters."""
    place = 0
    header = shop_header(reading)
    for position, cell in enumerate(header):
        name = _shop_name(cell.text)
        text = fold(name)
        form = LEGAL_FORM.search(name)
        if STOP.search(text) and form is None:
            if place:
                break
            continue
        letters = sum(char.isalpha() for char in text)
        if letters < 3 or letters < len(text) / 2 or name.rstrip()[-1:] in "&(,":
            continue
        first = _name_start(header, position)
        score = 0.75 - 0.06 * place
        score += 0.3 if form is not None else 0.1 if _SHOP.search(text) else 0.0
        score -= 0.35 * bool(_ADDRESS.search(text) and form is None) + 0.3 * bool(re.search(r"licensee|formerly", text))
        parts = [(part.start, part.end) for part in header[first:position]] + [(cell.start, cell.start + len(name))]
        joined = squeeze(" ".join(reading.record.text[start:end] for start, end in parts))
        yield Candidate(joined, parts[0][0], parts[-1][1], min(score, 0.97), spans=tuple(parts) if len(parts) > 1 else ())
        place += 1


def _shop_name(text: str) -> str:
    """A line's name, without the register number or remark that may follow it."""
    form = next((match for match in LEGAL_FORM.finditer(text) if match.start() >= 3), None)
    if form is not None and re.match(r"\W*(?:\(|\[|\d|co\b|reg)", text[form.end() :], re.IGNORECASE):
        return text[: form.end()] + ("." if text[form.end() :].startswith(".") else "")
    return re.sub(r"\s*[(\[]?\b(?:\d{4,}-?[A-Z]?|[A-Z]{1,2}\d{6,}-?[A-Z])\b[)\]]?\s*$", "", text) or text


_OWN_WORDS = re.compile(r"\([^)]*\)|\bco\b\.?|(?P<word>[^\W\d_]{2,})")


def _name_start(header: list[Cell], position: int) -> int:
    """Where the name that this line ends begins: a line that cannot stand alone goes on from the one above."""
    name = header[position].text
    while position and _continues(header[position - 1], header[position], name):
        position -= 1
        name = f"{header[position].text} {name}"
    return position


def _continues(above: Cell, cell: Cell, name: str) -> bool:
    """Whether a name that begins with this cell goes on from the one above."""
    if STOP.search(above.folded) or cell.box[1] - above.box[3] > cell.height or LEGAL_FORM.search(above.text):
        return False
    if name.count(")") > name.count("(") or name[:1] in "&(" or above.text.rstrip()[-1:] in "&,(":
        return True
    form = LEGAL_FORM.search(name)
    words = [] if form is None else [word for word in _OWN_WORDS.findall(fold(name[: form.start()])) if word]
    return form is not None and len(words) <= 1


def shop_addresses(reading: Reading, shop: Candidate | None) -> Iterator[Candidate]:
    """The lines after the shop's name, from the first that looks like an address to the next stop word."""
    lines: list[Cell] = []
    coded = False
    for cell in shop_header(reading):
        text = cell.folded
        if shop is not None and cell.start < shop.end:
            continue
        if STOP.search(text) and not _strong_address(text):
            if lines:
                break
            continue
        if not lines and (not _ADDRESS.search(text) or _REGISTER.search(text)):
            continue
        if lines and (_REGISTER.search(text) or (LEGAL_FORM.search(cell.text) and not _ADDRESS.search(text))):
            break
        if coded and not (_ADDRESS.search(text) or _REGION.search(text)):
            break
        coded = coded or bool(_POSTCODE.search(text))
        lines.append(cell)
    if lines:
        seen = sum(bool(_ADDRESS.search(cell.folded)) for cell in lines)
        spans = tuple((cell.start, cell.end) for cell in lines)
        text = squeeze(" ".join(cell.text for cell in lines))
        yield Candidate(text, lines[0].start, lines[-1].end, min(0.9, 0.45 + 0.15 * seen), spans=spans)


def _strong_address(text: str) -> bool:
    return len(_ADDRESS.findall(text)) >= 2 and not re.search(r"tel|fax|gst|invoice", text)
