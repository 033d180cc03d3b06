"""Splitting requests into steps, filling values, learning from notebooks."""

import json

import pytest

from codegen_magic import learn
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.errors import BadInput
from codegen_magic.fill import fill
from codegen_magic.plan import cell_steps, line_steps, list_steps, split_request
from codegen_magic.planner import plan
from codegen_magic.turn import Sampling
from training.turns import read_programs


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("- load the file\n- plot it", ["load the file", "plot it"]),
        ("1. load\n2) clean\n(3) plot", ["load", "clean", "plot"]),
        ("Do this:\n\n* a b\n* c d", ["a b", "c d"]),
        ("Please follow these steps:\n- a b\n- c d", ["a b", "c d"]),
        ('Plot df like this:\n- title "x"\n- red', ['Plot df like this: title "x"', "red"]),
        ("Do the following:\n- a b\n- c d", ["a b", "c d"]),
        ("The next three steps:\n- a b\n- c d", ["The next three steps: a b", "c d"]),
        (
            'Plot df with these settings:\n- title "x"\n- red',
            ['Plot df with these settings: title "x"', "red"],
        ),
        ("- one\n  with more\n- two\n  - deeper", ["one\nwith more", "two\n- deeper"]),
        ("just one sentence", []),
        ("- a single entry", []),
        ("two lines\nof words\n- then one\n- and two", []),
        ("compute 3 - 1\n- 2", []),
    ],
)
def test_lists(text, steps):
    assert list_steps(text) == steps


def test_one_step_a_line():
    assert line_steps("load\n\n# plot it\n- save\n") == ["load", "plot it", "save"]
    assert cell_steps("a\nb") == ["a\nb"]
    assert cell_steps("a\nb", one_a_line=True) == ["a", "b"]


@pytest.mark.parametrize(
    ("request_", "steps"),
    [
        (
            "Load sales.csv, drop the missing rows and plot price by region.",
            ["Load sales.csv", "Drop the missing rows", "Plot price by region"],
        ),
        (
            "Compute the mean age and call it m. Then filter the rows above m and save them as old.",
            ["Compute the mean age and call it m", "Filter the rows above m and save them as old"],
        ),
        ("Group by city and region", ["Group by city and region"]),
        (
            "Load it with the columns open, high, low and close",
            ["Load it with the columns open, high, low and close"],
        ),
        ("Load and plot the data", ["Load and plot the data"]),
        ("Sort by a, b and c", ["Sort by a, b and c"]),
        ('print "load the file, then drop it"', ['Print "load the file, then drop it"']),
        (
            "Train a model (fit and score it) and show the result",
            ["Train a model (fit and score it)", "Show the result"],
        ),
        ("load x; plot it", ["Load x", "Plot it"]),
        ("1. load a. Then b\n2. plot", ["load a. Then b", "plot"]),
        ("Use 0.5 as threshold. Print e.g. 3 rows", ["Use 0.5 as threshold", "Print e.g. 3 rows"]),
        ("", []),
        ('load "a"; plot \ue000', ['Load "a"', "Plot \ue000"]),
    ],
)
def test_requests_are_split_by_sentences_and_conjunctions(request_, steps):
    assert split_request(request_) == steps


def test_values_are_filled_once_and_never_expanded_again():
    space = {"city": "{secret}", "secret": "x", "nums": [1, 2.5, None], "q": "it's"}
    assert fill("in {city} take {nums} of {q}", space) == "in '{secret}' take [1, 2.5, None] of \"it's\""
    untouched = "a {{city}} {city.upper()} {city!r} {city:>3} {} {0} {'a': 1} ${city"
    assert fill(untouched, space) == untouched


class Loud(str):
    __slots__ = ()

    def __repr__(self):
        raise AssertionError("user code was called")


@pytest.mark.parametrize(
    "value",
    [
        object(),
        Loud("x"),
        [Loud("x")],
        {1: [object()]},
        "x" * 5000,
        pytest.param(1 << 99999, id="huge"),
        len,
        float("nan"),
        [-float("inf")],
    ],
)
def test_what_is_no_short_literal_is_refused_without_asking_it(value):
    with pytest.raises(BadInput, match="--fill: 'x'"):
        fill("use {x}", {"x": value})


def test_an_undefined_name_is_an_error():
    with pytest.raises(BadInput, match="'nope' is not defined"):
        fill("use {nope}", {})


def notebook(*cells):
    return {"nbformat": 4, "cells": [{"cell_type": kind, "source": source} for kind, source in cells]}


def test_steps_are_read_from_notebooks():
    book = notebook(
        ("markdown", "# Title\n\n## 1. Load the **sales** table"),
        ("code", ["import pandas as pd\n", "df = pd.read_csv('sales.csv')"]),
        ("code", "# mean price\ndf.price.mean()\n\n# plot the prices\ndf.price.plot()"),
        ("code", "# synth:3:9c1f2b7a count the rows\nlen(df)"),
        ("code", "# synth:4:9c1f2b7a set a\na = 1\n\n# synth:5:9c1f2b7a double it\nb = a * 2"),
        ("code", "# synth:6:9c1f2b7a\n#> %%synth --seed 4\n#> sum of b\nsum(b)"),
        ("code", "%%synth\nplot it"),
        ("code", "no words above"),
        ("markdown", "broken code below"),
        ("code", "x = ("),
    )
    assert [(e.prompt, e.code) for e in learn.examples_of(book)] == [
        ("Load the sales table", "import pandas as pd\ndf = pd.read_csv('sales.csv')"),
        ("mean price", "df.price.mean()"),
        ("plot the prices", "df.price.plot()"),
        ("count the rows", "len(df)"),
        ("set a", "a = 1"),
        ("double it", "b = a * 2"),
    ]


def test_a_generated_cell_teaches_the_whole_of_its_step():
    whole = "count the rows " + "with a very long condition " * 5
    code = "# synth:1:9c1f2b7a count the rows with a very...\nlen(df)"
    about = {"codegen_magic": {"record": [{"instruction": whole}]}}
    book = {"cells": [{"cell_type": "code", "source": code, "metadata": about}]}
    assert [(e.prompt, e.code) for e in learn.examples_of(book)] == [(whole.strip(), "len(df)")]


def test_learn_writes_an_index_that_finds_the_nearest_and_a_training_file(tmp_path, capsys):
    pytest.importorskip("bm25s")
    book = notebook(
        ("code", "# plot a histogram of prices\ndf.price.hist()"),
        ("code", "# load the csv file\ndf = pd.read_csv('a.csv')"),
        ("code", "# mean by city\ndf.groupby('city').mean()"),
    )
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.ipynb").write_text(json.dumps(book))
    (tmp_path / "bad.ipynb").write_text("no json")
    assert learn.main([str(tmp_path), "--to", str(tmp_path / "out")]) == 0
    assert "3 steps of 1 notebooks" in capsys.readouterr().out
    index = learn.Index.load(tmp_path / "out" / "steps.jsonl")
    assert index.nearest("draw histograms of the price", k=1)[0].code == "df.price.hist()"
    assert index.nearest("zebra") == []
    assert learn.as_block(index.examples[2:]) == (
        "# Steps of other notebooks:\n# mean by city\ndf.groupby('city').mean()\n\n"
    )
    assert learn.as_block([]) == ""
    (program,) = read_programs(tmp_path / "out" / "turns.jsonl")
    assert program["turns"][1] == {"instruction": "load the csv file", "code": "df = pd.read_csv('a.csv')"}


def test_names_in_markdown_stay_whole_and_words_of_any_script_are_found(tmp_path):
    pytest.importorskip("bm25s")
    book = notebook(
        ("markdown", "Compute **the** `total_price` of *all* sales_data"),
        ("code", "total_price = 1"),
        ("code", "# построить график\nplot()"),
    )
    examples = learn.examples_of(book)
    assert examples[0].prompt == "Compute the total_price of all sales_data"
    assert learn.Index(examples).nearest("график продаж", k=1) == [examples[1]]
    signs = learn.Index([learn.Example("+++ ---", "x = 1")])
    assert signs.nearest("add") == []


def test_a_folder_without_steps_is_an_error(tmp_path):
    with pytest.raises(BadInput, match="no notebook"):
        learn.main([str(tmp_path)])
    with pytest.raises(BadInput, match="no folder"):
        learn.main([str(tmp_path / "none")])
    with pytest.raises(BadInput, match="no file of"):
        learn.Index.load(tmp_path / "x.jsonl")


def test_a_model_that_follows_instructions_makes_the_plan_and_its_answer_is_checked():
    request = "load sales.csv, then plot price by region"
    model = ScriptedBackend(["1. Load sales.csv as df.\n2. Plot price by region.\n\nDone!\n"], format="chat")
    assert plan(request, model, Sampling()) == (
        ["Load sales.csv as df.", "Plot price by region."],
        "by scripted",
    )
    assert request in model.prompts[0]
    by_words = ["Load sales.csv", "Plot price by region"]
    for answer in (
        "I cannot do that.",
        "",
        "1. only one",
        "\n".join(f"- step {n}" for n in range(30)),
        "- " + "x" * 400,
    ):
        assert plan(request, ScriptedBackend([answer], format="chat"), Sampling())[0] == by_words
    assert plan(request, None, Sampling()) == (by_words, "by its sentences")
    asked = ScriptedBackend(["1. a\n2. b\n"], format="chat")
    assert plan("- load it\n- plot it", asked, Sampling())[0] == ["load it", "plot it"]
    assert asked.prompts == []


def test_a_plan_that_is_cut_at_the_token_limit_loses_its_last_line():
    model = ScriptedBackend(["1. Load it.\n2. Sort it.\n3. Plot the"], format="chat")
    assert plan("do it", model, Sampling(max_new_tokens=30))[0] == ["Load it.", "Sort it."]
