"""The step problems: every reference solution passes its checks, and doing nothing passes none."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
pytest.importorskip("sklearn")
pytest.importorskip("seaborn")

from benchmarks.mtpb_steps import load_mtpb_steps
from benchmarks.notebook_steps import model_writer, plain_turn, reference, run_apart, run_problem
from benchmarks.problems import flat, load_problems, same
from benchmarks.remote import RemoteDecoder
from benchmarks.steps import HELP_SETS, Results, measure
from benchmarks.steps_report import failure, markdown, of_one_run, picture, summary
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


def reference_after_nothing(problem):
    """The reference solution's writer; before it, in the same child, it is seen that doing nothing solves nothing."""
    rows = []

    def idle(session, step, *_):
        return plain_turn(session.next_number, step.ask, "pass")

    run_problem(problem, idle, rows.append)
    assert [row["ran"] for row in rows] == [True] * len(problem.steps)
    assert [row["ask"] for row in rows if row["right"]] == []
    return reference


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_the_reference_solution_passes_and_doing_nothing_does_not(problem):
    rows = run_apart(problem, lambda: reference_after_nothing(problem))
    assert [row["error"] for row in rows] == [""] * len(problem.steps)
    assert [row["right"] for row in rows] == [True] * len(problem.steps), rows


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
        code = step.code if session.next_number < 3 else "import os\nos._exit(3)"
        return plain_turn(session.next_number, step.ask, code)

    rows = run_apart(problem, lambda: dies)
    assert [row["ran"] for row in rows] == [True, True] + [False] * (len(problem.steps) - 2)


def test_values_are_compared_whatever_holds_them():
    import pandas as pd

    assert same(pd.Series([1.0, 2.0]), [1, 2])
    assert not same([1], [1, 2])
    assert flat({"a": 1, "b": 2}) == [1, 2]
    assert flat(pd.DataFrame({"k": ["x"], "v": [3]})) == [3]


def test_the_names_that_a_step_asks_for_are_known():
    named = {step.ask: step.names for problem in PROBLEMS for step in problem.steps}
    assert named["mean and standard deviation of x as m and s"] == ("m", "s")
    assert named["sort by date, newest first"] == ()


MTPB = {
    "id": "7",
    "name": "sum",
    "category": "math",
    "prompts": ['Assign {A} to a variable named "nums".', "Print the sum of them."],
    "inputs": [{"A": "[1, 2]"}, {"A": "[3]"}],
    "outputs": [3, 3],
}


def test_mtpb_problems_go_the_same_path_and_the_last_answer_counts(tmp_path):
    path = tmp_path / "mtpb.jsonl"
    path.write_text(json.dumps(MTPB) + "\n")
    problem, second = load_mtpb_steps(path, cases=2)
    assert [step.names for step in problem.steps] == [("nums",), ()]
    assert (problem.id, second.id) == ("mtpb-7-1", "mtpb-7-2")
    ends = {"print(sum(nums))": True, "s = sum(nums)": True, "sum(nums)": True, "print('sum', 3)": False}
    ends |= {"print(3.5)": False, "1 / 0": False, "print(sum(nums))\nnums.clear()": True}
    for code, right in ends.items():
        model = ScriptedBackend(["nums = [1, 2]", code])
        rows = run_apart(problem, lambda model=model: model_writer(model, HELP_SETS["greedy"], Sampling()))
        assert [row["right"] for row in rows] == [None, right], code
        assert summary(rows)["solved"] == 100 * right


def test_a_killed_run_goes_on_and_measures_nothing_twice(tmp_path):
    problems, asked = PROBLEMS[:2], []

    def run(problem, help):
        asked.append(problem.id)
        step = {
            "problem": problem.id,
            "area": problem.area,
            "ask": "",
            "error": "",
            "code": "x",
            "parses": True,
        }
        return [
            step | {"step": n, "ran": True, "right": True, "named": None} for n in range(len(problem.steps))
        ]

    sets, key = {"greedy": HELP_SETS["greedy"]}, {"model": "m", "seed": 0}
    path = tmp_path / "runs" / "steps.jsonl"
    whole = list(measure(problems, sets, key, Results(path), run, print))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]) + lines[-1][:7])  # killed within the last line
    told = []
    again = list(measure(problems, sets, key, Results(path), run, told.append))
    assert again == whole == list(measure(problems, sets, key, Results(path), run, print))
    assert asked == [problems[0].id, problems[1].id, problems[1].id]
    assert "1 problems are taken from" in told[0]
    list(measure(problems[:1], sets, key | {"seed": 1}, Results(path), run, print))
    assert asked[-1] == problems[0].id


def row(code="x", error="", right=True, named=None, parses=True, help="greedy", area="pandas", **rest):
    own = {"problem": "p", "area": area, "code": code, "error": error, "ran": not error and bool(code)}
    return own | {"right": right, "named": named, "parses": parses, "help": help, "model": "m"} | rest


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ""),
        ({"right": None}, ""),
        ({"right": False}, "wrong value"),
        ({"right": False, "named": False}, "not assigned"),
        ({"code": "", "error": "the model's code does not parse (x)"}, "syntax"),
        ({"code": "", "error": "the model answered nothing"}, "no code"),
        ({"code": "", "error": "the process ended"}, "process lost"),
        ({"error": "SyntaxError: bad"}, "syntax"),
        ({"error": "NameError: name 'y' is not defined"}, "unknown name"),
        ({"error": "KeyError: 'pric'"}, "unknown column"),
        ({"error": "AttributeError: 'DataFrame' object has no attribute 'pric'"}, "unknown column"),
        ({"error": "AttributeError: 'list' object has no attribute 'x'"}, "AttributeError"),
        ({"error": "_Late: not done after 20 s"}, "too slow"),
    ],
)
def test_what_went_wrong_has_a_name(told, expected):
    assert failure(row(**told)) == expected


def test_the_page_has_a_table_for_each_model_and_kind_of_problems_and_a_picture(tmp_path):
    rows = [row(seconds=1.0), row(seconds=3.0, help="all", error="KeyError: 'x'", right=False)]
    rows.append(row(area="mtpb", right=None))
    page = markdown(rows, "python -m benchmarks.steps")
    assert "## m, own problems (1 steps)" in page
    assert "## m, MTPB development problems (1 steps)" in page
    assert "| all | 0 % | 0 % | 0 % | 0 % | 100 % | 3.00 | 3.0 |" in page
    assert "| failing steps | unknown column | other |" in page
    picture(rows, tmp_path / "steps.png")
    assert (tmp_path / "steps.png").read_bytes()[:4] == b"\x89PNG"
    assert (tmp_path / "steps.png").stat().st_size < 100_000


def test_the_page_mixes_no_weights_seeds_and_settings_of_a_model():
    key = {"model": "m", "weights": "a", "seed": 0}
    kept = [row(step=n, **key) for n in (0, 1)]
    other = [row(step=0, model="m", weights="b", seed=0), row(step=0, model="m", weights="a", seed=1)]
    older, newer = (row(step=0, model="n", weights=one, seed=0) for one in "ab")
    rows = [older, other[0], row(step=1, right=False, **key), *kept, newer, other[1]]
    assert of_one_run(rows, key) == [kept[1], kept[0], newer]
    assert "## m, own problems (2 steps)" in markdown(of_one_run(rows, key), "")


def test_a_missing_file_of_mtpb_is_one_line(tmp_path, capsys):
    from benchmarks.steps import choose_problems, parse_args

    args = parse_args(["--mtpb", str(tmp_path / "none.jsonl"), "--ids", "matrix-basics"])
    assert [problem.id for problem in choose_problems(args)] == ["matrix-basics"]
    assert "the own problems alone are run" in capsys.readouterr().out


def test_a_fork_of_one_row_leaves_the_decoder_alone():
    asked = []

    class Far:
        same_in_batch = True

        def ask(self, request):
            asked.append((request["do"], request["in_fork"]))
            return np.zeros((1, 3), np.float32)

    decoder = RemoteDecoder(Far(), "a")
    decoder.extend([5, 6])
    fork = decoder.fork(1)
    fork.extend([7])
    assert asked == [("extend", False), ("fork", False), ("extend", True)]
    assert (decoder.ids, fork.ids) == ([5, 6], [5, 6, 7])
