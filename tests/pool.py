"""The cases of a parametrized test, worked on several at a time: what they wait for then passes together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import pytest

Outcome = TypeVar("Outcome")


def in_pool(
    request: pytest.FixtureRequest, test: str, work: Callable[[str], Outcome], alone: tuple[str, ...] = ()
) -> Callable[[str], Outcome]:
    """For a module's fixture: what work(name) returned or raised, for each `name` that this run gives to `test`.

    alone: the cases that leave nothing to others; they are worked on when they are asked for.
    """
    names = [
        item.callspec.params["name"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.module is request.module and item.originalname == test
    ]
    with ThreadPoolExecutor(4) as pool:
        done: dict[str, Future[Outcome]] = {n: pool.submit(work, n) for n in names if n not in alone}
    return lambda name: work(name) if name in alone else done[name].result()
