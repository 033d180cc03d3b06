"""The notebook on reproducing runs as it is, on the default model."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from codegen_magic.headless import run_notebook

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "03_reproduce.ipynb"


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
def test_the_notebook_runs_and_shows_what_it_says(default_model: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    run_notebook(notebook, cwd=tmp_path, timeout=500)
    text = "".join(
        str(output.get("text", "")) for cell in notebook.cells for output in cell.get("outputs", [])
    )
    assert "status 0 - the same code: True" in text
    assert text.count("equal: ") == 3
    assert "+strong = wine[wine['alcohol'] > 13.5]" in text.replace('"', "'")
    assert "[markdown] Load the wine data from scikit-learn as a DataFrame wine." in text
    assert "# synth:" not in text.split("[markdown]", 1)[1]
