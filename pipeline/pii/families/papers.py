# ruff: noqa: E501 - a pattern or a list of labels reads best one idea a line
"""Passports, driving licences and number plates, behind their label; passports also by the lines that machines read."""

from __future__ import annotations

import re

from pipeline.pii.detector import Pattern

_NUMBER = r"(?=[A-Z0-9 \-]{0,14}\d)[A-Z0-9](?:[ \-]?[A-Z0-9]){5,13}"


def is_machine_zone(value: str) -> bool:
    """Whether the second line of a passport has its check digits: of the number, the dates and the whole (ICAO 9303-4)."""
    fields = ((value[:9], value[9]), (value[13:19], value[19]), (value[21:27], value[27]))
    return all(check.isdigit() and machine_digit(field) == int(check) for field, check in fields)


def machine_digit(field: str) -> int:
    """Weights 7 3 1 over digits, letters from 10 on, and ``<`` as 0; mod 10."""
    return sum((0 if char == "<" else int(char, 36)) * (7, 3, 1)[place % 3] for place, char in enumerate(field)) % 10


MACHINE_ZONE = Pattern(
    type="passport",
    pattern=re.compile(r"[A-Z0-9](?<![\w<].)[A-Z0-9<]{8}\d[A-Z<]{3}\d{6}\d[MFX<]\d{6}\d[A-Z0-9<]{14}[\d<]\d(?![\w<])"),
    rule="checksum:icao9303",
    confidence=0.99,
    check=is_machine_zone,
    anchor="<",
)
MACHINE_NAME = Pattern(
    type="passport",
    pattern=re.compile(r"P(?<![\w<].)[A-Z<][A-Z]{3}[A-Z]{1,30}(?:<[A-Z]{1,30}){0,6}<<[A-Z<]{5,38}(?![\w<])"),
    rule="shape:icao9303",
    confidence=0.95,
    anchor="<",
)


def _labelled(type_name: str, beginnings: tuple[str, ...], words: str, value: str, fake: str) -> Pattern:
    """A value right behind one of its words, with at most a "number" between them."""
    return Pattern(
        type=type_name,
        pattern=re.compile(
            rf"(?<!\w)(?i:{words})(?i:[ .\-]{{0,3}}(?:number|num|no|nr|nummer|numarası|numero|número|numéro|n°|nº|id|#)\.?)?[ \t]{{0,8}}"
            rf"(?:\([^()\n]{{0,24}}\)[ \t]{{0,4}})?[:=|#]?[ \t]{{0,8}}(?:\n[ \t]{{0,8}})?(?P<value>{value})(?![\w])"
        ),
        rule="label",
        confidence=0.9,
        beginnings=beginnings,
        fake=fake,
    )


PASSPORT = _labelled(
    "passport",
    ("pass", "pasaporte", "paspoort", "paszport", "pasaport", "travel", "reisepass"),
    "passport|travel document|reisepass|pass-?nr|passnummer|passeport|passaporto|pasaporte|paspoort|paszport|pasaport|passaporte",
    _NUMBER,
    "X0#######",
)
LICENCE = _labelled(
    "driver_license",
    ("driv", "dl", "führerschein", "permis", "patente", "carn", "rijbewijs", "prawo", "ehliyet", "sürücü", "carta de"),
    "driver'?s?'? licen[cs]e|driving licen[cs]e|dl|führerschein|führerscheinnummer|permis de conduire|patente(?: di guida)?|"
    "permiso de conducir|carn[eé]t? de conducir|rijbewijs|rijbewijsnummer|prawo jazdy|ehliyet|sürücü belgesi|carta de condução",
    _NUMBER,
    "D0######",
)
_PLATE = r"(?=[A-ZÄÖÜ0-9 \-]{0,11}\d)[A-ZÄÖÜ0-9]{1,4}(?:[ \-]?[A-ZÄÖÜ0-9]{1,5}){1,3}"
PLATE = _labelled(
    "vehicle_plate",
    (
        "vehicle", "registration", "licen", "number plate", "plate", "reg", "kfz", "amtliches", "kennzeichen", "plaque", "immatriculation", "targa",
        "matrícula", "kenteken", "nr rej", "numer rej", "tablica", "plaka",
    ),
    "(?:vehicle )?registration(?: mark| plate)?|(?:licen[cs]e|number) plate|plate|reg\\.? ?no|kfz-kennzeichen|amtliches kennzeichen|kennzeichen|"
    "(?:plaque d')?immatriculation|plaque|targa|matrícula|kenteken|kentekennummer|nr rejestracyjny|numer rejestracyjny|tablica|plaka",
    _PLATE,
    "XX 0## XX",
)  # fmt: skip

DETECTORS = (MACHINE_ZONE, MACHINE_NAME, PASSPORT, LICENCE, PLATE)
