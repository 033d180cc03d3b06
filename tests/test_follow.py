"""The context follows what the user runs, edits, deletes and writes."""

from __future__ import annotations

import pytest
from conftest import Notebook
from IPython.core.interactiveshell import InteractiveShell

from codegen_magic.header import EXAMPLES
from codegen_magic.marker import cell_source, is_unchanged, read_marker, read_parts


@pytest.fixture(autouse=True)
def _no_grounding(notebook: Notebook) -> None:
    """Prompts end in what this file is about: the context."""
    notebook.magics.grounding = 0


def generated(notebook: Notebook, step: str, answer: str, options: str = "") -> str:
    """A step's generated cell, not run yet."""
    assert notebook.synth(step, answer, options=options)[0]
    return notebook.inserted[-1]


def edited(source: str, old: str, new: str) -> str:
    assert old in source
    return source.replace(old, new)


def test_what_the_user_ran_is_what_the_model_sees(notebook: Notebook) -> None:
    first = generated(notebook, "set x", "x = 1")
    second = generated(notebook, "double it", "y = x * 2")
    assert notebook.run(second.replace("x * 2", "3"))[0]
    assert notebook.run(edited(first, "x = 1", "x = 10\nprint(x)"))[0]
    assert notebook.told == ["x = 10\nprint(x)", "y = 3"]
    assert notebook.statuses == ["ran", "stale"]
    notebook.synth("next", "z = 1")
    assert notebook.model.prompts[-1].endswith("# set x\nx = 10\nprint(x)\n\n# double it\ny = 3\n\n# next\n")
    shown = notebook.run("%synth context")[1]
    assert "[1] set x  (ran, edited, 15 tokens)\n    x = 10  (+ 1 line)" in shown
    assert "[2] double it  (stale, edited, 5 tokens)" in shown
    assert "[3] next  (written, 5 tokens)" in shown
    assert "context  default: 3 turns (2 edited, 1 stale)" in notebook.run("%synth status")[1]


def test_a_failed_cell_is_marked_and_left_out(notebook: Notebook) -> None:
    source = generated(notebook, "divide", "x = 1 / 0")
    assert not notebook.run(source)[0]
    assert notebook.statuses == ["failed"]
    assert notebook.told == []
    assert "[1] divide  (failed, 9 tokens, left out)" in notebook.run("%synth context")[1]
    notebook.run(edited(source, "/ 0", "/ 1"))
    assert notebook.told == ["x = 1 / 1"]


@pytest.mark.parametrize("source", ["x = ", "x = (\n1\n", "  x = 1\n y = 2"])
def test_a_cell_that_does_not_parse_has_failed(notebook: Notebook, source: str) -> None:
    first = generated(notebook, "set x", "x = 1")
    notebook.run(edited(first, "x = 1", source))
    assert notebook.statuses == ["failed"]


def test_own_cells_are_part_of_the_context(notebook: Notebook) -> None:
    notebook.run("import math\n%pwd\n", "own-1")
    generated(notebook, "set x", "x = 1")
    notebook.run(notebook.inserted[-1], "code-1")
    notebook.run("y = math.sqrt(x)  # mine", "own-2")
    for out in ("1 / 0", "%pwd", "# synth-ignore\nz = 1", "%synth status", "%%bash\ntrue", "!true"):
        notebook.run(out)
    notebook.run("w = 1", "tagged", tags=["synth-ignore"])
    notebook.synth("next", "z = 1")
    prompt = "# set x\nx = 1\n\ny = math.sqrt(x)  # mine\n\n# next\n"
    assert notebook.model.prompts[-1].endswith("\n\n" + prompt)
    shown = notebook.run("%synth context")[1]
    assert "[-] your cell  (11 tokens)\n    import math" in shown
    assert "3 turns" not in shown
    assert "2 turns (1 written)" not in notebook.run("%synth status")[1]
    assert "default: 2 turns, 2 of your cells" in notebook.run("%synth status")[1]
    assert notebook.run("%config SynthMagics.context = 'steps'")[0]
    notebook.synth("more", "z = 2")
    assert notebook.model.prompts[-1].endswith("\n\n# set x\nx = 1\n\n# next\nz = 1\n\n# more\n")
    assert "[-] your cell  (11 tokens, left out)" in notebook.run("%synth context")[1]


def test_an_own_cell_that_changes_makes_later_steps_stale(notebook: Notebook) -> None:
    notebook.run("a = 1", "own")
    generated(notebook, "set x", "x = a")
    notebook.run("a = 1", "own")
    assert notebook.statuses == ["ran", "written"]
    notebook.run("a = 2", "own")
    assert notebook.told == ["a = 2", "x = a"]
    assert notebook.statuses == ["ran", "stale"]
    notebook.run("a = ", "own")
    assert notebook.told == ["a = 2", "x = a"], "what failed does not take the place of what ran"
    notebook.run("# synth-ignore\na = 2", "own")
    assert notebook.told == ["x = a"]


def test_a_deleted_cell_leaves_before_the_next_prompt_and_comes_back(notebook: Notebook) -> None:
    source = generated(notebook, "set x", "x = 1")
    notebook.run(source, "code-1")
    notebook.model.answers.append("y = 1")
    notebook.run("%%synth\nset y", "step-2", deletedCells=["code-1", "unknown"])
    assert notebook.model.prompts[-1].endswith("\n\n# set y\n")
    assert "# set x" not in notebook.model.prompts[-1]
    assert "[1] set x  (deleted, 5 tokens, left out)" in notebook.run("%synth context")[1]
    notebook.run(source, "code-1")
    assert notebook.told == ["x = 1", "y = 1"]


def test_a_cell_of_several_steps(notebook: Notebook) -> None:
    notebook.synth("- set a\n- set b\n- set c", "a = 1", "b = 2", "c = 3")
    (source,) = notebook.inserted
    assert is_unchanged(source)
    assert [(part.code, part.line) for part in read_parts(source)] == [
        ("a = 1", 1),
        ("b = 2", 4),
        ("c = 3", 7),
    ]
    notebook.run(edited(source, "b = 2", "b = 20"), "code")
    assert notebook.told == ["a = 1", "b = 20", "c = 3"]
    assert notebook.statuses == ["ran", "ran", "ran"]
    notebook.run("\n\n" + edited(source, "b = 2", "b = \\\n 1 / 0"), "code")
    assert notebook.statuses == ["ran", "failed", "stale"]
    assert notebook.told == ["a = 1", "c = 3"]
    notebook.run(source.split("# synth:3")[0], "code")
    assert notebook.statuses == ["ran", "ran", "deleted"], "the user cut the last part off"
    notebook.run(source.replace("c = 3", "c = "), "code")
    assert notebook.statuses == ["failed", "failed", "failed"]
    assert notebook.told == ["a = 1", "b = 2"], "these ran before as they are"


def test_lines_above_the_marker_and_cell_magics_are_part_of_what_ran(notebook: Notebook) -> None:
    source = generated(notebook, "set x", "x = 1")
    notebook.run("import os\n" + source)
    assert notebook.told == ["import os\nx = 1"]
    notebook.run("%%time\n" + source)
    assert notebook.told == ["x = 1"]
    notebook.run("%%bash\n" + source)
    assert notebook.told == ["x = 1"]


def test_a_cell_that_lost_its_marker_is_the_users(notebook: Notebook) -> None:
    source = generated(notebook, "set x", "x = 1")
    notebook.run(source, "code")
    notebook.run("x = 5", "code")
    assert notebook.told == ["x = 5"]
    assert notebook.statuses == ["deleted", "ran"]
    notebook.run(source, "code")
    assert notebook.told == ["x = 1"], "the marker is back, and so is the turn"
    assert notebook.statuses == ["ran", "deleted"]


def test_an_edited_copy_is_the_users_and_the_cell_itself_keeps_its_turn(notebook: Notebook) -> None:
    source = generated(notebook, "set x", "x = 1")
    notebook.run(source, "code")
    notebook.run(edited(source, "x = 1", "x2 = 2"), "copy")
    assert notebook.told == ["x = 1", "# set x\nx2 = 2"]
    notebook.run(edited(source, "x = 1", "x2 = 3"), "copy")
    assert notebook.told == ["x = 1", "# set x\nx2 = 3"]
    notebook.run(source, "code")
    assert notebook.statuses == ["ran", "ran"]


def test_generated_cells_of_an_earlier_kernel_are_own_cells_below_their_words(notebook: Notebook) -> None:
    notebook.run("# synth:3:00000000 Set x to one\nx = 1", "code")
    notebook.run("# synth:4:00000000 A step so long that its words...\ny = 1", "code-2")
    assert notebook.told == ["# Set x to one\nx = 1", "y = 1"]
    generated(notebook, "another", "z = 1")
    assert notebook.session.steps[0].number == 5, "no number that a cell already bears"


def test_a_cell_whose_number_is_another_kernels_is_known_by_its_words_and_code(notebook: Notebook) -> None:
    first, second = generated(notebook, "set x", "x = 1"), generated(notebook, "set y", "y = 2")
    notebook.run(edited(first, "synth:1:", "synth:2:"), "c1")
    notebook.run(edited(second, "synth:2:", "synth:3:"), "c2")
    assert notebook.statuses == ["ran", "ran"]
    assert notebook.told == ["x = 1", "y = 2"]


def test_an_undone_turn_that_runs_again_is_an_own_cell(notebook: Notebook) -> None:
    source = generated(notebook, "set x", "x = 1")
    notebook.run("%synth undo")
    assert notebook.told == []
    notebook.run(source, "code")
    assert notebook.told == ["# set x\nx = 1"]
    assert "0 turns, one of your cells forgotten" in notebook.run("%synth reset")[1]
    assert notebook.told == []


def test_an_own_cell_that_becomes_a_step_is_no_longer_told(notebook: Notebook) -> None:
    notebook.run("x = 1", "cell")
    notebook.synth("set y", "y = 1", cell="cell")
    assert "x = 1" not in notebook.model.prompts[-1].split("means = ")[-1]
    assert notebook.told == ["y = 1"]


def test_run_in_place_is_marked_at_once_and_only_once(notebook: Notebook) -> None:
    notebook.synth("set x", "x = 1", options="--to run")
    assert notebook.statuses == ["ran"]
    assert not notebook.synth("divide", "1 / 0", options="--to run")[0]
    assert notebook.statuses == ["ran", "failed"]


def test_own_cells_join_the_context_of_the_last_step(notebook: Notebook) -> None:
    notebook.run("a = 1", "own-1")
    generated(notebook, "set x", "x = 1")
    generated(notebook, "set y", "y = 1", options="--context other")
    notebook.run("b = 1", "own-2")
    notebook.run("a = 2", "own-1")
    assert notebook.told == ["a = 2", "x = 1"]
    assert [e.code for e in notebook.magics.session("other").past] == ["b = 1", "y = 1"]


def test_silent_and_inner_cells_are_passed_over(notebook: Notebook) -> None:
    notebook.shell.run_cell("x = 1", silent=True)
    notebook.run("get_ipython().run_cell('y = 1')")
    assert notebook.told == []


def test_a_full_context_is_told_with_the_cells_that_it_leaves_out(notebook: Notebook) -> None:
    notebook.run("old = '" + "a" * 900 + "'")
    generated(notebook, "set x", "x = '" + "b" * 200 + "'")
    notebook.run(notebook.inserted[-1])
    notebook.model.context_length = len(EXAMPLES) + 256 + 150
    notebook.run("new = 1")
    shown = notebook.synth("next", "z = 1")[1]
    assert "context full: turn 1 and one of your cells left out" in shown
    shown = notebook.run("%synth context")[1]
    assert shown.count("no longer fits: left out") == 2
    assert "turn 1 and one of your cells no longer fit and are left out" in shown


def test_unloading_leaves_no_hook(shell: InteractiveShell, notebook: Notebook) -> None:
    before = {event: list(hooks) for event, hooks in shell.events.callbacks.items()}
    assert any("after_cell" in str(hook) for hook in before["post_run_cell"])
    notebook.run("%unload_ext codegen_magic")
    left = [
        hook
        for hooks in shell.events.callbacks.values()
        for hook in hooks
        if "_cell of <codegen" in str(hook)
    ]
    assert left == []


def test_fix_takes_the_part_that_failed(notebook: Notebook) -> None:
    notebook.synth("- set a\n- divide\n- set c", "a = 1", "b = a / 0", "c = 3")
    notebook.run(notebook.inserted[0])
    assert notebook.statuses == ["ran", "failed", "written"]
    notebook.model.answers.append("b = a / 1")
    assert notebook.run("%synth fix")[0]
    prompt = notebook.model.prompts[-1].split("\n\n")
    assert prompt[-3:-1] == ["# set a\na = 1", "# divide\nb = a / 0"]
    assert read_marker(notebook.inserted[-1])[1] == "b = a / 1"
    assert notebook.told == ["a = 1", "b = a / 1", "c = 3"]
    assert notebook.statuses == ["ran", "written", "stale"]


def test_fix_looks_in_the_context_of_the_cell_that_failed(notebook: Notebook) -> None:
    notebook.synth("set a", "a = 1")
    notebook.synth("divide", "b = 1 / 0", options="--context other")
    notebook.run(notebook.inserted[1])
    notebook.model.answers.append("b = 1")
    assert notebook.run("%synth fix")[0]
    assert notebook.turns == [("set a\n", "a = 1")]
    assert [entry.code for entry in notebook.magics.session("other").steps] == ["b = 1"]
    assert notebook.inserted[-1].startswith("# synth:other/1:")


def test_fix_leaves_the_last_step_alone_where_a_cell_of_the_users_own_failed(notebook: Notebook) -> None:
    assert "no step to fix" in (notebook.run("1 / 0"), notebook.run("%synth fix"))[1][1]
    notebook.synth("set a", "a = 1")
    notebook.run(notebook.inserted[0])
    notebook.run("undefined")
    ok, shown = notebook.run("%synth fix")
    assert not ok
    assert "the cell that failed last is your own" in shown
    assert (notebook.told, notebook.statuses) == (["a = 1"], ["ran"])


def test_what_a_front_end_runs_for_itself_leaves_the_last_error(notebook: Notebook) -> None:
    notebook.run("undefined")
    notebook.shell.run_cell("1 + 1", store_history=False)  # an editor asks for its list of variables
    assert "NameError" in notebook.magics.failed[1]
    notebook.run("1 + 1")
    assert notebook.magics.failed == ("", "")


def test_fix_knows_a_step_that_was_run_without_a_cell(notebook: Notebook) -> None:
    assert not notebook.synth("divide", "a = 1 / 0", options="--to run")[0]
    notebook.synth("set b", "b = 1")
    notebook.model.answers.append("a = 1")
    assert notebook.run("%synth fix")[0]
    assert [code for _, code in notebook.turns] == ["a = 1", "b = 1"]


def test_markers_survive_what_a_formatter_does(notebook: Notebook) -> None:
    source = generated(notebook, "set x", "x = 1")
    notebook.run("\n" + source + "\n\n")
    assert not notebook.session.steps[0].edited
    assert cell_source([notebook.session.steps[0].current], "default") == source
