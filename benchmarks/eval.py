"""The figures of a model, measured here: HumanEval and MTPB, into a page.

    python -m benchmarks.eval --data mtpb.jsonl [--model synth-135m] [--out runs/eval] [--only humaneval-greedy]

Three runs, each a folder of OUT that goes on where it was stopped: HumanEval greedy; HumanEval with n 20 at
t 0.2 and 0.8; MTPB greedy, multi-turn and single-turn, and the perplexity of its prompts. Without --data the
last is left out. The page is written again after each run: benchmarks/EVAL.md for all of the default model's, else
OUT/EVAL.md.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen_magic.backends import BACKENDS, open_backend
from codegen_magic.evaluation import report, run
from codegen_magic.models.table import DEFAULT

PAGE = Path(__file__).parent / "EVAL.md"


@dataclass(frozen=True)
class Run:
    """One folder of results and what makes it."""

    name: str
    benchmark: str
    title: str
    settings: dict[str, Any]
    k: tuple[int, ...] = (1,)


TWENTY = {"n": 20, "temperatures": (0.2, 0.8)}
RUNS = (
    Run("humaneval-greedy", "humaneval", "HumanEval, greedy", {}),
    Run("mtpb-greedy", "mtpb", "MTPB, greedy", {"modes": ("multi", "single")}),
    Run("humaneval-20", "humaneval", "HumanEval, 20 samples a problem", TWENTY, (1, 10)),
)


def parse_args(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.eval", description=__doc__.split("\n")[0])
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--backend", default="auto", choices=BACKENDS)
    parser.add_argument("--data", type=Path, help="MTPB's file")
    parser.add_argument("--out", type=Path, default=Path("runs/eval"))
    parser.add_argument("--only", nargs="+", choices=[one.name for one in RUNS])
    parser.add_argument("--problems", help="ids, such as 0-3: a trial")
    parser.add_argument(
        "--page", type=Path, help="benchmarks/EVAL.md for the whole of the default model, else OUT/EVAL.md"
    )
    args = parser.parse_args(argv)
    in_part = args.only or args.problems or args.model != DEFAULT
    args.page = args.page or (args.out / PAGE.name if in_part else PAGE)
    return args


def main(argv: Sequence[str] | None = None) -> None:
    argv = sys.argv[1:] if argv is None else argv
    args = parse_args(argv)
    ids = args.problems.split(",") if args.problems else None
    backend = open_backend(args.backend, args.model)
    command = f"python -m benchmarks.eval {shlex.join(argv)}".strip()
    for one in RUNS:
        if one.name in (args.only or [one.name]) and (args.data or one.benchmark != "mtpb"):
            opened = {"model": args.model, "backend": args.backend}
            measure(one, backend, args.out / one.name, args.data, ids, opened)
            args.page.write_text(page(args.out, backend.identity.model, command), encoding="utf-8")
    print(f"{args.page} is written")


def measure(
    one: Run, backend: Any, out: Path, data: Path | None, ids: list[str] | None, opened: dict[str, str]
) -> None:
    """Sample, score and report; whatever is done already stays."""
    data = data if one.benchmark == "mtpb" else None
    run.sample(
        one.benchmark, backend, out, data=data, problem_ids=ids, resume=True, opened=opened, **one.settings
    )
    run.score(out, data=data)
    if one.benchmark == "mtpb":
        run.measure_prompts(backend, out)
    report.report(out, data=data, k=one.k)


def page(out: Path, model: str, command: str) -> str:
    """All finished runs below each other."""
    lines = [
        f"# Figures of {model}",
        "",
        f"    {command}",
        "",
        "What may be compared with what, and what the scorings mean: docs/evaluation.md.",
    ]
    for one in RUNS:
        finished = out / one.name / "report.md"
        if finished.is_file():
            _, _, text = finished.read_text(encoding="utf-8").partition("\n")
            lines += ["", f"## {one.title}", text.rstrip("\n")]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
