"""What can still be read of a damaged SQLite file, row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

_ROWS = 256  # read at a time; about a row that cannot be read, one at a time
_PATIENCE = 100_000  # row numbers tried one after the other without success, before the rest of a table is given up


def salvage(damaged: Path, target: sqlite3.Connection) -> int:
    """Copy every row that can be read into the same table of the target, over what stands there under its key.

    Args:
        damaged: only read.
        target: a sound ledger; rows it does not take, by its own checks, are left out.

    Returns:
        How many rows were copied.
    """
    count = 0
    with closing(sqlite3.connect(f"file:{damaged}?mode=ro", uri=True)) as source:
        for table, is_plain in _tables(target):
            columns = _common(source, target, table)
            if columns:
                for row in _rows(source, table, columns, is_plain):
                    count += _put(target, table, columns, row)
    return count


def _tables(target: sqlite3.Connection) -> list[tuple[str, bool]]:
    """The names of its tables, and which have row numbers; those others refer to come first."""
    query = "SELECT name, sql NOT LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
    return [(name, bool(plain)) for name, plain in target.execute(query) if not name.startswith("sqlite_")]


def _common(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> list[str]:
    try:
        there = {name for (name,) in source.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    except sqlite3.DatabaseError:
        return []
    return [name for (name,) in target.execute("SELECT name FROM pragma_table_info(?)", (table,)) if name in there]


def _rows(source: sqlite3.Connection, table: str, columns: list[str], is_plain: bool) -> Iterator[tuple[object, ...]]:
    """Every row that can be read; of a table without row numbers those before the first that cannot."""
    names = ", ".join(columns)
    if not is_plain:
        with suppress(sqlite3.DatabaseError):
            yield from source.execute(f"SELECT {names} FROM {table}")  # noqa: S608  # our own names
        return
    query = f"SELECT rowid, {names} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608
    last, many, misses = 0, _ROWS, 0
    while misses < _PATIENCE:
        try:
            rows = source.execute(query, (last, many)).fetchall()
        except sqlite3.DatabaseError:
            last, many, misses = (last, 1, misses) if many > 1 else (last + 1, 1, misses + 1)
            continue
        if not rows:
            return
        yield from (row[1:] for row in rows)
        last, many, misses = rows[-1][0], _ROWS, 0


def _put(target: sqlite3.Connection, table: str, columns: list[str], row: tuple[object, ...]) -> int:
    marks = ", ".join("?" * len(columns))
    try:
        target.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)  # noqa: S608
    except sqlite3.Error:  # nonsense that its checks refuse
        return 0
    return 1
