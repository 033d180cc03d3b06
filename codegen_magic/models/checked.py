"""Is a converted folder complete? Names, shapes and finite values, without building the model in memory."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from transformers import AutoConfig, AutoModelForCausalLM

from codegen_magic.errors import ModelBroken


def expected_tensors(folder: Path) -> tuple[dict[str, tuple[int, ...]], set[str]]:
    """Name -> shape of every weight that config.json asks for, and the names that are tied to one of them."""
    try:
        config = AutoConfig.from_pretrained(str(folder), trust_remote_code=False)
        with torch.device("meta"):
            model = AutoModelForCausalLM.from_config(config, trust_remote_code=False)
    except Exception as error:  # anything that an unfit config leads the loader to
        raise ModelBroken(f"config.json does not describe a model that can be built: {error}") from error
    tied = set(getattr(model, "all_tied_weights_keys", {}))
    shapes = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items() if name not in tied}
    return shapes, tied


def check_folder(folder: Path) -> None:
    """ModelBroken unless the safetensors hold every weight, in its shape, all finite."""
    expected, _ = expected_tensors(folder)
    for file in sorted(folder.glob("*.safetensors")):
        try:
            with safe_open(file, framework="pt") as tensors:
                for name in tensors.keys():  # noqa: SIM118 - not a dict
                    _check_tensor(name, tensors.get_tensor(name), expected.pop(name, None))
        except SafetensorError as error:
            raise ModelBroken(f"{file.name} is damaged: {error}") from error
    if expected:
        raise ModelBroken(f"{len(expected)} tensors are missing from the weights, {min(expected)} among them")


def _check_tensor(name: str, tensor: torch.Tensor, shape: tuple[int, ...] | None) -> None:
    if shape is None:
        return  # a tied weight that was saved too
    if tuple(tensor.shape) != shape:
        raise ModelBroken(f"tensor {name} has shape {tuple(tensor.shape)}; config.json asks for {shape}")
    if not bool(torch.isfinite(tensor).all()):
        raise ModelBroken(f"tensor {name} holds values that are not finite")
