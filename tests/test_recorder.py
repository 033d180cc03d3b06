"""What the magic writes into its notebook's record, in a real shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Notebook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat.v4 import new_code_cell, new_notebook, new_output, writes

from codegen_magic import journal, recheck, record
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.restore import record_of, restored
from codegen_magic.trial import available
from codegen_magic.whereami import cell_id, notebook_path


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebook's file, as Jupyter Server names it to the kernel."""
    path = tmp_path / "nb.ipynb"
    path.write_text(writes(new_notebook()))
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    return path


def lines(file: Path) -> list[dict[str, Any]]:
    contents = journal.read(record.sidecar(file))
    assert contents.problems == ()
    return list(contents.lines)


def left(file: Path) -> list[str]:
    return [turn.code for turn in restored(lines(file))["default"].session.turns]


def synth_in(notebook: Notebook, cell: str, step: str, *answers: str, options: str = "") -> None:
    """A step in a cell whose id the front end sends."""
    notebook.shell.get_parent = lambda: {"metadata": {"cellId": cell}}
    assert notebook.synth(step, *answers, options=options, cell=cell)[0]


def again(notebook: Notebook, make: Callable[[], Notebook]) -> Notebook:
    """The notebook in a new kernel."""
    notebook.shell.run_line_magic("unload_ext", "codegen_magic")
    return make()


def test_each_step_is_a_line_with_its_context(notebook: Notebook, file: Path) -> None:
    notebook.synth("set x to one", "x = 1")
    notebook.synth("double it", "x = x * 2")
    one, two = lines(file)
    assert (one["turn"], one["instruction"], one["code"]) == (1, "set x to one\n", "x = 1")
    assert one["prompt"]["entries"] == []
    assert two["prompt"]["entries"] == [record.entry("set x to one\n", "x = 1")]
    assert two["parent"] == one["id"]
    assert (two["kernel"], two["context"]) == (one["kernel"], "default")
    assert two["identity"]["model"] == "scripted"


def test_the_output_carries_the_line(notebook: Notebook, file: Path) -> None:
    notebook.model.answers.append("x = 1")
    with capture_output() as captured:
        notebook.shell.run_cell("%%synth\nset x")
    (line,) = lines(file)
    assert captured.outputs[-1].data[record.MIME] == line


def test_the_output_of_an_unchanged_step_still_carries_the_line(notebook: Notebook, file: Path) -> None:
    notebook.shell.get_parent = lambda: {"metadata": {"cellId": "abc"}}
    notebook.model.answers.append("x = 1")
    for _ in range(2):
        with capture_output() as captured:
            notebook.shell.run_cell("%%synth\nset x", store_history=True)
    assert "nothing that went into step 1 has changed" in captured.outputs[-1].data["text/plain"]
    (line,) = lines(file)
    assert captured.outputs[-1].data[record.MIME] == line


@pytest.mark.forks
@pytest.mark.skipif(not available(), reason="trial runs need Linux")
def test_a_candidate_that_was_shown_no_code_is_written_again_alike(notebook: Notebook, file: Path) -> None:
    notebook.run("total = 3", "own")
    notebook.synth("make x", "x = 1 / 0", "x = 2", options="--n 2")
    (line,) = (one for one in lines(file) if one["kind"] == "turn")
    assert (line["code"], line["prompt"]["entries"]) == ("x = 2", [])
    assert line["prompt"]["grounding"] == "# total: int\n"
    (verdict,) = recheck.recheck([line], {}, [line], lambda _: ScriptedBackend(["x = 2"]))
    assert (verdict.status, verdict.note) == ("equal", "")


def test_what_fails_is_not_recorded(notebook: Notebook, file: Path) -> None:
    assert not notebook.synth("do it", "I cannot do that.")[0]
    assert not notebook.synth("- set a\n- say something", "a = 1", "I cannot do that.")[0]
    assert not record.sidecar(file).exists()
    notebook.synth("- set a\n- set b", "a = 1", "b = 2")
    one, two = lines(file)
    assert (one["part"], two["part"]) == (0, 1)
    assert two["parent"] == one["id"]


def test_the_outputs_of_a_list_that_failed_carry_no_line(notebook: Notebook, file: Path) -> None:
    notebook.model.answers += ["a = 1", "I cannot do that."]
    with capture_output() as captured:
        notebook.shell.run_cell("%%synth\n- set a\n- say something", store_history=True)
    shown = {str(out.transient["display_id"]): out.data for out in captured.outputs if out.transient}
    (last,) = (data for data in shown.values() if "a = 1" in data["text/plain"])
    assert record.MIME not in last
    assert "not inserted" in last["text/plain"]


def test_undo_and_reset_are_events(notebook: Notebook, file: Path) -> None:
    for n in range(3):
        notebook.synth(f"step {n}", f"x = {n}")
    notebook.run("%synth undo")
    assert left(file) == ["x = 0", "x = 1"]
    notebook.run("%synth reset")
    assert left(file) == []


def test_a_deleted_cell_that_runs_again_is_back(notebook: Notebook, file: Path) -> None:
    notebook.synth("set x", "x = 1", cell="s1")
    notebook.run(notebook.inserted[0], "c1")
    notebook.run("y = 1", "own", deletedCells=["c1"])
    assert left(file) == []
    notebook.run(notebook.inserted[0], "c1")
    assert left(file) == ["x = 1"]


def test_a_part_that_was_cut_off_takes_no_other_part_along(notebook: Notebook, file: Path) -> None:
    notebook.synth("- set a\n- set b", "a = 1", "b = 2", cell="s1")
    notebook.run(notebook.inserted[0], "c1")
    notebook.run(notebook.inserted[0].split("# synth:2")[0], "c1")
    assert notebook.told == ["a = 1"]
    assert left(file) == ["a = 1"]


def test_a_list_that_grew_is_taken_up_in_its_order(
    notebook: Notebook, file: Path, make_notebook: Callable[[], Notebook]
) -> None:
    synth_in(notebook, "s1", "- set a\n- set b", "a = 1", "b = 2")
    synth_in(notebook, "s2", "set z", "z = 9")
    synth_in(notebook, "s1", "- set a\n- set b\n- set c", "c = 3")
    expected = notebook.turns
    assert [code for _, code in expected] == ["a = 1", "b = 2", "c = 3", "z = 9"]
    fresh = again(notebook, make_notebook)
    fresh.run("%synth resume")
    assert fresh.turns == expected


def test_a_resumed_list_is_unfolded_as_a_whole(
    notebook: Notebook, file: Path, make_notebook: Callable[[], Notebook]
) -> None:
    synth_in(notebook, "s1", "- set a\n- set b", "a = 1", "b = 2", options="--context plots")
    fresh = again(notebook, make_notebook)
    fresh.run("%synth resume")
    fresh.run("%synth unfold 2 --context plots", "new")
    assert fresh.inserted[-1] == "%%synth --context plots\n- set a\n- set b"


def test_a_step_that_was_written_again_and_ran_is_so_in_the_record(notebook: Notebook, file: Path) -> None:
    notebook.synth("set x", "x = 1", cell="s1")
    notebook.run(notebook.inserted[0], "c1")
    notebook.synth("set x", "x = 1", cell="s1", options="--new")
    notebook.run(notebook.inserted[1], "c2")
    (entry,) = restored(lines(file))["default"].session.entries
    assert (entry.status, entry.cell_id) == ("ran", "c2")
    again = notebook.synth("set x", cell="s1")[1]
    assert "nothing that went into step 1 has changed" in again
    assert entry.asked == notebook.session.entries[0].asked


def test_fix_and_pick_replace_the_line(notebook: Notebook, file: Path) -> None:
    notebook.synth("divide", "1 / 0")
    notebook.run(notebook.inserted[0])
    notebook.model.answers.append("1 / 1")
    assert notebook.run("%synth fix")[0]
    first, failed, fixed = lines(file)
    assert (failed["kind"], failed["turns"]) == ("failed", [first["id"]])
    assert fixed["replaces"] == first["id"]
    assert fixed["repaired"]
    assert left(file) == ["1 / 1"]


def test_off_and_hashes(notebook: Notebook, file: Path) -> None:
    notebook.run("%config SynthMagics.record = 'off'")
    notebook.synth("set Rosebud", "Rosebud = 1")
    assert not record.sidecar(file).exists()
    assert "record   off" in notebook.run("%synth status")[1]
    notebook.run("%config SynthMagics.record = 'hashes'")
    notebook.synth("set Rosebud again", "Rosebud = 2")
    assert "Rosebud" not in record.sidecar(file).read_text()
    assert "hashes only" in notebook.run("%synth resume")[1]
    assert len(notebook.turns) == 2


def test_values_that_were_filled_in_stay_out(notebook: Notebook, file: Path) -> None:
    notebook.shell.user_ns["city"] = "Rosebud"
    assert notebook.synth("keep the rows of {city}", "kept = rows", options="--fill")[0]
    assert "Rosebud" in notebook.model.prompts[0]
    assert "Rosebud" not in record.sidecar(file).read_text()
    assert lines(file)[0]["instruction"] == "keep the rows of {city}\n"


@pytest.mark.forks
def test_a_picked_candidate_is_recorded_with_what_its_step_was_asked(notebook: Notebook, file: Path) -> None:
    notebook.shell.user_ns.update(city="Rosebud", rows=[1])
    assert notebook.synth("sort {city}", "kept = 1", "kept = 2", options="--fill --sample --n 2")[0]
    assert "Rosebud" in notebook.model.prompts[0].split("sort")[0], "the value is in the grounding"
    assert notebook.run("%synth pick 2")[0]
    written, picked = lines(file)
    assert picked["replaces"] == written["id"]
    assert picked["code"] != written["code"]
    assert "Rosebud" not in record.sidecar(file).read_text()
    same = ("asked", "help", "instruction", "filled")
    assert [picked[key] for key in same] == [written[key] for key in same]


@pytest.mark.forks
def test_a_picked_candidate_is_recorded_with_its_own_checks(notebook: Notebook, file: Path) -> None:
    """`verify` knows by them that its code was mended, and is not what the model wrote."""
    asked = "the mean of 1 and 3, call it m"
    assert notebook.synth(asked, "m = 2.0", "np.mean([1, 3])", options="--n 2")[0]
    for number in (1, 2):
        assert notebook.run(f"%synth pick {number}")[0]
    mends = {line["code"]: line["checks"]["added_imports"] for line in lines(file)}
    assert mends == {"m = 2.0": 0, "import numpy as np\nm = np.mean([1, 3])\nm": 1}


def test_a_fixed_step_is_recorded_as_it_was_typed(notebook: Notebook, file: Path) -> None:
    notebook.shell.user_ns["city"] = "Rosebud"
    notebook.synth("divide by {city}", "1 / 0", options="--fill")
    notebook.run(notebook.inserted[0])
    notebook.model.answers.append("1 / 1")
    assert notebook.run("%synth fix")[0]
    written, _, fixed = lines(file)
    assert "Rosebud" not in record.sidecar(file).read_text()
    assert [fixed[key] for key in ("asked", "instruction", "filled")] == [
        written[key] for key in ("asked", "instruction", "filled")
    ]


def test_the_key_of_a_server_stays_out(
    notebook: Notebook, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEGEN_MAGIC_API_KEY", "Rosebud")
    notebook.synth("set x", "x = 1")
    assert "Rosebud" not in record.sidecar(file).read_text()


def test_a_kernel_that_knows_no_file_writes_none(notebook: Notebook, tmp_path: Path) -> None:
    assert notebook.synth("set x", "x = 1")[0]
    assert list(tmp_path.glob("*.jsonl*")) == []
    assert "does not know its notebook's file" in notebook.run("%synth status")[1]
    ok, shown = notebook.run("%synth resume")
    assert not ok
    assert "does not know its notebook's file" in shown


def test_a_record_that_cannot_be_written_is_said_once_and_fails_nothing(
    notebook: Notebook, file: Path
) -> None:
    record.sidecar(file).mkdir()
    ok, shown = notebook.synth("set x", "x = 1")
    assert ok
    assert "record: the record" in shown
    assert "the step itself stands" in shown
    assert len(notebook.inserted) == 1
    ok, shown = notebook.synth("set y", "y = 1")
    assert ok
    assert "record:" not in shown


def test_a_torn_line_is_told_and_the_step_is_recorded(notebook: Notebook, file: Path) -> None:
    notebook.synth("set x", "x = 1")
    with record.sidecar(file).open("a") as sidecar:
        sidecar.write('{"torn')
    ok, shown = notebook.synth("set y", "y = 1")
    assert ok
    assert "was torn" in shown
    assert [line["code"] for line in lines(file)] == ["x = 1", "y = 1"]


# resume


def test_a_new_kernel_takes_up_the_context(
    notebook: Notebook, file: Path, make_notebook: Callable[[], Notebook]
) -> None:
    notebook.synth("set x to one", "x = 1")
    notebook.synth("draw it", "plot(x)", options="--context plots")
    notebook.synth("double it", "x = x * 2")
    expected = notebook.turns
    notebook.synth("never mind", "y = 0")
    notebook.run("%synth undo")
    fresh = again(notebook, make_notebook)
    assert fresh.turns == []
    shown = fresh.run("%synth resume")[1]
    assert "context  default: 2 turns" in shown
    assert "context  plots: 1 turn" in shown
    assert fresh.turns == expected
    fresh.synth("print it", "print(x)")
    assert "# set x to one\nx = 1\n\n# double it\nx = x * 2\n\n# print it\n" in fresh.model.prompts[0]
    assert lines(file)[-1]["parent"] == lines(file)[2]["id"]
    assert len({(line["context"], line["turn"]) for line in lines(file) if line["kind"] == "turn"}) == 5


def test_resume_by_setting(
    notebook: Notebook, file: Path, make_notebook: Callable[[], Notebook], shell: InteractiveShell
) -> None:
    notebook.synth("set x to one", "x = 1")
    shell.config.SynthMagics.resume = True
    assert again(notebook, make_notebook).turns == [("set x to one\n", "x = 1")]
    record.sidecar(file).unlink()
    assert again(notebook, make_notebook).turns == [], "nothing to resume is no error"


def test_what_cannot_be_resumed_is_told_and_the_magic_follows_all_the_same(
    make_notebook: Callable[[], Notebook], shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.config.SynthMagics.resume = True
    notebook = make_notebook()
    told = "nothing resumed: this kernel does not know its notebook's file: there is no record\n"
    assert capsys.readouterr() == (told, "")
    notebook.run("x = 1")
    assert notebook.told == ["x = 1"]


def test_resume_from_a_notebook_that_lost_its_record(
    notebook: Notebook, file: Path, make_notebook: Callable[[], Notebook]
) -> None:
    notebook.synth("set x", "x = 1")
    notebook.synth("set y", "y = 1")
    one, two = lines(file)
    output = new_output("display_data", data={record.MIME: two, "text/plain": ""})
    cells = [
        new_code_cell("%%synth\nset y", outputs=[output]),
        new_code_cell("x = 1", metadata={"codegen_magic": {"record": [one]}}),
    ]
    file.write_text(writes(new_notebook(cells=cells)))
    record.sidecar(file).unlink()
    assert [line["id"] for line in record_of(file).lines] == [one["id"], two["id"]]
    fresh = again(notebook, make_notebook)
    fresh.run("%synth resume")
    assert fresh.turns == [("set x\n", "x = 1"), ("set y\n", "y = 1")]


# where the notebook is


def test_a_renamed_notebook_takes_its_record_along(notebook: Notebook, file: Path) -> None:
    notebook.synth("set x", "x = 1")
    renamed = file.rename(file.with_name("renamed.ipynb"))
    renamed.write_text(writes(new_notebook(cells=[new_code_cell("%%synth", id="abc")])))
    (file.parent / "other.ipynb").write_text(writes(new_notebook(cells=[new_code_cell(id="xyz")])))
    notebook.shell.get_parent = lambda: {"metadata": {"cellId": "abc"}}
    notebook.synth("set y", "y = 1")
    assert [line["code"] for line in lines(renamed)] == ["x = 1", "y = 1"]
    assert not record.sidecar(file).exists()
    assert str(record.sidecar(renamed)) in notebook.run("%synth status")[1]


def saved(path: Path, *ids: str) -> None:
    path.write_text(writes(new_notebook(cells=[new_code_cell("%%synth", id=each) for each in ids])))


@pytest.fixture
def renamed(notebook: Notebook, file: Path) -> Path:
    """A notebook that was renamed after its first step."""
    saved(file, "abc")
    synth_in(notebook, "abc", "set x", "x = 1")
    return file.rename(file.with_name("renamed.ipynb"))


def test_a_cell_that_is_not_saved_yet_is_recorded_with_its_renamed_notebook(
    notebook: Notebook, file: Path, renamed: Path
) -> None:
    synth_in(notebook, "unsaved", "set y", "y = 1")
    assert [line["code"] for line in lines(renamed)] == ["x = 1", "y = 1"]
    assert not record.sidecar(file).exists()


def test_a_new_notebook_of_the_old_name_gets_no_step_of_the_renamed_one(
    notebook: Notebook, file: Path, renamed: Path
) -> None:
    saved(renamed, "abc", "def")
    synth_in(notebook, "abc", "set x to two", "x = 2")
    saved(file, "new")
    synth_in(notebook, "def", "set y", "y = 1")
    synth_in(notebook, "unsaved", "set z", "z = 1")
    assert [line["code"] for line in lines(renamed)] == ["x = 1", "x = 2", "y = 1", "z = 1"]
    assert not record.sidecar(file).exists()


def test_hints_of_front_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, gone = tmp_path / "a.ipynb", tmp_path / "b.ipynb"
    here.write_text("{}")
    monkeypatch.setenv("JPY_SESSION_NAME", str(gone))
    assert notebook_path({}) == gone, "not saved yet"
    assert notebook_path({"__vsc_ipynb_file__": str(here)}) == here
    assert notebook_path({}, "abc") == gone, "notebooks that cannot be read are passed over"
    monkeypatch.setenv("JPY_SESSION_NAME", "console-1-6f2b")
    assert notebook_path({}) is None
    assert notebook_path({"__vsc_ipynb_file__": 3}) is None
    monkeypatch.delenv("JPY_SESSION_NAME")
    assert notebook_path({"__vsc_ipynb_file__": "/no/such/folder/a.ipynb"}) is None
    assert notebook_path({}) is None


@pytest.mark.parametrize(
    ("metadata", "found"),
    [
        ({"cellId": "abc"}, "abc"),
        ({"cellId": "vscode-notebook-cell:/home/me/a.ipynb#W2sZmlsZQ"}, "W2sZmlsZQ"),
        ({"colab": {"cell_id": "abc"}}, "abc"),
        ({"colab": 3}, ""),
        ({}, ""),
    ],
)
def test_the_cells_id(metadata: dict[str, Any], found: str) -> None:
    assert cell_id(metadata) == found
