"""Backends: ways to run a model. `open_backend` is the only table of their names."""

from __future__ import annotations

import importlib.util
import json
import re
import warnings
from pathlib import Path

from codegen_magic.backends.base import Backend
from codegen_magic.errors import BackendUnavailable, BadInput
from codegen_magic.models.folder import ModelFolder, graph_file
from codegen_magic.models.store import find

BACKENDS = ("auto", "onnx", "torch", "server", "scripted")
QUANTIZE = ("none", "int8", "int4")
DTYPES = ("auto", "float32", "bfloat16", "float16")


def open_backend(
    name: str, model: str, device: str = "auto", dtype: str = "auto", quantize: str = "none"
) -> Backend:
    """Load a model.

    name: "auto" takes onnx where the model has an export, and torch otherwise.
    model: a name of the table, a folder, or a hub id that was fetched; for "server" NAME@ADDRESS, for
    "scripted" a JSON file with a list of answers.
    quantize: of torch's linear layers; an ONNX export has the precision that it was exported with.
    Raises ModelNotFound, ModelBroken, BackendUnavailable or BadInput, each with what to do next.
    """
    if name not in BACKENDS:
        raise BadInput(f"no backend {name!r}: use one of {', '.join(BACKENDS)}")
    if quantize not in QUANTIZE:
        raise BadInput(f"no quantization {quantize!r}: use one of {', '.join(QUANTIZE)}")
    if quantize != "none" and name not in ("auto", "torch"):
        raise BadInput(f"--quantize {quantize} is for the torch backend, not for {name}: leave it out")
    if dtype not in DTYPES:
        raise BadInput(f"no dtype {dtype!r}: use one of {', '.join(DTYPES)}")
    if not re.fullmatch(r"auto|cpu|cuda(:\d+)?", device):
        raise BadInput(f"no device {device!r}: use auto, cpu, cuda or cuda:NUMBER")
    if name == "scripted":
        return _scripted(model)
    if name == "server":
        return _server(model)
    folder = find(model)
    if name == "onnx" or (name == "auto" and _suits_onnx(folder, device, dtype, quantize)):
        return _onnx(folder, device)
    return _torch(folder, device, dtype, quantize)


def _suits_onnx(folder: ModelFolder, device: str, dtype: str, quantize: str) -> bool:
    as_it_is = dtype == "auto" and quantize == "none" and not device.startswith("cuda")
    return graph_file(folder.path) is not None and as_it_is and _installed("onnxruntime")


def _onnx(folder: ModelFolder, device: str) -> Backend:
    if not _installed("onnxruntime"):
        raise BackendUnavailable("onnxruntime is not installed: run pip install 'codegen-magic[onnx]'")
    from codegen_magic.backends.onnx_model import OnnxBackend

    return OnnxBackend.load(folder, device=device)


def _torch(folder: ModelFolder, device: str, dtype: str, quantize: str) -> Backend:
    if not _installed("torch", "transformers", "accelerate"):
        raise BackendUnavailable("torch is not installed: run pip install 'codegen-magic[torch]'")
    if quantize != "none" and not _installed("torchao"):
        raise BackendUnavailable(
            f"{quantize} needs torchao, which is not installed: run pip install 'codegen-magic[gpu]'"
        )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IProgress not found")  # tqdm's, where ipywidgets is absent
        from codegen_magic.backends.torch_model import TorchBackend
    return TorchBackend.load(folder, device=device, dtype=dtype, quantize=quantize)


def _installed(*packages: str) -> bool:
    return all(importlib.util.find_spec(package) is not None for package in packages)


def _server(model: str) -> Backend:
    from codegen_magic.backends.server import ServerBackend

    name, at, url = model.rpartition("@")
    if not at or not name:
        raise BadInput(
            f"the server backend's model is NAME@ADDRESS, such as m@http://localhost:8000/v1, not {model!r}; "
            "a model on this machine needs --backend auto"
        )
    return ServerBackend(url, name)


def _scripted(model: str) -> Backend:
    from codegen_magic.backends.scripted import ScriptedBackend

    try:
        answers = json.loads(Path(model).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(
            f"the scripted backend reads its answers from a JSON file, and {model!r} is none"
        ) from error
    return ScriptedBackend(answers)
