"""Fixtures that several test files use."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.magic import SynthMagics
from codegen_magic.session import Session


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that fork come first: the child of a process with torch's threads can hang."""
    items.sort(key=lambda item: item.get_closest_marker("forks") is None)


class Notebook:
    """A shell with the extension loaded and a scripted model behind it."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        shell.run_line_magic("load_ext", "codegen_magic")
        self.magics: SynthMagics = shell.magics_manager.registry["SynthMagics"]
        self.model = ScriptedBackend()
        self.magics.backend = "scripted"
        self.magics.backends[self.key()] = self.model
        self.inserted: list[str] = []
        shell.set_next_input = lambda text, replace=False: self.inserted.append(text)  # type: ignore[method-assign]

    def key(self) -> tuple[str, ...]:
        return ("scripted", self.magics.model, "auto", "auto", "none")

    def run(self, source: str, cell: str = "", **metadata: Any) -> tuple[bool, str]:
        """Run a cell as a front end would; (succeeded, what was printed, stderr included)."""
        with capture_output() as captured:
            result = self.shell.run_cell(source, store_history=True, cell_id=cell or None, cell_meta=metadata)
        shown = "".join(str(out.data.get("text/plain", "")) for out in captured.outputs)
        return bool(result.success), captured.stdout + captured.stderr + shown

    def synth(self, step: str, *answers: str, options: str = "", cell: str = "") -> tuple[bool, str]:
        self.model.answers.extend(answers)
        return self.run(f"%%synth {options}\n{step}", cell)

    @property
    def session(self) -> Session:
        return self.magics.session("default")

    @property
    def turns(self) -> list[tuple[str, str]]:
        return [(entry.current.instruction, entry.code) for entry in self.session.steps]

    @property
    def told(self) -> list[str]:
        """The code of what the model is told, the user's own cells included."""
        return [entry.code for entry in self.session.past]

    @property
    def statuses(self) -> list[str]:
        return [entry.status for entry in self.session.entries]


@pytest.fixture(scope="session", autouse=True)
def shared_completions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The cache of what fixtures for several tests do: not the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODEGEN_MAGIC_CACHE", str(tmp_path_factory.mktemp("completions")))
        yield


@pytest.fixture(autouse=True)
def completions(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of each test's own: an answer from an earlier test would hide what the model does."""
    folder = tmp_path_factory.mktemp("completions")
    monkeypatch.setenv("CODEGEN_MAGIC_CACHE", str(folder))
    return folder


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # the shell puts its own there
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)  # of a notebook that runs the tests
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)  # of another environment: IPython warns
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    InteractiveShell.clear_instance()
    instance = InteractiveShell.instance(config=config)
    yield instance
    atexit.unregister(instance.atexit_operations)
    instance.atexit_operations()
    InteractiveShell.clear_instance()


@pytest.fixture
def notebook(shell: InteractiveShell) -> Notebook:
    return Notebook(shell)


@pytest.fixture
def make_notebook(shell: InteractiveShell) -> Callable[[], Notebook]:
    return lambda: Notebook(shell)


@pytest.fixture(scope="session")
def default_model() -> Path:
    """The folder of the embedded default model; fetched before by `make test`."""
    from codegen_magic.errors import ModelNotFound
    from codegen_magic.models.store import find
    from codegen_magic.models.table import DEFAULT

    try:
        return find(DEFAULT).path
    except ModelNotFound as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def llama_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model "llama"; to be read only."""
    pytest.importorskip("torch")
    from tiny import tiny_folder

    return tiny_folder("llama", tmp_path_factory.mktemp("llama") / "model")


@pytest.fixture(scope="session")
def llama_bundle(llama_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its fused export in fp32; to be read only."""
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    from codegen_magic.export import export

    out = tmp_path_factory.mktemp("llama") / "bundle"
    export(llama_folder, out, "fp32", "fused")
    return out
