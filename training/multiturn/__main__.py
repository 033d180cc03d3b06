"""Writes the multi-turn data: training and development programs, and a report.

    python -m training.multiturn --out DIR --programs 5000 --seed 1 2 [--recipe FILE]

DIR gets programs.jsonl, which is all of it, mixed; for each seed a folder with train.jsonl, dev.jsonl (programs with
operations and wordings that this seed's training set never has) and report.json; real.jsonl and licences.json where
the recipe asks for real code; and report.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from training.decontaminate import multi_turn_problems
from training.multiturn.generate import Recipe, build


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.multiturn", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--programs", type=int, default=5000, help="generated programs of each seed")
    parser.add_argument(
        "--seed", type=int, nargs="+", default=[1, 2], help="each is drawn by its own process"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes of each seed that run the programs")
    parser.add_argument("--recipe", type=Path, help="TOML with the parts' shares and sources")
    parser.add_argument("--problems", type=Path, help="multi-turn problems (JSONL) to keep out")
    args = parser.parse_args(argv)
    recipe = Recipe.read(args.recipe) if args.recipe else Recipe()
    if args.problems:
        multi_turn_problems(args.problems)  # what cannot be read is told before hours of work
    report = build(args.out, args.programs, args.seed, args.jobs, recipe, args.problems)
    json.dump(report, sys.stdout, indent=2)
    print()
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
