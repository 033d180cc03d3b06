"""A real JupyterLab in a real headless Chromium, for the browser tests."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

TOKEN = "test-token"
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
def jupyter_lab(folder: Path) -> Iterator[str]:
    """The address of a server that serves `folder`, with no settings of the user's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    state = folder / ".jupyter"
    env = os.environ | {name: str(state / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    env["JUPYTER_PATH"] = str(Path(sys.prefix) / "share" / "jupyter")
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
    (state / "JUPYTER_CONFIG_DIR" / "labconfig").mkdir(parents=True, exist_ok=True)
    page_config = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (state / "JUPYTER_CONFIG_DIR" / "labconfig" / "page_config.json").write_text(json.dumps(page_config))
    with (state / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", server, state / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


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
def notebook_page(address: str, name: str) -> Iterator[Any]:
    """A Playwright page that shows one notebook, its kernel ready."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_OPTIONS)
        page = browser.new_page(viewport={"width": 1100, "height": 760})
        page.set_default_timeout(120_000)
        page.goto(f"{address}/doc/tree/{name}?token={TOKEN}")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        page.locator("text=Python 3").first.wait_for()
        page.wait_for_function(
            "() => document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"
        )
        try:
            yield page
        except BaseException:
            if folder := os.environ.get("CODEGEN_MAGIC_SCREENSHOTS"):
                page.screenshot(path=Path(folder) / "failure.png")
            raise
        finally:
            browser.close()


def cells(page: Any) -> list[str]:
    """The sources of the notebook's cells as they are shown."""
    found = page.locator(".jp-Notebook .jp-Cell .jp-InputArea-editor .cm-content")
    return [text.replace("\u200b", "") for text in found.all_inner_texts()]


def saved(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))
