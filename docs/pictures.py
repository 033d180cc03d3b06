"""Take the pictures of the documentation: a real JupyterLab, a real browser, the default model.

python docs/pictures.py            # writes docs/pictures/*.png
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from lab import cells, jupyter_lab, notebook_page, replace_cell, run_cell, until, write_notebook  # noqa: E402

from codegen_magic.marker import read_marker  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
SETUP = "%load_ext codegen_magic"
LOAD = "%%synth\nLoad the wine data from scikit-learn as a DataFrame wine."
MEANS = "%%synth\nCompute the mean of alcohol per target, as means."


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    for name, sources, act in (
        ("step", (SETUP, LOAD), step),
        ("edit", (SETUP, LOAD, MEANS), edit),
        ("context", (SETUP, LOAD, MEANS, "%synth context"), context),
    ):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "wine.ipynb"
            write_notebook(path, *sources)
            with jupyter_lab(Path(folder)) as address, notebook_page(address, path.name, height=1400) as page:
                act(page)
                shot(page, PICTURES / f"{name}.png")
                print(f"{name}.png: {(PICTURES / f'{name}.png').stat().st_size // 1024} KB")


def step(page: Any) -> None:
    """A step written in place, and its cell run."""
    run_cell(page, 0)
    write(page, 1)
    run_cell(page, 2)
    done(page, 2)


def edit(page: Any) -> None:
    """Two steps; the second one said in other words and run again: its cell is replaced."""
    step(page)
    write(page, 3)
    run_cell(page, 4)
    done(page, 4)
    replace_cell(page, 3, "%%synth\nCompute the median of alcohol per target, as medians.")
    write(page, 3)
    edited = cells(page)[2] + "\nwine = wine[wine.alcohol > 12]"
    replace_cell(page, 2, edited)
    run_cell(page, 2)
    done(page, 2)


def context(page: Any) -> None:
    """What the model will see, after an edit of the first step's cell."""
    edit(page)
    run_cell(page, 5)
    done(page, 5)


def write(page: Any, index: int) -> None:
    """Run a step and wait for the code of its cell."""
    before = cells(page)
    run_cell(page, index)

    def written() -> bool:
        now = cells(page)
        return now != before and len(now) > index + 1 and read_marker(now[index + 1])[0] is not None

    until(page, written)
    done(page, index)


def done(page: Any, index: int) -> None:
    prompt = page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-InputPrompt")
    ready: Callable[[], bool] = lambda: prompt.inner_text().strip("[]: ").isdigit()  # noqa: E731
    until(page, ready)


def shot(page: Any, path: Path) -> None:
    """The notebook alone, as high as its cells."""
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    last = page.locator(".jp-Notebook .jp-Cell").last.bounding_box()
    first = page.locator(".jp-Notebook .jp-Cell").first.bounding_box()
    clip = {"x": first["x"] - 8, "y": first["y"] - 8, "width": first["width"] + 16}
    clip["height"] = last["y"] + last["height"] + 16 - clip["y"]
    page.screenshot(path=path, clip=clip)


if __name__ == "__main__":
    main()
