"""``pipeline watch``: process every whole file that arrives in a folder, until it is told to stop."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import FAILED, Events, Group, Isolation, Json, Ocr, Workspace, open_client
from pipeline.exceptions import ValidationError

if TYPE_CHECKING:
    from pipeline.cli.stopping import Stop
    from pipeline.job import Job
    from pipeline.watching import Watcher

commands = typer.Typer(cls=Group)
_LOOK_S = 0.1  # how soon a stop is seen


@commands.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="The folder to watch.", metavar="DIR")],
    workspace: Workspace = None,
    done: Annotated[Path | None, typer.Option(help="Move files of completed jobs here; default: leave them.")] = None,
    failed: Annotated[Path | None, typer.Option(help="Move files of failed jobs here; default: leave them.")] = None,
    recursive: Annotated[bool, typer.Option("--recursive", "-r", help="Look into the folders of the folder too.")] = False,
    settle: Annotated[float, typer.Option(min=0, help="Seconds a file must not have changed before it is taken.")] = 2.0,
    poll: Annotated[float, typer.Option(min=0.05, help="Seconds between looks.")] = 1.0,
    once: Annotated[bool, typer.Option("--once", help="End when everything that is there is done.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Documents at a time; default one a core.")] = None,
    ocr: Annotated[Ocr | None, typer.Option(help="What reads scans; default rapidocr.")] = None,
    isolation: Annotated[
        Isolation,
        typer.Option(envvar="FLEXORCH_ISOLATION", help="Run stages in child processes that can be killed, or in threads."),
    ] = Isolation.PROCESS,
    timeout: Annotated[float | None, typer.Option(min=0, help="Seconds a document may take; default no limit.")] = None,
    locale: Annotated[str, typer.Option(help="Whose personal data to look for, such as de or tr; und: all.")] = "und",
    hint: Annotated[str | None, typer.Option(help="The document type, when you know it, such as invoice.")] = None,
    no_mask: Annotated[bool, typer.Option("--no-mask", help="Count personal data and leave it in place.")] = False,
    as_json: Json = False,
    events: Events = None,
) -> None:
    """Process every file that arrives in a folder, each once, also after a restart. Half-written files are waited for.

    Hidden files, temporary names and links are passed over. SIGINT (Ctrl-C) or SIGTERM ends it with exit code 0: what runs is
    finished, the rest stays in the folder. With --once the exit code is 1 when something failed.
    """
    from pipeline.cli.events import STDOUT, event_lines
    from pipeline.cli.stopping import Stop
    from pipeline.cli.view import as_line, plain, result_line
    from pipeline.folder import Folder
    from pipeline.watching import Outlets, Watcher

    outlets = Outlets(done, failed)
    files = Folder(folder, is_deep=recursive, settle_s=settle, leave_out=outlets.folders)
    outlets.check(folder)
    settings = {"workers": workers, "ocr": ocr and ocr.value, "isolation": isolation.value, "job_timeout_s": timeout or None}
    to_stderr = events == STDOUT

    failures: list[str] = []

    def tell(job: Job) -> None:
        if job.status == "failed":
            failures.append(job.id)
        typer.echo(as_line(job) if as_json else result_line(job), err=to_stderr)

    def warn(name: str, code: str) -> None:
        failures.append(code)
        typer.echo(f"{plain(name)}: {code}", err=True)

    with event_lines(events) as lines, open_client(workspace, **settings) as client:
        if client.settings.workspace.resolve().is_relative_to(files.root):
            raise ValidationError("The workspace lies in the folder that is watched.", code="watch.workspace")
        if lines is not None:
            lines.follow(client)
        watcher = Watcher(
            client.jobs,
            files,
            outlets,
            lambda stream, name, origin: client.jobs.upload_stream(
                stream, name, locale, document_type_hint=hint, mask_pii=not no_mask, origin=origin
            ),
            client.settings.worker_count,
            tell,
            warn,
        )
        with Stop(lambda: client.close(keep=True), client.abandon).listening() as stop:
            _run(watcher, stop, poll, once=once)
            stop.close()
        watcher.finish()
    raise typer.Exit(FAILED if once and failures else 0)


def _run(watcher: Watcher, stop: Stop, poll_s: float, *, once: bool) -> None:
    """Look until somebody stops it, or until there is nothing left to do."""
    due = 0.0
    while not stop.is_asked:
        if time.monotonic() >= due:
            watcher.step()
            if once and watcher.is_idle:
                return
            due = time.monotonic() + poll_s
        time.sleep(min(poll_s, _LOOK_S))
