"""The worker's side: one function that an executor calls, by its name, in whatever process it likes.

A process keeps the chains it has built, and with them their models, from one order to the next. With ``isolation="process"`` it
hands each order to a child of its own, so that deadlines are hard and no stage reaches a network on any machine.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict

import msgspec

from pipeline.children import ChildRunner
from pipeline.cluster.orders import RELEASE, Answer, Order, Terms, decode_order, encode, parts_of, release_of
from pipeline.exceptions import FlexOrchError, StageError
from pipeline.frames import Failed, Wrote
from pipeline.options import default_workspace
from pipeline.portable import unpack
from pipeline.presence import Presence
from pipeline.progress import PageDone, listening
from pipeline.record import decode
from pipeline.record import encode as encode_record
from pipeline.scratch import Scratch
from pipeline.stage import Deadline, Pipeline
from pipeline.workers import InlineRunner, Runner

IDLE_S = 300.0  # a worker may outlive many engines; children nobody has needed for so long give their memory back
_MAX_CHAINS = 16  # each different job setting is a chain of its own; models are shared between them


def conduct(order: bytes) -> bytes:
    """Run an order and answer it. Raises nothing: an executor would log its arguments, and a document is among them."""
    try:
        answer = _site.answer(order)
    except Exception as error:  # noqa: BLE001  # see above
        answer = Answer(failed=Failed.of(StageError(f"The worker failed ({type(error).__name__}).")))
    return encode(answer)


class Site:
    """What one worker process keeps between orders. Serves many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._chains: OrderedDict[bytes, Pipeline] = OrderedDict()
        self._runners: dict[Terms, ChildRunner] = {}
        self._quarters: Quarters | None = None
        self._curfew: threading.Timer | None = None

    def answer(self, data: bytes) -> Answer:
        """What came of an order: results, a failure, or a refusal to begin."""
        try:
            if (release := release_of(data)) != RELEASE:
                return Answer(refused=f"it runs {RELEASE}, not {release}")
            order = decode_order(data)
        except msgspec.DecodeError:
            return Answer(refused=f"it runs {RELEASE} and cannot read the order")
        try:
            chain = self._chain(order.chain)
        except FlexOrchError as error:
            return Answer(refused=f"it cannot build the chain ({error.code})")
        except (ImportError, AttributeError, TypeError, ValueError) as error:
            return Answer(refused=f"it cannot build the chain ({type(error).__name__})")
        if chain.fingerprint != order.fingerprint:
            return Answer(refused="its models or libraries are others", parts=parts_of(chain))
        return self._run(chain, order)

    def _run(self, chain: Pipeline, order: Order) -> Answer:
        said: list[PageDone | Wrote] = []
        failed = None
        steps = self._runner(order.terms).steps(
            chain, order.first, decode(order.record), Deadline(order.timeout_s), lambda _: None
        )
        try:
            with listening(lambda step: said.append(step) if isinstance(step, PageDone) else None):
                for partial, seconds in steps:
                    said.append(Wrote(encode_record(partial), seconds))  # one by one: what came before a failure is kept
        except FlexOrchError as error:
            failed = Failed.of(error)
        except (TypeError, ValueError, OverflowError) as error:  # a part that does not encode
            failed = Failed.of(StageError(f"The result could not be passed on ({type(error).__name__})."))
        if order.terms.isolation == "process":
            self._set_curfew()
        return Answer(tuple(said), failed)

    def _chain(self, packed: bytes) -> Pipeline:
        """The chain, built once a process: under the lock, so that threads that ask at the same time get the same one."""
        with self._lock:
            chain = self._chains.get(packed)
            if chain is None:
                chain = self._chains[packed] = unpack(packed)
            self._chains.move_to_end(packed)
            if len(self._chains) > _MAX_CHAINS:
                self._chains.popitem(last=False)
            return chain

    def _runner(self, terms: Terms) -> Runner:
        if terms.isolation == "thread":
            return InlineRunner()
        with self._lock:
            if terms not in self._runners:
                self._quarters = self._quarters or Quarters()
                self._runners[terms] = ChildRunner(terms.limits, 1, self._quarters.scratch)
            return self._runners[terms]

    def _set_curfew(self) -> None:
        """Send idle children home a while after the last order."""
        with self._lock:
            if self._curfew is not None:
                self._curfew.cancel()
            self._curfew = threading.Timer(IDLE_S, self._send_home)
            self._curfew.daemon = True
            self._curfew.start()

    def _send_home(self) -> None:
        with self._lock:
            runners = list(self._runners.values())
        for runner in runners:
            runner.close()


class Quarters:
    """Where the children of this process have their temporary files, and proof that they are in use."""

    def __init__(self) -> None:
        folder = default_workspace() / "workers"
        self._presence = Presence(folder / "alive", uuid.uuid4().hex)
        self.scratch = Scratch(folder / "scratch", self._presence.name)
        self.scratch.sweep(self._presence.is_alive)
        for name in self._presence.others():
            if not self._presence.is_alive(name):
                self._presence.forget(name)


_site = Site()  # one a process, as the executor knows nothing but the function's name
