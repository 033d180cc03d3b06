"""The options and commands of %%synth that ground, check, pick, fix, fill and plan."""

import json

import pytest
from IPython.core.error import UsageError

from codegen_magic.trial import available, run_trial

pytestmark = pytest.mark.forks

linux = pytest.mark.skipif(not available(), reason="trial runs need Linux")


@pytest.fixture
def helped(shell, tmp_path):
    """A shell with the magic loaded; `answers` scripts the model."""
    from codegen_magic import load_ipython_extension, unload_ipython_extension

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


def code_of(source):
    return source.split("\n", 1)[1]


def test_the_dry_run_shows_the_grounding(helped, capsys):
    helped.run_cell("total = 3")
    helped.synth("use total", line="--dry-run --sample")
    assert "# total: int = 3\n# use total\n" in capsys.readouterr().out
    helped.synth("use total", line="--dry-run --with total --no-grounding")
    assert "int" not in capsys.readouterr().out.splitlines()[-2]


@pytest.mark.parametrize("names", ['"total, rate"', "total,rate", "'total,rate'"])
def test_options_may_be_quoted(helped, capsys, names):
    helped.run_cell("total = 3; rate = 2")
    helped.synth("use it", line=f"--dry-run --sample --with {names}")
    told = capsys.readouterr().out
    assert "total: int = 3" in told
    assert "rate: int = 2" in told


@pytest.mark.parametrize(("second", "code"), [(True, "x = 5"), (False, "x = nowhere(5)")])
def test_an_only_answer_with_a_finding_is_asked_for_once_more(helped, capsys, monkeypatch, second, code):
    monkeypatch.setattr("codegen_magic.assist.run_trial", lambda *_: pytest.fail("generated code was run"))
    helped.run_line_magic("config", f"SynthMagics.second = {second}")
    helped.run_cell("total = 3")
    assert code_of(helped.synth("make x", "x = nowhere(5)", "x = 5")) == code
    assert ("2 candidates" in capsys.readouterr().out) == second
    assert code_of(helped.synth("make y", "y = 6", "y = 7")) == "y = 6"


@linux
@pytest.mark.parametrize(("enough", "written"), [("all", 3), ("agreed", 2), ("good", 1)])
def test_candidates_are_written_until_there_are_enough(helped, capsys, enough, written):
    helped.run_line_magic("config", f"SynthMagics.enough = {enough!r}")
    helped.run_cell("total = 3")
    helped.synth("make x", "x = 1", "x = 2 - 1", "x = 3", line="--n 3")
    capsys.readouterr()
    helped.run_line_magic("synth", "pick")
    assert capsys.readouterr().out.count("x = ") == written


@linux
def test_the_best_of_n_is_inserted_and_others_can_be_picked(helped, capsys):
    source = helped.synth("make x", "x = 1 / 0", "x = 2", line="--n 2")
    assert code_of(source) == "x = 2"
    assert "trial: ok; makes x (int)" in capsys.readouterr().out
    helped.run_line_magic("synth", "pick")
    assert "2. ZeroDivisionError: division by zero" in capsys.readouterr().out
    helped.run_line_magic("synth", "pick 2")
    assert code_of(helped.rl_next_input) == "x = 1 / 0"
    assert "x" not in helped.user_ns
    with pytest.raises(UsageError, match="from 1 to 2"):
        helped.run_line_magic("synth", "pick 3")


@linux
def test_code_that_is_written_twice_is_tried_once(helped, monkeypatch):
    tried = []

    def counted(code, *rest):
        tried.append(code)
        return run_trial(code, *rest)

    monkeypatch.setattr("codegen_magic.assist.run_trial", counted)
    source = helped.synth("make x", "x = 1 / 0", "x = 1 / 0", "x = 3", "x = 1 / 0", line="--n 4")
    assert code_of(source) == "x = 3"
    assert tried == ["x = 1 / 0", "x = 3"]


@linux
def test_what_a_tried_step_leaves_out_is_told(helped, capsys):
    helped.run_cell("numbers = [3, 12]")
    helped.synth("the numbers above 7 as big", "big = [n for n in numbers if n]", line="--check")
    assert "not used of the step: 7\n" in capsys.readouterr().out
    helped.synth("the numbers above 7 as big", "big = [n for n in numbers if n > 7]", line="--check --new")
    assert "not used" not in capsys.readouterr().out


@linux
def test_retry_and_mend(helped):
    helped.run_cell("d = {'price': 2}")
    source = helped.synth("get the price and call it p", "d['pric']", "d['price']", line="--retry 1")
    assert code_of(source) == "p = d['price']\np"


def test_fix_writes_the_failing_step_again(helped, tmp_path):
    source = helped.synth("make y", "y = 1 / 0", "y = 1")
    helped.run_cell(source)
    helped.run_line_magic("synth", f"fix --model {tmp_path / 'answers_1.json'}")
    assert code_of(helped.rl_next_input) == "y = 1"
    assert helped.rl_next_input.startswith("# synth:1:")
    helped.run_cell("y = 1", store_history=True)  # as a front end does
    with pytest.raises(UsageError, match="nothing to fix"):
        helped.run_line_magic("synth", "fix")


def test_a_list_becomes_as_many_turns_in_one_cell(helped):
    source = helped.synth("- make a\n- make b", "a = 1", "b = 2")
    assert [line for line in source.splitlines() if line[:1] != "#"] == ["a = 1", "", "b = 2"]
    assert source.count("# synth:") == 2
    source = helped.synth("make c\nmake d", "c = 1", "d = 2", line="--steps")
    assert "# synth:3:" in source
    assert "# synth:4:" in source


def test_a_plan_is_inserted_for_editing(helped, capsys):
    source = helped.synth("Load sales.csv, drop missing rows and plot price.", line="--plan")
    first, _, steps = source.partition("\n")
    assert first.startswith("%%synth --steps --model ")
    assert steps == "Load sales.csv\nDrop missing rows\nPlot price"
    assert "2. Drop missing rows" in capsys.readouterr().out


def test_fill_puts_literals_in_and_without_it_braces_stay(helped, capsys):
    helped.run_cell("city = 'Rome'")
    helped.synth("rows of {city}", line="--dry-run --fill")
    assert capsys.readouterr().out.endswith("# rows of 'Rome'\n")
    helped.synth("rows of {city}", line="--dry-run")
    assert capsys.readouterr().out.endswith("# rows of {city}\n")
    with pytest.raises(UsageError, match="'nope' is not defined"):
        helped.synth("use {nope}", line="--fill")
