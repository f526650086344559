# ruff: noqa: E501 - lists of words and frames read better on long lines
"""Labelled texts for the names model: letters, e-mails, forms, tables, receipts, headings and plain words in eight languages.

    python scripts/names_data.py --count 5 --seed 1

Each text comes with its spans (PERSON, ORG, GPE, ADDRESS). A share is in capitals, a share carries the errors of a scan, and in a
share common words are swapped for others, so that the model learns names and words and not whole sentences.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections.abc import Iterator

import names_more
import names_numbers
import names_sources as sources
from names_frames import CLOSINGS, EMPTY, FIELDS, PROSE
from names_lists import JOBS, ORG_WORDS, STREETS, SURNAME_PARTS, TOWNS
from names_parts import PARTS

Piece = tuple[str, str]  # text, label or ""
Example = tuple[str, list[tuple[int, int, str]]]
LANGUAGES = ("en", "de", "fr", "it", "es", "nl", "pl", "tr")
LABELS = {
    "P": "PERSON",
    "F": "PERSON",
    "S": "PERSON",
    "O": "ORG",
    "G": "GPE",
    "A": "ADDRESS",
    "B": "BIRTH",
    "T": "PHONE",
    "M": "EMAIL",
    "e": "EMAIL",
    "K": "PLATE",
    "I": "ID",
}
BLOCKS = (
    *("prose",) * 4,
    *("composed",) * 2,
    *("words",) * 2,
    *("form",) * 3,
    *("card",) * 3,
    "numbers",
    "table",
    "letterhead",
    "mail",
    "heading",
    "receipt",
    *("nobody",) * 2,
)
_SLOT = re.compile(r"\{(\w+)\}")
_COMMON = re.compile(r"(?<![\w'’])[^\W\d_A-ZÀ-ÞİŞŁŚŻŹĆ]{4,}(?![\w'’])")
_CONFUSED = {  # what recognisers take for what
    "l": "1I|i", "I": "l1", "O": "0Q", "o": "0ca", "S": "5", "B": "8", "m": ("rn", "n"), "n": ("r", "ri", "h"), "e": "co", "c": "eo", "ü": "uii", "ö": "oó",
    "ä": "aá", "é": "eè", "ş": "s", "ı": "il", "ł": "lt", "ń": "n", "ó": "oö", "G": "6C", "Z": "2", "i": "l1ı", "u": ("v", "ii", "n"), "h": ("b", "li"), "r": "nt",
    "t": "fl", "d": ("cl", "a"), "w": ("vv", "u"), "g": "9q", "a": "oe", "s": "5z", "v": "yu", "y": "v", "f": "t", "k": "lc", "ß": "B8", "E": "F", "C": "G", "D": "O0",
    "R": "P", "U": "V", "İ": "I", "Ş": "S", "ğ": "g", "ç": "c", "ą": "a", "ę": "e", "ś": "s", "ż": "z", "0": "O", "1": "lI", "5": "S", "8": "B", "6": "G", "2": "Z",
}  # fmt: skip
_THIN = frozenset("itlrfjI1.,;:'’ ")


class Maker:
    """Draws values and lays out texts; one generator of random numbers decides everything."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.swapped = 0.0

    def text(self) -> Example:
        """One labelled text."""
        rng = self.random
        self.language = rng.choice((*LANGUAGES, "en"))
        self.swapped = rng.choice((0.0, 0.0, 0.1, 0.1, 0.3, 0.6))
        pieces: list[Piece] = []
        for number in range(rng.randint(1, 3)):
            if number:
                pieces.append((rng.choice(("\n", "\n\n", "\n\n")), ""))
            pieces += getattr(self, rng.choice(BLOCKS))()
        return self.finish(pieces)

    def pick(self, listed: str, separator: str = "|") -> str:
        return self.random.choice(listed.split(separator)).replace("_", " ")

    def word(self) -> str:
        """A word of the language, in its own case."""
        rng = self.random
        return rng.choice(sources.small_words(self.language) if rng.random() < 0.2 else sources.words(self.language))

    def noun(self) -> str:
        word = self.random.choice(sources.words(self.language))
        return word[0].upper() + word[1:]

    def nothing(self) -> str:
        """Capitalised and nobody: goods, months, headings, any words of the language."""
        rng = self.random
        roll = rng.random()
        if roll < 0.4:
            return rng.choice(sources.goods(self.language))
        if roll < 0.6:
            return self.noun()
        if roll < 0.8:
            return f"{self.noun()} {self.word()}"
        if roll < 0.9:
            return f"{self.noun()} {self.noun()}"
        return rng.choice(
            (
                f"{self.noun()} {rng.choice('ABCDEX')}",
                f"{self.noun()} {rng.randint(1, 90)}",
                self.noun().upper(),
                f"{self.noun()} {self.word()} {self.word()}",
            )
        )

    def people(self) -> tuple[str, str]:
        """A given name and a surname, of the text's country four times in five."""
        rng = self.random
        where = self.language if rng.random() < 0.78 else rng.choice((*LANGUAGES, "", "", ""))
        listed = sources.people(where)
        usual = sources.common_people(where) if where else listed
        given = rng.choice(usual[0] if rng.random() < 0.4 or not listed[0] else listed[0])
        roll = rng.random()
        if roll < 0.35 and where in SURNAME_PARTS:
            first, last = (part.split() for part in SURNAME_PARTS[where])
            surname = (rng.choice(first) + rng.choice(last)).replace("_", " ")
            surname = surname if surname.startswith("v") else surname[0].upper() + surname[1:]
        else:
            surname = rng.choice(usual[1] if roll < 0.6 or not listed[1] else listed[1])
        if where in ("es", "pt") and rng.random() < 0.4:
            surname += " " + rng.choice(usual[1])
        elif rng.random() < 0.04:
            surname += "-" + rng.choice(usual[1])
        return given, surname

    def person(self) -> str:
        """A full name in one of the ways forms and letters write it."""
        rng = self.random
        given, surname = self.people()
        roll = rng.random()
        if roll < 0.66:
            return f"{given} {surname}"
        if roll < 0.74:
            return f"{given} {rng.choice('ABCDEFGHJKLMNPRSTWVIZ')}. {surname}"
        if roll < 0.83:
            return f"{given[0]}. {surname}"
        if roll < 0.88:
            return f"{given} {self.people()[0]} {surname}"
        if roll < 0.94:
            return f"{given} {surname.upper()}"
        return f"{given.upper()} {surname.upper()}" if roll < 0.97 else f"{surname.upper()} {given}"

    def organisation(self) -> str:
        rng = self.random
        where = self.language if rng.random() < 0.85 else rng.choice(LANGUAGES)
        own, kinds, shapes = ORG_WORDS[where]
        shape = rng.choice(shapes.split("|")).replace("{G}", rng.choice(sources.towns(where)))
        for _ in range(shape.count("^")):
            shape = shape.replace("^", self.pick(own, " ") if rng.random() < 0.4 else self.noun(), 1)
        for _ in range(shape.count("@")):
            shape = shape.replace("@", self.people()[1], 1)
        return shape.replace("%", self.pick(kinds if rng.random() < 0.4 else names_more.KINDS[where], " "))

    def address(self, apart: str = ", ") -> str:
        """Street and town on one line, or parted by what is given."""
        rng = self.random
        streets, names, ends = STREETS[self.language]
        street = rng.choice((streets if rng.random() < 0.5 else names_more.STREETS[self.language]).split("|"))
        street = street.replace("#", str(rng.choice((rng.randint(1, 99), rng.randint(1, 300)))), 1).replace(
            "#", str(rng.randint(1, 30))
        )
        for _ in range(street.count("&")):
            street = street.replace("&", self.pick(names, " ") if rng.random() < 0.4 else self.noun(), 1)
        for _ in range(street.count("@")):
            street = street.replace("@", self.people()[rng.random() < 0.8], 1)
        if rng.random() < 0.25:
            return street
        end = rng.choice(ends.split("|"))
        end = re.sub(r"\{(\d)\}", lambda match: "".join(rng.choices("0123456789", k=int(match[1]))), end)
        end = end.replace("{LL}", "".join(rng.choices("ABCDEGHJKLNPRSTVWXZ", k=2))).replace(
            "{PR}", rng.choice(("MI", "RM", "NA", "TO", "BO", "FI", "LE", "PA"))
        )
        end = end.replace("{ST}", rng.choice(("NY", "CA", "TX", "IL", "WA", "FL", "OH", "MA", "GA", "CO", "OR", "PA")))
        postcode = f"{rng.choice(('LS', 'M', 'SW', 'B', 'EH', 'BS', 'NR', 'CH', 'YO', 'E', 'W'))}{rng.randint(1, 20)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJ')}{rng.choice('LNPQRSTU')}"
        return street + apart + end.replace("{UK}", postcode).replace("{G}", rng.choice(sources.towns(self.language)))

    def value(self, slot: str) -> str:
        rng = self.random
        match slot:
            case "P":
                return self.person()
            case "F":
                return self.people()[0]
            case "S":
                return self.people()[1]
            case "O":
                return self.organisation()
            case "A":
                return self.address()
            case "G":
                listed = TOWNS.get(self.language, "").split()
                return rng.choice(listed).replace("_", " ") if rng.random() < 0.3 else rng.choice(sources.towns(self.language))
            case "x" | "y":
                return self.nothing()
            case "w":
                return self.word()
            case "W":
                return self.noun()
            case "d":
                return self.day()
            case "m":
                amount = f"{rng.randint(1, 9999)},{rng.randint(0, 99):02}"
                return rng.choice((f"{amount} EUR", f"€ {amount}", f"$ {amount}", f"{amount} zł", f"{amount} TL", f"£{amount}"))
            case "B":
                return self.day(1925, 2018)
            case "T":
                return self.shape(names_numbers.PHONES[self.language if rng.random() < 0.85 else rng.choice(LANGUAGES)])
            case "K":
                return self.shape(names_numbers.PLATES[self.language])
            case "I":
                return self.shape(names_numbers.IDS)
            case "e" | "M":
                given, surname = self.people()
                plain = unicodedata.normalize("NFKD", f"{given}.{surname}".lower().replace("ł", "l").replace("ı", "i"))
                host = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", self.word().lower())) or "post"
                name = (
                    re.sub(
                        r"[^a-z.]",
                        "",
                        rng.choice((plain, plain, plain[0] + "." + plain.rpartition(".")[2], plain.replace(".", ""))),
                    )
                    or "a"
                )
                return f"{name}{rng.choice(('', '', rng.randint(1, 99)))}@{host}{rng.choice(('.com', '.org', '.net', '.de', '.fr', '.it', '.pl', '.example.com', '-mail.eu', '.co.uk'))}"
        return rng.choice(
            (
                str(rng.randint(1, 99999)),
                f"{rng.randint(1, 999)}-{rng.randint(1, 99999)}",
                f"{rng.choice('ABKRX')}{rng.randint(100, 99999)}",
            )
        )

    def shape(self, shapes: str) -> str:
        """One of the shapes with # filled by a digit and A by a letter."""
        rng = self.random
        return "".join(
            rng.choice("0123456789") if char == "#" else rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") if char == "A" else char
            for char in rng.choice(shapes.split("|"))
        )

    def day(self, first: int = 1950, last: int = 2026) -> str:
        rng = self.random
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(first, last)
        word = rng.choice(
            (
                "May",
                "June",
                "March",
                "August",
                "Mai",
                "Juni",
                "Oktober",
                "mars",
                "août",
                "luglio",
                "aprile",
                "marzo",
                "junio",
                "maart",
                "maja",
                "lipca",
                "Ekim",
                "Mart",
            )
        )
        return rng.choice(
            (
                f"{day:02}.{month:02}.{year}",
                f"{day:02}/{month:02}/{year}",
                f"{day}/{month}/{year}",
                f"{day:02}-{month:02}-{year}",
                f"{year}-{month:02}-{day:02}",
                f"{day} {word} {year}",
            )
        )

    def fill(self, frame: str) -> list[Piece]:
        pieces, position = [], 0
        frame = frame.replace("\\n", "\n").replace("\\t", "\t")
        for slot in _SLOT.finditer(frame):
            pieces += [(self.varied(frame[position : slot.start()]), ""), (self.value(slot[1]), LABELS.get(slot[1], ""))]
            position = slot.end()
        return [*pieces, (self.varied(frame[position:]), "")]

    def varied(self, literal: str) -> str:
        """Some words swapped for others."""
        if not self.swapped:
            return literal
        rng = self.random
        return _COMMON.sub(lambda match: self.word().lower() if rng.random() < self.swapped else match[0], literal)

    def pick_line(self, frames: str) -> str:
        return self.random.choice(frames.splitlines())

    def prose(self) -> list[Piece]:
        rng = self.random
        pieces: list[Piece] = []
        for number in range(rng.randint(1, 4)):
            frames = rng.choice(
                (
                    PROSE,
                    PROSE,
                    names_more.PEOPLE,
                    names_more.PEOPLE,
                    names_more.PEOPLE,
                    EMPTY,
                    names_more.NOBODY,
                    names_more.NOBODY,
                )
            )
            pieces += [
                (" " if number and rng.random() < 0.8 else "\n" if number else "", ""),
                *self.fill(self.pick_line(frames[self.language])),
            ]
        return pieces + self.closing() if rng.random() < 0.2 else pieces

    def nobody(self) -> list[Piece]:
        """Sentences and lines that name nobody."""
        rng = self.random
        pieces: list[Piece] = []
        for number in range(rng.randint(1, 4)):
            frames = rng.choice((EMPTY, names_more.NOBODY, names_more.NOBODY))
            pieces += [(rng.choice((" ", "\n")) if number else "", ""), *self.fill(self.pick_line(frames[self.language]))]
        return pieces

    def words(self) -> list[Piece]:
        """Words of the language in no order, with something labelled among them now and then."""
        rng = self.random
        pieces: list[Piece] = []
        for number in range(rng.randint(1, 3)):
            pieces.append((rng.choice((" ", "\n")) if number else "", ""))
            for place in range(rng.randint(4, 16)):
                roll = rng.random()
                slot = (
                    "P"
                    if roll < 0.06
                    else "F"
                    if roll < 0.07
                    else "S"
                    if roll < 0.08
                    else "O"
                    if roll < 0.095
                    else "G"
                    if roll < 0.115
                    else "A"
                    if roll < 0.125
                    else "x"
                    if roll < 0.145
                    else ""
                )
                value = self.value(slot) if slot else self.word()
                if not slot and self.language == "de" and rng.random() < 0.5:
                    value = self.noun()
                value = value[0].upper() + value[1:] if not place else value
                pieces += [
                    (value, LABELS.get(slot, "")),
                    (rng.choice((" ", " ", " ", " ", " ", " ", ", ", "; ", ": ", " – ")), ""),
                ]
            pieces[-1] = (rng.choice((".", ".", "?", "", ":")), "")
        return pieces

    def composed(self) -> list[Piece]:
        """Sentences put together from parts: about people, organisations, places, or nobody."""
        rng = self.random
        pieces: list[Piece] = []
        for number in range(rng.randint(1, 4)):
            opening, does, role, thing, is_, where, link = (self.pick(part) for part in PARTS[self.language])
            if rng.random() < 0.4:
                role = rng.choice(sources.words(self.language)) if self.language != "de" else self.noun()
            comma = rng.choice((" ", ", ", " "))
            frame = rng.choice((
                f"{opening}{comma}{{P}} {does}.", f"{opening}{comma}{role} {{S}} {does}.", f"{thing} {is_}.", f"{opening}{comma}{thing[0].lower()}{thing[1:]} {is_}.",
                f"{thing} {is_}; {link} {{P}}, {where} {{G}}.", f"{role[0].upper()}{role[1:]} {{S}} {does}, {opening.lower()}.", f"{{P}} {does} {where} {{G}}.",
                f"{{O}} {is_}, {link} {{P}}.", f"{opening} {link} {{P}}: {{n}}.", f"{link[0].upper()}{link[1:]} {{P}} {{n}}, {does}.", f"{where[0].upper()}{where[1:]} {{G}}, {{d}}.",
                f"{opening}{comma}{{O}} {does}.", f"{{F}} {does}.", f"{opening}{comma}{{F}} {does}; {thing} {is_}.", f"{thing} {where} {{A}} {is_}.", f"{{P}}, {{A}}, {does}.",
                f"{opening}{comma}{{x}} {is_}.", f"{thing}, {{x}}: {{m}}.", f"{{x}} + {{x}}, {opening}.", f"{link} {{P}} – {role} {{S}}", f"{{P}} ({role}) {does}; {{e}}",
                f"{opening}, {does}.", f"{thing} {is_}. {opening}.", f"{{P}} {link} {{P}}.", "{P}, {P} {n}", f"{does} {{P}}.",
                f"{opening} {does} {{P}}, {{A}}.", f"{link} {{O}}: {{m}}, {{P}} {does}.", f"{role[0].upper()}{role[1:]} {{S}} {does}.",
            ))  # fmt: skip
            pieces += [(rng.choice((" ", " ", "\n")) if number else "", ""), *self.fill(frame)]
        return pieces

    def closing(self) -> list[Piece]:
        rng = self.random
        pieces: list[Piece] = [
            ("\n\n" + self.pick(CLOSINGS[self.language]) + rng.choice((",\n", "\n\n", "\n")), ""),
            (self.value(rng.choice("PPPF")), "PERSON"),
        ]
        if rng.random() < 0.4:
            pieces += [("\n" + self.pick(JOBS[self.language]), "")]
        if rng.random() < 0.3:
            pieces += [("\n", ""), (self.organisation(), "ORG")]
        return pieces

    def label(self, slot: str) -> str:
        """What stands before a value in a form; before what is nobody, any word."""
        fields = FIELDS[self.language]
        if slot in "BTMKIn" and (slot != "n" or self.random.random() < 0.5):
            return self.pick(names_numbers.LABELS[self.language][slot])
        if slot in "xn" and self.random.random() < 0.4:
            return self.noun()
        return self.pick(fields.get(slot, fields["n"]))

    def card(self) -> list[Piece]:
        """A form about one person, with numbers that are theirs."""
        return self.form("PPPABBTTMKIIIIxnnd")

    def numbers(self) -> list[Piece]:
        rng = self.random
        pieces: list[Piece] = []
        for number in range(rng.randint(1, 3)):
            pieces += [(" " if number else "", ""), *self.fill(self.pick_line(names_numbers.PROSE[self.language]))]
        return pieces

    def form(self, slots: str = "PPPOAGxxxxnnd") -> list[Piece]:
        rng = self.random
        colon = rng.choice((": ", ": ", ": ", "\t", "  ", " : ", ":\n", " | ", " "))
        pieces: list[Piece] = []
        for number in range(rng.randint(2, 7)):
            slot = rng.choice(slots)
            label = self.label("n" if slot == "d" else slot)
            value = self.value(slot)
            if slot == "P" and rng.random() < 0.27:
                given, surname = self.people()
                value = rng.choice((f"{surname}, {given}", given, surname))
            pieces += [
                ("\n" if number else "", ""),
                ((label.upper() if rng.random() < 0.15 else label) + colon, ""),
                (value, LABELS.get(slot, "")),
            ]
        return pieces

    def table(self) -> list[Piece]:
        rng = self.random
        gap = rng.choice(("\t", "  ", " | ", "   ", " ", ";", ","))
        columns = rng.choice(
            (
                "Pxn",
                "nPG",
                "PO",
                "Pn",
                "xnm",
                "nxm",
                "nPdm",
                "PGn",
                "Ox",
                "PA",
                "Sdn",
                "PBT",
                "PTM",
                "PI",
                "KP",
                "xm",
                "Fn",
                "nxxm",
                "xG",
                "dxm",
            )
        )
        pieces: list[Piece] = []
        if rng.random() < 0.6:
            pieces += [(gap.join(self.label(slot) for slot in columns) + "\n", "")]
        for number in range(rng.randint(2, 5)):
            pieces += [("\n" if number else "", "")]
            for place, slot in enumerate(columns):
                pieces += [(gap if place else "", ""), (self.value(slot), LABELS.get(slot, ""))]
        return pieces

    def letterhead(self) -> list[Piece]:
        rng = self.random
        pieces: list[Piece] = [(self.organisation(), "ORG"), ("\n", "")] if rng.random() < 0.5 else []
        title = rng.choice(
            ("", "", "Herrn\n", "Frau ", "Mr ", "Mme ", "Sig. ", "Sr. D. ", "Dhr. ", "Sz. P. ", "Sayın ", "Dr. ")
        )
        pieces += [(title, ""), (self.person(), "PERSON"), ("\n", ""), (self.address(rng.choice(("\n", ", "))), "ADDRESS")]
        if rng.random() < 0.3:
            pieces += [
                ("\n", ""),
                (
                    rng.choice(("Deutschland", "France", "Italia", "España", "Polska", "Türkiye", "United Kingdom", "Germany")),
                    "GPE",
                ),
            ]
        return [*pieces, (rng.choice(("\n", "\n\n")), ""), *self.fill(self.pick_line(EMPTY[self.language]))]

    def mail(self) -> list[Piece]:
        rng = self.random
        words = {"en": "From To Cc Subject", "de": "Von An Cc Betreff", "fr": "De À Cc Objet", "it": "Da A Cc Oggetto", "es": "De Para Cc Asunto",
                 "nl": "Van Aan Cc Onderwerp", "pl": "Od Do Dw Temat", "tr": "Kimden Kime Bilgi Konu"}[self.language].split()  # fmt: skip
        pieces: list[Piece] = []
        for word in words[: rng.randint(2, 3)]:
            pieces += [(word + ": ", ""), (self.person(), "PERSON")]
            pieces += [(" <", ""), (self.value("M"), "EMAIL"), (">\n", "")] if rng.random() < 0.7 else [("\n", "")]
        return [*pieces, (words[3] + ": " + self.value("x") + "\n\n", ""), *self.prose()]

    def heading(self) -> list[Piece]:
        rng = self.random
        lines = [rng.choice((value, value.upper(), f"{rng.randint(1, 9)}. {value}", f"{value} {self.value('n')}", f"{value} {self.value('x')} {self.word()}"))
                 for value in (self.nothing() for _ in range(rng.randint(1, 4)))]  # fmt: skip
        return [("\n".join(lines), "")]

    def receipt(self) -> list[Piece]:
        rng = self.random
        pieces: list[Piece] = [
            (self.organisation(), "ORG"),
            ("\n", ""),
            (self.address(rng.choice(("\n", ", "))), "ADDRESS"),
            ("\n", ""),
        ]
        for _ in range(rng.randint(2, 6)):
            item = self.nothing()
            pieces += [
                (
                    rng.choice(
                        (
                            f"{item}  {self.value('m')}\n",
                            f"{rng.randint(1, 9)} x {item.upper()}  {self.value('m')}\n",
                            f"{rng.randint(1, 9)} {item} {self.value('m')}\n",
                        )
                    ),
                    "",
                )
            ]
        if rng.random() < 0.4:
            pieces += [
                (self.pick(FIELDS[self.language]["P"].split("|")[-1]) + ": ", ""),
                (rng.choice(self.people()), "PERSON"),
                ("\n", ""),
            ]
        return [*pieces, (rng.choice(("TOTAL ", "SUMME ", "Total ", "Toplam ", "Razem ")) + self.value("m"), "")]

    def finish(self, pieces: list[Piece]) -> Example:
        """Capitals and scanning errors, then the text with its spans."""
        rng = self.random
        if rng.random() < 0.26:
            turkish = self.language == "tr" and rng.random() < 0.8
            pieces = [((text.replace("i", "İ") if turkish else text).upper(), label) for text, label in pieces]
        noise = rng.choice((0.01, 0.02, 0.04, 0.08)) if rng.random() < 0.32 else 0.0
        plain = rng.random() < 0.08  # letters without their marks
        text, spans = "", []
        for value, label in pieces:
            value = self.noisy(value, noise) if noise else value
            value = value.translate(_PLAIN) if plain else value
            if label and value.strip():
                spans += lines(value, len(text), label)
            text += value
        return text, spans

    def noisy(self, value: str, rate: float) -> str:
        """As a scan is misread: letters lost, thin ones first, or taken for others, words run together; see scripts/ocr_noise.py."""
        rng, made = self.random, []
        if rng.random() < 0.35:
            return value  # errors come in crowds
        for char in value:
            if rng.random() >= (1.7 * rate if char in _THIN else rate):
                made.append(char)
                continue
            roll = rng.random()
            if char == " ":
                made.append("" if roll < 0.85 else "  ")
            elif char in _CONFUSED and roll < 0.5:
                made.append(rng.choice(_CONFUSED[char]))
            elif roll > 0.92:
                made.append(char + rng.choice(" .'-,") if char != "\n" else char)
            else:
                made.append("" if char != "\n" else char)
        return "".join(made)


_PLAIN = str.maketrans("äöüéèêçñışğłńśżźóąęİŞĞßáíúàò", "aoueeecnisglnszzoaeISGsaiuao")


def lines(value: str, offset: int, label: str) -> Iterator[tuple[int, int, str]]:
    """A span a line, without spaces around it."""
    for match in re.finditer(r"[^\n]+", value):
        start, end = match.span()
        start, end = start + len(match[0]) - len(match[0].lstrip()), end - len(match[0]) + len(match[0].rstrip())
        if end > start:
            yield offset + start, offset + end, label


def examples(count: int, seed: int) -> Iterator[Example]:
    """That many labelled texts; the same for the same seed."""
    maker = Maker(seed)
    for _ in range(count):
        yield maker.text()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for text, spans in examples(arguments.count, arguments.seed):
        print(text, *(f"  {label}: {text[start:end]!r}" for start, end, label in spans), "-" * 20, sep="\n")


if __name__ == "__main__":
    main()
