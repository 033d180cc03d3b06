"""The accelerate engine: which device, how many processes, what is sharded.

The launcher decides: `torchrun` gives DDP; `accelerate launch --config_file training/launch/fsdp2.yaml`
sets the environment that makes it FSDP2, `deepspeed_zero3.yaml` that of DeepSpeed's ZeRO. The trainer's loop is the
same for all.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import torch
from accelerate import Accelerator, FullyShardedDataParallelPlugin
from accelerate.state import AcceleratorState, PartialState
from accelerate.utils import DistributedType
from torch import Tensor, nn
from torch.distributed.fsdp import FSDPModule, MixedPrecisionPolicy

from training import tensor_parallel, zero
from training.errors import BadStage

# FSDP2's: accelerate's own would sum gradients in bf16, and round the sums of losses that the objective gives
BF16 = MixedPrecisionPolicy(param_dtype=torch.bfloat16, reduce_dtype=torch.float32)


@dataclass(frozen=True)
class Engine:
    """What the loop needs to know of its processes. Those that share layers compute the same rows."""

    accelerator: Accelerator
    rows: int = 1  # groups of processes that have rows of their own
    rank: int = 0  # this process's group
    ways: int = 1  # processes of a group, which share each layer
    zero_level: int = 0  # DeepSpeed's, 0: another engine

    @property
    def device(self) -> torch.device:
        return self.accelerator.device

    def sum(self, value: Tensor) -> Tensor:
        """Over all rows of all processes, each counted once."""
        return self.accelerator.reduce(value, "sum") / self.ways

    def exchanging(self, objective: nn.Module, last: bool) -> AbstractContextManager[Any]:
        """Around a micro-batch: DDP exchanges gradients once a step, with the last one.

        Engines that shard them exchange each micro-batch's: held back they would be whole on every process.
        """
        sharded = self.zero_level or self.accelerator.distributed_type == DistributedType.FSDP
        return contextlib.nullcontext() if last or sharded else self.accelerator.no_sync(objective)

    def backward(self, objective: nn.Module, loss: Tensor, last: bool) -> None:
        if self.zero_level:
            zero.backward(objective, loss, last)
        else:
            self.accelerator.backward(loss)

    def update(self, objective: nn.Module, optimizer: torch.optim.Optimizer, limit: float) -> Tensor:
        """One step of the optimiser, the global gradient norm clipped to `limit` (0: as it is); the norm before.

        Nothing is updated where the norm is not finite.
        """
        if self.zero_level:
            return zero.step(objective)
        norm = self.clip(objective, limit or math.inf)
        if torch.isfinite(norm):
            optimizer.step()
        optimizer.zero_grad()
        return norm

    def clip(self, objective: nn.Module, limit: float) -> Tensor:
        parameters = [p for p in objective.parameters() if p.grad is not None]
        if self.ways > 1:
            return tensor_parallel.clip_grad_norm(parameters, limit)
        norm = self.accelerator.clip_grad_norm_(parameters, limit)
        return norm.full_tensor() if hasattr(norm, "full_tensor") else norm


def make_engine(precision: str) -> Engine:
    """All processes have rows of their own, unless the launcher asks for tensor parallelism."""
    ways, zero_level = tensor_parallel.requested(), zero.requested()
    if ways > 1:  # accelerate would look for a plan that transformers has not for CodeGen
        os.environ["ACCELERATE_USE_PARALLELISM_CONFIG"] = "false"
    accelerator = make_accelerator(precision)
    if ways > 1 and accelerator.distributed_type == DistributedType.FSDP:
        raise BadStage(
            "tensor parallelism brings its own sharding: launch with training/launch/tensor_parallel.yaml"
        )
    if ways > 1 and zero_level:
        raise BadStage("DeepSpeed and tensor parallelism do not go together here: launch with one of them")
    alone = accelerator.num_processes == 1  # nothing to partition
    return Engine(
        accelerator,
        rows=accelerator.num_processes // ways,
        rank=accelerator.process_index // ways,
        ways=ways,
        zero_level=0 if alone else zero_level,
    )


def prepare(
    engine: Engine, objective: nn.Module, model: Any, make_optimizer: Any, clip: float
) -> tuple[nn.Module, Any]:
    """(the objective as the engine runs it, the optimiser of its parameters)."""
    if engine.zero_level:
        objective.to(engine.device)
        precision = engine.accelerator.mixed_precision
        return zero.wrap(objective, make_optimizer(model), engine.zero_level, clip, precision)
    if engine.ways == 1:
        objective, optimizer = engine.accelerator.prepare(objective, make_optimizer(model))
        return objective, optimizer.optimizer
    accelerator = engine.accelerator
    objective.to(accelerator.device)
    tensor_parallel.apply(objective, model, engine.ways, accelerator.num_processes, accelerator.device.type)
    if accelerator.mixed_precision == "bf16":
        cast = torch.autocast(accelerator.device.type, torch.bfloat16)
        objective.forward = cast(objective.forward)  # type: ignore[method-assign]
    return objective, make_optimizer(model)


def precision_here(wanted: str) -> str:
    """A run's precision, "bf16" or "fp32": "auto" is bf16 where the hardware computes it.

    A CPU without instructions for bf16 emulates them: on one with AVX2 alone a product of matrices took a hundred
    times as long as in fp32.
    """
    return wanted if wanted != "auto" else "bf16" if has_bf16() else "fp32"


def has_bf16() -> bool:
    if torch.cuda.is_available():
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if torch.accelerator.is_available():
        return True
    can = torch.cpu.get_capabilities()
    return any(can.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))


def make_accelerator(precision: str) -> Accelerator:
    """An Accelerator for precision "bf16" or "fp32", with no gradient accumulation of its own."""
    AcceleratorState._reset_state()  # one process may train several stages, of different precision
    mixed = "bf16" if precision == "bf16" else "no"
    on_cpu = not torch.accelerator.is_available()
    with without(zero.USE):  # the trainer calls DeepSpeed itself, on the processes that accelerate has joined
        accelerator = Accelerator(mixed_precision=mixed, cpu=on_cpu)
    if accelerator.distributed_type == DistributedType.MEGATRON_LM:
        raise BadStage("the trainer does not checkpoint Megatron: launch with training/launch/fsdp2.yaml")
    if on_cpu and accelerator.num_processes > 1 and os.environ.get("ACCELERATE_USE_FSDP") == "true":
        _shard_on_cpu()
    if accelerator.state.is_fsdp2 and mixed == "bf16":
        accelerator.state.fsdp_plugin.mixed_precision_policy = BF16
    return accelerator


@contextlib.contextmanager
def without(name: str) -> Iterator[None]:
    """Inside it the environment has no variable `name`."""
    value = os.environ.pop(name, None)
    try:
        yield
    finally:
        if value is not None:
            os.environ[name] = value


def _shard_on_cpu() -> None:
    """accelerate takes FSDP for an accelerator's affair; its preparation works on CPUs as it is.

    Two processes on a laptop thus run what a cluster runs, which is how the sharding is tested.
    """
    state = AcceleratorState._shared_state
    state["fsdp_plugin"] = FullyShardedDataParallelPlugin(fsdp_version=2)
    state["distributed_type"] = PartialState._shared_state["distributed_type"] = DistributedType.FSDP


def leave(status: int) -> None:
    """Leave the group of processes together, and end this one; without a group, nothing.

    The process ends without the interpreter's clean-up. A communication thread may still hold a tensor of an
    exchange that is over; freeing it takes the interpreter's lock, and a thread that waits for that lock while the
    interpreter ends aborts the process.
    """
    if torch.distributed.is_initialized():
        torch.distributed.barrier()
        torch.distributed.destroy_process_group()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def reshard(module: nn.Module) -> None:
    """Give sharded parameters back after forward passes without a backward one, which would have done it."""
    for part in module.modules():
        if isinstance(part, FSDPModule):
            part.reshard()
