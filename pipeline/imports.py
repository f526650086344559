"""Import a library without a companion that it would load on its own, at a cost of seconds, for something not used here."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import_lock = threading.RLock()  # also held by whoever imports, in some other thread, what may be hidden at the moment


@contextmanager
def hidden(name: str) -> Iterator[None]:
    """While the block runs, importing this module fails as if it were not installed; one that is loaded already stays."""
    with import_lock:
        if name in sys.modules:
            yield
            return
        sys.modules[name] = None  # type: ignore[assignment]  # how Python itself marks a module that must not be imported
        try:
            yield
        finally:
            del sys.modules[name]
