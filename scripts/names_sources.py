# ruff: noqa: E501 - lists of locales read better on long lines
"""Names, towns and words of many countries for the training texts, from Faker (MIT), phonenumbers (Apache-2.0), simplemma (MIT).

What scripts/pii_frames.py measures with is left out, so that no name, town or firm of the test set is in a training text.
"""

from __future__ import annotations

import random
import re
from functools import cache
from importlib import import_module

import pii_frames
from names_lists import NOTHING, PEOPLE, TOWNS

LOCALES = {
    "en": "en_US en_GB en_IE en_AU en_NZ en_CA en_IN",
    "de": "de_DE de_AT de_CH",
    "fr": "fr_FR fr_BE fr_CH fr_CA fr_QC",
    "it": "it_IT it_CH",
    "es": "es_ES es_MX es_AR es_CO es_CL es_CA",
    "nl": "nl_NL nl_BE",
    "pl": "pl_PL",
    "tr": "tr_TR",
    "": "pt_PT pt_BR sv_SE da_DK no_NO fi_FI cs_CZ sk_SK hu_HU ro_RO hr_HR sl_SI lt_LT lv_LV et_EE yo_NG zu_ZA id_ID vi_VN ga_IE az_AZ uz_UZ",
}
CODES = {"en": "44", "de": "49", "fr": "33", "it": "39", "es": "34", "nl": "31", "pl": "48", "tr": "90"}
WORDS_OF_A_LANGUAGE = 40_000
_POLISH = re.compile(r"[A-ZŁŚŻŹĆ][a-ząćęłńóśźż]{3,10}(?:ski|ska|cki|cka|czyk|wicz|iak|czak|ewski|owska)")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ\u0100-\u024f][\w'’\- ]{1,22}")


@cache
def measured() -> frozenset[str]:
    """Every word of a value of the test set, without case."""
    listed = [*pii_frames.TOWNS.values(), *(part for pair in pii_frames.NAMES.values() for part in pair)]
    values = {word.replace("_", " ").casefold() for line in listed for word in line.split()}
    for line in pii_frames.ORGANIZATIONS.values():
        values |= {word.casefold() for name in line.split("|") for word in name.split("_")[:1]}
    return frozenset(values)


def _fresh(values: set[str]) -> tuple[str, ...]:
    return tuple(sorted(value for value in values if value.casefold() not in measured() and _NAME.fullmatch(value)))


def listed(provider: object, *names: str) -> set[str]:
    """What a provider of Faker has under these names."""
    found: set[str] = set()
    for name in names:
        values = getattr(provider, name, ())
        if not isinstance(values, property):
            found |= {value for value in values if isinstance(value, str)}
    return found


@cache
def people(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names and surnames; of the countries that have no texts of their own for ``""``."""
    given: set[str] = set()
    family: set[str] = set()
    for locale in LOCALES[language].split():
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        given |= listed(provider, "first_names", "first_names_male", "first_names_female")
        family |= listed(provider, "last_names", "last_names_male", "last_names_female")
    if language == "pl":
        family |= {word for word in table("pl") if _POLISH.fullmatch(word)}
    return _fresh(given), _fresh(family)


@cache
def table(language: str) -> dict[str, str]:
    """Forms of words to their lemmas."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return dict(DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language))


@cache
def common_people(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those of names_lists, which are the usual ones."""
    given, family = ({value.replace("_", " ") for value in part.split()} for part in PEOPLE[language])
    return tuple(sorted(v for v in given if v.casefold() not in measured())), tuple(
        sorted(v for v in family if v.casefold() not in measured())
    )


@cache
def towns(language: str) -> tuple[str, ...]:
    """Towns of a language's countries."""
    from phonenumbers.geodata import GEOCODE_DATA

    found = {name.replace("_", " ") for name in TOWNS.get(language, "").split()}
    for prefix, names in GEOCODE_DATA.items():
        if prefix.startswith(CODES[language]) or (language == "en" and prefix.startswith("1")):
            found.add((names.get(language) or names.get("en", "")).split(",")[0])
    for locale in LOCALES[language].split():
        try:
            provider = import_module(f"faker.providers.address.{locale}").Provider
        except ModuleNotFoundError:
            continue
        found |= listed(provider, "cities", "city_names", "countries")
    return tuple(value for value in _fresh(found) if len(value) > 2)


@cache
def words(language: str) -> tuple[str, ...]:
    """Words of the language that are no names, in the case they are written in."""
    names = {value.casefold() for code in LOCALES for part in people(code) for value in part}
    names |= {value.casefold() for value in towns(language)}
    forms = table(language)
    fit = [
        word
        for word in forms
        if 2 < len(word) < 16
        and word.isalpha()
        and (word.islower() or (language == "de" and word.istitle()))
        and word.casefold() not in names
        and forms[word].casefold() not in names
    ]
    fit.sort()
    return tuple(sorted(random.Random(5).sample(fit, min(WORDS_OF_A_LANGUAGE, len(fit)))))


@cache
def small_words(language: str) -> tuple[str, ...]:
    """The commonest words of the language."""
    stop = import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    return tuple(sorted(word for word in stop if word.isalpha()))


@cache
def goods(language: str) -> tuple[str, ...]:
    """Capitalised and nobody."""
    own = {value.replace("_", " ") for value in NOTHING[language].split("|")}
    return tuple(sorted(own))
