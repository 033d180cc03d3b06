"""The options and commands of %%synth that ground, check, pick, fix, fill and plan."""

import json

import pytest
from IPython.core.error import UsageError

from codegen_magic.trial import available

pytestmark = pytest.mark.forks

linux = pytest.mark.skipif(not available(), reason="trial runs need Linux")


@pytest.fixture
def notebook(tmp_path):
    """A shell with the magic loaded; `answers` scripts the model."""
    from IPython.core.interactiveshell import InteractiveShell

    from codegen_magic import load_ipython_extension, unload_ipython_extension

    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    load_ipython_extension(shell)
    count = 0

    def synth(step, *answers, line=""):
        nonlocal count
        count += 1
        file = tmp_path / f"answers_{count}.json"
        file.write_text(json.dumps(answers))
        shell.rl_next_input = None
        shell.run_line_magic("config", "SynthMagics.backend = 'scripted'")
        shell.run_cell_magic("synth", f"--model {file} {line}", step)
        return shell.rl_next_input

    shell.synth = synth
    yield shell
    unload_ipython_extension(shell)
    InteractiveShell.clear_instance()


def code_of(source):
    return source.split("\n", 1)[1]


def test_the_dry_run_shows_the_grounding(notebook, capsys):
    notebook.run_cell("total = 3")
    notebook.synth("use total", line="--dry-run --sample")
    assert "# total: int = 3\n# use total\n" in capsys.readouterr().out
    notebook.synth("use total", line="--dry-run --with total --no-grounding")
    assert "int" not in capsys.readouterr().out.splitlines()[-2]


@linux
def test_the_best_of_n_is_inserted_and_others_can_be_picked(notebook, capsys):
    source = notebook.synth("make x", "x = 1 / 0", "x = 2", line="--n 2")
    assert code_of(source) == "x = 2"
    assert "trial: ok; makes x (int)" in capsys.readouterr().out
    notebook.run_line_magic("synth", "pick")
    assert "2. ZeroDivisionError: division by zero" in capsys.readouterr().out
    notebook.run_line_magic("synth", "pick 2")
    assert code_of(notebook.rl_next_input) == "x = 1 / 0"
    assert "x" not in notebook.user_ns
    with pytest.raises(UsageError, match="from 1 to 2"):
        notebook.run_line_magic("synth", "pick 3")


@linux
def test_what_a_tried_step_leaves_out_is_told(notebook, capsys):
    notebook.run_cell("numbers = [3, 12]")
    notebook.synth("the numbers above 7 as big", "big = [n for n in numbers if n]", line="--check")
    assert "not used of the step: 7\n" in capsys.readouterr().out
    notebook.synth("the numbers above 7 as big", "big = [n for n in numbers if n > 7]", line="--check --new")
    assert "not used" not in capsys.readouterr().out


@linux
def test_retry_and_mend(notebook):
    notebook.run_cell("d = {'price': 2}")
    source = notebook.synth("get the price and call it p", "d['pric']", "d['price']", line="--retry 1")
    assert code_of(source) == "p = d['price']\np"


def test_fix_writes_the_failing_step_again(notebook, tmp_path):
    source = notebook.synth("make y", "y = 1 / 0", "y = 1")
    notebook.run_cell(source)
    notebook.run_line_magic("synth", f"fix --model {tmp_path / 'answers_1.json'}")
    assert code_of(notebook.rl_next_input) == "y = 1"
    assert notebook.rl_next_input.startswith("# synth:1:")
    notebook.run_cell("y = 1", store_history=True)  # as a front end does
    with pytest.raises(UsageError, match="nothing to fix"):
        notebook.run_line_magic("synth", "fix")


def test_a_list_becomes_as_many_turns_in_one_cell(notebook):
    source = notebook.synth("- make a\n- make b", "a = 1", "b = 2")
    assert [line for line in source.splitlines() if line[:1] != "#"] == ["a = 1", "", "b = 2"]
    assert source.count("# synth:") == 2
    source = notebook.synth("make c\nmake d", "c = 1", "d = 2", line="--steps")
    assert "# synth:3:" in source
    assert "# synth:4:" in source


def test_a_plan_is_inserted_for_editing(notebook, capsys):
    source = notebook.synth("Load sales.csv, drop missing rows and plot price.", line="--plan")
    first, _, steps = source.partition("\n")
    assert first.startswith("%%synth --steps --model ")
    assert steps == "Load sales.csv\nDrop missing rows\nPlot price"
    assert "2. Drop missing rows" in capsys.readouterr().out


def test_fill_puts_literals_in_and_without_it_braces_stay(notebook, capsys):
    notebook.run_cell("city = 'Rome'")
    notebook.synth("rows of {city}", line="--dry-run --fill")
    assert capsys.readouterr().out.endswith("# rows of 'Rome'\n")
    notebook.synth("rows of {city}", line="--dry-run")
    assert capsys.readouterr().out.endswith("# rows of {city}\n")
    with pytest.raises(UsageError, match="'nope' is not defined"):
        notebook.synth("use {nope}", line="--fill")
