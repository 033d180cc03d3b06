"""MTPB: the published scoring with its quirks case by case, the strict and the repaired one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pool import in_pool

from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.errors import BadInput
from codegen_magic.evaluation import mtpb, report, sandbox
from codegen_magic.evaluation.agree import answer_id, most_agreed
from codegen_magic.evaluation.compare import published_equal, strict_equal
from codegen_magic.evaluation.guest.answer import with_print
from codegen_magic.evaluation.judge import Answer, answer_of
from codegen_magic.evaluation.problems import MtpbProblem, load_mtpb

DATA = Path(__file__).parents[2] / "shared" / "data" / "mtpb_dev.jsonl"
needs_data = pytest.mark.skipif(
    not DATA.exists(), reason="the MTPB development problems are not beside the repository"
)


def needs_sandbox() -> None:
    try:
        sandbox.isolation()
    except sandbox.Unavailable as reason:
        pytest.skip(str(reason))


# program, gold, (published, strict): one line for each quirk
PROGRAMS: list[tuple[str, str, Any, tuple[bool, bool]]] = [
    ("the plain case", "print(3)", 3, (True, True)),
    ("a crash after the print", "print(3)\n1 / 0", 3, (True, False)),
    ("a hang after the print", "print(3)\nwhile True: pass\nprint(4)", 3, (True, False)),
    ("sys.exit ends the evaluator", "print(3)\nimport sys\nsys.exit()", 3, (False, False)),
    ("os._exit ends the evaluator", "print(3)\nimport os\nos._exit(0)", 3, (False, False)),
    ("the last print counts", "print(1)\nprint(3)", 3, (True, True)),
    ("an earlier print does not", "print(3)\nprint(1)", 3, (False, False)),
    ("the first argument counts", "print(3, 'apples')", 3, (True, True)),
    ("a text with the answer does not", "print('answer:', 3)", 3, (False, False)),
    ("an empty print", "print(3)\nprint()", 3, (False, False)),
    ("no print at all, but a value", "x = [1]\nx + [2]", [1, 2], (True, True)),
    ("an assignment's value", "x = 3", 3, (True, True)),
    ("a last call named print-something", "def print_it(x): print(x)\nprint_it(3)", 3, (True, True)),
    ("its own print hides the answer", "def print(x): pass\nprint(3)", 3, (False, False)),
    ("a print inside a function", "def f():\n    print(3)\nf()", 3, (False, False)),
    ("the value of a print is None", "x = print(3)", 3, (True, True)),
    ("a loop as last statement", "for i in range(4): print(i)", 3, (True, True)),
    ("an augmented assignment", "x = 1\nx += 3", 3, (True, False)),
    ("a change after the print, by reference", "x = [1]\nprint(x)\nx.append(2)\nprint", [1], (False, False)),
    ("changed afterwards", "x = [1]\nprint(x)\nif True:\n    x.append(2)", [1, 2], (True, False)),
    ("as it was printed", "x = [1]\nprint(x)\nif True:\n    x.append(2)", [1], (False, True)),
    ("no program", "", 3, (False, False)),
    ("a syntax error", "print(3)\nprint(", 3, (False, False)),
    ("input is not there", "print(3)\ninput()\npass", 3, (True, False)),
    ("text for a number", "print('3')", 3, (True, False)),
    ("a number for text", "print(3)", "3", (True, False)),
    ("3.7 passes for 3", "print(3.7)", 3, (True, False)),
    ("3.0 is 3", "print(3.0)", 3, (True, True)),
    ("True passes for 1", "print(True)", 1, (True, False)),
    ("1 is not True", "print(1)", True, (False, False)),
    ("'True' passes for True", "print('True')", True, (True, False)),
    ("a bool is a bool", "print(1 < 2)", True, (True, True)),
    ("a numpy bool", "import numpy as np\nprint(np.bool_(True))", True, (True, True)),
    ("the tolerance at the top", "print(0.1 + 0.2)", 0.3, (True, True)),
    ("no tolerance in a list", "print([0.1 + 0.2])", [0.3], (False, True)),
    ("tuples in a list", "print([(1, 2)])", [[1, 2]], (True, True)),
    ("tuples deeper in a list", "print([[(1, 2)]])", [[[1, 2]]], (False, True)),
    ("a tuple for a list", "print((1, 2))", [1, 2], (True, True)),
    ("a set for a list", "print({1})", [1], (True, False)),
    ("a generator for a list", "print(x for x in [1, 2])", [1, 2], (True, False)),
    ("a map for a list", "print(map(int, '12'))", [1, 2], (True, False)),
    ("keys for a list", "print({1: 2}.keys())", [1], (True, False)),
    ("text for a list", "print('ab')", ["a", "b"], (True, False)),
    ("an array for a list", "import numpy as np\nprint(np.array([1, 2]))", [1, 2], (True, True)),
    ("a numpy number", "import numpy as np\nprint(np.int64(3))", 3, (True, True)),
    ("an unlisted numpy type", "import numpy as np\nprint(np.uint16(3))", 3, (True, True)),
    ("numbers of numpy in a list", "import numpy as np\nprint([np.float64(1.5)])", [1.5], (True, True)),
    ("a series", "import pandas as pd\nprint(pd.Series([1, 2.0000001]))", [1, 2], (True, True)),
    ("a series of another length", "import pandas as pd\nprint(pd.Series([1, 1]))", [1], (True, False)),
    ("None cannot pass", "print(None)", None, (False, True)),
    ("a dict cannot pass", "print({'a': 1})", {"a": 1}, (False, True)),
    ("a dict with numbers as keys", "print({1: [2]})", {"1": [2]}, (False, True)),
    (
        "an object's own equality",
        "class A:\n    def __eq__(self, o): return True\nprint(A())",
        3,
        (False, False),
    ),
    ("an object's text", "class A:\n    def __str__(self): return 'x'\nprint(A())", "x", (True, False)),
]


@pytest.fixture(scope="module")
def answers(request: pytest.FixtureRequest) -> Callable[[str], Answer]:
    needs_sandbox()
    codes = {name: code for name, code, _, _ in PROGRAMS}

    def answer(name: str) -> Answer:
        return answer_of(codes[name], seconds=1 if "hang" in name else 20)

    return in_pool(request, "test_each_quirk_of_the_published_scoring", answer)


@pytest.mark.parametrize(
    ("name", "gold", "expected"), [(n, g, e) for n, _, g, e in PROGRAMS], ids=[p[0] for p in PROGRAMS]
)
def test_each_quirk_of_the_published_scoring(
    answers: Callable[[str], Answer], name: str, gold: Any, expected: tuple[bool, bool]
) -> None:
    answer = answers(name)
    assert (mtpb.published_pass(answer, gold), mtpb.strict_pass(answer, gold)) == expected, answer


def test_the_last_value_is_printed_as_published() -> None:
    assert with_print("f(2)") == "print(f(2))"
    assert with_print("print(f(2))") == "print(f(2))"
    assert with_print("x = 5") == "x = print(5)"
    assert with_print("import os") == "import os"
    assert with_print("def f(:") == "def f(:"
    assert with_print("") == ""


def test_comparisons_without_a_process() -> None:
    assert published_equal(np.array([1, 2]), [1, 2])
    assert not published_equal([1, 2], {"a": 1})
    assert strict_equal([[1, 2.0]], [(1, 2)])
    assert not strict_equal([1, 2], [1, 2, 3])
    assert not strict_equal([True], [1])
    assert not strict_equal("3", 3)
    assert not strict_equal(float("nan"), 3.0)
    assert not strict_equal(10**1000, 3.0)
    assert not strict_equal([-(10**1000)], [float("inf")])
    assert strict_equal(10**1000, 10**1000)


def test_every_repair_has_a_reason_and_names_one_case() -> None:
    seen = Counter((entry["id"], entry["case"]) for entry in mtpb.repairs())
    assert max(seen.values()) == 1
    for entry in mtpb.repairs():
        assert set(entry) - {"gold"} == {"id", "case", "reason"}
        assert len(entry["reason"]) > 20


@needs_data
def test_repairs_are_right_where_the_problems_are_here() -> None:
    problems = load_mtpb(DATA)
    collatz, total = 9, 9
    while collatz != 1:
        collatz = collatz // 2 if collatz % 2 == 0 else 3 * collatz + 1
        total += collatz
    computed = {
        ("94", 2): total,
        ("56", 4): sorted([-1000000, 1, 1, 1, 6]),
        ("31", 1): [8 + 9 - 1, 9 - 8 + 1],
    }
    repaired = {
        (e["id"], e["case"]): e["gold"] for e in mtpb.repairs() if e["id"] in problems and "gold" in e
    }
    for (problem, case), gold in repaired.items():
        assert problems[problem].cases[case - 1].gold != gold
    assert {key: repaired[key] for key in computed} == computed


def test_repaired_corrects_or_leaves_out() -> None:
    def verdict(problem: str, case: int, printed: Any, gold: Any) -> tuple[Any, Any]:
        row = mtpb.verdicts(problem, case, Answer(True, printed, printed, finished=True), gold)
        return row["strict"], row["repaired"]

    assert verdict("9", 3, "John", "Mike") == (False, True)
    assert verdict("9", 3, "Mike", "Mike") == (True, False)
    assert verdict("9", 1, "Kevin", "Kevin") == (True, True)
    assert verdict("38", 2, 1, 1) == (True, None)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (3, 3.0, True),
        ([1, (2, 3)], (1, [2, 3]), True),
        (np.array([1, 2]), [1, 2], True),
        (0.1 + 0.2, 0.3, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({3, 1, 2}, {1, 2, 3}, True),
        (float("nan"), float("nan"), True),
        (Fraction(6, 2), 3, True),
        (Fraction(1, 3), 3, False),
        (1, True, False),
        (1, "1", False),
        ([1, 2], [2, 1], False),
        ([1], {1}, False),
        ("a, b", ["a", "b"], False),
        ("\ud800", "?", False),
        (None, "None", False),
    ],
)
def test_answers_agree_by_value(one: Any, other: Any, agree: bool) -> None:
    ids = [answer_id(Answer(True, value, value, finished=True)) for value in (one, other)]
    assert None not in ids
    assert (ids[0] == ids[1]) == agree


def test_a_number_of_many_digits_has_a_vote() -> None:
    one, same, other = (
        answer_id(Answer(True, value, value, finished=True)) for value in (10**4900, 10**4900, 10**4900 + 1)
    )
    assert one == same != other


def test_no_answer_is_no_vote() -> None:
    assert answer_id(Answer(False)) is None
    assert answer_id(Answer(True, 3, 3, finished=False)) is None


def test_the_most_agreed_sample_is_scored_beside_the_mean_and_any() -> None:
    problem = MtpbProblem("p", "n", "c", 1, 10, ())

    def row(case: int, sample: int, answer: str | None, passed: bool) -> dict[str, Any]:
        verdict = dict.fromkeys(mtpb.SCORINGS, passed)
        key = {"id": "p", "case": case, "mode": "multi", "temperature": 0.4, "sample": sample}
        return {**key, "answer": answer, **verdict}

    rows = [
        row(1, 2, "b", True),
        row(1, 0, "a", False),
        row(1, 1, "b", True),
        row(2, 0, None, False),
        row(2, 1, "c", False),  # as common as the next, and drawn first
        row(2, 2, "d", True),
        row(3, 0, None, False),
        row(3, 1, None, False),
        row(3, 2, None, False),
    ]
    means = {line["group"]: line["mean"] for line in report.mtpb_tables(rows, {"p": problem})}
    assert means["multi-turn, t 0.4"] == pytest.approx((2 / 3 + 1 / 3) / 3)
    assert means["multi-turn, t 0.4, most agreed of 3"] == pytest.approx(1 / 3)
    assert means["multi-turn, t 0.4, any of 3"] == pytest.approx(2 / 3)
    alone = report.mtpb_tables([one for one in rows if one["sample"] == 0], {"p": problem})
    assert not [line for line in alone if "agreed" in line["group"]]


@needs_data
def test_the_file_is_read_as_published() -> None:
    problems = load_mtpb(DATA)
    assert len(problems) == 55
    assert problems["57"].cases[4].gold == 10010
    assert len(problems["57"].cases) == 5  # it has six outputs
    assert problems["39"].max_gen_length == 256  # its own is absent
    assert problems["3"].cases[0].turns[2] == "Print the total seconds of 2 hours and 13 minutes."


def test_a_file_of_another_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "1", "prompts": []}\n')
    with pytest.raises(BadInput, match="line 1: a problem needs the field"):
        load_mtpb(path)
    with pytest.raises(BadInput, match=r"docs/evaluation.md"):
        load_mtpb(tmp_path / "none.jsonl")


@needs_data
@pytest.mark.parametrize("mode", ["multi", "single"])
def test_sampling_sends_what_the_published_script_sends(mode: str) -> None:
    """The prompts, byte for byte, but for blanks at the end of a line."""
    problems = load_mtpb(DATA)
    problem = problems["3"]
    answers = ["def f(m):\n    return m * 60\n\n\n\n# more", "x = 1\nprint(x)\nprint(2)", "print(3)\n"]
    backend = ScriptedBackend(answers)
    (job,) = [job for job in mtpb.jobs({"3": problem}, [mode], [0.0], 1, 0.95, 0) if job.case.number == 1]
    row = mtpb.draw(job, backend.open(), backend)
    turns = problem.cases[0].turns
    history, sent = mtpb.HEADER, []
    if mode == "single":
        turns = ("\n# ".join(turns),)
    cut = ["def f(m):\n    return m * 60", "x = 1\nprint(x)\n", "print(3)\n"]
    for prompt, code in zip(turns, cut, strict=False):
        history += f"# {prompt}\n"
        sent.append(history)
        history += f"{code}\n\n"
    assert [turn["prompt"] for turn in row["turns"]] == sent
    assert row["program"] == history
    assert row["turns"][0]["raw"] == "def f(m):\n    return m * 60\n\n\n"  # generation ended at the rule


def test_every_sample_has_its_own_seed() -> None:
    from codegen_magic.evaluation.problems import Case, MtpbProblem

    problem = MtpbProblem("1", "n", "c", 2, 64, (Case("1", 1, ("a", "b"), 1), Case("1", 2, ("a", "b"), 1)))
    jobs = list(mtpb.jobs({"1": problem}, ["multi", "single"], [0.2, 0.8], 3, 0.95, 7))
    assert len({job.key for job in jobs}) == len(jobs) == 24
    seeds = {job.sampling(turn, "codegen").seed for job in jobs for turn in (1, 2)}
    assert len(seeds) == 48


def test_answers_agree_within_the_strict_tolerance_and_no_further() -> None:
    def row(sample: int, value: Any) -> dict[str, Any]:
        own = answer_id(Answer(True, value, value, finished=True))
        return {"id": "p", "case": 1, "sample": sample, "answer": own, "value": value}

    votes = [5, 0.0, 6.1e-17, 5, -1e-18]
    assert [one["value"] for one in most_agreed([row(n, value) for n, value in enumerate(votes)])] == [0.0]
    ids = [row(0, value)["answer"] for value in (1234567.1, 1234571.2, 1234567.0, 1234566.9999999998, 1e300)]
    assert len(set(ids)) == 4
    assert ids[2] == ids[3]


def test_a_problem_at_thirty_percent_is_hard() -> None:
    rows = [
        {"id": "1", "case": case, "mode": mode, "temperature": 0.0, "sample": 0, "strict": case <= passed}
        for mode, passed in (("multi", 1), ("single", 2))
        for case in range(1, 6)
    ]
    assert {line["group"] for line in report._difficulty(rows)} == {
        "multi-turn, t 0.0, hard problems",
        "single-turn, t 0.0, hard problems",
    }
