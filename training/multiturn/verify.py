"""Runs every program as it is written and keeps it only where each step does what it should.

Workers are processes with limits on memory, files and time; each program runs in a fresh namespace,
a fresh folder, with the output of each step caught. A step's assigned variables must hold the values
of the generator's own model, what it prints must be the model's text, and its condition must hold.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import math
import os
import resource
import shutil
import signal
import socket
import tempfile
import warnings
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import Any, NamedTuple

from codegen_magic.oneline import one_line
from training.multiturn.grounded import describe
from training.multiturn.program import Program

SECONDS = 8
NONE = -1  # instead of a step's number: no step has the grounding comment
# An import that the time limit breaks off would spoil the worker for all programs that come after.
SLOW_IMPORTS = ("pandas", "matplotlib.pyplot", "scipy.stats", "sklearn.ensemble", "sklearn.pipeline")
MEMORY = 6 * 2**30  # bytes of address space; numerical libraries reserve far more than they use


class Job(NamedTuple):
    """What a worker needs of a program: steps are code, effects, printed text and condition."""

    header: str
    setup: str
    steps: list[tuple[str, dict[str, Any], str | None, str]]
    broken: str = ""  # must raise after the set-up


class TimedOut(BaseException):
    """Not an Exception, so that no program can catch it by accident."""


def job_of(program: Program) -> Job:
    checks = program.checks or [""] * len(program.turns)
    steps = [(t.code, t.effects, t.printed, c) for t, c in zip(program.turns, checks, strict=True)]
    # a repair's header holds a step that fails; its setup has what ran
    header = "" if program.broken else program.header
    if program.part == "docstrings":
        steps = [(program.header + c, e, p, check) for c, e, p, check in steps]
        header = ""
    return Job(header, program.setup, steps, program.broken)


def start_worker() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**26, 2**26))
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ["MPLBACKEND"] = "Agg"
    # joblib's own processes live on for minutes, and the worker's end waits for them
    os.environ["JOBLIB_MULTIPROCESSING"] = "0"
    signal.signal(signal.SIGALRM, _alarm)
    socket.socket.connect = _no_network  # type: ignore[method-assign,assignment]
    logging.disable(logging.WARNING)  # fonts that are not there
    for name in SLOW_IMPORTS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _no_network(*_: object) -> None:
    raise OSError("programs run without a network")


def _alarm(*_: object) -> None:
    raise TimedOut


def check(job: Job) -> str:
    """ "" where the program is right, else the reason in a few words."""
    return examine(job)[0]


def examine(job: Job, step: int = NONE, sentence: str = "") -> tuple[str, str]:
    """What `check` says, and of a program that is right the grounding comment before a step.

    step: counted from 0; a program with broken code has the comment before its first, and it ends in the error.
    sentence: that step's instruction.
    """
    header, setup, steps, broken = job
    grounding = ""
    folder, home = tempfile.mkdtemp(), os.getcwd()
    space: dict[str, Any] = {"__name__": "__main__"}
    signal.alarm(SECONDS)
    try:
        os.chdir(folder)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _execute(setup, space)
            _execute(header, space)
            if broken:
                error = _error_of(broken, space)
                if not error:
                    return "broken code raises nothing", ""
                grounding = describe(space, sentence, broken, error)
            for number, (code, effects, printed, condition) in enumerate(steps, start=1):
                if number == step + 1:
                    grounding = describe(space, sentence, steps[step - 1][0] if step else header)
                out = _execute(code, space)
                reason = _compare(space, effects, printed, out, condition)
                if reason:
                    return f"{reason} (step {number})", ""
        return "", grounding
    except TimedOut:
        return "too slow", ""
    except BaseException as error:
        return f"{type(error).__name__}", ""
    finally:
        signal.alarm(0)
        os.chdir(home)
        shutil.rmtree(folder, ignore_errors=True)
        _close_figures()


def _execute(code: str, space: dict[str, Any], file: str = "step") -> str:
    if not code.strip():
        return ""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, file, "exec"), space)
    return out.getvalue()


def _error_of(code: str, space: dict[str, Any]) -> str:
    """What the code raises, as the magic keeps it; "" where it runs."""
    try:
        _execute(code, space, f"{zlib.crc32(code.encode())}.py")  # a notebook names a cell's code by a hash
    except Exception as error:
        return f"{type(error).__name__}: {one_line(str(error))}"
    return ""


def _compare(
    space: dict[str, Any], effects: dict[str, Any], printed: str | None, out: str, condition: str
) -> str:
    for name, wanted in effects.items():
        if name not in space:
            return "variable not assigned"
        if not same(space[name], wanted):
            return "other value"
    if printed is not None and out != printed and not _same_text(out, printed):
        return "other text printed"
    return "" if not condition or eval(condition, space) else "condition does not hold"


def same(a: Any, b: Any) -> bool:
    """Equality of type and value; floats to nine digits, arrays by shape and elements."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if type(a).__name__ == "ndarray":
        return a.shape == b.shape and same(a.tolist(), b.tolist())
    return bool(a == b)


def _same_text(a: str, b: str) -> bool:
    try:
        return math.isclose(float(a), float(b), rel_tol=1e-9)
    except ValueError:
        return False


def _close_figures() -> None:
    import sys

    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def workers(jobs: int) -> ProcessPoolExecutor:
    """Processes that run programs. Not forked from this one: a fork of a process with BLAS threads can hang."""
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(jobs, mp_context=get_context(method), initializer=start_worker)


def settle(program: Program, step: int, grounding: str) -> None:
    """What running a program told, put into it."""
    if program.broken:
        program.tell_error(grounding)
    elif step != NONE:
        program.turns[step].grounding = grounding


def verified(
    programs: Iterable[Program], grounded: Iterable[int], jobs: int
) -> Iterator[tuple[Program, str]]:
    """Each program with its reason, in order. grounded: which step of each gets its grounding comment, or NONE."""
    programs, steps = list(programs), list(grounded)
    sentences = [program.sentences[max(step, 0)] for program, step in zip(programs, steps, strict=True)]
    with workers(jobs) as pool:
        verdicts = pool.map(examine, [job_of(p) for p in programs], steps, sentences, chunksize=32)
        for program, step, (reason, grounding) in zip(programs, steps, verdicts, strict=True):
            if not reason:
                settle(program, step, grounding)
            yield program, reason
