"""Backends: ways to run a model. `open_backend` is the only table of their names."""

from __future__ import annotations

import importlib.util
import json
import warnings
from pathlib import Path

from codegen_magic.backends.base import Backend
from codegen_magic.errors import BackendUnavailable, BadInput

BACKENDS = ("auto", "torch", "scripted")


def open_backend(name: str, model: str, device: str = "auto", dtype: str = "auto") -> Backend:
    """Load a model.

    name: "torch"; "scripted" (model is a JSON file with a list of answers); "auto": the best that is here.
    model: a name of the table, a folder, or a hub id that was fetched.
    Raises ModelNotFound, ModelBroken, BackendUnavailable or BadInput, each with what to do next.
    """
    if name not in BACKENDS:
        raise BadInput(f"no backend {name!r}: use one of {', '.join(BACKENDS)}")
    if name == "scripted":
        return _scripted(model)
    from codegen_magic.models.store import find

    folder = find(model)
    if importlib.util.find_spec("torch") is None or importlib.util.find_spec("transformers") is None:
        raise BackendUnavailable("torch is not installed: run pip install 'codegen-magic[torch]'")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IProgress not found")  # tqdm's, where ipywidgets is absent
        from codegen_magic.backends.torch_model import TorchBackend

    return TorchBackend.load(folder, device=device, dtype=dtype)


def _scripted(model: str) -> Backend:
    from codegen_magic.backends.scripted import ScriptedBackend

    try:
        answers = json.loads(Path(model).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(
            f"the scripted backend reads its answers from a JSON file, and {model!r} is none"
        ) from error
    return ScriptedBackend(answers)
