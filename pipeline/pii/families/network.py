"""Web addresses and hardware addresses."""

from __future__ import annotations

import re

from pipeline.pii.detector import Pattern

URL = Pattern(
    type="url",
    pattern=re.compile(
        r"(?<![\w@.\-])(?:https?|ftp)://[^\s<>\"'|\\^`{}\[\]]{2,500}(?<![.,;:!?)])"
        r"|(?<![\w@.\-/])www\.[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,6}(?:/[^\s<>\"'|]{0,400}(?<![.,;:!?)]))?",
        re.IGNORECASE,
    ),
    rule="shape:url",
    confidence=0.9,
    beginnings=("http://", "https://", "ftp://", "www."),
    labels=("URL", "Website", "Web", "Internet", "Homepage", "Link", "Site web", "Sito", "Página web", "Strona"),
    fake="https://www.example.com/######",
)

MAC = Pattern(
    type="mac_address",
    pattern=re.compile(
        r"[0-9A-Fa-f](?<![\w:.\-].)[0-9A-Fa-f](?:(?::[0-9A-Fa-f]{2}){5}(?![\w:\-])|(?:-[0-9A-Fa-f]{2}){5}(?![\w\-])"
        r"|[0-9A-Fa-f]{2}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![\w.]))"
    ),
    rule="shape:mac",
    confidence=0.9,
    check=lambda value: any(char.isdigit() or char in ":." for char in value) and len(set(value) - set(":-.")) > 1,
    labels=("MAC", "MAC address", "MAC-Adresse", "HWaddr", "Ethernet", "ether"),
    fake="02:00:00:##:##:##",
)

DETECTORS = (URL, MAC)
