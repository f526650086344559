"""What somebody finds who reads every byte of a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def traces(workspace: Path, secrets: Iterable[str | bytes]) -> list[tuple[str, str]]:
    """The secrets that stand in any file of the folder, or in its name: as UTF-8, as UTF-16, and in lower case."""
    found = []
    files = {path.relative_to(workspace).as_posix(): _bytes(path) for path in sorted(workspace.rglob("*")) if path.is_file()}
    for secret in secrets:
        forms = (
            [secret] if isinstance(secret, bytes) else [secret.encode(), secret.encode("utf-16-le"), secret.lower().encode()]
        )
        for name, data in files.items():
            if any(form in data or form in name.encode() for form in forms):
                found.append((name, repr(secret)[:40]))
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # somebody has just deleted it
        return b""
