"""Types and fields of a user's own: declared as data, so that a chain with them can be told to another process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pipeline.exceptions import ConfigError
from pipeline.record import FieldKind

KINDS = tuple(kind for kind in get_args(FieldKind) if kind not in ("items", "taxes"))
_OPTIONS = {"kind", "labels", "pattern", "required"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class DocumentField:
    """One field.

    Attributes:
        name: lower case, such as ``serial_no``.
        kind: ``text`` | ``identifier`` | ``date`` | ``amount`` | ``currency``; decides how the value is read and typed.
        labels: what stands before the value, on its line or above it, in any case and with or without accents.
        pattern: a regular expression the value has to match as it stands in the document; its group ``value``, if it has one,
            is the value. Without labels it is looked for in every line.
        required: a document of the type without it is incomplete; says so in the schema, and lowers nothing by itself.
    """

    name: str
    kind: FieldKind = "text"
    labels: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name):
            raise ConfigError("A field's name must be lower-case letters, digits and underscores, beginning with a letter.")
        if self.kind not in KINDS:
            raise ConfigError(f"The kind of field {self.name!r} must be one of {', '.join(KINDS)}.")
        object.__setattr__(self, "labels", _texts(f"labels of field {self.name!r}", self.labels))
        if not self.labels and not self.pattern:
            raise ConfigError(f"Field {self.name!r} needs labels, a pattern, or both.")
        try:
            re.compile(self.pattern)
        except (re.error, TypeError) as error:
            raise ConfigError(f"The pattern of field {self.name!r} is no regular expression.") from error


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of documents, or further fields for one there is.

    Attributes:
        name: of a type that is there, to add to it, or a new one.
        fields: what to extract, in this order; a field of a name the type has already takes its place.
        words: words or phrases that name the type, in titles most of all. A new type needs some, or a ``document_type_hint``.
    """

    name: str
    fields: tuple[DocumentField, ...]
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name) or self.name in ("auto", "general"):
            raise ConfigError("A type's name must be lower-case letters, digits and underscores, and not auto or general.")
        object.__setattr__(self, "fields", tuple(self.fields))
        object.__setattr__(self, "words", _texts(f"words of type {self.name!r}", self.words))
        if not all(isinstance(field, DocumentField) for field in self.fields):
            raise ConfigError(f"The fields of type {self.name!r} must be DocumentField values.")
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise ConfigError(f"Type {self.name!r} has two fields of one name.")


def types_from_toml(table: object) -> tuple[DocumentType, ...]:
    """The types in the table ``[types]`` of a settings file.

    One table a type, with ``words`` and, under ``fields``, one table a field::

        [types.warranty]
        words = ["warranty certificate"]
        [types.warranty.fields.serial_no]
        kind = "identifier"
        labels = ["serial no"]

    Raises:
        ConfigError: an unknown key, or a value that is refused.
    """
    if not isinstance(table, Mapping):
        raise ConfigError("types must be a table of tables.")
    return tuple(_type(name, values) for name, values in table.items())


def _type(name: str, values: Any) -> DocumentType:
    known = isinstance(values, Mapping) and not set(values) - {"words", "fields"}
    if not known or not isinstance(values.get("fields", {}), Mapping):
        raise ConfigError(f"The table of type {name!r} may hold words and fields, and nothing else.")
    fields = []
    for field, options in values.get("fields", {}).items():
        if not isinstance(options, Mapping) or set(options) - _OPTIONS:
            raise ConfigError(f"The table of field {field!r} may hold {', '.join(sorted(_OPTIONS))}, and nothing else.")
        fields.append(DocumentField(field, **options))
    return DocumentType(name, tuple(fields), values.get("words", ()))


def _texts(what: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ConfigError(f"The {what} must be a list of texts that are not empty.")
    return tuple(value)
