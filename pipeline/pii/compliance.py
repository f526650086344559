"""What the personal data in a document means for who keeps it: risk, categories, regulations, countries; never the values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from pipeline.pii.locales import canonical
from pipeline.record import PIIFinding

Risk = Literal["none", "low", "medium", "high"]
Category = Literal["biometric", "contact", "financial", "health", "identification"]

# Contract 3.4: ids and passports identify; accounts, cards and tax numbers are financial; e-mail and phone are contact.
_CATEGORIES: Mapping[str, Category] = {
    "account": "financial",
    "address": "contact",
    "bagkur": "identification",
    "bank": "financial",
    "biometric": "biometric",
    "credit": "financial",
    "crypto": "financial",
    "date": "identification",
    "driver": "identification",
    "email": "contact",
    "emeklilik": "identification",
    "geo": "contact",
    "iban": "financial",
    "ip": "contact",
    "location": "contact",
    "mac": "contact",
    "medical": "health",
    "name": "identification",
    "national": "identification",
    "passport": "identification",
    "phone": "contact",
    "postal": "contact",
    "province": "contact",
    "sgk": "identification",
    "social": "identification",
    "ssn": "identification",
    "tax": "financial",
    "url": "contact",
    "vehicle": "identification",
}
_HIGH = ("bagkur", "biometric", "driver", "emeklilik", "medical", "national", "passport", "sgk", "social", "ssn")
_LOW = ("email", "phone")
_MANY = 3  # types from which on a document is of high risk, whatever they are
_EEA = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT"}
    | {"LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"}
)
_GDPR_LIKE = _EEA | {"GB"}  # the United Kingdom kept the regulation as UK GDPR
_TURKISH = frozenset({"bagkur_no", "emeklilik_no", "isyeri_sicil_no", "mersis_no", "sgk_no"})  # without a suffix
_COUNTRIES = {"uk": "GB"}
_NO_COUNTRY = frozenset({"id", "ip", "no", "v6"})  # ends of names that are no suffix
_UNIVERSAL = frozenset({"intl", "eu"})


class ComplianceRecord(Struct, frozen=True):
    """What a document's personal data means, in the words of both reports of the contract (section 3.4).

    Attributes:
        has_pii: anything was found.
        risk_level: ``none``; ``low`` for e-mail and phone alone; ``high`` with a national identifier, health or biometric data,
            or three types and more; else ``medium``.
        masking_required: as ``has_pii``: even a lone phone number is personal data.
        applicable_regulations: ``GDPR``, ``KVKK``, as the types found suggest; no legal advice.
        gdpr_categories: of ``biometric contact financial health identification``, sorted.
        detected_countries: ISO 3166-1 alpha-2, sorted, by the suffix of the types.
        pii_type_counts: type to number of findings, by name.
        pii_types: the types, sorted.
        recommendations: what to do, most urgent first.
    """

    has_pii: bool
    risk_level: Risk
    masking_required: bool
    applicable_regulations: tuple[str, ...]
    gdpr_categories: tuple[Category, ...]
    detected_countries: tuple[str, ...]
    pii_type_counts: dict[str, int]
    pii_types: tuple[str, ...]
    recommendations: tuple[str, ...]


def compliance(found: Iterable[PIIFinding] | Mapping[str, int], *, masked: bool = False) -> ComplianceRecord:
    """The record of one document, or of many whose counts were added up with :func:`merged`.

    Args:
        found: findings, or type to count; aliases are counted under their canonical name, counts of 0 not at all.
        masked: the findings have been replaced already.
    """
    counts = _counted(found)
    categories = tuple(sorted({category for type_name in counts if (category := category_of(type_name))}))
    countries = tuple(sorted({country for type_name in counts if (country := country_of(type_name))}))
    risk = _risk(counts, categories)
    regulations = _regulations(counts, countries)
    return ComplianceRecord(
        has_pii=bool(counts),
        risk_level=risk,
        masking_required=bool(counts),
        applicable_regulations=regulations,
        gdpr_categories=categories,
        detected_countries=countries,
        pii_type_counts=counts,
        pii_types=tuple(counts),
        recommendations=_recommendations(risk, categories, regulations, masked),
    )


def merged(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The counts of several documents added up, by type."""
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(sorted(total.items()))


def category_of(type_name: str) -> Category | None:
    """The GDPR category of a type; None for what is no personal data of its own kind, such as a company's name."""
    if type_name.startswith("company") or type_name in ("siret_fr", "mersis_no", "isyeri_sicil_no", "secret"):
        return None
    return _CATEGORIES.get(type_name.partition("_")[0])


def country_of(type_name: str) -> str | None:
    """The country a type belongs to, ISO 3166-1 alpha-2: its suffix; None for everybody's types."""
    if type_name in _TURKISH:
        return "TR"
    _, _, suffix = type_name.rpartition("_")
    if len(suffix) != 2 or suffix == type_name or (suffix in _NO_COUNTRY and not type_name.startswith("iban_")):
        return None
    return None if suffix in _UNIVERSAL else _COUNTRIES.get(suffix, suffix.upper())


def _counted(found: Iterable[PIIFinding] | Mapping[str, int]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for type_name, number in found.items() if isinstance(found, Mapping) else ((item.type, 1) for item in found):
        counts[canonical(type_name)] += number
    return {type_name: number for type_name, number in sorted(counts.items()) if number > 0}


def _risk(counts: Mapping[str, int], categories: tuple[Category, ...]) -> Risk:
    """The hosted service's rule, with biometric data beside health."""
    kinds = {type_name.partition("_")[0] for type_name in counts}
    if not counts:
        return "none"
    if kinds.intersection(_HIGH) or {"health", "biometric"}.intersection(categories) or len(counts) >= _MANY:
        return "high"
    return "low" if kinds.issubset(_LOW) else "medium"


def _regulations(counts: Mapping[str, int], countries: tuple[str, ...]) -> tuple[str, ...]:
    """KVKK where a Turkish type was found; GDPR where a European one was, or where no country is known at all."""
    if not counts:
        return ()
    gdpr = bool(_GDPR_LIKE.intersection(countries)) or not countries
    return tuple(name for name, applies in (("GDPR", gdpr), ("KVKK", "TR" in countries)) if applies)


def _recommendations(
    risk: Risk, categories: tuple[Category, ...], regulations: tuple[str, ...], masked: bool
) -> tuple[str, ...]:
    if risk == "none":
        return ("No personal data was found. Look at a sample by hand before you rely on it.",)
    advice = ["Share the masked text, not the original." if masked else "Mask the personal data before you share or index it."]
    if risk == "high":
        advice.append("Keep the original encrypted, and let few people read it.")
    if "health" in categories or "biometric" in categories:
        advice.append("Health and biometric data need a legal ground of their own (GDPR article 9).")
    if "financial" in categories:
        advice.append("Keep account, card and tax numbers out of logs and test data.")
    if regulations:
        advice.append(f"Enter the document into your record of processing ({' and '.join(regulations)}).")
    return tuple(advice)
