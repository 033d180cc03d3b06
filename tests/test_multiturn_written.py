"""Notebooks and functions written by hand: the format, the comment that tells what no text made, and that they run."""

from __future__ import annotations

import ast
import json
import random
from collections import Counter
from pathlib import Path

import pytest

from training.decontaminate import human_eval_problems
from training.errors import BadCorpus
from training.multiturn.generate import Recipe, read_lines, written
from training.multiturn.guard import Guard
from training.multiturn.realcode import real_functions
from training.multiturn.verify import NONE, check, job_of, workers
from training.multiturn.written import (
    FOLDER,
    Notebook,
    collect_written,
    first_untold,
    grounded_step,
    read,
)

BREAD = """\
=== bakery
--- hidden
import pandas as pd
spare = pd.DataFrame({"unit_price": [1.5, 2.0], "sold": [3, 4]})
spare.to_csv("bread.csv", index=False)
--- read bread.csv into bread
import pandas as pd
bread = pd.read_csv("bread.csv")
--- mean unit price as m
m = bread["unit_price"].mean()
"""
CLINIC = """\
=== clinic
--- hidden
import pandas as pd
visits = pd.DataFrame({"wait_min": [12, 45]})
--- let limit be 30
limit = 30
--- long waits, as long_waits
long_waits = visits[visits["wait_min"] > limit]
"""
OWN = """\
=== own
--- own
import numpy as np
xs = np.array([3, 1])
--- Sort xs.
xs = np.sort(xs)
"""
FUNCTIONS = '''
def last_of(items, default=None):
    """Last item, or the default.

    >>> last_of([3, 4])
    4
    """
    return items[-1] if items else default


def first_of(items):
    """First item.

    >>> first_of([3, 4])
    4
    """
    return items[0]
'''


def only(text: str) -> Notebook:
    (notebook,) = read(text, "file")
    return notebook


@pytest.fixture
def guard() -> Guard:
    return Guard(human_eval_problems())


def test_cells_of_the_user_stand_before_the_steps(tmp_path: Path, guard: Guard) -> None:
    (tmp_path / "a.txt").write_text(BREAD + "\n" + CLINIC + "\n" + OWN)
    (tmp_path / "b.py").write_text(FUNCTIONS)
    records, counts = collect_written(guard, 1, 1, folder=tmp_path)
    assert counts == {"notebooks": 3, "functions": 1, "functions whose examples did not run true": 1}
    bread, _, own, function = records
    assert bread["header"] == ""
    assert bread["source"] == "written: a: bakery"
    assert [turn["instruction"] for turn in bread["turns"]] == [
        "read bread.csv into bread",
        "mean unit price as m",
    ]
    assert own["header"] == "xs = np.array([3, 1])\n\n"
    assert own["turns"][0]["code"] == "xs = np.sort(xs)"
    assert "xs" in own["turns"][0]["grounding"]
    assert function["part"] == "written-functions"
    assert function["turns"][0]["code"].startswith("    return items[-1]")


def test_a_recipe_holds_one_in_twenty_back_with_all_its_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "written", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    (folder / "a.txt").write_text("\n".join(OWN.replace("=== own", f"=== own-{i}") for i in range(30)))
    monkeypatch.setattr("training.multiturn.written.FOLDER", folder)
    assert written(out, 1, 1, Recipe(written=2), None) == {"notebooks": 60}
    train, dev = (
        [json.loads(line)["source"] for line in read_lines(out / name)]
        for name in ("written.jsonl", "written-dev.jsonl")
    )
    assert len(train) + len(dev) == 60
    assert 0 < len(dev) < 10
    assert not set(train) & set(dev)


def test_a_copy_has_a_grounding_comment_of_its_own_alone(tmp_path: Path, guard: Guard) -> None:
    steps = "".join(f"--- Sort xs, {i}.\nxs = np.sort(xs)\n" for i in range(5))
    (tmp_path / "a.txt").write_text(OWN + steps)
    records, _ = collect_written(guard, 1, 1, copies=4, folder=tmp_path)
    told = [[i for i, turn in enumerate(r["turns"]) if turn.get("grounding")] for r in records]
    assert [len(each) for each in told] == [1, 1, 1, 1]
    assert len({each[0] for each in told}) > 1


def test_the_comment_tells_the_files_columns_and_nothing_of_the_hidden_cell(
    tmp_path: Path, guard: Guard
) -> None:
    (tmp_path / "a.txt").write_text(BREAD)
    (record,), _ = collect_written(guard, 1, 1, folder=tmp_path)
    told = record["turns"][1]["grounding"]
    assert "unit_price float" in told
    assert "spare" not in told


def test_a_table_that_no_text_made_is_told_where_it_is_first_used() -> None:
    assert [first_untold(only(text)) for text in (BREAD, CLINIC, OWN)] == [NONE, 1, NONE]
    assert {grounded_step(only(CLINIC), random.Random(seed)) for seed in range(20)} == {1}
    assert {grounded_step(only(BREAD), random.Random(seed)) for seed in range(20)} == {1}


@pytest.mark.parametrize(
    ("code", "step"),
    [
        ("x = x.dropna()", 0),
        ("x += 1", 0),
        ("squares = [y * y for y in x]", 0),
        ("for y in x:\n    print(y)", 0),
        ("import numpy as np\nx = np.zeros(3)\nx[0] = max(x)", NONE),
        ("def f(x):\n    return f(x - 1)", NONE),
    ],
)
def test_names_that_a_step_reads_before_it_makes_them(code: str, step: int) -> None:
    notebook = only(f"=== a\n--- hidden\nx = [1]\n--- go on\n{code}\n")
    assert first_untold(notebook) == step
    assert ("globals().pop('x', None)" in notebook.program.setup) == (step == NONE)


def test_what_does_not_run_or_is_near_a_problem_is_counted(tmp_path: Path) -> None:
    class Strict(Guard):
        def keep(self, program: object, function: str = "") -> bool:
            return False

    (tmp_path / "a.txt").write_text(OWN + "\n" + OWN.replace("np.sort", "np.sorted"))
    records, counts = collect_written(Strict([]), 1, 1, folder=tmp_path)
    assert not records
    assert counts == {
        "notebooks near an evaluation problem": 1,
        "notebooks that did not run: AttributeError": 1,
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1\n" + OWN, "before the first line `=== NAME`"),
        ("=== a\nx = 1\n--- b\ny = 2\n", "a: text before the first line `--- WORDS`"),
        ("=== a\n--- own\nx = 1\n", "a notebook has steps"),
        ("=== a\n--- count\n", "a step words and code"),
        ("=== a\n--- count\nx = = 1\n", "file: a: no Python"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(text: str, told: str) -> None:
    with pytest.raises(BadCorpus, match=told):
        list(read(text, "file"))


def test_the_repositorys_notebooks_are_whole_and_a_sample_runs() -> None:
    notebooks = [n for file in sorted(FOLDER.glob("*.txt")) for n in read(file.read_text(), file.stem)]
    sources = [notebook.program.source for notebook in notebooks]
    assert len(notebooks) > 300
    assert len(set(sources)) == len(sources)
    with workers(2) as pool:
        reasons = list(pool.map(check, [job_of(n.program) for n in notebooks[::20]], chunksize=4))
    assert not any(reasons), dict(zip(sources[::20], reasons, strict=True))


def test_every_function_of_the_repository_is_taken(guard: Guard) -> None:
    modules = [(file.name, file.read_text()) for file in sorted(FOLDER.glob("*.py"))]
    counts: Counter[str] = Counter()
    records = real_functions(modules, "written", guard, 2, counts)
    written_down = sum(isinstance(n, ast.FunctionDef) for _, text in modules for n in ast.parse(text).body)
    assert counts == {"functions": written_down}
    assert len(records) == written_down
