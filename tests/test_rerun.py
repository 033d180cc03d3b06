"""A %%synth cell that runs again replaces its own turns, and only if there is a reason to."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Notebook
from IPython.core.interactiveshell import InteractiveShell

from codegen_magic.marker import read_marker, unfolded


@pytest.fixture
def front(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """A notebook whose cells have ids; what replaces a cell is kept apart."""
    replaced: list[str] = []

    def set_next_input(text: str, replace: bool = False) -> None:
        (replaced if replace else notebook.inserted).append(text)

    monkeypatch.setattr(notebook.shell, "set_next_input", set_next_input)
    notebook.replaced = replaced  # type: ignore[attr-defined]
    return notebook


def test_a_cell_that_runs_again_replaces_its_own_turn_in_place(front: Notebook) -> None:
    front.synth("set x", "x = 1", cell="s1")
    front.run(front.inserted[0], "c1")
    front.synth("double it", "y = x * 2", cell="s2")
    ok, shown = front.synth("set x to ten", "x = 10", cell="s1")
    assert ok
    assert "step 1 was written again: the older cell of it is superseded, delete it" in shown
    assert "# set x\n" not in front.model.prompts[-1]
    assert "y = x * 2" not in front.model.prompts[-1], "only what comes before it"
    assert front.turns == [("set x to ten\n", "x = 10"), ("double it\n", "y = x * 2")]
    assert front.statuses == ["written", "stale"]
    assert front.inserted[-1].startswith("# synth:1:")
    assert len(front.inserted) == 3
    front.synth("next", "z = 1", cell="s3")
    assert front.session.steps[-1].number == 3


def test_nothing_changed_nothing_inserted(front: Notebook) -> None:
    front.synth("set x", "x = 1", cell="s1")
    front.run(front.inserted[0].replace("x = 1", "x = 2"), "c1")
    ok, shown = front.synth("set x", cell="s1")
    assert ok
    assert shown == "nothing that went into step 1 has changed, with your edit: %%synth --new writes it again"
    assert (len(front.inserted), len(front.model.prompts)) == (1, 1)
    assert front.told == ["x = 2"]
    assert front.statuses == ["ran"]


@pytest.mark.parametrize(
    "options", ["--seed 3", "--max-new-tokens 9", "--n 2 --no-grounding", "--format chat", "--new"]
)
def test_what_goes_into_a_step(front: Notebook, options: str) -> None:
    front.synth("set x", "x = 1", cell="s1")
    front.synth("set x", "x = 3", "x = 4", cell="s1", options=options)
    assert len(front.model.prompts) > 1
    assert front.turns[0][1] != "x = 1"
    assert len(front.inserted) == 2
    assert len(front.session.steps) == 1


def test_a_change_before_a_step_goes_into_it(front: Notebook) -> None:
    front.run("a = 1", "own")
    front.synth("set x", "x = 1", cell="s1")
    front.run("a = 2", "own")
    assert front.statuses == ["ran", "stale"]
    shown = front.synth("set x", "x = 1", cell="s1")[1]
    assert "step 1 was written again, and the code is the same" in shown
    assert len(front.inserted) == 1
    assert front.statuses == ["ran", "written"], "no longer stale"


def test_code_that_was_deleted_is_put_back_without_writing_it(front: Notebook) -> None:
    front.synth("set x", "x = 1", cell="s1")
    front.run(front.inserted[0], "c1")
    front.run("pass", "other", deletedCells=["c1"])
    assert front.statuses[0] == "deleted"
    shown = front.synth("set x", cell="s1")[1]
    assert "nothing that went into step 1 has changed: its code is put back" in shown
    assert front.inserted[1] == front.inserted[0]
    assert len(front.model.prompts) == 1
    assert front.statuses[0] == "written"


def test_new_writes_again_and_inserts_the_same_code(front: Notebook) -> None:
    front.synth("set x", "x = 1", cell="s1")
    front.synth("set x", "x = 1", cell="s1", options="--new")
    assert front.inserted[0] == front.inserted[1]
    assert len(front.model.prompts) == 2


def test_the_superseded_cell_counts_only_when_it_runs_and_says_so(front: Notebook) -> None:
    front.synth("set x", "x = 1", cell="s1")
    front.run(front.inserted[0], "c1")
    front.synth("set x", "x = 2", cell="s1", options="--new")
    assert front.told == ["x = 2"]
    ok, shown = front.run(front.inserted[0], "c1")
    assert ok
    assert "step 1 was written again since this cell was generated" in shown
    assert front.told == ["x = 1"]
    assert "written again since" not in front.run(front.inserted[1], "c2")[1]
    assert front.told == ["x = 2"]


def test_a_failure_leaves_the_turn_as_it_was(front: Notebook) -> None:
    front.synth("set x", "x = 1", cell="s1")
    front.run(front.inserted[0], "c1")
    before = front.session.entries
    assert not front.synth("set x to two", "I cannot do that.", cell="s1")[0]
    assert front.session.entries == before
    assert len(front.inserted) == 1


def test_a_list_of_steps_writes_only_what_changed(front: Notebook) -> None:
    front.synth("- set a\n- set b\n- set c", "a = 1", "b = 2", "c = 3", cell="s1")
    front.synth("last", "z = 1", cell="s2")
    front.synth("- set a\n- set b to five", "b = 5", cell="s1")
    assert front.turns == [("set a", "a = 1"), ("set b to five", "b = 5"), ("last\n", "z = 1")]
    assert front.inserted[-1].count("# synth:") == 2
    front.synth("- set a\n- set b to five\n- set d\n- set e", "d = 6", "e = 7", cell="s1")
    assert [entry.number for entry in front.session.steps] == [1, 2, 5, 6, 4]
    assert front.statuses[-1] == "stale"
    assert front.model.prompts[-1].endswith("# set d\nd = 6\n\n# set e\n")


def test_run_in_place_runs_again_without_writing(front: Notebook) -> None:
    front.run("log = []", "own")
    front.synth("log it", "log.append(1)", cell="s1", options="--to run")
    front.synth("log it", cell="s1", options="--to run")
    assert front.shell.user_ns["log"] == [1, 1]
    assert len(front.model.prompts) == 1


def test_without_ids_only_a_step_that_never_ran_is_replaced(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook.synth("drop one", "x = 1")
    notebook.synth("drop one", options="--seed 0")
    assert len(notebook.turns) == 1
    assert len(notebook.inserted) == 2, "a terminal holds no cells: the code is offered again"
    notebook.run(notebook.inserted[0])
    notebook.synth("drop one", "x = 2")
    assert [code for _, code in notebook.turns] == ["x = 1", "x = 2"]


def test_to_replace_folds_the_step_and_unfold_brings_it_back(front: Any) -> None:
    typed = "%%synth --to replace --seed 4\nSet x:\n\n  {one} # 100%\n"
    front.model.answers.append("# one\nx = 1")
    front.run(typed, "s1")
    (source,) = front.replaced
    assert front.inserted == []
    assert source.split("\n")[1:] == [
        "#> %%synth --to replace --seed 4",
        "#> Set x:",
        "#>",
        "#>   {one} # 100%",
        "# one",
        "x = 1",
    ]
    assert read_marker(source)[1] == "# one\nx = 1"
    assert unfolded(source) + "\n" == typed
    front.run(source.replace("x = 1", "x = 2"), "s1")
    assert front.told == ["# one\nx = 2"]
    assert front.statuses == ["ran"]
    front.run("%%synth unfold\n" + source, "s1")
    assert front.replaced[-1] + "\n" == typed
    shown = front.run(typed, "s1")[1]
    assert "nothing that went into step 1 has changed: its code is put back" in shown
    assert read_marker(front.replaced[-1])[1] == "# one\nx = 2", "with the user's edit"
    assert len(front.model.prompts) == 1


def test_unfold_by_number_makes_this_cell_the_steps_own(front: Any) -> None:
    front.synth("- set a\n- set b", "a = 1", "b = 2", cell="s1", options="--to replace")
    shown = front.run("%synth unfold 1", "new")[1]
    assert "step 1 is a %%synth cell again" in shown
    assert front.replaced[-1] == "%%synth --to replace\n- set a\n- set b"
    front.synth("- set a\n- set c", "c = 3", cell="new", options="--to replace")
    assert [code for _, code in front.turns] == ["a = 1", "c = 3"]


@pytest.mark.forks
def test_pick_is_for_the_step_that_was_written_last_wherever_it_is(front: Notebook) -> None:
    front.synth("set x", "x = 1", cell="s1")
    front.synth("set y", "y = 1", cell="s2")
    shown = front.synth("set x", "x = 2", "x = 3", cell="s1", options="--n 2 --new")[1]
    assert "2 candidates: %synth pick shows them" in shown
    written = front.turns[0][1]
    other = {"x = 2": "x = 3", "x = 3": "x = 2"}[written]
    assert f"2. ok\n    {other}" in front.run("%synth pick")[1]
    assert front.run("%synth pick 2")[0]
    assert [code for _, code in front.turns] == [other, "y = 1"]
    assert front.run("%synth pick 1")[0]
    assert front.turns[0][1] == written
    front.run("%synth reset")
    assert "there are no candidates" in front.run("%synth pick")[1]


@pytest.mark.forks
def test_pick_after_a_list_is_for_its_first_step(front: Notebook) -> None:
    scores = ("", "")  # the scripted model takes an answer when it scores a candidate
    front.synth("- set x\n- set y", "x = 1", "x = 2", *scores, "y = 1", cell="s1", options="--n 2")
    other = {"x = 1": "x = 2", "x = 2": "x = 1"}[front.turns[0][1]]
    assert front.run("%synth pick 2")[0]
    assert [code for _, code in front.turns] == [other, "y = 1"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("%synth unfold", "there is no step to unfold"),
        ("%synth unfold x", "give the number of a step"),
        ("%%synth unfold\nx = 1", "no step is folded into this cell"),
    ],
)
def test_bad_unfold(notebook: Notebook, source: str, message: str) -> None:
    ok, shown = notebook.run(source)
    assert not ok
    assert message in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize(
    "source", ["a = 1\n%synth unfold 1", "a = %synth unfold 1", "%synth unfold 1\n# note"]
)
def test_unfold_takes_the_place_of_nothing_else(front: Any, source: str) -> None:
    front.synth("set x", "x = 1", cell="s1", options="--to replace")
    ok, shown = front.run(source, "new")
    assert not ok
    assert "run %synth unfold in a cell of its own" in shown
    assert len(front.replaced) == 1
    assert front.session.steps[0].step_cell_id == "s1"


@pytest.mark.parametrize(("code", "command"), [("x = 1 / 0", "fix"), ("x = 1", "pick 1")])
def test_fix_and_pick_take_the_place_of_nothing_else(front: Any, code: str, command: str) -> None:
    front.synth("set x", code, cell="s1")
    front.run(front.inserted[0], "c1")
    ok, shown = front.run(f"precious = 5\n%synth {command} --to replace", "new")
    assert not ok
    assert f"run %synth {command.split()[0]} in a cell of its own" in shown
    assert front.replaced == []
    assert front.statuses == ["failed" if "0" in code else "ran"]
    front.run(front.inserted[0], "c1")
    front.model.answers.append("x = 1")
    assert front.run(f"%synth {command} --to replace", "new")[0]
    assert front.replaced[0].endswith("x = 1")


@pytest.mark.parametrize("was", ["# synth:1", "x = 1"])
def test_unfold_leaves_edited_code_where_it_is(front: Any, was: str) -> None:
    front.synth("set x", "x = 1", cell="s1", options="--to replace")
    edited = front.replaced[0].replace(was, "y = 5\n" + was)
    front.run(edited, "s1")
    ok, shown = front.run("%%synth unfold\n" + edited, "s1")
    assert not ok
    assert "this cell's code was edited and would be lost: run `%synth unfold N` in a new cell" in shown
    assert len(front.replaced) == 1
    assert front.told == ["y = 5\nx = 1"], "its code is still the step's"
    front.run("%synth unfold 1", "new")
    assert front.replaced[-1] == "%%synth --to replace\nset x"


def test_a_folded_step_never_becomes_code(front: Any, shell: InteractiveShell) -> None:
    front.synth("one\rimport os; hidden = 1\x0cx", "x = 1", cell="s1", options="--to replace")
    assert front.run(front.replaced[0], "s1")[0]
    assert "hidden" not in shell.user_ns


@pytest.mark.parametrize("to", ["show", "run"])
def test_an_unchanged_step_that_has_no_cell_is_shown_again(notebook: Notebook, to: str) -> None:
    notebook.synth("set x", "x = 1234", options=f"--to {to}", cell="s1")
    ok, shown = notebook.synth("set x", options=f"--to {to}", cell="s1")
    assert ok
    assert "x = 1234" in shown
    assert "unchanged" in shown
    assert len(notebook.model.prompts) == 1
