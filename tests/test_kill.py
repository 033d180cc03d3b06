"""A kernel that is killed at any point of a step loses at most that step.

Each point is a real kernel that runs a notebook of steps and gets SIGKILL at a random moment. Then the
record, the notebook, and the context that the next kernel takes up are compared with what had finished.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from codegen_magic import journal, record
from codegen_magic.cells import step_cells
from codegen_magic.headless import NotebookFailed, run_notebook
from codegen_magic.marker import read_marker
from codegen_magic.restore import restored

pytestmark = pytest.mark.filterwarnings(
    "ignore::RuntimeWarning", "ignore::DeprecationWarning", "ignore::UserWarning", "ignore::ResourceWarning"
)
STEPS = 3
SETUP = "%load_ext codegen_magic\n%synth use answers.json --backend scripted\n%synth resume\n%synth reset"


@dataclass
class Round:
    """One run. finished: the words of the steps whose cell came to its end."""

    finished: list[str] = field(default_factory=list)
    resumed: int = 0  # turns that the kernel took up from the run before
    seconds: float = 0.0  # from the first step to the end
    killed: bool = False


def book(number: int) -> NotebookNode:
    steps = [f"%%synth\nstep {k} of round {number}" for k in range(STEPS)]
    return new_notebook(cells=[new_code_cell(SETUP), *map(new_code_cell, steps)])


def run(folder: Path, number: int, kill_after: float | None) -> Round:
    """Run a notebook; kill its kernel `kill_after` seconds after the set-up cell."""
    done = Round()
    notebook, before = book(number), {child.pid for child in psutil.Process().children()}
    timers: list[threading.Timer] = []
    t0 = 0.0

    def on_cell(cell: NotebookNode, index: int, count: int, seconds: float) -> None:
        nonlocal t0
        if index == 0:
            told = "".join(output.get("text", "") for output in cell.outputs)
            match = re.search(r"context\s+default: (\d+) turn", told)
            done.resumed = int(match[1]) if match else 0
            t0 = time.monotonic()
            if kill_after is not None:
                (kernel,) = [child.pid for child in psutil.Process().children() if child.pid not in before]
                timers.append(threading.Timer(kill_after, os.kill, (kernel, signal.SIGKILL)))
                timers[0].start()
        elif step_cells([cell]):
            done.finished.append(step_cells([cell])[0].words)

    try:
        run_notebook(notebook, cwd=folder, path=folder / "nb.ipynb", timeout=120, on_cell=on_cell)
    except NotebookFailed as error:
        if "DeadKernelError" not in str(error):
            raise
        done.killed = True
    finally:
        for timer in timers:
            timer.cancel()
            timer.join()
    done.seconds = time.monotonic() - t0
    return done


def check(folder: Path, done: Round) -> int:
    """Compare record and notebook with what had finished; the number of turns in the context."""
    contents = journal.read(folder / "nb.synth.jsonl")
    assert all("torn" in problem for problem in contents.problems)
    assert record.upgraded(journal.Contents(contents.lines)).problems == ()
    turns = restored(contents.lines)["default"].session.turns
    words = [turn.instruction.strip() for turn in turns]
    assert words[: len(done.finished)] == done.finished, "a finished step was lost"
    assert len(words) <= len(done.finished) + 1, "more than the step that was being written"
    saved = nbformat.read(folder / "nb.ipynb", as_version=4)
    nbformat.validate(saved)
    codes = [code for marker, code in (read_marker(cell.source) for cell in saved.cells) if marker]
    assert codes == [turn.code for turn in turns][: len(codes)]
    assert len(codes) == len(done.finished)
    return len(turns)


def kill_at(points: int, folder: Path, seed: int) -> None:
    answers = [f"value_{n} = {n}" for n in range(4 * STEPS)]  # a step may ask more than once
    (folder / "answers.json").write_text(json.dumps(answers))
    moments = random.Random(seed)
    whole = run(folder, 0, None)
    assert len(whole.finished) == STEPS
    left = check(folder, whole)
    span = whole.seconds
    killed, number = 0, 0
    while killed < points:
        number += 1
        assert number <= 3 * points, "most kills came too late"
        done = run(folder, number, moments.uniform(0, span))
        assert done.resumed == left, f"the next kernel's context, round {number}, seed {seed}"
        begun = done.finished or _begun(folder, number)
        left = check(folder, done) if begun else 0
        killed += done.killed
        if not done.killed:
            span = done.seconds  # the machine was busier when the whole run was timed


def _begun(folder: Path, number: int) -> bool:
    """Whether the record knows a step of this round."""
    lines = journal.read(folder / "nb.synth.jsonl").lines
    return any(f"of round {number}" in str(line.get("instruction")) for line in lines)


def test_a_killed_kernel_loses_at_most_its_step(tmp_path: Path) -> None:
    kill_at(10, tmp_path, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_killed_kernel_loses_at_most_its_step_at_200_points(tmp_path: Path) -> None:
    kill_at(200, tmp_path, seed=2)
