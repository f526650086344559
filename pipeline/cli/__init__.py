"""The command ``pipeline``: arguments in ``app``, one module a command that shows something, ``view`` for what they share."""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
