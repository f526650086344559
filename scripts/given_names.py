"""Write pipeline/pii/given_names.txt: given names of many countries, folded, that are words of no language we read.

    python scripts/given_names.py

Names are Faker's (MIT), all of its locales that scripts/names_sources.py lists save Turkish, whose names are words as a rule;
words and towns are those of simplemma (MIT) and phonenumbers (Apache-2.0). Nothing is added by hand and nothing taken out.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import names_sources as sources
from names_data import LANGUAGES

from pipeline.pii.person import NOT_NAMES
from pipeline.pii.words import fold

TARGET = Path(__file__).resolve().parents[1] / "pipeline" / "pii" / "given_names.txt"
SHORTEST = 4  # letters


def given() -> set[str]:
    """All given names of the locales, without case and marks."""
    found: set[str] = set()
    for code, locales in sources.LOCALES.items():
        for locale in locales.split() if code != "tr" else ():
            try:
                provider = import_module(f"faker.providers.person.{locale}").Provider
            except ModuleNotFoundError:
                continue
            found |= sources.listed(provider, "first_names", "first_names_male", "first_names_female")
    return {fold(name) for name in found if name.isalpha() and name[0].isupper() and len(name) >= SHORTEST}


def words(candidates: set[str]) -> set[str]:
    """Which of them are words or towns."""
    found = {fold(word) for word in NOT_NAMES}
    for language in LANGUAGES:
        found |= {fold(word) for word in (*sources.small_words(language), *sources.towns(language))}
        found |= {fold(word) for name in sources.goods(language) for word in name.split()}
        if language != "tr":  # whose table has names in small letters
            found |= {name for word in sources.table(language) if word.islower() and (name := fold(word)) in candidates}
            found |= {name for word in sources.words(language) if (name := fold(word)) in candidates}
    return candidates & found


def main() -> None:
    names = given()
    kept = sorted(name for name in names - words(names) if name.isascii() and name.isalpha())
    TARGET.write_text("\n".join(kept) + "\n")
    print(len(names), "names,", len(kept), "kept")


if __name__ == "__main__":
    main()
