"""This process's side: one order a job to an executor, its answer back into the chain."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import Future
from functools import lru_cache

import msgspec
from msgspec import structs

from pipeline.cluster.crew import Crew
from pipeline.cluster.orders import RELEASE, Answer, Order, Terms, decode_answer, encode, parts_of
from pipeline.exceptions import ExecutorError, JobCancelledError, JobDeadlineError, WorkerMismatchError
from pipeline.portable import pack
from pipeline.progress import PageDone, report
from pipeline.record import Record, decode
from pipeline.record import encode as encode_record
from pipeline.stage import Deadline, Pipeline
from pipeline.workers import OnStage

MAX_ORDERS = 3  # for one job: the first may get lost, or meet the one worker of another release
GRACE_S = 0.5  # a worker ends a job at its deadline by itself, and this is for its answer to arrive


class ClusterRunner:
    """A :class:`pipeline.workers.Runner` that sends what is left of a chain to an executor, with the document, once.

    The answer holds what every stage wrote, so ledger and cache stay here, and a chain that failed half way is half cached.
    While the stages run elsewhere the job is shown in the first of them.

    A deadline is kept from here: the order is abandoned and the job fails; a job that is cancelled likewise. What then still
    runs is the worker's affair: with ``isolation="process"`` it has killed its child at the same deadline; with ``"thread"``
    the stage goes on until it next looks at the clock, and the worker's thread with it.

    Args:
        crew: the workers.
        terms: how they are to run stages.
    """

    def __init__(self, crew: Crew, terms: Terms) -> None:
        self._crew = crew
        self._terms = terms

    def steps(
        self, chain: Pipeline, first: int, record: Record, deadline: Deadline, on_stage: OnStage
    ) -> Iterator[tuple[Record, float]]:
        """See :class:`pipeline.workers.Runner`.

        Raises:
            JobDeadlineError: no answer in time.
            JobCancelledError: somebody cancelled the job.
            WorkerLostError: every worker that ran the job died.
            WorkerMismatchError: the workers would not give the bytes this machine gives.
            ExecutorError: the executor is closed or broken, or its scheduler gone.
        """
        names = iter(stage.name for stage in chain.stages[first:])
        on_stage(next(names))
        answer = self._answer(chain, first, _sendable(record, chain, first), deadline)
        for message in answer.said:
            if isinstance(message, PageDone):
                report(message)
                continue
            yield decode(message.partial), message.seconds
            if (name := next(names, None)) is not None:
                on_stage(name)
        if answer.failed is not None:
            raise answer.failed.error()

    def close(self) -> None:
        """Let go of an executor that is our own; the children of its workers leave when they have been idle for a while."""
        self._crew.close()

    def _answer(self, chain: Pipeline, first: int, record: bytes, deadline: Deadline) -> Answer:
        refusal: WorkerMismatchError | None = None
        for _ in range(MAX_ORDERS):
            deadline.check()
            order = Order(
                RELEASE,
                uuid.uuid4().hex,
                _packed(chain),
                chain.fingerprint,
                self._terms,
                first,
                record,
                deadline.remaining_s,
            )
            try:
                data = self._sent(encode(order), deadline)
                if data is not None:
                    return _accepted(data, chain)
            except WorkerMismatchError as error:
                refusal = error
        raise refusal or ExecutorError(f"The executor lost the job {MAX_ORDERS} times.", code="executor.unreachable")

    def _sent(self, order: bytes, deadline: Deadline) -> bytes | None:
        left = deadline.remaining_s
        future = self._crew.submit(order)
        unwanted: Future[bytes] = Future()
        deadline.watch(lambda: None if unwanted.done() else unwanted.set_result(b""))
        try:
            if not self._crew.look_after(future, unwanted, None if left is None else left + GRACE_S):
                raise JobDeadlineError("The job ran past its deadline on a worker, and was abandoned.")
            if not future.done():
                raise JobCancelledError("The job was cancelled.")
            return self._crew.answer(future)
        finally:
            deadline.watch(None)
            future.cancel()  # only does something when there is no answer


def _sendable(record: Record, chain: Pipeline, first: int) -> bytes:
    """The record as bytes, without the document where no stage that is left reads it."""
    reads_source = any("source" in stage.reads for stage in chain.stages[first:])
    return encode_record(record if reads_source else structs.replace(record, source=b""))


def _accepted(data: bytes, chain: Pipeline) -> Answer:
    """The answer, unless it is a refusal: then an error with what the worker said and where its chain differs from ours."""
    try:
        answer = decode_answer(data)
    except msgspec.DecodeError as error:
        raise WorkerMismatchError("A worker gave an answer of another release.") from error
    if not answer.refused:
        return answer
    mine = parts_of(chain)
    ours, theirs = sorted(set(mine) - set(answer.parts)), sorted(set(answer.parts) - set(mine))
    message = f"A worker refused the job: {answer.refused}"
    if answer.parts:
        message += f"; here {', '.join(ours) or 'nothing more'}; there {', '.join(theirs) or 'nothing more'}"
    raise WorkerMismatchError(f"{message}.")


@lru_cache(maxsize=16)
def _packed(chain: Pipeline) -> bytes:
    return pack(chain)
