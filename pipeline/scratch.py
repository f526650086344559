"""Where one engine puts what must not outlive it: documents on their way in, and the temporary files of its children.

Nothing is written to the system's own folder for temporary files, where a killed process would leave parts of documents behind.
An engine's folder goes when the engine is closed; that of an engine that died goes when the next one looks.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from pipeline.store import private_folder


class Scratch:
    """One engine's folder, ``scratch/NAME``, made when first used.

    Args:
        folder: ``scratch`` of the workspace.
        name: of the engine.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name

    def room(self, name: str) -> Path:
        """A folder in it, made if it is not there.

        Raises:
            WorkspaceError: it cannot be made.
        """
        room = self._folder / self._name / name
        for folder in (self._folder, room.parent, room):
            private_folder(folder)
        return room

    def leave(self) -> None:
        """Delete it with all that is in it."""
        shutil.rmtree(self._folder / self._name, ignore_errors=True)

    def sweep(self, is_alive: Callable[[str], bool]) -> None:
        """Delete the folders of engines that died."""
        for left in sorted(self._folder.glob("*")):
            if left.name != self._name and not is_alive(left.name):
                shutil.rmtree(left, ignore_errors=True)
