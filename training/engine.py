"""The accelerate engine: which device, how many processes, what is sharded.

The launcher decides: `torchrun` gives DDP; `accelerate launch --config_file training/launch/fsdp2.yaml`
sets the environment that makes it FSDP2. The trainer's loop is the same for all.
"""

from __future__ import annotations

import os

import torch
from accelerate import Accelerator, FullyShardedDataParallelPlugin
from accelerate.state import AcceleratorState, PartialState
from accelerate.utils import DistributedType
from torch import nn
from torch.distributed.fsdp import FSDPModule

from training.errors import BadStage


def make_accelerator(precision: str) -> Accelerator:
    """An Accelerator for precision "bf16" or "fp32", with no gradient accumulation of its own."""
    AcceleratorState._reset_state()  # one process may train several stages, of different precision
    mixed = "bf16" if precision == "bf16" else "no"
    on_cpu = not torch.accelerator.is_available()
    accelerator = Accelerator(mixed_precision=mixed, cpu=on_cpu)
    if accelerator.distributed_type in {DistributedType.DEEPSPEED, DistributedType.MEGATRON_LM}:
        raise BadStage(
            f"the trainer does not checkpoint {accelerator.distributed_type.value}: launch with "
            "training/launch/fsdp2.yaml, whose sharding is ZeRO's"
        )
    if on_cpu and accelerator.num_processes > 1 and os.environ.get("ACCELERATE_USE_FSDP") == "true":
        _shard_on_cpu(mixed)
    return accelerator


def _shard_on_cpu(mixed: str) -> None:
    """accelerate takes FSDP for an accelerator's affair; its preparation works on CPUs as it is.

    Two processes on a laptop thus run what a cluster runs, which is how the sharding is tested.
    """
    plugin = FullyShardedDataParallelPlugin(fsdp_version=2)
    if mixed != "no":
        plugin.set_mixed_precision(mixed)
    state = AcceleratorState._shared_state
    state["fsdp_plugin"] = plugin
    state["distributed_type"] = PartialState._shared_state["distributed_type"] = DistributedType.FSDP


def reshard(module: nn.Module) -> None:
    """Give sharded parameters back after forward passes without a backward one, which would have done it."""
    for part in module.modules():
        if isinstance(part, FSDPModule):
            part.reshard()
