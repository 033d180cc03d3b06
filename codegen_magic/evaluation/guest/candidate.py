"""Define a candidate function from untrusted code and answer calls to it, one at a time.

Everything in this process belongs to the untrusted code once `exec` has begun. It sees no
test and no expected value: all it can do is answer, rightly or wrongly.
"""

from __future__ import annotations

from typing import Any

from . import wire
from .confine import start


def main() -> None:
    task = start()
    serve(task["read_fd"], task["write_fd"])


def serve(read_fd: int, write_fd: int) -> None:
    wire.send(write_fd, "hello")
    request = wire.receive(read_fd)
    scope: dict[str, Any] = {}
    try:
        exec(compile(request["code"], "<candidate>", "exec"), scope)
        function = scope[request["entry_point"]]
    except BaseException as error:
        wire.send(write_fd, _failure(error))
        return
    wire.send(write_fd, {"ok": None})
    while True:
        wire.send(write_fd, _call(function, wire.receive(read_fd)))


def _call(function: Any, request: Any) -> dict[str, Any]:
    try:
        args, kwargs = wire.decode(request["args"]), wire.decode(request["kwargs"])
        result = wire.encode(function(*args, **kwargs))
        # arguments go back too: a test may look at a list that the candidate sorted in place
        return {"ok": result, "args": wire.encode(args)}
    except BaseException as error:
        return _failure(error)


def _failure(error: BaseException) -> dict[str, Any]:
    return {"error": type(error).__name__, "message": str(error)[:300]}
