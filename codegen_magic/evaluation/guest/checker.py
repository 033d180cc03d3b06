"""Run a HumanEval-style test against a candidate that lives in another process.

No untrusted code is executed here: the test calls a stub, the stub asks over a pipe, and
the answer arrives as data. So `==`, builtins, frames and the verdict are out of reach.
"""

from __future__ import annotations

import builtins
import os
from typing import Any

from . import wire
from .confine import start


class CandidateGone(BaseException):
    """The candidate's process ended or broke the protocol. Not an Exception: no test may swallow it."""


class Untransferable(BaseException):
    """The test passes the candidate something that cannot travel, such as a function."""


class Stub:
    """Calls the candidate over the pipe as if it were a function here."""

    def __init__(self, read_fd: int, write_fd: int) -> None:
        self._read_fd = read_fd
        self._write_fd = write_fd

    def define(self, code: str, entry_point: str) -> None:
        self._ask({"code": code, "entry_point": entry_point})

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        request = {"args": encode_argument(list(args)), "kwargs": encode_argument(kwargs)}
        reply = self._ask(request)
        try:
            for mine, theirs in zip(args, wire.decode(reply.get("args")), strict=True):
                _copy_into(mine, theirs)
            return wire.decode(reply["ok"])
        except (wire.WireError, TypeError, ValueError) as error:
            raise CandidateGone(f"malformed answer: {error}") from None

    def _ask(self, request: Any) -> dict[str, Any]:
        try:
            wire.send(self._write_fd, request)
            reply = wire.receive(self._read_fd)
        except (EOFError, OSError, wire.WireError) as error:
            raise CandidateGone(f"the candidate's process ended: {error}") from None
        if not isinstance(reply, dict) or not ("ok" in reply or "error" in reply):
            raise CandidateGone("malformed answer")
        if "error" in reply:
            raise _rebuild(str(reply["error"]), str(reply.get("message", "")))
        return reply


def encode_argument(value: Any) -> Any:
    form = wire.encode(value)
    if _holds_opaque(form):
        raise Untransferable("the test gives the candidate an object that cannot be sent to it")
    return form


def _holds_opaque(form: Any) -> bool:
    return isinstance(form, list) and (form[:1] == ["o"] or any(_holds_opaque(item) for item in form))


def _copy_into(mine: Any, theirs: Any) -> None:
    """Give a mutable argument the content that the candidate left in its copy."""
    if type(mine) is not type(theirs):
        return
    if isinstance(mine, list):
        mine[:] = theirs
    elif isinstance(mine, (dict, set)):
        mine.clear()
        mine.update(theirs)


def _rebuild(name: str, message: str) -> BaseException:
    """The candidate's exception, if it is a builtin one; a test may expect its type."""
    kind = getattr(builtins, name, None)
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, UnicodeError):
        return kind(message)
    return CandidateGone(f"{name}: {message}")


def main() -> None:
    task = start()
    stub = Stub(task["read_fd"], task["write_fd"])
    try:
        if wire.receive(task["read_fd"]) != "hello":
            raise wire.WireError("no greeting")
    except (EOFError, wire.WireError) as error:
        _finish(task, f"error: the candidate's process did not start: {error}")
    wire.send(task["result_fd"], {"nonce": task["nonce"], "state": "ready"})
    _finish(task, check(stub, task))


def check(stub: Stub, task: dict[str, Any]) -> str:
    """The verdict: "passed", "failed: ..." or "untransferable: ..."."""
    try:
        stub.define(task["code"], task["entry_point"])
        scope: dict[str, Any] = {}
        exec(_helpers(task["prompt"]), scope)
        exec(compile(task["test"], "<test>", "exec"), scope)
        scope[task["entry_point"]] = stub
        scope["check"](stub)
    except Untransferable as error:
        return f"untransferable: {error}"
    except BaseException as error:
        return f"failed: {type(error).__name__}: {error}"[:500]
    return "passed"


def _helpers(prompt: str) -> Any:
    """The prompt's own definitions (some tests call them), with its unfinished function closed."""
    for ending in ("\n    pass\n", "\n", "\n\tpass\n", "\n  pass\n"):
        try:
            return compile(prompt + ending, "<prompt>", "exec")
        except SyntaxError:
            continue
    return compile("", "<prompt>", "exec")


def _finish(task: dict[str, Any], verdict: str) -> None:
    wire.send(task["result_fd"], {"nonce": task["nonce"], "state": "done", "verdict": verdict})
    os._exit(0)
