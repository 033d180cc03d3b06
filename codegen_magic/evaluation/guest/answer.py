"""Run an MTPB program and report what its last print was given. The gold answer is not here.

Two readings of the answer travel: by reference (the object as it is at the end, as the
published scorer reads it) and as it was when printed.
"""

from __future__ import annotations

import ast
import builtins
import os
import signal
import threading
import types
from typing import Any

from . import wire
from .confine import start


class Timeout(Exception):
    """Raised in the program when its time is up; an `except Exception` of its own swallows it."""


class Prints:
    """Stands for `print` in the program's globals and keeps the last call's first argument."""

    def __init__(self) -> None:
        self.count = 0
        self.argument: list[Any] = []
        self.snapshot: Any = None

    def install(self, scope: dict[str, Any]) -> None:
        def print(*args: Any, **kwargs: Any) -> None:
            self.count += 1
            self.argument = list(args[:1])
            self.snapshot = _form(args[0], consume=False) if args else None
            builtins.print(*args, **kwargs)

        scope["print"] = print


def main() -> None:
    task = start()
    os.set_inheritable(task["result_fd"], False)
    prints = Prints()
    wire.send(task["result_fd"], {"nonce": task["nonce"], "state": "ready"})
    error, timed_out = run(with_print(task["code"]), task["seconds"], prints)
    wire.send(task["result_fd"], report(task["nonce"], prints, error, timed_out))
    os._exit(0)


def run(code: str, seconds: float, prints: Prints) -> tuple[str, bool]:
    """Execute the program; ("", False) if it came to its end, else the error's text."""
    module = types.ModuleType("__main__")
    scope: dict[str, Any] = module.__dict__
    scope["__builtins__"] = builtins
    prints.install(scope)

    expired = False

    def expire(signum: int, frame: Any) -> None:
        nonlocal expired
        expired = True
        raise Timeout("timed out")

    signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        exec(compile(code, "<program>", "exec"), scope)
        _wait_for_threads()
    except BaseException as error:
        return f"{type(error).__name__}: {error}"[:500], expired
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
    return "", expired


def _wait_for_threads() -> None:
    """As the interpreter does at its end: a thread that hangs is a program that hangs."""
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()


def with_print(code: str) -> str:
    """The program with its last statement's value printed, unless that is a call of print*.

    As published, the value of an assignment counts too: `x = 5` becomes `x = print(5)`.
    A program that does not parse, or whose last statement has no value, stays as it is.
    """
    try:
        tree = ast.parse(code)
        last: Any = tree.body[-1]
        if _calls_print(last):
            return code
        last.value = ast.Call(func=ast.Name(id="print", ctx=ast.Load()), args=[last.value], keywords=[])
        return ast.unparse(ast.fix_missing_locations(tree))
    except Exception:
        return code


def _calls_print(statement: Any) -> bool:
    try:
        return bool(statement.value.func.id.startswith("print"))
    except AttributeError:
        return False


def report(nonce: str, prints: Prints, error: str, timed_out: bool) -> dict[str, Any]:
    return {
        "nonce": nonce,
        "state": "done",
        "prints": prints.count,
        "answer": _form(prints.argument[0]) if prints.argument else None,
        "printed": prints.snapshot,
        "has_answer": bool(prints.argument),
        "error": error,
        "timed_out": timed_out,
        "exited": error.startswith(("SystemExit", "KeyboardInterrupt", "GeneratorExit")),
    }


def _form(value: Any, consume: bool = True) -> Any:
    try:
        return wire.encode(value, consume)
    except Exception:
        return ["o", type(value).__name__, {}]
