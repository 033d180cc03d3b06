"""The step problems: every reference solution passes its checks, and doing nothing passes none."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
pytest.importorskip("sklearn")
pytest.importorskip("seaborn")

from benchmarks.problems import flat, load_problems, same
from benchmarks.steps import HELP_SETS, model_writer, plain_turn, reference, run_apart, summary
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.trial import available
from codegen_magic.turn import Sampling

pytestmark = [
    pytest.mark.forks,
    pytest.mark.skipif(not available(), reason="the problems run in forked children"),
]
PROBLEMS = load_problems()


def test_there_are_at_least_sixty_problems_of_three_to_six_steps_in_six_areas():
    assert len(PROBLEMS) >= 60
    assert len({problem.id for problem in PROBLEMS}) == len(PROBLEMS)
    assert all(3 <= len(problem.steps) <= 6 for problem in PROBLEMS)
    areas = {problem.area for problem in PROBLEMS}
    assert areas == {"pandas", "numpy", "matplotlib", "scikit-learn", "text", "dates"}


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_the_reference_solution_passes_and_doing_nothing_does_not(problem):
    rows = run_apart(problem, lambda: reference)
    assert [row["error"] for row in rows] == [""] * len(problem.steps)
    assert [row["right"] for row in rows] == [True] * len(problem.steps), rows
    idle = run_apart(
        problem, lambda: lambda session, step, *_: plain_turn(session.next_number, step.ask, "pass")
    )
    assert not any(row["right"] for row in idle), [row["ask"] for row in idle if row["right"]]


def test_a_scripted_model_goes_through_the_whole_path():
    problem = next(p for p in PROBLEMS if p.id == "matrix-basics")
    answers = [problem.steps[0].code, "col = a[:, 9]", "col = a[:, 1]", "row_sums = a.sum(axis=1)", "1 / 0"]

    def writer():
        return model_writer(ScriptedBackend(answers), HELP_SETS["retry"], Sampling())

    rows = run_apart(problem, writer)
    assert [row["right"] for row in rows] == [True, True, True, False]
    assert [row["ran"] for row in rows] == [True, True, True, False]
    told = summary(rows)
    assert (told["steps_run"], told["steps_right"], told["solved"]) == (75.0, 75.0, 0.0)
    assert json.dumps(rows)


def test_a_process_that_dies_loses_its_own_steps_only():
    problem = PROBLEMS[0]

    def dies(session, step, *_):
        code = step.code if session.next_number < 4 else "import os\nos._exit(3)"
        return plain_turn(session.next_number, step.ask, code)

    rows = run_apart(problem, lambda: dies)
    assert [row["ran"] for row in rows] == [True, True] + [False] * (len(problem.steps) - 2)


def test_values_are_compared_whatever_holds_them():
    import pandas as pd

    assert same(pd.Series([1.0, 2.0]), [1, 2])
    assert not same([1], [1, 2])
    assert flat({"a": 1, "b": 2}) == [1, 2]
    assert flat(pd.DataFrame({"k": ["x"], "v": [3]})) == [3]
