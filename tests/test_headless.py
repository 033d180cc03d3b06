"""Notebooks without a front end, in real kernels; the quickstart on the real default model."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from codegen_magic.cell import read_marker
from codegen_magic.cli import main
from codegen_magic.headless import NotebookFailed, is_generated, run_notebook

QUICKSTART = Path(__file__).parent.parent / "notebooks" / "01_quickstart.ipynb"

pytestmark = pytest.mark.filterwarnings(
    "ignore::RuntimeWarning", "ignore::DeprecationWarning", "ignore::UserWarning"
)


def scripted_notebook(folder: Path, *steps: str, answers: list[str]) -> NotebookNode:
    (folder / "answers.json").write_text(json.dumps(answers))
    setup = "%load_ext codegen_magic\n%synth use answers.json --backend scripted"
    return new_notebook(cells=[new_code_cell(setup)] + [new_code_cell(f"%%synth\n{step}") for step in steps])


def test_generated_cells_are_inserted_and_run_in_the_same_pass(tmp_path: Path) -> None:
    notebook = scripted_notebook(tmp_path, "set x", "print it", answers=["x = 6 * 7", "print(x)"])
    run_notebook(notebook, cwd=tmp_path, timeout=120)
    sources = [read_marker(cell.source) for cell in notebook.cells]
    assert [code for marker, code in sources if marker] == ["x = 6 * 7", "print(x)"]
    assert notebook.cells[-1].outputs[0].text == "42\n"
    assert notebook.cells[-1].metadata["codegen_magic"]["step"] == "print it"
    nbformat.validate(notebook)


def test_a_second_run_replaces_what_the_first_one_inserted(tmp_path: Path) -> None:
    notebook = scripted_notebook(tmp_path, "set x", answers=["x = 1"])
    once = [cell.source for cell in run_notebook(notebook, cwd=tmp_path, timeout=120).cells]
    assert [cell.source for cell in run_notebook(notebook, cwd=tmp_path, timeout=120).cells] == once


def test_an_edited_cell_is_the_users_and_stays(tmp_path: Path) -> None:
    notebook = scripted_notebook(tmp_path, "set x", answers=["x = 1"])
    generated = run_notebook(notebook, cwd=tmp_path, timeout=120).cells[-1]
    assert is_generated(generated)
    generated.source += "  # mine"
    assert not is_generated(generated)


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


def test_the_command_line_saves_what_ran_and_returns_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nbformat.write(scripted_notebook(tmp_path, "divide", answers=["1 / 0"]), tmp_path / "in.ipynb")
    status = main(["run", str(tmp_path / "in.ipynb"), "-o", str(tmp_path / "out.ipynb"), "--quiet"])
    assert status == 1
    assert "(step: divide) failed" in capsys.readouterr().err
    assert len(nbformat.read(tmp_path / "out.ipynb", as_version=4).cells) == 3


@pytest.mark.parametrize("content", [None, "not json", "{}"])
def test_what_is_no_notebook(tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.ipynb"
    if content is not None:
        path.write_text(content)
    assert main(["run", str(path), "-o", str(tmp_path / "out.ipynb")]) == 1
    assert "is not a notebook that can be read" in capsys.readouterr().err


@pytest.mark.model
def test_the_quickstart_on_the_default_model(default_model: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(QUICKSTART, as_version=4)
    run_notebook(notebook, cwd=tmp_path, timeout=300)
    generated = [cell for cell in notebook.cells if "codegen_magic" in cell.metadata]
    failed = [cell for cell in generated if any(out.output_type == "error" for out in cell.outputs)]
    assert len(generated) == 12
    assert [cell.metadata["codegen_magic"]["step"] for cell in failed] == [
        "Plot a histogram of the alcohol column of wine."
    ]
    images = [out for cell in generated for out in cell.outputs if "image/png" in out.get("data", {})]
    assert len(images) == 1
    score = next(cell for cell in generated if "score" in cell.metadata["codegen_magic"]["step"])
    assert "0.9" in score.outputs[0].text
