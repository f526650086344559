"""Structured logs: one JSON object a line, with ids, codes and counts, and no text of any document.

    handler = logging.FileHandler("pipeline.jsonl")
    handler.setFormatter(JsonLines())
    logging.getLogger("pipeline").addHandler(handler)

This package never puts text of a document into a message. Of other libraries nobody knows, so of their records only name, level
and place are written; of exceptions only the type.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from pipeline.exceptions import FlexOrchError, ValidationError

OURS = "pipeline"
LEVELS = ("debug", "info", "warning", "error")


class JsonLines(logging.Formatter):
    """A formatter for any handler of the ``logging`` module.

    Keys of a line: ``at`` (ISO 8601, UTC), ``level``, ``logger``, ``message``, the ids and codes at hand (``job_id``, ``code``,
    ``stage``, ``page``, ``event`` …), and ``error`` and ``error_code`` where an exception is logged.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its line feed."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name == OURS or record.name.startswith(OURS + "."):
            line["message"] = record.getMessage()
            line |= getattr(record, "facts", {})
        else:
            line["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = type(error).__name__
            if isinstance(error, FlexOrchError):
                line["error_code"] = error.code
        return msgspec.json.encode(line).decode()


def facts(**values: object) -> dict[str, dict[str, object]]:
    """The argument ``extra`` of a log call that carries these ids and codes; what is None is left out."""
    return {"facts": {name: value for name, value in values.items() if value is not None}}


@contextmanager
def logging_to(target: str | None, level: str) -> Iterator[None]:
    """While the block runs, this package's log lines go to the end of a file, or with ``-`` to standard error.

    Raises:
        ValidationError: an unknown level, or a file that cannot be written to.
    """
    if target is None:
        yield
        return
    if level not in LEVELS:
        raise ValidationError(f"The log level must be one of {', '.join(LEVELS)}.")
    handler = _handler(target)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger(OURS)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(level.upper())
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()


def _handler(target: str) -> logging.Handler:
    if target == "-":
        return logging.StreamHandler(sys.stderr)
    try:
        return logging.FileHandler(Path(target), encoding="utf-8")
    except OSError as error:
        raise ValidationError(f"The log cannot be written to {target} ({type(error).__name__}).") from error
