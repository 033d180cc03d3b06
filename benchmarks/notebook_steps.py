"""One problem through the very path of `%%synth`, in a forked child with limits; what became of each step.

Every problem runs in a child with its own folder, limits on memory and writes (landlock, where the kernel
has it), and is killed after its time. A step's code is run whether it is right or not, and the next step
goes on from there, as in a notebook: code that raised is left out of the context.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.problems import Notebook, Problem, Step
from benchmarks.tables import write_tables
from codegen_magic.assist import Help, write_step
from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.checks.result import assigned_names
from codegen_magic.confine import Limits, confine
from codegen_magic.errors import CodegenMagicError
from codegen_magic.parsing import tree_of
from codegen_magic.prompt import Layout
from codegen_magic.session import Session
from codegen_magic.turn import Completion, Identity, Prompt, Sampling, Turn

PROBLEM_SECONDS = 600
Write = Callable[[Session, Step, Notebook, str], Turn]


def run_problem(problem: Problem, write: Write, report: Callable[[dict[str, Any]], None]) -> None:
    """Solve one problem in this process and folder; report each step as a dict."""
    notebook = Notebook(problem.setup)
    session = Session()
    session.ran_own(problem.setup)
    error = ""
    for number, step in enumerate(problem.steps):
        t0 = time.perf_counter()
        row: dict[str, Any] = {"problem": problem.id, "area": problem.area, "step": number, "ask": step.ask}
        try:
            turn = write(session, step, notebook, error)
        except CodegenMagicError as failure:
            report(row | no_code(step, str(failure), time.perf_counter() - t0))
            error = ""
            continue
        row |= {"seconds": time.perf_counter() - t0, "tokens": len(turn.completion.ids)}
        session.add(turn)
        outcome = notebook.run(turn.code)
        session.ran(turn.number, turn.code, outcome.ran)
        right = None if not step.check else outcome.ran and notebook.check(step.check, outcome)
        error = outcome.error
        report(row | judged(step, turn.code) | {"error": error, "ran": outcome.ran, "right": right})


def no_code(step: Step, error: str, seconds: float | None = None) -> dict[str, Any]:
    """A step for which nothing was inserted."""
    row: dict[str, Any] = {"code": "", "error": error, "ran": False, "right": False if step.check else None}
    timed = {} if seconds is None else {"seconds": seconds}
    return row | timed | {"parses": True, "named": False if step.names else None}


def judged(step: Step, code: str) -> dict[str, Any]:
    """What can be said of the code alone. named: None where the step asks for no new name."""
    try:
        tree = tree_of(code)
    except SyntaxError:
        return {"code": code, "parses": False, "named": False if step.names else None}
    bound = set(assigned_names(tree))
    named = all(name in bound for name in step.names) if step.names else None
    return {"code": code, "parses": True, "named": named}


def plain_turn(number: int, instruction: str, code: str) -> Turn:
    """A turn that no model wrote."""
    nothing = Completion("", (), "end", 0, 0.0, 0.0)
    return Turn(number, instruction, code, Prompt("", (), ""), nothing, Sampling(), Identity("none"))


def reference(session: Session, step: Step, notebook: Notebook, error: str) -> Turn:
    return plain_turn(session.next_number, step.ask, step.code)


def model_writer(
    backend: Backend,
    help: Help,
    sampling: Sampling,
    layout: Layout | None = None,
    decoder: Decoder | None = None,
) -> Write:
    decoder = decoder or backend.open()

    def write(session: Session, step: Step, notebook: Notebook, error: str) -> Turn:
        recent = "\n".join(entry.code for entry in session.past[-3:])
        return write_step(
            session,
            step.ask,
            backend,
            sampling,
            notebook.namespace,
            help,
            layout=layout,
            decoder=decoder,
            recent_code=recent,
            last_error=error,
        ).turn

    return write


def run_apart(problem: Problem, make_writer: Callable[[], Write]) -> list[dict[str, Any]]:
    """Run a problem in a forked, limited child; the steps that it got done."""
    with tempfile.TemporaryDirectory(prefix="steps_") as outer:
        folder = os.path.join(outer, "notebook")  # with nothing beside it: a trial links what is there
        os.mkdir(folder)
        write_tables(Path(folder))
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(read_end)
            _child(problem, make_writer, folder, write_end)
        os.close(write_end)
        lines = _read_until(read_end, pid, time.monotonic() + PROBLEM_SECONDS)
    rows = [json.loads(line) for line in lines.splitlines()]
    for number in range(len(rows), len(problem.steps)):
        step = problem.steps[number]
        row = {"problem": problem.id, "area": problem.area, "step": number, "ask": step.ask}
        rows.append(row | no_code(step, "the process ended"))
    return rows


def _child(problem: Problem, make_writer: Callable[[], Write], folder: str, fd: int) -> None:
    try:
        os.chdir(folder)
        os.mkdir("tmp")
        tempfile.tempdir = os.path.join(folder, "tmp")
        os.environ["TMPDIR"] = tempfile.tempdir
        sys.stdin = open(os.devnull)  # noqa: SIM115 - for the child's life
        confine(folder, Limits(seconds=PROBLEM_SECONDS, memory_bytes=4 << 30), only=("limits", "landlock"))
        with os.fdopen(fd, "w") as pipe:

            def report(row: dict[str, Any]) -> None:
                pipe.write(json.dumps(row) + "\n")
                pipe.flush()

            run_problem(problem, make_writer(), report)
    except BaseException:
        traceback.print_exc()  # of the harness itself: the steps that are left count as lost
    finally:
        os._exit(0)


def _read_until(fd: int, pid: int, deadline: float) -> str:
    """What the child reports until it ends; it is killed at the deadline."""

    def late(*_: Any) -> None:
        os.kill(pid, signal.SIGKILL)

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(max(1, int(deadline - time.monotonic())))
    try:
        with os.fdopen(fd) as pipe:
            text = pipe.read()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        os.waitpid(pid, 0)
    return text[: text.rfind("\n") + 1]
