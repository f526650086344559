"""The command ``pipeline``: arguments in ``app``, one module a command that shows something, ``view`` for what they share."""

from pipeline.cli import upkeep, watch
from pipeline.cli.app import app, main

app.add_typer(watch.commands)
app.add_typer(upkeep.commands)

__all__ = ["app", "main"]
