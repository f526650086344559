"""Opens an encrypted workspace with the key its user holds.

The user's key encrypts a random data key, which is kept in ``key.json``; only the data key ever touches documents. So another
user's key can take its place without writing a document anew (:func:`rekey`), and a wrong key is told at once, as the data key
does not open with it.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from filelock import FileLock
from msgspec import Struct

from pipeline.exceptions import ConfigError, WorkspaceError
from pipeline.privacy.seal import PLAIN, Seal
from pipeline.store import private_folder, sync

KEY_VARIABLE = "FLEXORCH_KEY"
KEY_BYTES = 32
_FILE, _LOCK = "key.json", "key.lock"
_NONCE_BYTES = 12
_PURPOSE = b"flexorch-local data key 1"


class _Kept(Struct, frozen=True):
    """What ``key.json`` holds: nonce and data key, encrypted with the user's key; Base64."""

    version: int
    cipher: str
    sealed: str


def new_key() -> str:
    """A random key as text: 32 bytes in Base64."""
    return b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def write_key(path: Path) -> None:
    """Make a new key, and write it to a file that only its owner can read.

    Raises:
        ConfigError: something is there already, or it cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as target:
            target.write(new_key() + "\n")
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        raise ConfigError(f"No key was written to {path} ({type(error).__name__}).", code="key.unwritable") from error


def read_key(file: Path | None, environ: Mapping[str, str] | None = None) -> bytes | None:
    """The user's key: from a file, else from ``$FLEXORCH_KEY``; None when there is neither.

    Raises:
        ConfigError: the file cannot be read (``key.unreadable``), or what is there is no key (``key.malformed``).
    """
    text = (os.environ if environ is None else environ).get(KEY_VARIABLE, "")
    if file is not None:
        try:
            text = file.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"The key file cannot be read ({type(error).__name__}).", code="key.unreadable") from error
    text = text.strip()
    if not text and file is None:
        return None
    try:
        key = bytes.fromhex(text) if len(text) == 2 * KEY_BYTES else b64decode(text, validate=True)
    except (ValueError, Base64Error):
        key = b""
    if len(key) != KEY_BYTES:
        remedy = "Make one with `pipeline key FILE`; a password is no key."
        raise ConfigError("A key is 32 random bytes in Base64 or as 64 hex digits.", code="key.malformed", remedy=remedy)
    return key


def is_encrypted(workspace: Path) -> bool:
    """It needs a key."""
    return (workspace / _FILE).exists()


def open_seal(workspace: Path, key: bytes | None) -> Seal:
    """The seal of a workspace. A new workspace opened with a key becomes an encrypted one, for good.

    Raises:
        ConfigError: the extra ``encryption`` is not installed (``key.library``).
        WorkspaceError: it is encrypted and there is no key (``workspace.locked``) or another one (``workspace.wrong_key``);
            or there is a key and it is not encrypted (``workspace.not_encrypted``).
    """
    file = workspace / _FILE
    if key is None:
        if is_encrypted(workspace):
            remedy = f"Give its key in a file (key_file, --key-file) or in ${KEY_VARIABLE}."
            raise WorkspaceError("The workspace is encrypted.", code="workspace.locked", remedy=remedy)
        return PLAIN
    sealed = _library()
    private_folder(workspace)
    with FileLock(workspace / _LOCK, mode=0o600):  # of two processes that begin a workspace, one makes the data key
        if file.exists():
            return sealed(_opened(file, key))
        if (workspace / "ledger.sqlite").exists():
            remedy = "Use a new folder for an encrypted workspace, or give no key."
            raise WorkspaceError("This workspace is not encrypted.", code="workspace.not_encrypted", remedy=remedy)
        data_key = secrets.token_bytes(KEY_BYTES)
        _keep(file, data_key, key)
        return sealed(data_key)


def rekey(workspace: Path, key: bytes, new: bytes) -> None:
    """Let another key open the workspace, and the old one no more. Nothing else is written anew: the data key stays.

    Who has both the old key and a copy of the old ``key.json`` can still read; against them only a new workspace helps.

    Raises:
        WorkspaceError: it is not encrypted, or the key is not its key.
    """
    _library()
    file = workspace / _FILE
    if not file.exists():
        raise WorkspaceError("This workspace is not encrypted.", code="workspace.not_encrypted", remedy="")
    with FileLock(workspace / _LOCK, mode=0o600):
        _keep(file, _opened(file, key), new)


def _library() -> Callable[[bytes], Seal]:
    try:
        from pipeline.privacy.sealed import Sealed
    except ImportError as error:
        remedy = "pip install 'flexorch-local[encryption]'"
        raise ConfigError(
            "An encrypted workspace needs the library cryptography.", code="key.library", remedy=remedy
        ) from error
    return Sealed


def _opened(file: Path, key: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Kept)
        data = b64decode(kept.sealed)
        return AESGCM(key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _PURPOSE)
    except InvalidTag as error:
        remedy = "Give the key the workspace was made with, or last changed to with `pipeline rekey`."
        raise WorkspaceError("This is not the key of the workspace.", code="workspace.wrong_key", remedy=remedy) from error
    except (OSError, ValueError) as error:
        remedy = "Restore key.json from a backup: without it nobody can open the workspace."
        raise WorkspaceError("The file key.json is damaged.", code="workspace.key_damaged", remedy=remedy) from error


def _keep(file: Path, data_key: bytes, key: bytes) -> None:
    """Write ``key.json``, whole or not at all."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = b64encode(nonce + AESGCM(key).encrypt(nonce, data_key, _PURPOSE)).decode()
    handle, name = tempfile.mkstemp(prefix="key-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(msgspec.json.encode(_Kept(1, "AES-256-GCM", sealed)))
            target.flush()
            os.fsync(target.fileno())
        Path(name).replace(file)
        sync(file.parent)
    finally:
        Path(name).unlink(missing_ok=True)
