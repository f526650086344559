"""Whose name an organisation bears: firms are no personal data, save those that are called after a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.pii.detector import Candidate
from pipeline.pii.person import is_given_name, name_word

ORGANIZATIONS = frozenset(("organization", "company_name_intl", "company_name_tr"))
# What firms, schools and offices are, as the first or last word of their names; hardly ever a surname.
INSTITUTIONS = frozenset(
    """
    academy airlines analytics associates association authority bakery bank brewery capital centre clinic college consulting
    council couriers foods foundation freight gallery group holding holdings hospital hotel industries institute insurance
    laboratories limited logistics ltd media ministry museum networks partners pharma pharmacy practice press publishing
    restaurant savings school services society software solutions studios systems technologies trust university
    apotheke autohaus bäckerei brauerei druckerei finanzamt gesellschaft gmbh handel hochschule klinik klinikum krankenhaus
    krankenkasse logistik ministerium möbel praxis sparkasse spedition stadtwerke stiftung universität verein verlag
    versicherung versicherungen volksbank werke assurances banque boulangerie cabinet clinique compagnie crédit hôpital
    imprimerie librairie lycée mairie menuiserie ministère mutuelle pharmacie société transports université assicurazioni
    autotrasporti banca cantine comune farmacia fondazione ospedale pastificio società trasporti università aseguradora
    ayuntamiento banco bodegas clínica colegio conservas farmacia fundación librería seguros talleres transportes universidad
    apotheek bakkerij gemeente hogeschool rederij stichting universiteit uitgeverij verzekeringen ziekenhuis apteka drukarnia
    fundacja hurtownia piekarnia przychodnia spółdzielnia szkoła szpital ubezpieczenia uniwersytet urząd belediyesi bankası
    eczanesi hastanesi holding lisesi lojistik mobilya sigorta tekstil turizm üniversitesi vakfı
    """.split()  # noqa: SIM905
)
LEGAL_FORM = re.compile(  # behind a name that is then a firm's
    r"[ ,]{0,2}(?:(?:GmbH|GMBH|OHG|AG|KG|UG|Ltd|LTD|Inc|INC|LLC|LLP|PLC|Corp|SARL|SAS|SpA|Srl|Şti|Bank)(?!\w)"
    r"|e\.[ ]?V|S\.[ ]?[ALpr]|B\.[ ]?V|N\.[ ]?V|A\.[ ]?Ş|sp\.[ ]?z[ ]?o|& Co)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
# The law's forms of firms that are not the people who own them: who they are called after is long dead, or one of many.
_INCORPORATED = re.compile(
    r"(?<!\w)(?:AG|SA|S\.A\.|SE|N\.?V\.?|plc|PLC|S\.p\.A\.|SpA|A\.[ ]?Ş\.?|Inc\.?|Corp\.?|Corporation|eG|e\.V\.|"
    r"Stiftung|Foundation|Fondation|Fondazione|Fundación|Stichting|Fundacja|Vakfı|"
    r"Schule|School|Lycée|Liceo|Colegio|Gymnasium|Universit\w*|Üniversitesi|Hospital|Klinikum|Airport)(?!\w)"
)


def without_organizations(text: str, found: Iterable[Candidate]) -> list[Candidate]:
    """What is left when organisations are taken out that are not a person's, such as a sole trader under their own name."""
    return [item for item in found if item.type not in ORGANIZATIONS or bears_a_person(text[item.start : item.end])]


def bears_a_person(name: str) -> bool:
    """Whether a firm's name holds a given name and a surname, and no word that says it is nobody's own."""
    words = _WORD.findall(name)
    full = any(is_given_name(first) and len(last) > 2 and name_word(last) for first, last in pairwise(words))
    return full and _INCORPORATED.search(name) is None


def is_institution(words: Sequence[str]) -> bool:
    """Whether words that look like a person's name are a firm's or an office's: one of several says so, first or last."""
    return len(words) > 1 and not INSTITUTIONS.isdisjoint((words[0].casefold(), words[-1].casefold()))
