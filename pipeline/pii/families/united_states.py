"""Numbers of the United States."""

from __future__ import annotations

from pipeline.pii.detector import Pattern, bounded

_US = ("us",)
_NO_EIN = frozenset("00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97".split())  # noqa: SIM905 - prefixes not given out


def is_social_security_number(value: str) -> bool:
    """Area 001–899 without 666, group and serial above 0."""
    area, group, serial = value.split("-")
    return area not in ("000", "666") and group != "00" and serial != "0000"


DETECTORS = (
    Pattern(
        type="ssn_us",
        pattern=bounded("[0-8]", r"\d\d-\d\d-\d{4}"),
        runs=(3,),
        forms=("999-99-9999",),
        rule="shape:ssn",
        confidence=0.9,
        countries=_US,
        check=is_social_security_number,
        labels=("SSN", "social security", "social security number", "soc sec"),
        fake="899-01-####",
    ),
    Pattern(
        type="tax_id_us",
        pattern=bounded(r"\d", r"\d-\d{7}"),
        runs=(2,),
        forms=("99-9999999",),
        rule="shape:ein",
        confidence=0.75,
        countries=_US,
        check=lambda value: value[:2] not in _NO_EIN,
        labels=(
            "EIN",
            "FEIN",
            "employer identification",
            "employer identification number",
            "federal tax id",
            "tax id",
            "TIN",
        ),
        fake="10-00#####",
    ),
    Pattern(
        type="national_id_us",
        pattern=bounded("9", r"\d\d-(?:7\d|8[0-8]|9[0-24-9])-\d{4}"),
        runs=(3,),
        rule="shape:itin",
        confidence=0.88,
        countries=_US,
        labels=("ITIN", "individual taxpayer", "taxpayer identification", "taxpayer identification number"),
        fake="900-70-####",
    ),
)
