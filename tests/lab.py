"""A real JupyterLab or Notebook in a real headless Chromium, for the browser tests."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

TOKEN = "test-token"
LABEXTENSION = Path(__file__).parent.parent / "labextension"
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    return path


def write_notebook(path: Path, *sources: str) -> None:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(source) for source in sources]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


@contextmanager
def jupyter_lab(folder: Path, *, extension: bool = True, app: str = "lab") -> Iterator[str]:
    """The address of a server that serves `folder`, with no settings of the user's.

    extension: whether the labextension is enabled. app: lab, or notebook for Notebook 7.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    state = folder / ".jupyter"
    env = _server_environment(state, extension)
    command = [sys.executable, "-m", "jupyter", app, "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
    with (state / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", server, state / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _server_environment(state: Path, extension: bool) -> dict[str, str]:
    """Empty settings, and the labextension of this repository before an installed one."""
    env = os.environ | {name: str(state / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    share = state / "share" / "jupyter"
    (share / "labextensions").mkdir(parents=True, exist_ok=True)
    link = share / "labextensions" / "codegen_magic"
    if not link.exists():
        link.symlink_to(LABEXTENSION, target_is_directory=True)
    env["JUPYTER_PATH"] = f"{share}{os.pathsep}{Path(sys.prefix) / 'share' / 'jupyter'}"
    disabled = {"@jupyterlab/apputils-extension:announcements": True, "codegen_magic": not extension}
    config = state / "JUPYTER_CONFIG_DIR" / "labconfig"
    config.mkdir(parents=True, exist_ok=True)
    (config / "page_config.json").write_text(json.dumps({"disabledExtensions": disabled}))
    return env


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@contextmanager
def notebook_page(address: str, name: str, *, app: str = "lab", height: int = 760) -> Iterator[Any]:
    """A Playwright page that shows one notebook, its kernel ready."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_OPTIONS)
        page = browser.new_page(viewport={"width": 1100, "height": height})
        page.set_default_timeout(120_000)
        tree = "doc/tree" if app == "lab" else "notebooks"
        page.goto(f"{address}/{tree}/{name}?token={TOKEN}")
        ready(page)
        try:
            yield page
        except BaseException:
            if folder := os.environ.get("CODEGEN_MAGIC_SCREENSHOTS"):
                page.screenshot(path=Path(folder) / "failure.png")
            raise
        finally:
            browser.close()


def ready(page: Any) -> None:
    """Wait until the notebook is shown and its kernel answers."""
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.locator(
        ".jp-NotebookPanel-toolbar", has_text="Python 3"
    ).wait_for()  # else a run is silently dropped
    page.wait_for_function(
        "() => document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"
    )


def stop_kernels(address: str) -> None:
    for session in _api(address, "sessions"):
        _api(address, f"sessions/{session['id']}", "DELETE")


def _api(address: str, path: str, method: str = "GET") -> Any:
    request = urllib.request.Request(f"{address}/api/{path}?token={TOKEN}", method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def cells(page: Any) -> list[str]:
    """The sources of the notebook's cells as they are shown."""
    found = page.locator(".jp-Notebook .jp-Cell .jp-InputArea-editor .cm-content")
    return [text.replace("\u200b", "") for text in found.all_inner_texts()]


def until(page: Any, holds: Callable[[], bool], seconds: float = 180.0) -> None:
    """Wait until something holds of the page; on failure show its cells."""
    t0 = time.monotonic()
    while not holds():
        if time.monotonic() - t0 > seconds:
            pytest.fail(f"not reached; the cells are {cells(page)}")
        page.wait_for_timeout(50)


def run_cell(page: Any, index: int) -> None:
    """Select a cell and run it, and let the selection stay there."""
    page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")


def replace_cell(page: Any, index: int, source: str) -> None:
    """Type another source into a cell, as its user would."""
    page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    until(page, lambda: cells(page)[index] == source)
    page.keyboard.press("Escape")


def save(page: Any, path: Path) -> Any:
    """Save by keyboard; the notebook as it then is on disk."""
    before = path.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    until(page, lambda: path.stat().st_mtime_ns != before and path.stat().st_size > 0)
    return json.loads(path.read_text(encoding="utf-8"))
