"""MTPB's problems as notebooks in steps: each turn a step, the last one's answer checked strictly.

Cases whose published answer is known to be wrong have the repaired one, or are left out (see docs/evaluation.md).
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.problems import Problem, Step
from codegen_magic.checks import asked_names
from codegen_magic.evaluation.mtpb import repair_of
from codegen_magic.evaluation.problems import Case, load_mtpb

SETUP = "import numpy as np"  # as the published prompts begin


def load_mtpb_steps(path: Path, cases: int = 1) -> list[Problem]:
    """The first `cases` sound cases of each problem. Raises BadInput for a file that is not of that kind."""
    found = []
    for problem in load_mtpb(path).values():
        sound = [
            case for case in problem.cases if "gold" in (repair_of(case.problem, case.number) or {"gold": 0})
        ]
        found += [_problem(case) for case in sound[:cases]]
    return found


def _problem(case: Case) -> Problem:
    repair = repair_of(case.problem, case.number)
    gold = repair["gold"] if repair else case.gold
    steps = [Step(turn, "", "", _names(turn)) for turn in case.turns]
    last = Step(case.turns[-1], "", f"strict_equal(answer, {gold!r})", _names(case.turns[-1]))
    return Problem(f"mtpb-{case.problem}-{case.number}", "mtpb", SETUP, (*steps[:-1], last))


def _names(turn: str) -> tuple[str, ...]:
    """There is no reference code: the names that the turn has in quotes or behind `called`."""
    sure = re.findall(r"(?:named|called|variable|as|in|to)\s+[\"'`](\w+)[\"'`]", turn)
    return tuple(name for name in asked_names(turn) if name in sure)
