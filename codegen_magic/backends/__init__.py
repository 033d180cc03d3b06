"""Backends: ways to run a model. `open_backend` is the only table of their names."""

from __future__ import annotations

import importlib.util
import json
import warnings
from pathlib import Path

from codegen_magic.backends.base import Backend
from codegen_magic.errors import BackendUnavailable, BadInput
from codegen_magic.models.folder import ModelFolder
from codegen_magic.models.store import find

BACKENDS = ("auto", "onnx", "torch", "scripted")


def open_backend(name: str, model: str, device: str = "auto", dtype: str = "auto") -> Backend:
    """Load a model.

    name: "onnx", "torch" or "scripted" (model is a JSON file with a list of answers); "auto" takes onnx
    where the model has an export, on the CPU or where onnxruntime has CUDA, and torch otherwise.
    model: a name of the table, a folder, or a hub id that was fetched.
    Raises ModelNotFound, ModelBroken, BackendUnavailable or BadInput, each with what to do next.
    """
    if name not in BACKENDS:
        raise BadInput(f"no backend {name!r}: use one of {', '.join(BACKENDS)}")
    if name == "scripted":
        return _scripted(model)
    folder = find(model)
    if name == "onnx" or (name == "auto" and _suits_onnx(folder, device, dtype)):
        return _onnx(folder, device)
    return _torch(folder, device, dtype)


def _suits_onnx(folder: ModelFolder, device: str, dtype: str) -> bool:
    exported = any((folder.path / name).is_file() for name in ("onnx/model.onnx", "model.onnx"))
    return exported and dtype == "auto" and not device.startswith("cuda") and _installed("onnxruntime")


def _onnx(folder: ModelFolder, device: str) -> Backend:
    if not _installed("onnxruntime"):
        raise BackendUnavailable("onnxruntime is not installed: run pip install 'codegen-magic[onnx]'")
    from codegen_magic.backends.onnx_model import OnnxBackend

    return OnnxBackend.load(folder, device=device)


def _torch(folder: ModelFolder, device: str, dtype: str) -> Backend:
    if not _installed("torch", "transformers", "accelerate"):
        raise BackendUnavailable("torch is not installed: run pip install 'codegen-magic[torch]'")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IProgress not found")  # tqdm's, where ipywidgets is absent
        from codegen_magic.backends.torch_model import TorchBackend
    return TorchBackend.load(folder, device=device, dtype=dtype)


def _installed(*packages: str) -> bool:
    return all(importlib.util.find_spec(package) is not None for package in packages)


def _scripted(model: str) -> Backend:
    from codegen_magic.backends.scripted import ScriptedBackend

    try:
        answers = json.loads(Path(model).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(
            f"the scripted backend reads its answers from a JSON file, and {model!r} is none"
        ) from error
    return ScriptedBackend(answers)
