"""Data-science notebooks in steps, through the very path of `%%synth`, with each help on alone, all on, all off.

    python -m benchmarks.steps --model smollm2-135m
    python -m benchmarks.steps --model FOLDER --help-sets greedy all --limit 10 --out results.jsonl

The model runs in a process of its own. Every problem runs in a forked child with its own folder,
limits on memory and writes (landlock, where the kernel has it), and is killed after its time. A step's code
is run whether it is right or not, and the next step goes on from there, as in a notebook.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.problems import Notebook, Problem, Step, load_problems
from benchmarks.tables import write_tables
from codegen_magic.assist import Help, write_step
from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.checks import asked_names
from codegen_magic.checks.names import bound_names
from codegen_magic.confine import Limits, confine
from codegen_magic.errors import CodegenMagicError
from codegen_magic.prompt import FORMATS, Layout
from codegen_magic.session import Session
from codegen_magic.synthesize import layout_for
from codegen_magic.turn import Completion, Identity, Prompt, Sampling, Turn

GROUNDING = 200  # tokens
HELP_SETS = {
    "greedy": Help(),
    "grounding": Help(grounding_tokens=GROUNDING),
    "mend": Help(mend=True),
    "candidates": Help(n=4),
    "trial": Help(n=4, trial=True),
    "retry": Help(trial=True, retry=1),
    "all": Help(grounding_tokens=GROUNDING, mend=True, trial=True, n=4, retry=1),
    "all-but-grounding": Help(mend=True, trial=True, n=4, retry=1),
    "all-candidates": Help(
        grounding_tokens=GROUNDING, mend=True, trial=True, n=4, retry=1, all_candidates=True
    ),
}
PROBLEM_SECONDS = 600
Write = Callable[[Session, Step, Notebook, str], Turn]


def run_problem(problem: Problem, write: Write, report: Callable[[dict[str, Any]], None]) -> None:
    """Solve one problem in this process and folder; report each step as a dict."""
    notebook = Notebook(problem.setup)
    session = Session()
    session.add(plain_turn(1, "Set up.", problem.setup))
    error = ""
    for number, step in enumerate(problem.steps):
        t0 = time.perf_counter()
        row: dict[str, Any] = {"problem": problem.id, "area": problem.area, "step": number, "ask": step.ask}
        try:
            turn = write(session, step, notebook, error)
        except CodegenMagicError as failure:
            report(row | {"code": "", "error": str(failure), "ran": False, "right": False, "parses": True})
            error = ""
            continue
        row |= {"seconds": time.perf_counter() - t0, "tokens": len(turn.completion.ids)}
        outcome = notebook.run(turn.code)
        right = outcome.ran and notebook.check(step.check, outcome)
        session.add(turn)
        error = outcome.error
        report(row | judged(step, turn.code) | {"error": error, "ran": outcome.ran, "right": right})


def judged(step: Step, code: str) -> dict[str, Any]:
    """What can be said of the code alone. named: None where the step asks for no name."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return {"code": code, "parses": False, "named": False if asked_names(step.ask) else None}
    asked = asked_names(step.ask)
    bound = set(bound_names(tree))
    return {"code": code, "parses": True, "named": all(name in bound for name in asked) if asked else None}


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
        recent = "\n".join(turn.code for turn in session.turns[-3:])
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
    with tempfile.TemporaryDirectory(prefix="steps_") as folder:
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
        row = {"problem": problem.id, "area": problem.area, "step": number, "ask": step.ask, "code": ""}
        lost = {"error": "the process ended", "ran": False, "right": False, "parses": True}
        rows.append(row | lost | {"named": False if asked_names(step.ask) else None})
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


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Shares in percent, and mean seconds of a step."""

    def percent(values: Sequence[bool]) -> float:
        return round(100 * sum(values) / len(values), 1) if values else 0.0

    problems: dict[str, bool] = {}
    for row in rows:
        problems[row["problem"]] = problems.get(row["problem"], True) and row["right"]
    seconds = [row["seconds"] for row in rows if "seconds" in row]
    return {
        "steps": len(rows),
        "steps_run": percent([row["ran"] for row in rows]),
        "steps_right": percent([row["right"] for row in rows]),
        "solved": percent(list(problems.values())),
        "named": percent([row["named"] for row in rows if row.get("named") is not None]),
        "parses": percent([row["parses"] for row in rows]),
        "seconds": round(sum(seconds) / len(seconds), 2) if seconds else 0.0,
    }


def parse_args(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.steps", description=__doc__)
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--backend", default="auto")
    parser.add_argument("--format", choices=FORMATS, help="the prompt's format; without it the model's own")
    parser.add_argument("--help-sets", nargs="+", choices=list(HELP_SETS), default=["greedy", "all"])
    parser.add_argument("--limit", type=int, default=0, help="the first N problems of a stride through all")
    parser.add_argument("--ids", nargs="+", help="only these problems")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--max-new-tokens", type=int, default=160)
    parser.add_argument("--n", type=int, help="candidates, where the help set has any")
    parser.add_argument("--verbose", action="store_true", help=". right, x ran but wrong, ! raised")
    parser.add_argument("--out", type=Path, help="a JSON line for each step")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    args = parse_args(sys.argv[1:] if argv is None else argv)
    problems = [p for p in load_problems() if not args.ids or p.id in args.ids]
    if args.limit:
        problems = problems[:: max(1, len(problems) // args.limit)][: args.limit]
    from benchmarks.remote import RemoteBackend

    backend = RemoteBackend(args.backend, args.model)
    sampling = Sampling(seed=args.seed, max_new_tokens=args.max_new_tokens)
    layout = layout_for(backend, args.format)
    print(f"{backend.identity.model}: {len(problems)} problems, {sum(len(p.steps) for p in problems)} steps")
    for name in args.help_sets:
        help = HELP_SETS[name]
        if args.n and help.n > 1:
            help = dataclasses.replace(help, n=args.n)
        rows = []
        for problem in problems:
            done = run_apart(problem, lambda help=help: model_writer(backend, help, sampling, layout))
            rows += [row | {"help": name, "model": backend.identity.model} for row in done]
            if args.verbose:
                marks = "".join(".x!"[(not row["right"]) + (not row["ran"])] for row in done)
                print(f"  {name} {problem.id} {marks}", flush=True)
        if args.out:
            with args.out.open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)
        told = "  ".join(f"{key} {value:g}" for key, value in summary(rows).items())
        print(f"{name:<18} {told}", flush=True)
    backend.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
