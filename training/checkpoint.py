"""Checkpoints: everything that the next step depends on, in safetensors, for any number of processes.

    step-00000010/
        meta.json                    step, stage, rows' hash, shapes, the files' sizes
        weights-00001.safetensors    the trained parameters, fp32
        moments-00001.safetensors    Adam's exp_avg/NAME and exp_avg_sq/NAME

Tensors are stored whole, whatever the sharding: a run may go on with other processes than it began with.
They are gathered one at a time and written in files of a few GB, so rank 0 never holds the whole model twice.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.distributed.tensor import DTensor, distribute_tensor

from training import zero
from training.errors import BadCheckpoint
from training.files import whole_folder
from training.tensor_parallel import from_published, to_published

SHARD_BYTES = 4 << 30
MOMENTS = ("exp_avg", "exp_avg_sq")


def trained(model: nn.Module) -> dict[str, nn.Parameter]:
    return {name: p for name, p in model.named_parameters() if p.requires_grad}


def whole(parameter: Tensor, tensor: Tensor | None = None) -> Tensor:
    """The full parameter (or `tensor`, a moment of it) on the CPU; a collective call where it is sharded."""
    if zero.partitioned(parameter):
        return zero.whole(parameter)
    tensor = parameter if tensor is None else tensor
    with torch.no_grad():
        full = tensor.full_tensor() if isinstance(tensor, DTensor) else tensor
        return to_published(parameter, full.detach().to("cpu")).contiguous()


def whole_moment(optimizer: torch.optim.Optimizer, parameter: Tensor, kind: str) -> Tensor:
    if zero.partitioned(parameter):
        return zero.moment(parameter, kind)
    return whole(parameter, optimizer.state[parameter][kind])


def put(target: Tensor, value: Tensor, parameter: Tensor) -> None:
    """Write a full tensor into a moment of a parameter, plain or sharded, without communication."""
    value = from_published(parameter, value)
    with torch.no_grad():
        if isinstance(target, DTensor):
            value = value.to(target.device, target.dtype)
            target.copy_(distribute_tensor(value, target.device_mesh, target.placements, src_data_rank=None))
        else:
            target.copy_(value)


def save(
    path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, meta: dict[str, Any], main: bool
) -> None:
    """Called by every process; the main one writes. `path` appears whole or not at all."""
    parameters = trained(model)
    with whole_folder(path) if main else contextlib.nullcontext() as folder:
        write_shards(folder, "weights", ((name, whole(p)) for name, p in parameters.items()))
        moments = (
            (f"{kind}/{name}", whole_moment(optimizer, p, kind))
            for name, p in parameters.items()
            for kind in MOMENTS
        )
        write_shards(folder, "moments", moments)
        if folder is not None:
            shapes = {name: list(zero.shape_of(p)) for name, p in parameters.items()}
            sizes = {file.name: file.stat().st_size for file in sorted(folder.glob("*.safetensors"))}
            (folder / "meta.json").write_text(
                json.dumps(meta | {"shapes": shapes, "files": sizes}, indent=2) + "\n"
            )


def write_shards(folder: Path | None, prefix: str, tensors: Iterable[tuple[str, Tensor]]) -> None:
    """Files PREFIX-00001.safetensors, ...; without a folder the tensors are only gathered."""
    held: dict[str, Tensor] = {}
    number, size = 1, 0
    for name, tensor in tensors:
        if folder is None:
            continue
        if held and size + tensor.nbytes > SHARD_BYTES:
            save_file(held, folder / f"{prefix}-{number:05d}.safetensors")
            held, number, size = {}, number + 1, 0
        held[name] = tensor
        size += tensor.nbytes
    if folder is not None:
        save_file(held, folder / f"{prefix}-{number:05d}.safetensors")


def read_shards(path: Path, prefix: str) -> Iterator[tuple[str, Tensor]]:
    for file in sorted(path.glob(f"{prefix}-*.safetensors")):
        try:
            with safe_open(file, framework="pt") as tensors:
                for name in tensors.keys():  # noqa: SIM118 - safe_open is no mapping
                    yield name, tensors.get_tensor(name)
        except SafetensorError as error:
            raise BadCheckpoint(
                f"{file} is broken ({error}): delete {path} to go on from the one before"
            ) from error


def read_meta(path: Path) -> dict[str, Any]:
    """meta.json, with every file that it names checked to be there in full."""
    try:
        meta: dict[str, Any] = json.loads((path / "meta.json").read_text())
        files = meta["files"]
    except (OSError, ValueError, KeyError) as error:
        raise BadCheckpoint(
            f"{path} has no usable meta.json: delete it to go on from the one before"
        ) from error
    for name, size in files.items():
        if not (path / name).is_file():
            raise BadCheckpoint(
                f"{path / name} is missing: copy it back, or delete {path} to go on from the one before"
            )
        if (path / name).stat().st_size != size:
            raise BadCheckpoint(f"{path / name} is cut short: delete {path} to go on from the one before")
    return meta


def load_weights(path: Path, model: nn.Module) -> dict[str, Any]:
    """Fill a model that no engine has yet; the checkpoint's meta. BadCheckpoint before anything is changed."""
    meta, parameters = read_meta(path), trained(model)
    ours = {name: list(p.shape) for name, p in parameters.items()}
    for name in sorted(ours.keys() | meta["shapes"].keys()):
        if ours.get(name) != meta["shapes"].get(name):
            raise BadCheckpoint(
                f"{path} has another shape: {name} is {meta['shapes'].get(name, 'absent')} there and "
                f"{ours.get(name, 'absent')} in this stage; use another --out"
            )
    with torch.no_grad():
        for name, tensor in read_shards(path, "weights"):
            parameters[name].copy_(tensor)
    return meta


def load_moments(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, step: int) -> None:
    """Fill the optimiser of a model that the engine has prepared."""
    parameters = trained(model)
    partitioned = any(map(zero.partitioned, parameters.values()))
    if partitioned:
        zero.set_step(optimizer, step)
    for key, tensor in read_shards(path, "moments"):
        kind, _, name = key.partition("/")
        parameter = parameters[name]
        if partitioned:
            zero.put_moment(parameter, kind, tensor)
            continue
        if parameter not in optimizer.state:
            optimizer.state[parameter] = _empty_state(parameter, optimizer, step)
        put(optimizer.state[parameter][kind], tensor, parameter)


def _empty_state(parameter: Tensor, optimizer: torch.optim.Optimizer, step: int) -> dict[str, Tensor]:
    on_device = bool(optimizer.defaults.get("fused"))
    count = torch.tensor(float(step), device=parameter.device if on_device else "cpu")
    return {"step": count} | {kind: torch.zeros_like(parameter) for kind in MOMENTS}


def all_in(folder: Path) -> list[Path]:
    """Finished checkpoints, oldest first."""
    return sorted(p for p in folder.glob("step-*") if re.fullmatch(r"step-\d{8}", p.name))


def path_of(folder: Path, step: int) -> Path:
    return folder / f"step-{step:08d}"


def retain(folder: Path, keep: int) -> None:
    """Delete all but the newest `keep`."""
    for old in all_in(folder)[:-keep]:
        shutil.rmtree(old)
