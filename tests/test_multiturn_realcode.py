"""Code from source archives: licences, docstring functions, gallery scripts."""

from __future__ import annotations

import io
import json
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from training.decontaminate import human_eval_problems
from training.multiturn.generate import read_lines, write
from training.multiturn.guard import Guard
from training.multiturn.realcode import (
    collect_real,
    definitions,
    examples,
    functions,
    licence,
    real_definitions,
)
from training.multiturn.realprose import (
    clean,
    comment_segments,
    docstring_sessions,
    notebook_session,
    only_shows,
    script_program,
)

MODULE = '''
import math

def hypotenuse(a, b):
    """Length of the long side.

    Parameters
    ----------
    a, b : float

    Examples
    --------
    >>> hypotenuse(3, 4)
    5.0
    """
    # Pythagoras
    return math.sqrt(a * a + b * b)

def wrong(a):
    """Says something false.

    >>> wrong(1)
    3
    """
    return a
'''
SCRIPT = '''"""
Title
=====
"""

import math

# Compute the area of a circle
area = math.pi * 2 ** 2

# Show the area of it
print(area)
'''


def archive(folder: Path, name: str, licence_line: str) -> Path:
    file = folder / f"{name}-1.0.tar.gz"
    files = {
        "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{licence_line}\n\nText",
        "pkg/core.py": MODULE,
        "examples/plot_area.py": SCRIPT,
    }
    with tarfile.open(file, "w:gz") as tar:
        for path, text in files.items():
            info = tarfile.TarInfo(f"{name}-1.0/{path}")
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return file


def test_functions_whose_examples_run_true_and_scripts_that_run_are_kept(tmp_path: Path) -> None:
    archive(tmp_path, "good", "License-Expression: MIT")
    archive(tmp_path, "copyleft", "License: GPL-3.0")
    classifier = "Classifier: License :: OSI Approved :: "
    for name, of in (("v3", "GNU General Public License v3 (GPLv3)"), ("v2", "LGPLv2+")):
        archive(tmp_path, name, f"{classifier}BSD License\n{classifier}{of}")
    records, manifest = collect_real([tmp_path], Guard(human_eval_problems()), 1, 1)
    assert [p["name"] for p in manifest["packages"]] == ["good"]
    assert manifest["counts"]["packages without a permissive licence"] == 3
    assert manifest["counts"]["functions whose examples did not run true"] == 1
    function = next(r for r in records if r["part"] == "real-functions")
    assert function["source"] == "good 1.0: pkg/core.py"
    assert function["turns"] == [
        {"instruction": "", "grounding": "", "code": "    return math.sqrt(a * a + b * b)"}
    ]
    assert function["header"].startswith("import math\n\n\ndef hypotenuse(a, b):\n")
    assert "Parameters" not in function["header"]
    script = next(r for r in records if r["part"] == "real-scripts")
    asked = [t["instruction"] for t in script["turns"]]
    assert asked == ["Compute the area of a circle", "Show the area of it"]
    assert script["header"] == "import math\n\n"


DECORATED = '''
import functools
\x0c
def polite(fn):
    """Adds a word to what a function returns, so that all who ask for something hear it said politely.

    >>> polite(str)(1)
    '1, please'
    """
    @functools.wraps(fn)
    def inner(x):
        return fn(x) + ", please"
    return inner
'''


def test_bodies_begin_with_their_decorators_and_lines_are_pythons_own() -> None:
    ((needed, _, body, name),) = functions(DECORATED)
    assert (needed, name) == ("import functools", "polite")
    assert body.startswith("    @functools.wraps(fn)\n    def inner")
    assert body.rstrip().endswith("return inner")
    ((_, _, source),) = definitions(DECORATED)
    assert source.startswith("def polite")
    assert source.endswith("    return inner\n")


def test_records_with_line_ends_of_unicode_stay_whole(tmp_path: Path) -> None:
    records = [{"a": "x\u2028y\x85z"}, {"b": "1"}]
    write(tmp_path / "a.jsonl", records)
    assert [json.loads(line) for line in read_lines(tmp_path / "a.jsonl")] == records


def test_examples_for_another_runner_than_doctest_are_left_out() -> None:
    other = MODULE.replace(">>> wrong(1)", ">>> wrong(1)  # doctest: +FLOAT_CMP")
    assert [name for *_, name in functions(MODULE)] == ["hypotenuse", "wrong"]
    assert [name for *_, name in functions(other)] == ["hypotenuse"]


def test_whole_functions_and_classes_are_learnt_as_they_stand_and_evaluation_problems_are_not(
    tmp_path: Path,
) -> None:
    archive(tmp_path, "good", "License-Expression: MIT")
    records, manifest = collect_real([tmp_path], Guard(human_eval_problems()), 1, 1)
    (whole,) = (r for r in records if r["part"] == "real-definitions")
    assert manifest["counts"]["real-definitions"] == 1  # the other function of the module is too short
    assert whole["header"] == ""
    assert [t["code"] for t in whole["turns"]] == [
        MODULE[MODULE.index("def hyp") : MODULE.index("\ndef wrong")]
    ]
    near = MODULE.replace("hypotenuse", human_eval_problems()[0].entry)
    counts: Counter[str] = Counter()
    assert not list(real_definitions([("pkg/a.py", near)], "good 1.0", Guard(human_eval_problems()), counts))
    assert counts == {"real-definitions near an evaluation problem": 1}


def test_a_decorated_class_keeps_its_decorator_and_broken_files_have_none() -> None:
    text = (
        "import a\n\n@a.data\nclass B:\n    "
        + "\n    ".join(f"field_{n}: int = {n}" for n in range(12))
        + "\n"
    )
    assert list(definitions(text)) == [("B", "", text.removeprefix("import a\n\n"))]
    assert list(definitions("def f(:\n")) == []


def test_a_functions_shown_text_has_its_examples() -> None:
    found = {name: head for _, head, _, name in functions(MODULE)}
    assert ">>> hypotenuse(3, 4)\n    5.0" in found["hypotenuse"]


def test_comment_segments_end_at_the_next_comment() -> None:
    steps = comment_segments("# One\n# more\na = 1\nb = 2\n\n# Two\nc = 3\n")
    assert steps == [("One more", "a = 1\nb = 2"), ("Two", "c = 3")]


@pytest.mark.parametrize(
    ("raw", "plain"),
    [("Use :class:`~a.B` and ``x``", "Use a.B and x"), ("Title -------- text", "Title text")],
)
def test_markup_becomes_plain_words(raw: str, plain: str) -> None:
    assert clean(raw) == plain


def test_a_script_that_needs_the_network_ends_before_it() -> None:
    program = script_program(SCRIPT.replace("print(area)", "fetch_openml(1)"))
    assert program is not None
    assert len(program["turns"]) == 1


def test_a_licence_comes_from_the_metadata() -> None:
    text = "Name: x\nVersion: 2\nClassifier: License :: OSI Approved :: MIT License\n\nLicense: GPL"
    assert licence(text) == {"name": "x", "version": "2", "licence": "OSI Approved :: MIT License"}


DOCUMENTED = '''
def fill(a, value=0):
    """Fill.

    Examples
    --------
    >>> a = np.array([1, 2])
    >>> a.max()
    2

    Fill it with another value:

    >>> a.fill(7)  # doctest: +ELLIPSIS
    >>> a
    array([7, 7])

    See Also
    --------
    other
    """
'''


def test_the_prose_of_a_docstrings_examples_is_an_instruction_and_what_precedes_it_the_header():
    assert list(docstring_sessions(DOCUMENTED)) == [
        {
            "header": "import numpy as np\na = np.array([1, 2])\na.max()\n\n",
            "turns": [
                {"instruction": "Fill it with another value:", "grounding": "", "code": "a.fill(7)\na"}
            ],
        }
    ]


@pytest.mark.parametrize(
    ("code", "only"),
    [
        ("df.drop(columns=['a'])", True),
        ("df = df.drop(columns=['a'])\ndf", True),
        ("df = df.drop(columns=['a'])", False),
        ("print(df)", False),
        ("ax.plot(x)", False),
    ],
)
def test_an_example_that_only_shows_a_value_is_told_apart(code: str, only: bool) -> None:
    assert only_shows(code) is only


def test_docstring_examples_that_only_show_a_value_are_counted_and_left_out() -> None:
    counts: Counter[str] = Counter()
    assert list(examples([("pkg/a.py", DOCUMENTED)], counts)) == []
    assert counts == {"real-examples that only show a value": 1}
    kept = DOCUMENTED.replace(">>> a\n    array([7, 7])", ">>> b = a + 1")
    assert [path for path, _ in examples([("pkg/a.py", kept)], counts)] == ["pkg/a.py"]


def test_a_notebooks_markdown_is_the_instruction_of_the_cell_below_it():
    cells = [
        {"cell_type": "code", "source": ["%matplotlib inline\n", "import math"]},
        {"cell_type": "markdown", "source": "# Title\n\nCompute the area of the circle."},
        {"cell_type": "code", "source": "area = math.pi * 4"},
    ]
    assert notebook_session(json.dumps({"cells": cells})) == {
        "header": "import math\n\n",
        "turns": [
            {"instruction": "Compute the area of the circle.", "grounding": "", "code": "area = math.pi * 4"}
        ],
    }
    assert notebook_session("{}") is None
