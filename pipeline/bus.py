"""Events on their way to whoever listens. Nobody who listens can hold up, or fail, a job.

Each subscription has a bounded queue of its own; publishing only appends to it. When it is full the oldest events go, are
counted, and are told of by one :class:`EventsMissed` in their place. A callback is called on a thread of its own.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator
from time import monotonic
from types import TracebackType

import msgspec

from pipeline.events import KINDS, Event, EventsMissed, JobStarted
from pipeline.exceptions import ValidationError
from pipeline.logs import facts

_log = logging.getLogger(__name__)
_jobs = logging.getLogger("pipeline.jobs")
CAPACITY = 10_000  # events a subscriber may be behind: about 3 MB
PATIENCE_S = 5.0  # what callbacks may take for the rest of their events when the engine closes

Callback = Callable[[Event], object]


class Subscription:
    """What one listener gets. Iterate over it: it ends when it or the engine is closed and everything was handed out.

    Attributes:
        missed: events dropped so far, because the listener was too slow.
        failures: calls of the callback that raised.
    """

    def __init__(self, bus: EventBus, job_id: str | None, kinds: frozenset[str], capacity: int) -> None:
        self.missed = 0
        self.failures = 0
        self._bus = bus
        self._job_id = job_id
        self._kinds = kinds
        self._capacity = capacity
        self._events: deque[Event] = deque()
        self._gap = 0
        self._ready = threading.Condition(threading.Lock())
        self._closed = False

    def offer(self, event: Event) -> None:
        """Take an event if it is wanted; never waits."""
        if (self._job_id is not None and event.job_id != self._job_id) or event.kind not in self._kinds:
            return
        with self._ready:
            if self._closed:
                return
            if len(self._events) >= self._capacity:
                self._events.popleft()
                self._gap += 1
                self.missed += 1
            self._events.append(event)
            self._ready.notify()

    def take(self, timeout_s: float | None = None) -> Event | None:
        """The next event; None when none came in time, or none will come any more."""
        with self._ready:
            self._ready.wait_for(lambda: self._events or self._closed, timeout_s)
            if not self._events:
                return None
            if self._gap:
                gap, self._gap = self._gap, 0
                return EventsMissed(job_id="", at=self._events[0].at, count=gap)
            return self._events.popleft()

    @property
    def is_closed(self) -> bool:
        """No more events come; some may be left to take."""
        return self._closed

    def close(self) -> None:
        """Get no more events; those that are there can still be taken."""
        self._bus.forget(self)
        with self._ready:
            self._closed = True
            self._ready.notify_all()

    def __iter__(self) -> Iterator[Event]:
        while (event := self.take()) is not None:
            yield event

    def __enter__(self) -> Subscription:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def deliver(self, callback: Callback) -> None:
        """Call for each event until there are no more: the body of a callback's thread."""
        try:
            for event in self:
                try:
                    callback(event)
                except Exception as error:  # noqa: BLE001  # it is not our code, and the next event may go well
                    self.failures += 1
                    if self.failures == 1:
                        _log.warning("an event callback raised %s; further failures are only counted", type(error).__name__)
        finally:  # a callback that ends its thread is not called again, and nothing piles up for it
            self.close()


class EventBus:
    """The subscriptions of one engine, and the events so far of the jobs it is running.

    Attributes:
        order: held from the moment a job can be claimed until its ``job.queued`` is out, so that nothing comes before it.
    """

    def __init__(self) -> None:
        self.order = threading.Lock()
        self._lock = threading.Lock()
        self._subscriptions: tuple[Subscription, ...] = ()
        self._threads: dict[Subscription, threading.Thread] = {}
        self._begun: dict[str, list[Event]] = {}
        self._closed = False

    def publish(self, event: Event) -> None:
        """Tell everyone. Takes microseconds, whatever the listeners do."""
        with self._lock:
            if isinstance(event, JobStarted):
                self._begun[event.job_id] = [event]
            elif event.is_final:
                self._begun.pop(event.job_id, None)
            elif event.job_id in self._begun:
                self._begun[event.job_id].append(event)
            for subscription in self._subscriptions:
                subscription.offer(event)
        _write_down(event)

    def listen(
        self,
        *,
        job_id: str | None = None,
        kinds: Collection[str] | None = None,
        capacity: int = CAPACITY,
        replay: bool = False,
    ) -> Subscription:
        """A subscription to iterate over.

        Args:
            job_id: only of this job.
            kinds: only these: names such as ``job.completed``, or groups: ``job``, ``stage``, ``page``.
            capacity: how many events it may be behind.
            replay: begin with what a running job has told so far.

        Raises:
            ValidationError: an unknown kind, or a capacity below 1.
        """
        if capacity < 1:
            raise ValidationError("capacity must be 1 or more.")
        subscription = Subscription(self, job_id, _wanted(kinds), capacity)
        with self._lock:
            if self._closed:
                subscription._closed = True
                return subscription
            for event in self._begun.get(job_id or "", ()) if replay else ():
                subscription.offer(event)
            self._subscriptions += (subscription,)
        return subscription

    def call(self, callback: Callback, *, kinds: Collection[str] | None = None, capacity: int = CAPACITY) -> Subscription:
        """A subscription that calls ``callback`` with each event, on a thread of its own; see :meth:`listen`."""
        subscription = self.listen(kinds=kinds, capacity=capacity)
        thread = threading.Thread(target=subscription.deliver, args=(callback,), name="pipeline-events", daemon=True)
        with self._lock:
            self._threads[subscription] = thread
        thread.start()
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Publish to it no more."""
        with self._lock:
            self._subscriptions = tuple(one for one in self._subscriptions if one is not subscription)
            self._threads = {
                one: thread for one, thread in self._threads.items() if one is not subscription or thread.is_alive()
            }

    def close(self) -> None:
        """End every subscription. Callbacks may take a moment for what they have not seen; then they are left behind."""
        with self._lock:
            self._closed = True
            subscriptions, threads = self._subscriptions, list(self._threads.values())
        for subscription in subscriptions:
            subscription.close()
        end = monotonic() + PATIENCE_S
        for thread in threads:
            if thread is not threading.current_thread():
                thread.join(max(0.0, end - monotonic()))
        late = sum(thread.is_alive() for thread in threads if thread is not threading.current_thread())
        if late:
            _log.warning("%d event callbacks were still busy and were left behind", late)


class Events:
    """``client.events``: hear of the jobs this client takes in or runs. Nobody who listens can hold up or fail a job.

    Call it for an iterator, or :meth:`subscribe` a function. A listener that is more than ``capacity`` events behind loses the
    oldest; an ``events.missed`` in their place says how many.
    """

    def __init__(self, bus: EventBus) -> None:
        self._bus = bus

    def __call__(self, *, kinds: Collection[str] | None = None, capacity: int = CAPACITY) -> Subscription:
        """An iterator over events from now on. It ends when the client, or the iterator itself, is closed.

        Args:
            kinds: only these: names such as ``job.completed``, or groups: ``job``, ``stage``, ``page``; default all.
            capacity: how many events it may be behind.

        Raises:
            ValidationError: an unknown kind, or a capacity below 1.
        """
        return self._bus.listen(kinds=kinds, capacity=capacity)

    def subscribe(self, callback: Callback, *, kinds: Collection[str] | None = None, capacity: int = CAPACITY) -> Subscription:
        """Have a function called with every event from now on, on a thread of its own; arguments as for a call.

        What it raises is counted (``failures``) and goes no further. ``close()`` what is returned to hear no more.
        """
        return self._bus.call(callback, kinds=kinds, capacity=capacity)


def _write_down(event: Event) -> None:
    """Log the event; failures have a line of their own, where they happen."""
    level = logging.INFO if event.kind.startswith("job.") else logging.DEBUG
    if event.kind != "job.failed" and _jobs.isEnabledFor(level):
        told = {name: value for name, value in msgspec.to_builtins(event).items() if name != "at"}
        _jobs.log(level, "%s %s", event.job_id, event.kind, extra=facts(**told))


def _wanted(kinds: Collection[str] | None) -> frozenset[str]:
    if kinds is None:
        return frozenset(KINDS)
    if isinstance(kinds, str):
        kinds = (kinds,)
    wanted = {name for name in KINDS if name in kinds or name.partition(".")[0] in kinds}
    unknown = sorted(kind for kind in kinds if not any(kind in (name, name.partition(".")[0]) for name in KINDS))
    if unknown:
        raise ValidationError(f"There is no event {', '.join(unknown)}; there are {', '.join(KINDS)}.")
    return frozenset(wanted | {"events.missed"})
