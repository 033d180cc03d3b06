"""Notebooks without a front end, in real kernels; the quickstart on the real default model."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from codegen_magic.cli import main
from codegen_magic.errors import BadInput
from codegen_magic.headless import NotebookFailed, _Client, run_file, run_notebook
from codegen_magic.marker import read_marker
from codegen_magic.parameters import inject, parse
from codegen_magic.restore import record_of

QUICKSTART = Path(__file__).parent.parent / "notebooks" / "01_quickstart.ipynb"

pytestmark = pytest.mark.filterwarnings(
    "ignore::RuntimeWarning", "ignore::DeprecationWarning", "ignore::UserWarning"
)


def scripted_notebook(folder: Path, *steps: str, answers: list[str]) -> NotebookNode:
    (folder / "answers.json").write_text(json.dumps(answers))
    setup = "%load_ext codegen_magic\n%synth use answers.json --backend scripted"
    return new_notebook(cells=[new_code_cell(setup)] + [new_code_cell(f"%%synth\n{step}") for step in steps])


@dataclass
class Finished:
    """A notebook after its first run; how many cells the saved file had as each of them ended."""

    notebook: NotebookNode
    folder: Path
    saved: list[int]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    folder = tmp_path_factory.mktemp("first-run")
    notebook = scripted_notebook(folder, "set x", "print it", answers=["x = 6 * 7", "print(x)"])
    done = Finished(notebook, folder, [])

    def on_cell(*args: object) -> None:
        saved = nbformat.read(folder / "out.ipynb", as_version=4)
        nbformat.validate(saved)
        done.saved.append(len(saved.cells))

    run_notebook(notebook, cwd=folder, path=folder / "out.ipynb", timeout=120, on_cell=on_cell)
    return done


@pytest.fixture
def finished(first_run: Finished, tmp_path: Path) -> NotebookNode:
    """A copy of it; its model's answers are in this test's folder too."""
    shutil.copy(first_run.folder / "answers.json", tmp_path)
    return deepcopy(first_run.notebook)


def generated(notebook: NotebookNode) -> list[str]:
    """The code of the cells that steps have written."""
    return [code for marker, code in (read_marker(cell.source) for cell in notebook.cells) if marker]


def test_generated_cells_are_inserted_and_run_in_the_same_pass(first_run: Finished) -> None:
    notebook = first_run.notebook
    assert generated(notebook) == ["x = 6 * 7", "print(x)"]
    assert notebook.cells[-1].outputs[0].text == "42\n"
    assert notebook.cells[-1].metadata["codegen_magic"]["step"] == "print it"
    nbformat.validate(notebook)


def test_a_plan_is_printed_and_not_put_above_the_one_that_was_edited(tmp_path: Path) -> None:
    notebook = scripted_notebook(tmp_path, answers=[])
    notebook.cells += [new_code_cell("%%synth --plan\n- set x\n- set y"), new_code_cell("x = 7")]
    run_notebook(notebook, cwd=tmp_path, timeout=120)
    assert [cell.source for cell in notebook.cells[2:]] == ["x = 7"]
    assert "1. set x" in notebook.cells[1].outputs[0].text


def test_a_dying_run_leaves_a_whole_notebook(first_run: Finished) -> None:
    """The output is saved before the first cell and after each, each time as a whole."""
    assert first_run.saved == [3, 4, 4, 5, 5]
    assert [path.name for path in first_run.folder.iterdir() if path.suffix == ".tmp"] == []


def test_a_second_run_replaces_what_the_first_one_inserted(finished: NotebookNode, tmp_path: Path) -> None:
    once = [(cell.id, cell.source) for cell in finished.cells]
    again = run_notebook(finished, cwd=tmp_path, timeout=120).cells
    assert [(cell.id, cell.source) for cell in again] == once


def test_an_edited_cell_is_kept_and_used(finished: NotebookNode, tmp_path: Path) -> None:
    edited = finished.cells[2]
    edited.source = edited.source.replace("x = 6 * 7", "x = 7  # mine")
    (tmp_path / "answers.json").write_text(json.dumps(["x = 1000", "print(x)"]))
    run_notebook(finished, cwd=tmp_path, timeout=120)
    assert len(finished.cells) == 5
    assert "x = 7  # mine" in finished.cells[2].source
    assert "1000" not in "".join(cell.source for cell in finished.cells)
    assert finished.cells[4].outputs[0].text == "7\n"


@pytest.mark.parametrize("told", [True, False], ids=["metadata", "marker only"])
def test_cells_of_a_front_end_are_replaced_copies_included(
    finished: NotebookNode, tmp_path: Path, told: bool
) -> None:
    """In a front end each run of a step inserts another cell, without metadata."""
    written = finished.cells[2]
    if not told:
        written.metadata.clear()
    finished.cells.insert(2, new_code_cell(written.source, metadata=dict(written.metadata)))
    finished.cells.append(new_code_cell("# synth:9:00000000 of a step that is gone\nz = 1"))
    (tmp_path / "answers.json").write_text(json.dumps(["x = 2", "print(-x)"]))
    run_notebook(finished, cwd=tmp_path, timeout=120)
    assert generated(finished) == ["x = 2", "print(-x)", "z = 1"]
    assert len(finished.cells) == 6


def test_a_copy_that_was_put_below_another_step_stays(finished: NotebookNode, tmp_path: Path) -> None:
    finished.cells.append(new_code_cell(finished.cells[2].source, metadata=dict(finished.cells[2].metadata)))
    (tmp_path / "answers.json").write_text(json.dumps(["x = 2", "print(-x)"]))
    before = generated(finished)
    run_notebook(finished, cwd=tmp_path, timeout=120)
    assert generated(finished) == ["x = 2", "print(-x)", before[-1]]


def test_a_run_leaves_a_record_and_replays_it_without_a_model(tmp_path: Path) -> None:
    source, once, again = (tmp_path / name for name in ("in.ipynb", "once.ipynb", "again.ipynb"))
    notebook = scripted_notebook(tmp_path, "set x", "print it", answers=["x = 6 * 7", "print(x)"])
    notebook.cells += [new_code_cell("%%synth --to run\nset y"), new_code_cell("%%synth --dry-run\nset z")]
    (tmp_path / "answers.json").write_text(json.dumps(["x = 6 * 7", "print(x)", "y = 2"]))
    nbformat.write(notebook, source)
    run_file(source, once, timeout=120)
    (tmp_path / "answers.json").write_text("[]")
    run_file(once, again, replay=True, timeout=120)
    first, second = (nbformat.read(path, as_version=4) for path in (once, again))
    assert [cell.source for cell in first.cells] == [cell.source for cell in second.cells]
    assert "from the record" in second.cells[1].outputs[0]["data"]["text/plain"]
    assert second.cells[-3].outputs[0].text == "42\n"
    assert "a dry run asks its model for nothing" in second.cells[-1].outputs[0].text
    turns = [[x["id"] for x in record_of(path).lines if x["kind"] == "turn"] for path in (once, again)]
    assert turns[0] == turns[1]
    assert len(turns[0]) == 3
    assert not (tmp_path / "in.synth.jsonl").exists()


def test_a_replay_says_which_step_it_has_no_code_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = scripted_notebook(tmp_path, "set x", answers=["x = 1"])
    nbformat.write(notebook, tmp_path / "in.ipynb")
    out = str(tmp_path / "out.ipynb")
    assert main(["run", str(tmp_path / "in.ipynb"), "-o", out, "--quiet", "--replay"]) == 2
    assert "has no record to replay" in capsys.readouterr().err
    run_file(tmp_path / "in.ipynb", tmp_path / "out.ipynb", timeout=120)
    changed = nbformat.read(out, as_version=4)
    changed.cells[1].source = "%%synth\nset y"
    nbformat.write(changed, out)
    assert main(["run", out, "-o", out, "--quiet", "--replay"]) == 1
    assert "(step: set y) failed: UsageError: the step was changed" in capsys.readouterr().err


def test_parameters_override_the_tagged_cells_defaults(tmp_path: Path) -> None:
    cells = [new_code_cell("n = 1\nname = 'a'", metadata={"tags": ["parameters"]}), new_code_cell("n, name")]
    notebook = new_notebook(cells=cells)
    given = parse(["n=3", "name=it's {b}"])
    for _ in range(2):
        run_notebook(notebook, cwd=tmp_path, timeout=120, parameters=given)
    assert len(notebook.cells) == 3
    assert notebook.cells[1].metadata["tags"] == ["injected-parameters"]
    assert notebook.cells[2].outputs[0]["data"]["text/plain"] == '(3, "it\'s {b}")'


def test_parameters_that_cannot_be() -> None:
    tagged = new_notebook(cells=[new_code_cell("count = 1", metadata={"tags": ["parameters"]})])
    for pair in ("n", "=3", "1x=3", "for=3"):
        with pytest.raises(BadInput, match="write NAME=VALUE"):
            parse([pair])
    with pytest.raises(BadInput, match=r"sets no coumt: did you mean 'count'\?"):
        inject(tagged, {"coumt": 1})
    with pytest.raises(BadInput, match="has no cell tagged"):
        inject(new_notebook(), {"n": 1})
    tagged.cells[0].source = "%matplotlib inline\n!ls\ncount: int = 1"
    inject(tagged, {"count": 2})
    assert tagged.cells[1].source == "# Parameters\ncount = 2"
    tagged.cells[0].source = "count = = 1"
    with pytest.raises(BadInput, match="no Python that parses"):
        inject(tagged, {"count": 2})
    assert parse(["a=true", "b=[1, 2]", "c=", "d=None", "e=x=y", "f=-1.5"]) == {
        "a": True, "b": [1, 2], "c": "", "d": None, "e": "x=y", "f": -1.5
    }  # fmt: skip


def test_what_the_output_cannot_spell_is_escaped(tmp_path: Path) -> None:
    nbformat.write(new_notebook(cells=[new_code_cell("%%synth\nZeichne 画 \u2192")]), tmp_path / "a.ipynb")
    nbformat.write(new_notebook(), tmp_path / "b.ipynb")
    command = "import sys; from codegen_magic.cli import main; sys.exit(main(['diff', 'a.ipynb', 'b.ipynb']))"
    result = subprocess.run(
        [sys.executable, "-c", command],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "Zeichne \\u753b \\u2192" in result.stdout
    assert result.stderr == ""


# papermill and nbconvert, as their users run them


def run_tool(*command: str, cwd: Path) -> str:
    result = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


def test_papermill_runs_generated_cells_and_replaces_them_on_the_next_run(tmp_path: Path) -> None:
    notebook = scripted_notebook(tmp_path, "set x", answers=["x = n * 2"])
    notebook.cells.insert(0, new_code_cell("n = 1", metadata={"tags": ["parameters"]}))
    notebook.cells.append(new_code_cell("x"))
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, tmp_path / "in.ipynb")
    for source in ("in.ipynb", "out.ipynb"):
        run_tool("papermill", "--engine", "codegen_magic", source, "out.ipynb", "-p", "n", "21", cwd=tmp_path)
        out = nbformat.read(tmp_path / "out.ipynb", as_version=4)
        nbformat.validate(out)
        assert [read_marker(cell.source)[1] for cell in out.cells[4:]] == ["x = n * 2", "x"]
        assert out.cells[-1].outputs[0]["data"]["text/plain"] == "42"
        assert out.cells[4].metadata["papermill"]["status"] == "completed"
    assert [line["code"] for line in record_of(tmp_path / "out.ipynb").lines if line["kind"] == "turn"] == [
        "x = n * 2"
    ] * 2


def test_nbconvert_executes_generated_cells_with_the_documented_configuration(tmp_path: Path) -> None:
    notebook = scripted_notebook(tmp_path, "set x", answers=["x = 42"])
    notebook.cells.append(new_code_cell("x"))
    nbformat.write(notebook, tmp_path / "in.ipynb")
    config = "from codegen_magic.nbconvert_execute import configure\nconfigure(c)\n"
    (tmp_path / "config.py").write_text(config)
    command = ["nbconvert", "--config", "config.py", "--to", "notebook"]
    run_tool(*command, "--execute", "in.ipynb", "--output", "out", cwd=tmp_path)
    out = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert [read_marker(cell.source)[1] for cell in out.cells[2:]] == ["x = 42", "x"]
    assert out.cells[-1].outputs[0]["data"]["text/plain"] == "42"
    run_tool(*command, "in.ipynb", "--output", "plain", cwd=tmp_path)
    assert len(nbformat.read(tmp_path / "plain.ipynb", as_version=4).cells) == 3, "not without --execute"


def test_a_failure_names_the_cell_and_the_step_and_keeps_the_notebook(tmp_path: Path) -> None:
    notebook = scripted_notebook(tmp_path, "divide", "never reached", answers=["1 / 0", "x = 1"])
    with pytest.raises(NotebookFailed, match=r"cell 3 \(step: divide\) failed: ZeroDivisionError") as caught:
        run_notebook(notebook, cwd=tmp_path, timeout=120)
    assert caught.value.notebook.cells[2].outputs[0].ename == "ZeroDivisionError"
    assert len(notebook.cells) == 4


def test_a_kernel_that_dies_is_one_line_and_the_notebook_is_kept(tmp_path: Path) -> None:
    notebook = scripted_notebook(tmp_path, "set x", answers=["x = 1"])
    notebook.cells.append(new_code_cell("import os\nos._exit(9)"))
    with pytest.raises(NotebookFailed, match="DeadKernelError"):
        run_notebook(notebook, cwd=tmp_path, timeout=120)
    assert len(notebook.cells) == 4


def test_a_kernel_that_dies_while_nbclient_cleans_up_is_one_line_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nbclient can find the kernel's manager gone already, and then raises an AssertionError of its own."""
    wait = _Client._async_poll_for_reply

    async def wait_and_clean_up(self: _Client, *args: object, **kwargs: object) -> object:
        try:
            return await wait(self, *args, **kwargs)
        except BaseException:
            await self._async_cleanup_kernel()
            raise

    monkeypatch.setattr(_Client, "_async_poll_for_reply", wait_and_clean_up)
    notebook = new_notebook(cells=[new_code_cell("import os\nos._exit(9)")])
    with pytest.raises(NotebookFailed, match="cell 1 failed: DeadKernelError"):
        run_notebook(notebook, cwd=tmp_path, timeout=120)


def test_the_command_line_saves_what_ran_and_returns_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nbformat.write(scripted_notebook(tmp_path, "divide", answers=["1 / 0"]), tmp_path / "in.ipynb")
    status = main(["run", str(tmp_path / "in.ipynb"), "-o", str(tmp_path / "out.ipynb"), "--quiet"])
    assert status == 1
    assert "(step: divide) failed" in capsys.readouterr().err
    assert len(nbformat.read(tmp_path / "out.ipynb", as_version=4).cells) == 3


def test_the_page_of_a_script_has_its_outputs(tmp_path: Path) -> None:
    """The script itself holds none."""
    pytest.importorskip("jupytext")
    nbformat.write(new_notebook(cells=[new_code_cell("print(6 * 7)")]), tmp_path / "in.ipynb")
    out, page = tmp_path / "out.py", tmp_path / "page.html"
    assert main(["run", str(tmp_path / "in.ipynb"), "-o", str(out), "--html", str(page), "--quiet"]) == 0
    assert "print(6 * 7)" in out.read_text()
    assert ">42" in page.read_text()


@pytest.mark.parametrize("given", [True, False], ids=["option", "notebook"])
def test_a_kernel_that_is_not_installed(
    given: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "in.ipynb", tmp_path / "out.ipynb"
    book = new_notebook(cells=[new_code_cell("1")])
    if not given:
        book.metadata["kernelspec"] = {"name": "pythno3", "display_name": "Python"}
    nbformat.write(book, path)
    assert main(["run", str(path), "-o", str(out), *(["--kernel", "pythno3"] if given else [])]) == 2
    told = capsys.readouterr().err
    assert "no kernel 'pythno3' is installed (--kernel names another): did you mean 'python3'?" in told
    assert not out.exists()


def test_the_time_limit_is_in_whole_seconds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = str(tmp_path / "in.ipynb"), str(tmp_path / "out.ipynb")
    nbformat.write(new_notebook(cells=[new_code_cell("import time\ntime.sleep(20)")]), path)
    for wrong in ("0.5", "0", "-1", "soon"):
        with pytest.raises(SystemExit) as caught:
            main(["run", path, "-o", out, f"--timeout={wrong}"])
        assert caught.value.code == 2
        assert f"'{wrong}' is no number of whole seconds" in capsys.readouterr().err
    assert main(["run", path, "-o", out, "--timeout", "2"]) == 1
    assert "CellTimeoutError" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, "not json", "{}", "[]", "3", '{"nbformat": 4, "cells": [1]}'])
def test_what_is_no_notebook(tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.ipynb"
    if content is not None:
        path.write_text(content)
    assert main(["run", str(path), "-o", str(tmp_path / "out.ipynb")]) == 2
    assert "is not a notebook that can be read" in capsys.readouterr().err


@pytest.mark.model
def test_the_quickstart_on_the_default_model(default_model: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(QUICKSTART, as_version=4)
    run_notebook(notebook, cwd=tmp_path, timeout=300)
    written = [cell for cell in notebook.cells if "codegen_magic" in cell.metadata]
    failed = [cell for cell in written if any(out.output_type == "error" for out in cell.outputs)]
    assert len(written) == 13
    assert failed == []
    undone = next(cell for cell in notebook.cells if cell.source == "%synth undo")
    assert "Show the correlation of the two features" in undone.outputs[0].text
    context = next(cell for cell in notebook.cells if cell.source == "%synth context")
    assert "Show the correlation of the two features" not in context.outputs[0].text
    images = [out for cell in written for out in cell.outputs if "image/png" in out.get("data", {})]
    assert len(images) == 1
    score = next(cell for cell in written if "score" in cell.metadata["codegen_magic"]["step"])
    assert "0.8" in score.outputs[0].text


@pytest.mark.model
def test_the_notebook_on_edits_on_the_default_model(default_model: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(QUICKSTART.parent / "02_edit_and_rerun.ipynb", as_version=4)
    run_notebook(notebook, cwd=tmp_path, timeout=300)

    def printed(source: str) -> list[str]:
        cells = [cell for cell in notebook.cells if cell.source.startswith(source)]
        return ["".join(out.get("text", "") for out in cell.outputs) for cell in cells]

    (context,) = printed("%synth context")
    step = "Keep the rows of wine where alcohol is above 13 as strong."
    assert f"[2] {step}  (ran, edited" in context
    assert "rest = wine.drop(strong.index)" in context
    assert "scratch = " not in context  # the ignored cell; that the kernel holds the name is told
    failed = next(
        line for line in context.splitlines() if line.startswith("[3] Print the shape of rest.  (failed, ")
    )
    assert failed.endswith(", left out)")
    (prompt,) = printed("%%synth --dry-run")
    assert f'# {step}\nstrong = wine[wine["alcohol"] > 13.5]\n\nrest = wine.drop(strong.index)\n\n' in prompt
    assert "# rest: DataFrame " in prompt
    assert prompt.endswith("# Count the missing values in each column of rest.\n")
    assert printed("%synth undo") == ["undone [3] Print the shape of rest.\n"]
    assert "default: 2 turns (1 edited), 2 of your cells" in printed("%synth status")[0]


@pytest.mark.model
def test_the_notebook_on_help_on_the_default_model(default_model: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(QUICKSTART.parent / "04_small_model_big_help.ipynb", as_version=4)
    run_notebook(notebook, cwd=tmp_path, timeout=300)
    shown = {
        cell.source: "".join(out.get("text", "") for out in cell.outputs)
        for cell in notebook.cells
        if cell.get("outputs")
    }
    told = next(text for source, text in shown.items() if source.startswith("%%synth --dry-run"))
    assert "# cancer: DataFrame 569x31 columns: " in told
    assert any('areas = cancer.groupby("target")["mean area"].mean()' in c.source for c in notebook.cells)
    assert "trial: ok; makes X_test (DataFrame 143x30" in "".join(shown.values())
    assert "1. ok" in shown["%synth pick"]
    examples = next(text for source, text in shown.items() if source.startswith("%%synth --examples 1"))
    assert "# Plot the distribution of age by sex." in examples
