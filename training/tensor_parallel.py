"""Tensor parallelism for CodeGen: each layer's heads and hidden channels are spread over the GPUs of a host.

transformers 5.23 has no plan for CodeGen, and splitting qkv_proj by rows alone would be wrong: its rows lie in 4
groups of q, v and k (the authors' model-parallel cores), and the forward pass counts on 4 of them. So the rows are
put into 4 groups for EACH process first; every process then holds a smaller CodeGen attention of its own, with
whole heads, and transformers' code runs as it is. Checkpoints and bundles have the published order.

Over what is left of the processes the model is sharded by FSDP2.
"""

from __future__ import annotations

import os

import torch
from torch import Tensor, nn
from torch.distributed.device_mesh import DeviceMesh, init_device_mesh
from torch.distributed.fsdp import fully_shard
from torch.distributed.tensor import DTensor
from torch.distributed.tensor.parallel import ColwiseParallel, RowwiseParallel, parallelize_module
from transformers import CodeGenForCausalLM, PreTrainedModel

from training.convert import regroup_qkv
from training.errors import BadStage
from training.model import QKV_GROUPS, layers_of

PLAN = {
    "attn.qkv_proj": ColwiseParallel,
    "attn.out_proj": RowwiseParallel,
    "mlp.fc_in": ColwiseParallel,
    "mlp.fc_out": RowwiseParallel,
}


def requested() -> int:
    """Processes that share a layer; training/launch/tensor_parallel.yaml sets it by accelerate's own name."""
    return int(os.environ.get("PARALLELISM_CONFIG_TP_SIZE", "1"))


def apply(objective: nn.Module, model: PreTrainedModel, ways: int, processes: int, device: str) -> DeviceMesh:
    """Spread `model` (inside `objective`) over the processes, in place; the mesh, with axes "data" and "tensor"."""
    if not isinstance(model, CodeGenForCausalLM):
        raise BadStage(
            "tensor parallelism is for CodeGen models; launch others with training/launch/fsdp2.yaml"
        )
    heads = int(model.config.n_head)
    if processes % ways:
        raise BadStage(f"{processes} processes are no multiple of {ways}, the size of tensor parallelism")
    if heads % (QKV_GROUPS * ways):
        fit = [n for n in range(2, heads + 1) if heads % (QKV_GROUPS * n) == 0]
        raise BadStage(
            f"{heads} heads cannot be spread over {ways} processes in {QKV_GROUPS} groups each; "
            f"possible: {', '.join(map(str, fit)) or 'none'}"
        )
    mesh = init_device_mesh(device, (processes // ways, ways), mesh_dim_names=("data", "tensor"))
    for layer in layers_of(model):
        attention = layer.attn
        with torch.no_grad():
            attention.qkv_proj.weight.copy_(
                regroup_qkv(attention.qkv_proj.weight, heads, QKV_GROUPS, QKV_GROUPS * ways)
            )
        parallelize_module(layer, mesh["tensor"], {name: style() for name, style in PLAN.items()})
        attention.num_attention_heads = heads // ways
    if processes > ways:
        for layer in layers_of(model):
            fully_shard(layer, mesh=mesh["data"])
        fully_shard(objective, mesh=mesh["data"])
    for layer in layers_of(model):
        layer.attn.qkv_proj.weight.published = (heads, ways)
    return mesh


def to_published(parameter: Tensor, full: Tensor) -> Tensor:
    """A whole tensor of a parameter, or of its moments -> the published order of its rows."""
    heads, ways = getattr(parameter, "published", (0, 1))
    return regroup_qkv(full, heads, QKV_GROUPS * ways, QKV_GROUPS) if ways > 1 else full


def from_published(parameter: Tensor, full: Tensor) -> Tensor:
    heads, ways = getattr(parameter, "published", (0, 1))
    return regroup_qkv(full, heads, QKV_GROUPS, QKV_GROUPS * ways) if ways > 1 else full


def clip_grad_norm(parameters: list[Tensor], limit: float) -> Tensor:
    """torch's clip_grad_norm_ for parameters that lie on different meshes, or on none."""
    squares = []
    for parameter in parameters:
        norm = parameter.grad.norm()
        squares.append((norm.full_tensor() if isinstance(norm, DTensor) else norm).square())
    total = torch.stack(squares).sum().sqrt()
    scale = torch.clamp(limit / (total + 1e-6), max=1.0)
    for parameter in parameters:
        parameter.grad.mul_(scale)
    return total
