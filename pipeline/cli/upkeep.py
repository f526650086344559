"""Commands that look after a workspace: ``metrics``, ``delete``, ``purge``, ``repair``, ``deletions``."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import Group, Workspace, open_client
from pipeline.exceptions import ValidationError

if TYPE_CHECKING:
    from pipeline.client import FlexOrch
    from pipeline.privacy.custodian import Deleted

commands = typer.Typer(cls=Group)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PERIOD = re.compile(r"(\d+)([mhdw])")


class _Final(StrEnum):
    COMPLETED = "completed"
    FAILED = "failed"


def period(text: str) -> timedelta:
    """``30d``, ``12h``, ``2w`` or ``90m``.

    Raises:
        ValidationError: it is none of these.
    """
    found = _PERIOD.fullmatch(text.strip().lower())
    if found is None:
        raise ValidationError(f"{text!r} is no period.", remedy="Write it as 30d, 12h, 2w or 90m.")
    try:
        return timedelta(**{_UNITS[found[2]]: int(found[1])})
    except OverflowError as error:
        raise ValidationError(f"{text!r} is too long a period.") from error


@commands.command()
def metrics(workspace: Workspace = None) -> None:
    """Write the numbers of the workspace as OpenMetrics text: jobs, stages, pages, cache, queue."""
    with open_client(workspace, workers=0, cache=True) as client:
        typer.echo(client.metrics(), nl=False)


@commands.command()
def delete(
    ids: Annotated[list[str], typer.Argument(help="Ids of jobs (job_000042) or of documents (doc_000007).", metavar="ID...")],
    workspace: Workspace = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete jobs, or documents with all their jobs, and every byte derived from them. It cannot be undone."""
    if not yes:
        if not sys.stdin.isatty():
            raise ValidationError("Nothing was deleted.", remedy="Add --yes to delete without being asked.")
        typer.confirm(f"Delete {', '.join(ids)} for good?", abort=True)
    with open_client(workspace, workers=0) as client:
        for one in ids:
            deleted = client.documents.delete(one) if one.startswith("doc_") else client.jobs.delete(one)
            typer.echo(f"{one}: {_said(deleted)} deleted")


@commands.command()
def purge(
    workspace: Workspace = None,
    older_than: Annotated[str | None, typer.Option(help="Jobs final for longer than this, such as 30d or 12h.")] = None,
    status: Annotated[_Final | None, typer.Option(help="Only completed, or only failed jobs.")] = None,
    keep_last: Annotated[int, typer.Option(min=0, help="The newest N jobs stay, whatever else holds.")] = 0,
    everything: Annotated[bool, typer.Option("--all", help="Every job, queued and running ones too.")] = False,
    compact: Annotated[
        bool, typer.Option("--compact", help="Write the ledger anew however large it is; nobody can write to it meanwhile.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete all jobs for which every given rule holds, with every byte derived from them. Says what would go, then asks."""
    with open_client(workspace, workers=0) as client:
        if compact and not (older_than or status or keep_last or everything):
            client.compact()
            typer.echo("the ledger was written anew")
            return
        rules = (period(older_than) if older_than else None, status and status.value, keep_last, everything)
        planned = _purge(client, *rules, dry_run=True)
        typer.echo(f"{_said(planned)} to delete" + (f", {planned.in_use} of them running" if planned.in_use else ""))
        if dry_run or not planned.jobs:
            return
        if not yes and not sys.stdin.isatty():
            typer.echo("nothing was deleted; --yes deletes without asking", err=True)
            return
        if not yes:
            typer.confirm("Delete them for good?", abort=True)
        deleted = _purge(client, *rules, compact=compact)
        typer.echo(f"{_said(deleted)} deleted" + (f", {deleted.in_use} left alone as they run" if deleted.in_use else ""))
        if not deleted.is_scrubbed:
            typer.echo("the ledger is large: traces of rows may be left in it until `pipeline purge --compact`", err=True)


@commands.command()
def repair(workspace: Workspace = None) -> None:
    """Put a workspace in order whose ledger is damaged or lost: from its backup, what can be read of it, and the documents."""
    from pipeline.options import load_settings
    from pipeline.privacy.vault import read_key
    from pipeline.repair import repair as repaired

    settings = load_settings({"workspace": workspace})
    done = repaired(settings.workspace, read_key(settings.key_file))
    if done.damage:
        source = f"backup {done.backup}" if done.backup else "no backup"
        typer.echo(f"ledger damaged ({done.damage}): restored from {source} and {done.rows:,} rows that could be read")
        typer.echo(f"{done.queued} documents without a job queued; the damaged file is kept in {done.kept}")
    else:
        typer.echo("the ledger is sound")
    if done.lost:
        typer.echo(f"{done.lost} stored documents are damaged: their jobs will fail until they are uploaded again", err=True)
    if done.removed:
        typer.echo(f"{done.removed} documents without any job deleted: their uploads never ended")


@commands.command()
def key(
    target: Annotated[Path, typer.Argument(help="The new file; only its owner can read it.", metavar="FILE")],
) -> None:
    """Make a random key for an encrypted workspace. Keep a copy elsewhere: without it nobody can open the workspace."""
    from pipeline.privacy.vault import write_key

    write_key(target)
    typer.echo(f"{target}: give it as FLEXORCH_KEY_FILE, or in a settings file as key_file")


@commands.command()
def rekey(
    new: Annotated[
        Path, typer.Option("--new-key-file", help="The key that is to open the workspace from now on.", metavar="FILE")
    ],
    workspace: Workspace = None,
) -> None:
    """Let another key open an encrypted workspace, and the old one no more. Quick: no document is written anew."""
    from pipeline.exceptions import ConfigError
    from pipeline.options import load_settings
    from pipeline.privacy.vault import read_key
    from pipeline.privacy.vault import rekey as change

    settings = load_settings({"workspace": workspace})
    old, other = read_key(settings.key_file), read_key(new)
    if old is None or other is None:
        raise ConfigError(
            "The key the workspace has now is needed too.", remedy="Give it in FLEXORCH_KEY_FILE or FLEXORCH_KEY."
        )
    change(settings.workspace, old, other)
    typer.echo(f"from now on the key in {new} opens the workspace")


@commands.command()
def deletions(
    workspace: Workspace = None,
    limit: Annotated[int, typer.Option(min=0, help="How many, newest first.")] = 20,
) -> None:
    """List what was deleted: ids, times and causes, which is all that is left of it."""
    with open_client(workspace, workers=0) as client:
        for stone in client.deletions(limit):
            prefix = "job" if stone.kind == "job" else "doc"
            typer.echo(f"{stone.deleted_at}  {prefix}_{stone.key:06d}  {stone.cause}  uploaded {stone.created_at}")


def _purge(
    client: FlexOrch,
    older_than: timedelta | None,
    status: str | None,
    keep_last: int,
    everything: bool,
    *,
    dry_run: bool = False,
    compact: bool = False,
) -> Deleted:
    return client.purge(
        older_than=older_than, status=status, keep_last=keep_last, everything=everything, dry_run=dry_run, compact=compact
    )


def _said(deleted: Deleted) -> str:
    jobs = f"{deleted.jobs} job{'s' * (deleted.jobs != 1)}"
    documents = f"{deleted.documents} document{'s' * (deleted.documents != 1)}"
    return f"{jobs} and {documents} ({deleted.stored_bytes:,} bytes)"
