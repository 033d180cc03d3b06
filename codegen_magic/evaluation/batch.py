"""Many jobs on one model at once, each written as if it had a decoder to itself.

A job is ordinary code (`synthesize`, `generate`) in a thread of its own. Its decoder is a
row of one shared batch: `extend` waits until every running job wants tokens, then the batch
goes on for all of them at once. A row whose job ends takes the next job at once. So what a
benchmark runs is the notebook's own path, and only the arithmetic is shared.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from queue import Queue
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Backend, Decoder, Logits, TokenIds
from codegen_magic.evaluation.rows import IndependentRows, open_rows

Job = TypeVar("Job")
Result = TypeVar("Result")


class Stopped(BaseException):
    """The batch ended while a job was waiting; unwinds the job's thread."""


def run_jobs(
    backend: Backend, jobs: Iterable[Job], work: Callable[[Job, Decoder], Result], rows: int
) -> Iterator[tuple[Job, Result]]:
    """work(job, decoder) for every job, as each ends. rows: how many run at once.

    With a backend whose rows cannot be independent, jobs run one after another on one decoder,
    which keeps the prefix that they share.
    """
    from codegen_magic.evaluation.server_jobs import is_remote, run_concurrently

    if is_remote(backend) and rows > 1:
        yield from run_concurrently(backend, jobs, work, rows)
    elif (shared := open_rows(backend, rows)) is not None:
        yield from Batch(shared, rows).run(jobs, work)
    else:
        decoder = backend.open()
        for job in jobs:
            yield job, work(job, decoder)


class Row:
    """One job's decoder (batch 1): `ids`, `rewind` and `extend` as the contract has them."""

    batch = 1

    def __init__(self, owner: Batch) -> None:
        self._owner = owner
        self.ids: list[int] = []
        self.pending: list[int] = []  # ids asked for and not yet computed
        self.keep = 0  # positions of the shared row that are still this row's text
        self.logits: Logits | None = None
        self.ready = threading.Event()

    @property
    def length(self) -> int:
        return len(self.ids)

    def rewind(self, length: int) -> None:
        del self.ids[length:]
        self.keep = min(self.keep, length)

    def extend(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        if mask is not None:
            raise ValueError("a row of a batch takes no mask of its own")
        self.pending = [int(i) for i in np.asarray(ids).reshape(-1)]
        self.ready.clear()
        self._owner.asked(self)
        self.ready.wait()
        if self.logits is None:
            raise Stopped
        logits, self.logits = self.logits, None
        return logits

    def score(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        raise NotImplementedError("rows of a batch only extend")

    def fork(self, n: int) -> Decoder:
        raise NotImplementedError("rows of a batch do not fork")


class Batch:
    """The shared forward passes, and who waits for what."""

    def __init__(self, shared: IndependentRows, rows: int) -> None:
        self.shared = shared
        self.rows = [Row(self) for _ in range(rows)]
        self._messages: Queue[tuple[str, Any]] = Queue()
        self.passes = 0

    def asked(self, row: Row) -> None:
        self._messages.put(("asked", row))

    def run(
        self, jobs: Iterable[Job], work: Callable[[Job, Decoder], Result]
    ) -> Iterator[tuple[Job, Result]]:
        """Drive all jobs to their end; an exception of a job ends the batch and is raised here."""
        queue = iter(jobs)
        running = sum(self._start(row, queue, work) for row in self.rows)
        waiting: set[Row] = set()
        try:
            while running:
                while len(waiting) < running:
                    kind, what = self._messages.get()
                    if kind == "asked":
                        waiting.add(what)
                        continue
                    if kind == "failed":
                        raise what
                    row, job, result = what
                    yield job, result
                    running -= 0 if self._start(row, queue, work) else 1
                if waiting:
                    waiting -= self._forward(waiting)
        finally:
            for row in self.rows:
                row.logits = None
                row.ready.set()

    def _start(self, row: Row, queue: Iterator[Job], work: Callable[[Job, Decoder], Result]) -> bool:
        job = next(queue, _END)
        if job is _END:
            return False
        index = self.rows.index(row)
        self.shared.forget(index, row.keep)
        del row.ids[self.shared.begin(index) :]
        row.keep = len(row.ids)

        def body() -> None:
            try:
                result = work(job, row)
            except Stopped:
                return
            except BaseException as error:
                self._messages.put(("failed", error))
            else:
                self._messages.put(("done", (row, job, result)))

        threading.Thread(target=body, daemon=True).start()
        return True

    def _forward(self, waiting: set[Row]) -> set[Row]:
        """Go on with the waiting rows; returns those that then have their logits."""
        self._tidy(waiting)
        self.passes += 1
        served = set()
        for index, (taken, logits) in self.shared.advance([row.pending for row in self.rows]).items():
            row = self.rows[index]
            row.ids += row.pending[:taken]
            row.keep = len(row.ids)
            del row.pending[:taken]
            if not row.pending:
                row.logits = np.asarray(logits)[None]
                served.add(row)
        for row in served:
            row.ready.set()
        return served

    def _tidy(self, waiting: set[Row]) -> None:
        """Forget what rows went back from; drop those with no job left."""
        for index, row in enumerate(self.rows):
            self.shared.forget(index, row.keep)
        if len(waiting) < len(self.rows):
            kept = [index for index, row in enumerate(self.rows) if row in waiting]
            self.shared.pack(kept)
            self.rows = [self.rows[index] for index in kept]


_END: Any = object()
