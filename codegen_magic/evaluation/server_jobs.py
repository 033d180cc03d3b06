"""Jobs on a server: the server batches, so many requests are simply kept in flight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from codegen_magic.backends.base import Backend, Decoder

Job = TypeVar("Job")
Result = TypeVar("Result")


def is_remote(backend: Backend) -> bool:
    """Whether the model runs elsewhere: such a backend gives text, and no logits."""
    return hasattr(backend, "complete")


def run_concurrently(
    backend: Backend, jobs: Iterable[Job], work: Callable[[Job, Decoder], Result], requests: int
) -> Iterator[tuple[Job, Result]]:
    """work(job, decoder) with at most `requests` at once, each with a decoder of its own."""
    queue = iter(jobs)
    running: dict[Future[Result], Any] = {}
    with ThreadPoolExecutor(requests) as pool:
        while True:
            while len(running) < requests and (job := next(queue, _END)) is not _END:
                running[pool.submit(work, job, backend.open())] = job
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()


_END: Any = object()
