"""%%synth in JupyterLab, driven by keyboard in a real browser, on the real default model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lab import cells, chromium_path, jupyter_lab, notebook_page, save, until, write_notebook

from codegen_magic import journal, record
from codegen_magic.marker import read_marker

SETUP = "%load_ext codegen_magic\nfrom sklearn.datasets import load_wine"
STEP = "Load the wine data from scikit-learn as a DataFrame wine."


@pytest.mark.browser
@pytest.mark.model
@pytest.mark.parametrize("extension", [True, False], ids=["in-place", "payload"])
def test_a_step_by_keyboard(tmp_path: Path, default_model: Path, extension: bool) -> None:
    chromium_path()
    write_notebook(tmp_path / "step.ipynb", SETUP, f"%%synth\n{STEP}", "wine.shape")
    with jupyter_lab(tmp_path, extension=extension) as address, notebook_page(address, "step.ipynb") as page:
        page.locator(".jp-Notebook .jp-Cell").first.click()
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")
        until(page, lambda: len(cells(page)) == 4 and read_marker(cells(page)[2])[0] is not None)
        generated = cells(page)[2]
        assert generated.startswith("# synth:1:")
        assert "wine = load_wine(" in generated
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowUp")  # JupyterLab had gone on to the cell below
        assert "# synth:1:" in page.locator(".jp-Cell.jp-mod-active").inner_text()
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")  # wine.shape
        page.locator(".jp-OutputArea-output", has_text="(178, 14)").wait_for()
        status = page.locator(".jp-RenderedMarkdown").first.inner_text()
        assert ("written into its cell" if extension else "inserted below") in status
        assert ("wine = load_wine(" in status) is not extension
        notebook = save(page, tmp_path / "step.ipynb")
    _is_recorded(tmp_path / "step.ipynb", notebook)


def _is_recorded(path: Path, notebook: dict[str, Any]) -> None:
    """Beside the notebook and in the step's output, with the cell's id; that its code ran is an event."""
    contents = journal.read(record.sidecar(path))
    assert contents.problems == ()
    (turn,) = [line for line in contents.lines if line["kind"] == "turn"]
    assert turn["cell"] == notebook["cells"][1]["id"]
    assert notebook["cells"][1]["outputs"][0]["data"][record.MIME] == turn
    (ran,) = [line for line in contents.lines if line["kind"] == "ran"]
    assert (ran["turns"], ran["cells"]) == ([turn["id"]], [notebook["cells"][2]["id"]])
