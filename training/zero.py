"""DeepSpeed's ZeRO, for those who have it: its engine partitions moments, gradients (2) and parameters (3).

`accelerate launch --config_file training/launch/deepspeed_zero3.yaml` asks for it by the environment. Only the level is
read from there; precision, clipping and micro-batches are the stage's, and loop and checkpoints those of every engine.
Weights stay fp32 and are cast where they are used, as elsewhere. Names with an underscore below are DeepSpeed's own:
it has no public way to set moments before the first step.
"""

from __future__ import annotations

import importlib.util
import os
from typing import Any

import torch
from torch import Tensor, nn

from training.errors import BadStage

USE, LEVEL = "ACCELERATE_USE_DEEPSPEED", "ACCELERATE_DEEPSPEED_ZERO_STAGE"  # accelerate's launcher sets them


def requested() -> int:
    """The level that the launcher asks for: 1, 2 or 3; 0 for no ZeRO."""
    if os.environ.get(USE, "false").lower() != "true":
        return 0
    level = int(os.environ.get(LEVEL, "2"))
    if level not in (1, 2, 3):
        raise BadStage(f"ZeRO has the levels 1, 2 and 3, not {level}: launch with training/launch/ddp.yaml")
    if importlib.util.find_spec("deepspeed") is None:
        raise BadStage(
            "the package deepspeed is not installed: pip install deepspeed, or launch with "
            "training/launch/fsdp2.yaml, which shards without it"
        )
    return level


def wrap(
    objective: nn.Module, optimizer: torch.optim.Optimizer, level: int, clip: float, precision: str
) -> tuple[nn.Module, Any]:
    """(DeepSpeed's engine, its optimiser) in the group of processes that is there."""
    if level == 3 and any(".lora_" in name for name, _ in objective.named_parameters()):
        raise BadStage(
            "adapters are too small to be worth ZeRO-3: launch with training/launch/deepspeed_zero2.yaml"
        )
    import deepspeed

    config = {
        "train_micro_batch_size_per_gpu": 1,  # it only reports with it
        "gradient_accumulation_steps": 1,  # the loop says which micro-batch is the last
        "gradient_clipping": clip,
        "zero_optimization": {"stage": level},
        "zero_allow_untested_optimizer": True,
        "torch_autocast": {"enabled": precision == "bf16", "dtype": "bfloat16"},
    }
    engine, partitioned_optimizer, _, _ = deepspeed.initialize(
        model=objective, optimizer=optimizer, config=config
    )
    start_moments(partitioned_optimizer)
    return engine, partitioned_optimizer


def backward(engine: Any, loss: Tensor, last: bool) -> None:
    engine.set_gradient_accumulation_boundary(last)
    engine.backward(loss)


def step(engine: Any) -> Tensor:
    """Clip, update, forget the gradients; the norm before clipping. Nothing is updated where it is not finite."""
    engine.step()
    return torch.as_tensor(engine.get_global_grad_norm())


def partitioned(parameter: Tensor) -> bool:
    """Whether this is a trained parameter of DeepSpeed's."""
    return hasattr(parameter, "ds_id") or hasattr(parameter, "_hp_mapping")


def whole(parameter: Tensor) -> Tensor:
    """The full parameter on the CPU; a collective call at level 3."""
    if not hasattr(parameter, "ds_id"):
        return parameter.detach().to("cpu", copy=True)
    import deepspeed

    with deepspeed.zero.GatheredParameters([parameter]):
        return parameter.detach().to("cpu", copy=True)


def moment(parameter: Tensor, kind: str) -> Tensor:
    """The full exp_avg or exp_avg_sq of a parameter on the CPU; a collective call."""
    from deepspeed.utils import safe_get_full_optimizer_state

    return safe_get_full_optimizer_state(parameter, kind).to("cpu").reshape(shape_of(parameter))


def shape_of(parameter: Tensor) -> torch.Size:
    return getattr(parameter, "ds_shape", parameter.shape)


def start_moments(optimizer: Any) -> None:
    """Moments of zero, as the first step would make them: DeepSpeed links parameters to those that are there after the
    first group's step, and misses the other groups'."""
    level_3 = hasattr(optimizer, "fp32_partitioned_groups_flat")
    flats = optimizer.fp32_partitioned_groups_flat if level_3 else optimizer.single_partition_of_fp32_groups
    for flat in flats:
        optimizer.state[flat] = {
            "step": torch.zeros((), device=flat.device),
            "exp_avg": torch.zeros_like(flat),
            "exp_avg_sq": torch.zeros_like(flat),
        }
    if not level_3:
        optimizer._lazy_init_hp_params_optimizer_state()


def set_step(optimizer: Any, step: int) -> None:
    """The count by which Adam corrects its moments' bias."""
    for state in optimizer.state.values():
        state["step"].fill_(step)


def put_moment(parameter: Any, kind: str, value: Tensor) -> None:
    """Write this process's part of a full moment, without communication."""
    from deepspeed.utils import safe_set_full_optimizer_state, safe_set_local_optimizer_state

    if not hasattr(parameter, "ds_id"):
        safe_set_full_optimizer_state(parameter, value.to(parameter.device), kind)
        return
    part, rank = parameter.ds_tensor.numel(), torch.distributed.get_rank()
    flat = nn.functional.pad(value.flatten(), (0, part * torch.distributed.get_world_size() - value.numel()))
    safe_set_local_optimizer_state(
        parameter, flat[part * rank : part * (rank + 1)].to(parameter.device), kind
    )
