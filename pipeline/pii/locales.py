"""Which countries' identifiers a locale asks for, and the names that types go by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Countries = frozenset[str]

_GROUPS = {
    "tr": "tr",
    "us": "us",
    "de": "de at",  # Austrian numbers are read with the German ones, as the contract has it
    "fr": "fr be",
    "it": "it",
    "nl": "nl be",
    "es": "es",
    "uk": "uk",
    "gb": "uk",
    "pl": "pl",
    "pt": "pt",
    "se": "se",
    "sv": "se",
    "dk": "dk",
    "da": "dk",
    "fi": "fi",
    "at": "at",
    "be": "be",
    "eu": "de fr it nl es uk pl pt se dk fi at be eu",
}
LOCALES: Mapping[str, Countries] = MappingProxyType({name: frozenset(codes.split()) for name, codes in _GROUPS.items()})
EVERYWHERE = ("und", "all")

# The language a document of a country is most likely in; what a guess of the language says about national formats.
LANGUAGE_COUNTRIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "tr": ("tr",),
        "de": ("de", "at"),
        "fr": ("fr", "be"),
        "it": ("it",),
        "nl": ("nl", "be"),
        "es": ("es",),
        "pl": ("pl",),
        "pt": ("pt",),
        "sv": ("se",),
        "da": ("dk",),
        "fi": ("fi",),
        "en": ("uk", "us"),
    }
)

# Names of flexorch-audit for what the contract calls otherwise. Its ``phone_intl`` and ``iban_intl`` have one name a country
# here and stay what they are for countries that have none.
ALIASES: Mapping[str, str] = MappingProxyType(
    {"ssn": "ssn_us", "social_id_uk": "national_id_uk", "social_id_fr": "national_id_fr", "iban": "iban_intl"}
)


def canonical(type_name: str) -> str:
    """The canonical name of a type that may be an alias."""
    return ALIASES.get(type_name, type_name)


def countries_of(locale: str) -> Countries | None:
    """The countries a locale asks for, as lower-case type suffixes.

    Args:
        locale: a code of the contract, with or without region (``de-DE``), any case.

    Returns:
        None for all countries (``und``, ``all``); empty for a locale nobody knows, ``en`` included: universal types only.
    """
    code = locale.strip().lower().replace("_", "-")
    if code in EVERYWHERE:
        return None
    language, _, region = code.partition("-")
    return LOCALES.get(region) or LOCALES.get(language) or frozenset()
