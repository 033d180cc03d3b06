"""Models exported to ONNX, run by onnxruntime: no torch and no transformers in the process.

Two layouts are read. The fused one, written by `codegen_magic.export`, updates its key/value cache
in place. Optimum's (`past_key_values.N.key`, `present.N.key`), in which ready exports on
the hub come, returns a new cache with every call.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import onnxruntime as ort

from codegen_magic.backends.base import Decoder
from codegen_magic.backends.onnx_growing import GrowingDecoder
from codegen_magic.backends.onnx_shared import SharedDecoder
from codegen_magic.backends.tokenizer import load_tokenizer
from codegen_magic.errors import BackendUnavailable, ModelBroken
from codegen_magic.models.folder import ModelFolder, graph_file, read_folder, read_json

FUSED_INPUTS = {"input_ids", "lengths", "total", "logits_from"}
MAX_THREADS = 8  # single steps are bound by memory, which a few cores saturate


class OnnxBackend:
    """One session, shared by its decoders."""

    def __init__(self, session: Any, folder: ModelFolder, precision: str, device: str) -> None:
        self.session = session
        self.device = device
        self._cache_sizes = cache_sizes(folder.path)
        self.tokenizer = load_tokenizer(folder)
        self.context_length = folder.context_length
        self.default_format = folder.default_format
        self.default_header = folder.default_header
        self.identity = folder.identity(f"onnxruntime {ort.__version__}", precision, device)

    @classmethod
    def load(cls, folder: ModelFolder | Path, device: str = "cpu", threads: int | None = None) -> OnnxBackend:
        """device: "auto", "cpu" or "cuda". threads: None takes the machine's cores, 8 at most.

        Raises ModelBroken where the graph is missing or of an unknown layout, BackendUnavailable
        where the device is not there.
        """
        folder = folder if isinstance(folder, ModelFolder) else read_folder(folder)
        path = model_file(folder.path)
        about = _about(folder.path)
        device, providers = choose_provider(device, cpu_only=about.get("exporter") == "fused")
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads or min(os.cpu_count() or 1, MAX_THREADS)
        options.inter_op_num_threads = 1
        # Work in small parts: a core that another process took a moment holds the others up less (6 % a step).
        options.add_session_config_entry("session.dynamic_block_base", "4")
        options.log_severity_level = 3  # warnings about unused initializers are no news to a user
        try:
            session = ort.InferenceSession(str(path), options, providers=providers)
        except Exception as error:  # the runtime's exceptions have no public base
            reason = " ".join(str(error).split())[:200]
            raise ModelBroken(f"cannot load {path} ({reason}): export the model again") from error
        check_layout(session, path)
        return cls(session, folder, str(about.get("precision", "")), device)

    @property
    def is_fused(self) -> bool:
        """Whether the graph has the layout that updates its cache in place."""
        return {value.name for value in self.session.get_inputs()} >= FUSED_INPUTS

    def open(self, batch: int = 1) -> Decoder:
        if self.is_fused:
            return SharedDecoder(self.session, batch, self.context_length)
        return GrowingDecoder(self.session, batch, self.context_length, self.device, self._cache_sizes)


def model_file(folder: Path) -> Path:
    """Where a bundle, or a ready export of the hub, keeps its graph."""
    if graph := graph_file(folder):
        return graph
    if (merged := folder / "onnx/decoder_model_merged.onnx").is_file():
        return merged
    raise ModelBroken(f"{folder} holds no onnx/model.onnx: run `codegen-magic export {folder} NEW_FOLDER`")


def choose_provider(device: str, cpu_only: bool = False) -> tuple[str, list[str]]:
    """The device that is used, and the runtime's providers for it. cpu_only: the fused layout's cache is there."""
    if cpu_only and device.startswith("cuda"):
        raise BackendUnavailable("this export runs on the CPU only: on a GPU use --backend torch")
    if cpu_only:
        return "cpu", ["CPUExecutionProvider"]
    available = ort.get_available_providers()
    has_cuda = "CUDAExecutionProvider" in available
    if device.startswith("cuda") and not has_cuda:
        raise BackendUnavailable("this onnxruntime has no CUDA: install onnxruntime-gpu, or use device cpu")
    if device.startswith("cuda") or (device == "auto" and has_cuda):
        return "cuda", ["CUDAExecutionProvider", "CPUExecutionProvider"]
    return "cpu", ["CPUExecutionProvider"]


def check_layout(session: Any, path: Path) -> None:
    """ModelBroken unless the graph continues from a cache in one of the two layouts."""
    names = {value.name for value in session.get_inputs()}
    outputs = {value.name for value in session.get_outputs()}
    past = {name for name in names if name.startswith("past_key_values.")}
    unknown = names - past - FUSED_INPUTS - {"attention_mask", "position_ids"}
    if not past or "logits" not in outputs or unknown:
        what = f"inputs {sorted(unknown)}" if unknown else "no key/value cache"
        raise ModelBroken(
            f"{path} has {what}: export it with past key values, task text-generation-with-past"
        )


def cache_sizes(folder: Path) -> tuple[int, int]:
    """Key/value heads and head size by config.json; zeros where it does not say."""
    config = read_json(folder / "config.json", required=False)
    heads = config.get("num_attention_heads") or config.get("n_head") or 0
    hidden = config.get("hidden_size") or config.get("n_embd") or 0
    size = config.get("head_dim") or (hidden // heads if heads else 0)
    return int(config.get("num_key_value_heads") or heads), int(size)


def _about(folder: Path) -> dict[str, Any]:
    """What the exporter wrote of the graph: precision, exporter; {} for a graph of another origin."""
    try:
        return dict(json.loads((folder / "meta.json").read_text(encoding="utf-8")).get("onnx", {}))
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
