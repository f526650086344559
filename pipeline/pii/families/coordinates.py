"""Places on the globe: pairs of degrees."""

from __future__ import annotations

import re

from pipeline.pii.detector import Pattern


def is_pair(value: str) -> bool:
    """Whether two decimals are a latitude and a longitude."""
    latitude, longitude = (float(number) for number in re.findall(r"-?\d+\.\d+", value))
    return abs(latitude) <= 90 and abs(longitude) <= 180


DECIMAL = Pattern(
    type="geo_location",
    # Four decimals and more: eleven metres. Fewer are prices.
    pattern=re.compile(
        r"[\d\-](?<![\w.,\-].)(?<=[\d\-])\d{0,2}\.\d{4,10}°?[ ]?(?:,[ ]?|[ ]|;[ ]?)-?\d{1,3}\.\d{4,10}°?(?![\w]|\.\d)"
    ),
    rule="shape:coordinates",
    confidence=0.85,
    check=is_pair,
    labels=("GPS", "coordinates", "Koordinaten", "location", "lat", "coordonnées", "coordinate", "coordenadas", "konum", "geo"),
    anchor=".",
    fake="0.0####, 0.0####",
)
DEGREES = Pattern(
    type="geo_location",
    pattern=re.compile(
        r"\d(?<![\w.].)\d?°[ ]?\d{1,2}['′][ ]?(?:\d{1,2}(?:[.,]\d{1,4})?[\"″][ ]?)?[NS],?[ ]{0,2}\d{1,3}°[ ]?\d{1,2}['′][ ]?"
        r"(?:\d{1,2}(?:[.,]\d{1,4})?[\"″][ ]?)?[EWO](?!\w)"
    ),
    rule="shape:coordinates",
    confidence=0.95,
    anchor="°",
)

DETECTORS = (DECIMAL, DEGREES)
