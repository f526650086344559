"""What a caller gives to be uploaded: paths or bytes, and options under the SDK's names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader, BytesIO
from os import PathLike
from pathlib import Path
from typing import Any

from pipeline.exceptions import MissingFileError, NotAFileError

AnyPath = str | PathLike[str]


def opened(paths: Iterable[AnyPath | tuple[bytes, str]]) -> Iterator[tuple[BytesIO | BufferedReader, str]]:
    """What is to be uploaded as streams and names: each file, or bytes with a name, open as long as it is looked at.

    Raises:
        MissingFileError, NotAFileError: a path is none of a file.
    """
    for given in paths:
        if isinstance(given, tuple):
            yield BytesIO(given[0]), Path(given[1]).name
            continue
        path = Path(given)
        if not path.exists():
            raise MissingFileError(f"There is no file at {path}.")
        if not path.is_file():
            raise NotAFileError(f"{path} is not a file.")
        with path.open("rb") as stream:
            yield stream, path.name


def settings_of(
    locale: str, document_type_hint: str | None, mask_pii: bool, pipeline_config: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The options of an upload as a job keeps them.

    Only what differs from the defaults, so that a chain without a PII stage takes a plain upload.
    """
    given = {"locale": locale, "document_type_hint": document_type_hint, "mask_pii": mask_pii, **(pipeline_config or {})}
    defaults = {"locale": "und", "document_type_hint": None, "mask_pii": True}
    return {name: value for name, value in given.items() if name not in defaults or value != defaults[name]}
