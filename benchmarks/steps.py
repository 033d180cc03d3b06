"""Data-science notebooks in steps, through the very path of `%%synth`, with each help on alone, all on, all off.

    python -m benchmarks.steps --model synth-135m --mtpb mtpb_dev.jsonl
    python -m benchmarks.steps --model FOLDER --help-sets greedy all --limit 10 --out results.jsonl

A killed run goes on where it was: every problem's steps are appended to --out when it is done, and what is there
for the same model and settings is not measured again. The page benchmarks/STEPS.md and its picture are written from
what --out holds, of several models too: of each its newest weights and settings. The model runs in a process of its
own.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.mtpb_steps import load_mtpb_steps
from benchmarks.notebook_steps import model_writer, run_apart
from benchmarks.problems import Problem, load_problems
from benchmarks.steps_report import failures, markdown, of_one_run, picture, summary
from codegen_magic.assist import Help
from codegen_magic.models.table import DEFAULT
from codegen_magic.prompt import FORMATS
from codegen_magic.synthesize import layout_for
from codegen_magic.turn import Sampling

HERE = Path(__file__).parent
GROUNDING = 200  # tokens
SEVERAL = Help(n=4, enough="agreed")  # as `--n 4` is
ALL = dataclasses.replace(SEVERAL, grounding_tokens=GROUNDING, mend=True, trial=True, retry=1)
HELP_SETS = {
    "greedy": Help(),
    "grounding": Help(grounding_tokens=GROUNDING),
    "mend": Help(mend=True),
    "grounding-mend": Help(grounding_tokens=GROUNDING, mend=True),
    "default": Help(grounding_tokens=GROUNDING, mend=True, n=2, enough="good"),  # as the magic is
    "candidates": SEVERAL,
    "trial": dataclasses.replace(SEVERAL, trial=True),
    "retry": Help(trial=True, retry=1),
    "all": ALL,
    "all-but-grounding": dataclasses.replace(ALL, grounding_tokens=0),
    "first-good": dataclasses.replace(ALL, enough="good"),  # later ones only where something is wrong
}
TOLD_SECONDS = 30.0  # between two lines of progress
Row = dict[str, Any]


class Results:
    """The rows of a file, a problem's together; what was cut off by a kill is not counted as done."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[Row] = []
        if path.exists():
            for line in path.read_bytes().splitlines(keepends=True):
                if line.endswith(b"\n"):
                    self.rows.append(json.loads(line))
            whole = b"".join(json.dumps(row).encode() + b"\n" for row in self.rows)
            if whole != path.read_bytes():
                path.write_bytes(whole)

    def of(self, key: Row, problems: Sequence[Problem]) -> dict[str, list[Row]]:
        """Problem -> its rows for the same model, help and settings, where all of its steps are there."""
        steps = {problem.id: len(problem.steps) for problem in problems}
        found: dict[str, dict[int, Row]] = {}
        for row in self.rows:
            if row["problem"] in steps and all(row.get(name) == value for name, value in key.items()):
                found.setdefault(row["problem"], {})[row["step"]] = row  # the newest, where a kill left some
        return {name: list(rows.values()) for name, rows in found.items() if len(rows) == steps[name]}

    def add(self, rows: Sequence[Row]) -> None:
        self.rows += rows
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
            file.flush()
            os.fsync(file.fileno())


class Progress:
    """A line every half minute: how far, and for how long still."""

    def __init__(self, total: int, say: Callable[[str], None] = print) -> None:
        self.total, self.done, self.say = total, 0, say
        self.t0 = self.last = time.monotonic()

    def step(self, name: str) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.last >= TOLD_SECONDS:
            self.last = now
            left = (now - self.t0) / self.done * (self.total - self.done)
            self.say(f"  {name}: {self.done} of {self.total} problems, about {left / 60:.0f} minutes left")


def measure(
    problems: Sequence[Problem],
    sets: dict[str, Help],
    key: Row,
    results: Results,
    run: Callable[[Problem, Help], list[Row]],
    say: Callable[[str], None] = print,
) -> Iterator[tuple[str, list[Row]]]:
    """Each set of help with its rows, as it is done. key: model and settings, which every row holds."""
    held = {name: results.of(key | {"help": name}, problems) for name in sets}
    already = sum(len(found) for found in held.values())
    if already:
        say(f"{already} problems are taken from {results.path} (delete it to measure again)")
    progress = Progress(len(problems) * len(sets) - already, say)
    for name, help in sets.items():
        rows: list[Row] = []
        for problem in problems:
            done = held[name].get(problem.id)
            if done is None:
                done = [row | key | {"help": name} for row in run(problem, help)]
                results.add(done)
                progress.step(name)
            rows += done
        yield name, rows


def choose_problems(args: argparse.Namespace) -> list[Problem]:
    own = load_problems()
    if args.limit:
        own = own[:: max(1, len(own) // args.limit)][: args.limit]
    mtpb: list[Problem] = []
    if args.mtpb and args.mtpb.exists():
        mtpb = load_mtpb_steps(args.mtpb, args.cases)
        mtpb = mtpb[:: max(1, len(mtpb) // args.limit)][: args.limit] if args.limit else mtpb
    elif args.mtpb:
        print(
            f"no file {args.mtpb}: the own problems alone are run (docs/evaluation.md says where MTPB is to be had)"
        )
    return [problem for problem in own + mtpb if not args.ids or problem.id in args.ids]


def parse_args(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.steps", description=__doc__)
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--backend", default="auto")
    parser.add_argument("--format", choices=FORMATS, help="the prompt's format; without it the model's own")
    sets = [name for name in HELP_SETS if name != "first-good"]
    parser.add_argument("--help-sets", nargs="+", choices=list(HELP_SETS), default=sets)
    parser.add_argument("--mtpb", type=Path, help="MTPB's file of problems, run besides the own ones")
    parser.add_argument("--cases", type=int, default=1, help="inputs of each MTPB problem, five at most")
    parser.add_argument("--limit", type=int, default=0, help="the first N problems of a stride, of each kind")
    parser.add_argument("--ids", nargs="+", help="only these problems")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--max-new-tokens", type=int, default=160)
    parser.add_argument("--n", type=int, help="candidates, where the help set has any")
    parser.add_argument("--verbose", action="store_true", help=". right, x ran but wrong, ! raised")
    parser.add_argument(
        "--out", type=Path, default=Path("runs/steps.jsonl"), help="a JSON line for each step"
    )
    parser.add_argument("--page", type=Path, help="folder of STEPS.md; benchmarks/ without --limit and --ids")
    return parser.parse_args(argv)


def write_page(rows: Sequence[Row], folder: Path, command: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    picture(rows, folder / "steps.png")
    (folder / "STEPS.md").write_text(markdown(rows, command), encoding="utf-8")
    print(f"{folder / 'STEPS.md'} and steps.png are written")


def told(rows: Sequence[Row]) -> str:
    """Two lines for own problems and two for MTPB's: shares, and what went wrong."""
    lines = []
    for label in ("own", "mtpb"):
        part = [row for row in rows if (row["area"] == "mtpb") == (label == "mtpb")]
        if part:
            lines.append(
                f"  {label:<5}" + "  ".join(f"{key} {value:g}" for key, value in summary(part).items())
            )
            lines.append(
                "       failing: " + (", ".join(f"{k} {n}" for k, n in failures(part).items()) or "none")
            )
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    args = parse_args(argv)
    problems = choose_problems(args)
    from benchmarks.remote import RemoteBackend

    backend = RemoteBackend(args.backend, args.model)
    sampling = Sampling(seed=args.seed, max_new_tokens=args.max_new_tokens)
    layout = layout_for(backend, args.format)
    sets = {name: HELP_SETS[name] for name in args.help_sets}
    if args.n:
        sets = {k: dataclasses.replace(v, n=args.n) if v.n > 1 else v for k, v in sets.items()}
    identity = backend.identity
    key = {"model": identity.model, "weights": identity.weights_sha256, "runtime": identity.runtime}
    key |= {
        "format": layout.format,
        "seed": args.seed,
        "max_new_tokens": args.max_new_tokens,
        "n": args.n or 4,
    }
    results = Results(args.out)
    steps = sum(len(problem.steps) for problem in problems)
    print(f"{identity.model}: {len(problems)} problems, {steps} steps, {len(sets)} sets of help", flush=True)

    def run(problem: Problem, help: Help) -> list[Row]:
        done = run_apart(problem, lambda: model_writer(backend, help, sampling, layout))
        if args.verbose:
            marks = "".join("!" if not row["ran"] else "x" if row["right"] is False else "." for row in done)
            print(f"  {problem.id} {marks}", flush=True)
        return done

    for name, rows in measure(problems, sets, key, results, run, lambda line: print(line, flush=True)):
        print(f"{name}\n{told(rows)}", flush=True)
    backend.close()
    page = args.page or (None if args.limit or args.ids else HERE)
    if page:
        write_page(
            of_one_run(results.rows, key), page, f"python -m benchmarks.steps {shlex.join(argv)}".strip()
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
