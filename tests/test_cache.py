"""The cache: never unpickles, never fails a job, never answers with anything but what was stored."""

from __future__ import annotations

import logging
import os
import pickle
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import diskcache
import pytest
from msgspec import structs

from pipeline.cache import BytesDisk, StageCache
from pipeline.record import Document, Record

RECORD = Record(Document("00", "text/plain", 1), text="secret words " * 100)
SIZE = 10_000_000


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[StageCache]:
    cache = StageCache(tmp_path / "cache", SIZE)
    yield cache
    cache.release()


class Bomb:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_what_was_stored_comes_back(cache: StageCache):
    assert cache.get("k") is None
    cache.set("k", RECORD)
    assert cache.get("k") == RECORD
    assert len(cache) == 1
    assert cache.size_bytes > 0
    assert cache.clear() == 1
    assert cache.get("k") is None


@pytest.mark.parametrize("in_file", [False, True])
def test_planted_pickle_is_never_run(cache: StageCache, tmp_path: Path, in_file: bool):
    proof = tmp_path / "ran"
    payload = pickle.dumps(Bomb(proof))
    pickle.loads(payload)  # the bomb works ...
    assert proof.exists()
    proof.unlink()
    cache.set("k", RECORD)
    value, filename = payload, None
    if in_file:
        value, filename = None, "planted.val"
        (tmp_path / "cache" / filename).write_bytes(payload)
    _rewrite(tmp_path, "UPDATE Cache SET mode = 4, value = ?, filename = ?", (value, filename))
    assert cache.get("k") is None  # ... and is a miss here
    assert not proof.exists()


def test_planted_path_outside_the_folder_is_not_read(cache: StageCache, tmp_path: Path):
    cache.set("k", RECORD)
    outside = tmp_path / "outside.val"
    outside.write_bytes(b"x")
    _rewrite(tmp_path, "UPDATE Cache SET mode = 2, value = NULL, filename = ?", ("../outside.val",))
    assert cache.get("k") is None


@pytest.mark.parametrize("damage", [b"", b"\x00" * 40, b"garbage"])
def test_damaged_value_is_a_miss(cache: StageCache, tmp_path: Path, damage: bytes):
    cache.set("k", RECORD)
    _rewrite(tmp_path, "UPDATE Cache SET mode = 1, filename = NULL, value = ?", (damage,))
    assert cache.get("k") is None


def test_flipped_bit_is_a_miss_and_no_text_is_logged(cache: StageCache, tmp_path: Path, caplog):
    cache.set("k", RECORD)
    (row,) = _rewrite(tmp_path, "SELECT value, filename FROM Cache")
    if row[1]:
        file = tmp_path / "cache" / row[1]
        data = bytearray(file.read_bytes())
        data[-5] ^= 1
        file.write_bytes(data)
    else:
        data = bytearray(row[0])
        data[-5] ^= 1
        _rewrite(tmp_path, "UPDATE Cache SET value = ?", (bytes(data),))
    with caplog.at_level(logging.DEBUG):
        assert cache.get("k") is None
    assert caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("rubbish", [b"not a database at all" * 100, b""])
def test_damaged_database_is_set_aside(tmp_path: Path, rubbish: bytes):
    before = StageCache(tmp_path / "cache", SIZE)
    before.set("k", RECORD)
    before.release()
    for file in (tmp_path / "cache").glob("cache.db*"):
        file.write_bytes(rubbish)
    cache = StageCache(tmp_path / "cache", SIZE)
    assert cache.get("k") is None
    cache.set("k", RECORD)
    assert cache.get("k") == RECORD
    cache.release()


def test_database_damaged_at_work_is_set_aside_and_begun_anew(tmp_path: Path):
    """Two processes use it: both come to the new one, and neither throws away what the other has begun."""
    one, other = StageCache(tmp_path / "cache", SIZE), StageCache(tmp_path / "cache", SIZE)
    for number in range(300):
        one.set(str(number), RECORD)
    for cache in (one, other):
        cache.release()
    file = tmp_path / "cache" / "cache.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)  # all but the schema
    file.write_bytes(data)
    assert one.get("7") is None
    one.set("7", RECORD)
    assert other.get("7") == RECORD
    other.set("8", RECORD)
    assert one.get("8") == RECORD
    for cache in (one, other):
        cache.set("new", RECORD)
        assert cache.get("new") == RECORD
        cache.release()
    assert (tmp_path / "cache.damaged").is_dir()


def test_value_files_of_a_killed_process_are_swept(cache: StageCache, tmp_path: Path):
    cache.set("large", structs.replace(RECORD, text="x" * 100_000))
    folder = tmp_path / "cache" / "ab" / "cd"
    folder.mkdir(parents=True, exist_ok=True)
    left, young = (folder / f"{number:028x}.val" for number in (1, 2))
    for file in (left, young):
        file.write_bytes(b"half")
    os.utime(left, (time.time() - 4000,) * 2)
    cache.sweep()
    assert not left.exists()
    assert young.exists()
    assert cache.get("large").text == "x" * 100_000


@pytest.mark.parametrize("value", ["text", 1, None, {"a": 1}, object()])
def test_only_bytes_are_stored(tmp_path: Path, value: object):
    raw = diskcache.Cache(str(tmp_path / "raw"), disk=BytesDisk)
    with pytest.raises(TypeError):
        raw.set("k", value)
    with pytest.raises(TypeError):
        raw.set(("tuple", "key"), b"value")
    raw.close()


def test_many_threads_may_open_and_use_one_folder(tmp_path: Path):
    errors = []

    def use(name: str) -> None:
        try:
            cache = StageCache(tmp_path / "cache", SIZE)
            cache.set(name, RECORD)
            assert cache.get(name) == RECORD
            cache.release()
        except Exception as error:  # noqa: BLE001  # carried out of the thread
            errors.append(error)

    threads = [threading.Thread(target=use, args=(str(i),)) for i in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_folder_is_private(cache: StageCache, tmp_path: Path):
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def _rewrite(tmp_path: Path, statement: str, values: tuple[object, ...] = ()) -> list[tuple]:
    connection = sqlite3.connect(tmp_path / "cache" / "cache.db")
    with connection:
        rows = connection.execute(statement, values).fetchall()
    connection.close()
    return rows
