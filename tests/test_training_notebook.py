"""The notebook that trains a tiny model and uses it, as it is."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from codegen_magic.headless import run_notebook
from codegen_magic.marker import read_marker

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_notebook_trains_a_model_that_writes_its_own_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(ROOT / "notebooks" / "06_train_your_own.ipynb", 4)
    run_notebook(notebook, cwd=tmp_path, timeout=300)
    written = [code for marker, code in (read_marker(cell.source) for cell in notebook.cells) if marker]
    assert written == ["x = list(range(5))", "x = [v + 3 for v in x]", "print(sum(x))"]
    assert notebook.cells[-1].outputs[0].text == "25\n"
    pictures = [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert len(pictures) == 1
