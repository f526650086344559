# ruff: noqa: E501 - lists of words and frames read better on long lines
"""Labelled texts for the names model: letters, e-mails, forms, tables, receipts and headings in eight languages.

    python scripts/names_data.py --count 5 --seed 1

Each text comes with its spans (PERSON, ORG, GPE, ADDRESS). A share is in capitals and a share carries the errors of a scan.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from functools import cache

from names_frames import CLOSINGS, EMPTY, FIELDS, PROSE
from names_lists import JOBS, NOTHING, ORG_WORDS, PEOPLE, STREETS, SURNAME_PARTS, TOWNS
from names_parts import PARTS

Piece = tuple[str, str]  # text, label or ""
Example = tuple[str, list[tuple[int, int, str]]]
LANGUAGES = ("en", "de", "fr", "it", "es", "nl", "pl", "tr")
LABELS = {"P": "PERSON", "F": "PERSON", "S": "PERSON", "O": "ORG", "G": "GPE", "A": "ADDRESS"}
_SLOT = re.compile(r"\{(\w+)\}")
_CODES = {"en": "44", "de": "49", "fr": "33", "it": "39", "es": "34", "nl": "31", "pl": "48", "tr": "90"}
_CONFUSED = {  # what recognisers take for what
    "l": "1I|", "I": "l1", "O": "0", "o": "0c", "S": "5", "B": "8", "m": "rn", "n": "ri", "e": "c", "c": "e", "ü": "u", "ö": "o",
    "ä": "a", "é": "e", "ş": "s", "ı": "i", "ł": "l", "ń": "n", "ó": "o", "G": "6", "Z": "2", "i": "l1", "u": "ii", "h": "b",
    "t": "f", "d": "cl", "w": "vv", "g": "9",
}  # fmt: skip


@cache
def towns(language: str) -> tuple[str, ...]:
    """Towns of a language's countries, sorted, so that a seed always draws the same."""
    from phonenumbers.geodata import GEOCODE_DATA

    found = {name.replace("_", " ") for name in TOWNS.get(language, "").split()}
    for prefix, names in GEOCODE_DATA.items():
        if prefix.startswith(_CODES[language]) or (language == "en" and prefix.startswith("1")):
            name = (names.get(language) or names.get("en", "")).split(",")[0]
            if 3 <= len(name) <= 24 and name[0].isupper() and not re.search(r"[\d()/]", name):
                found.add(name)
    return tuple(sorted(found))


class Maker:
    """Draws values and lays out texts; one generator of random numbers decides everything."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def text(self) -> Example:
        """One labelled text."""
        rng = self.random
        self.language = rng.choice((*LANGUAGES, "en", "de"))
        blocks = (
            self.prose,
            self.prose,
            self.composed,
            self.composed,
            self.composed,
            self.form,
            self.form,
            self.table,
            self.letterhead,
            self.mail,
            self.heading,
            self.receipt,
        )
        pieces: list[Piece] = []
        for number in range(rng.randint(1, 3)):
            if number:
                pieces.append((rng.choice(("\n", "\n\n", "\n\n")), ""))
            pieces += rng.choice(blocks)()
        return self.finish(pieces)

    def pick(self, listed: str, separator: str = "|") -> str:
        return self.random.choice(listed.split(separator)).replace("_", " ")

    def people(self) -> tuple[str, str]:
        """A given name and a surname, of the text's country four times in five."""
        rng = self.random
        where = self.language if rng.random() < 0.78 else rng.choice(sorted(PEOPLE))
        given = self.pick(PEOPLE[where][0], " ")
        if rng.random() < 0.45 and where in SURNAME_PARTS:
            first, last = (part.split() for part in SURNAME_PARTS[where])
            surname = (rng.choice(first) + rng.choice(last)).replace("_", " ")
            surname = surname if surname.startswith("v") else surname[0].upper() + surname[1:]
        else:
            surname = self.pick(PEOPLE[where][1], " ")
        if where in ("es", "pt") and rng.random() < 0.5:
            surname += " " + self.pick(PEOPLE[where][1], " ")
        elif rng.random() < 0.04:
            surname += "-" + self.pick(PEOPLE[where][1], " ")
        return given, surname

    def person(self) -> str:
        """A full name in one of the ways forms and letters write it."""
        rng = self.random
        given, surname = self.people()
        roll = rng.random()
        if roll < 0.68:
            return f"{given} {surname}"
        if roll < 0.74:
            return f"{given} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {surname}"
        if roll < 0.80:
            return f"{given[0]}. {surname}"
        if roll < 0.86:
            return f"{given} {self.people()[0]} {surname}"
        if roll < 0.94:
            return f"{given} {surname.upper()}"
        return f"{given.upper()} {surname.upper()}" if roll < 0.97 else f"{surname.upper()} {given}"

    def organisation(self) -> str:
        own, kinds, shapes = ORG_WORDS[self.language if self.random.random() < 0.85 else self.random.choice(LANGUAGES)]
        shape = self.random.choice(shapes.split("|")).replace("{G}", self.random.choice(towns(self.language)))
        shape = shape.replace("^", self.pick(own, " "))
        while "@" in shape:
            shape = shape.replace("@", self.people()[1], 1)
        return shape.replace("%", self.pick(kinds, " "))

    def address(self, apart: str = ", ") -> str:
        """Street and town on one line, or parted by what is given."""
        rng = self.random
        streets, names, ends = STREETS[self.language]
        street = rng.choice(streets.split("|"))
        street = street.replace("#", str(rng.choice((rng.randint(1, 99), rng.randint(1, 300)))), 1).replace(
            "#", str(rng.randint(1, 30))
        )
        for _ in range(street.count("&")):
            street = street.replace("&", self.pick(names, " "), 1)
        street = street.replace("@", self.pick(PEOPLE[self.language][1], " "))
        if rng.random() < 0.25:
            return street
        end = rng.choice(ends.split("|"))
        end = re.sub(r"\{(\d)\}", lambda match: "".join(rng.choices("0123456789", k=int(match[1]))), end)
        end = end.replace("{LL}", "".join(rng.choices("ABCDEGHJKLNPRSTVWXZ", k=2))).replace(
            "{PR}", rng.choice(("MI", "RM", "NA", "TO", "BO", "FI"))
        )
        end = end.replace("{ST}", rng.choice(("NY", "CA", "TX", "IL", "WA", "FL", "OH", "MA")))
        end = end.replace(
            "{UK}",
            f"{rng.choice(('LS', 'M', 'SW', 'B', 'EH', 'BS', 'NR'))}{rng.randint(1, 20)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJ')}{rng.choice('LNPQRSTU')}",
        )
        return street + apart + end.replace("{G}", rng.choice(towns(self.language)))

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
                return rng.choice(listed).replace("_", " ") if rng.random() < 0.4 else rng.choice(towns(self.language))
            case "x":
                return self.pick(NOTHING[self.language if rng.random() < 0.9 else "en"])
            case "d":
                day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1950, 2026)
                word = self.pick("|".join(("May", "June", "Mai", "Juni", "mars", "luglio", "maja", "Ekim")))
                return rng.choice(
                    (
                        f"{day:02}.{month:02}.{year}",
                        f"{day}/{month}/{year}",
                        f"{year}-{month:02}-{day:02}",
                        f"{day} {word} {year}",
                    )
                )
            case "m":
                amount = f"{rng.randint(1, 9999)},{rng.randint(0, 99):02}"
                return rng.choice((f"{amount} EUR", f"€ {amount}", f"$ {amount}", f"{amount} zł", f"{amount} TL", f"£{amount}"))
            case "e":
                given, surname = self.people()
                return (
                    re.sub(r"[^\w.@]", "", f"{given}.{surname}".lower())
                    + "@"
                    + rng.choice(("example.com", "post.example", "mail.example.org"))
                )
        return rng.choice(
            (
                str(rng.randint(1, 99999)),
                f"{rng.randint(1, 999)}-{rng.randint(1, 99999)}",
                f"{rng.choice('ABKRX')}{rng.randint(100, 99999)}",
            )
        )

    def fill(self, frame: str) -> list[Piece]:
        pieces, position = [], 0
        frame = frame.replace("\\n", "\n")
        for slot in _SLOT.finditer(frame):
            pieces += [(frame[position : slot.start()], ""), (self.value(slot[1]), LABELS.get(slot[1], ""))]
            position = slot.end()
        return [*pieces, (frame[position:], "")]

    def prose(self) -> list[Piece]:
        pieces: list[Piece] = []
        for number in range(self.random.randint(1, 5)):
            frames = PROSE if self.random.random() < 0.62 else EMPTY
            pieces += [
                (" " if number and self.random.random() < 0.8 else "\n" if number else "", ""),
                *self.fill(self.pick_line(frames[self.language])),
            ]
        if self.random.random() < 0.3:
            pieces += self.closing()
        return pieces

    def composed(self) -> list[Piece]:
        """Sentences put together from parts: about people, organisations, places, or nobody."""
        rng = self.random
        pieces: list[Piece] = []
        for number in range(rng.randint(1, 4)):
            opening, does, role, thing, is_, where, link = (self.pick(part) for part in PARTS[self.language])
            comma = rng.choice((" ", ", ", " "))
            frame = rng.choice((
                f"{opening}{comma}{{P}} {does}.", f"{opening}{comma}{role} {{S}} {does}.", f"{thing} {is_}.", f"{opening}{comma}{thing[0].lower()}{thing[1:]} {is_}.",
                f"{thing} {is_}; {link} {{P}}, {where} {{G}}.", f"{role[0].upper()}{role[1:]} {{S}} {does}, {opening.lower()}.", f"{{P}} {does} {where} {{G}}.",
                f"{{O}} {is_}, {link} {{P}}.", f"{opening} {link} {{P}}: {{n}}.", f"{link[0].upper()}{link[1:]} {{P}} {{n}}, {does}.", f"{where[0].upper()}{where[1:]} {{G}}, {{d}}.",
                f"{opening}{comma}{{O}} {does}.", f"{{F}} {does}.", f"{opening}{comma}{{F}} {does}; {thing} {is_}.", f"{thing} {where} {{A}} {is_}.", f"{{P}}, {{A}}, {does}.",
                f"{opening}{comma}{{x}} {is_}.", f"{thing}, {{x}}: {{m}}.", f"{{x}} + {{x}}, {opening}.", f"{link} {{P}} – {role} {{S}}", f"{{P}} ({role}) {does}; {{e}}",
                f"{opening}, {does}.", f"{thing} {is_}. {opening}.", f"{{P}} {link} {{P}}.", "{P}, {P} {n}", f"{does} {{P}}.",
                f"{opening} {does} {{P}}, {{A}}.", f"{link} {{O}}: {{m}}, {{P}} {does}.",
            ))  # fmt: skip
            pieces += [(rng.choice((" ", " ", "\n")) if number else "", ""), *self.fill(frame)]
        return pieces

    def pick_line(self, frames: str) -> str:
        return self.random.choice(frames.splitlines())

    def closing(self) -> list[Piece]:
        pieces: list[Piece] = [
            ("\n\n" + self.pick(CLOSINGS[self.language]) + self.random.choice((",\n", "\n\n", "\n")), ""),
            (self.value(self.random.choice("PPPF")), "PERSON"),
        ]
        if self.random.random() < 0.4:
            pieces += [("\n" + self.pick(JOBS[self.language]), "")]
        if self.random.random() < 0.3:
            pieces += [("\n", ""), (self.organisation(), "ORG")]
        return pieces

    def form(self) -> list[Piece]:
        rng = self.random
        colon = rng.choice((": ", ": ", ": ", "\t", "  ", " : ", ":\n", " | ", " "))
        pieces: list[Piece] = []
        for number in range(rng.randint(2, 7)):
            slot = rng.choice("PPPOAGxxxnn")
            label = self.pick(FIELDS[self.language][slot])
            if rng.random() < 0.15:
                label = label.upper()
            value = self.value(slot)
            if slot == "P" and rng.random() < 0.12:
                given, surname = self.people()
                value = f"{surname}, {given}"
            elif slot == "P" and rng.random() < 0.15:
                value = rng.choice(self.people())
            pieces += [("\n" if number else "", ""), (label + colon, ""), (value, LABELS.get(slot, ""))]
        return pieces

    def table(self) -> list[Piece]:
        rng = self.random
        gap = rng.choice(("\t", "  ", " | ", "   ", " ", ";", ","))
        columns = rng.choice(("Pxn", "nPG", "PO", "Pn", "xnm", "nxm", "nPdm", "PGn", "Ox", "PA", "Sdn", "xm", "Fn"))
        pieces: list[Piece] = []
        if rng.random() < 0.6:
            pieces += [
                (
                    gap.join(self.pick(FIELDS[self.language].get(slot, FIELDS[self.language]["n"])) for slot in columns) + "\n",
                    "",
                )
            ]
        for number in range(rng.randint(2, 6)):
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
            pieces += [
                (word + ": ", ""),
                (self.person(), "PERSON"),
                (f" <{self.value('e')}>\n" if rng.random() < 0.7 else "\n", ""),
            ]
        return [*pieces, (words[3] + ": " + self.value("x") + "\n\n", ""), *self.prose()]

    def heading(self) -> list[Piece]:
        rng = self.random
        lines = [
            rng.choice(
                (
                    self.value("x"),
                    self.value("x").upper(),
                    f"{rng.randint(1, 9)}. {self.value('x')}",
                    f"{self.value('x')} {self.value('n')}",
                )
            )
            for _ in range(rng.randint(1, 4))
        ]
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
            pieces += [
                (
                    rng.choice(
                        (
                            f"{self.value('x')}  {self.value('m')}\n",
                            f"{rng.randint(1, 9)} x {self.value('x').upper()}  {self.value('m')}\n",
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
        roll = rng.random()
        if roll < 0.14:
            turkish = self.language == "tr"
            pieces = [((text.replace("i", "İ") if turkish else text).upper(), label) for text, label in pieces]
        noise = rng.choice((0.01, 0.02, 0.05)) if rng.random() < 0.3 else 0.0
        plain = rng.random() < 0.1  # letters without their marks
        text, spans = "", []
        for value, label in pieces:
            value = self.noisy(value, noise) if noise else value
            value = value.translate(_PLAIN) if plain else value
            if label and value.strip():
                spans += lines(value, len(text), label)
            text += value
        return text, spans

    def noisy(self, value: str, rate: float) -> str:
        rng, made = self.random, []
        for char in value:
            roll = rng.random()
            if roll < rate and char in _CONFUSED:
                char = rng.choice(_CONFUSED[char])
            elif char == " " and roll < rate:
                char = rng.choice(("", "  "))
            elif char.isalpha() and roll > 1 - rate / 6:
                char += " "
            made.append(char)
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
