"""The notebook on evaluation runs as it is, on a few problems, with a scripted model."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from codegen_magic.evaluation import sandbox
from codegen_magic.evaluation.problems import load_humaneval

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "05_evaluate.ipynb"


@pytest.mark.filterwarnings("ignore")
def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        sandbox.isolation()
    except sandbox.Unavailable as reason:
        pytest.skip(str(reason))
    solutions = [problem["canonical_solution"] for problem in list(load_humaneval().values())[:3]]
    turns = [
        "numbers = [1, 2, 3]",
        "print([n * n for n in numbers])",
        "numbers = []",
        "print(numbers)\n1 / 0",
    ]
    single = ["print([1, 4, 9])", "print('')"]
    model = tmp_path / "answers.json"
    model.write_text(json.dumps([*solutions, "    return None\n", *turns, *single]))
    monkeypatch.setenv("CODEGEN_MAGIC_BACKEND", "scripted")
    monkeypatch.setenv("CODEGEN_MAGIC_MODEL", str(model))
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOK.parents[1]))
    notebook = nbformat.read(NOTEBOOK, 4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    text = "".join(
        str(output.get("text", "")) for cell in notebook.cells for output in cell.get("outputs", [])
    )
    assert "4 drawn, 4 judged\npass@1: 50.0%" in text
    assert "timeout" in text
    lines = {" ".join(line.split()) for line in text.splitlines()}
    assert {"multi-turn, t 0.0 published 100%", "multi-turn, t 0.0 strict 50%"} <= lines
