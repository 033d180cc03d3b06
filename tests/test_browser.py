"""%%synth in JupyterLab, driven by keyboard in a real browser, on the real default model."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lab import cells, chromium_path, jupyter_lab, notebook_page, write_notebook

SETUP = "%load_ext codegen_magic\nfrom sklearn.datasets import load_wine"
STEP = "Load wine with load_wine, as a frame."


@pytest.mark.browser
@pytest.mark.model
def test_a_step_by_keyboard(tmp_path: Path, default_model: Path) -> None:
    chromium_path()
    write_notebook(tmp_path / "step.ipynb", SETUP, f"%%synth\n{STEP}", "wine.shape")
    with jupyter_lab(tmp_path) as address, notebook_page(address, "step.ipynb") as page:
        page.locator(".jp-Notebook .jp-Cell").first.click()
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")
        page.wait_for_function("() => document.querySelectorAll('.jp-Notebook .jp-CodeCell').length === 4")
        generated = cells(page)[2]
        assert generated.startswith("# synth:1:")
        assert "wine = load_wine(" in generated
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowUp")  # JupyterLab had gone on to the cell below
        assert "# synth:1:" in page.locator(".jp-Cell.jp-mod-active").inner_text()
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")  # wine.shape
        page.locator(".jp-OutputArea-output", has_text="(178, 14)").wait_for()
        assert "inserted below" in page.locator(".jp-RenderedMarkdown").first.inner_text()
        if target := os.environ.get("CODEGEN_MAGIC_SCREENSHOTS"):
            page.screenshot(path=Path(target) / "step.png")
