"""What the loop asks of accelerate's engines, without processes."""

import contextlib
from types import SimpleNamespace

import pytest
import torch
from accelerate.state import AcceleratorState
from accelerate.utils import DistributedType

from training import engine
from training.engine import Engine


@pytest.mark.parametrize(
    ("kind", "zero_level", "held_back"),
    [
        (DistributedType.MULTI_GPU, 0, True),
        (DistributedType.MULTI_GPU, 2, False),
        (DistributedType.FSDP, 0, False),
    ],
)
def test_gradients_are_held_back_where_they_are_not_sharded(kind, zero_level, held_back):
    waiting = contextlib.nullcontext()
    accelerator = SimpleNamespace(distributed_type=kind, no_sync=lambda objective: waiting)
    one = Engine(accelerator, zero_level=zero_level)
    assert (one.exchanging(None, last=False) is waiting) == held_back
    assert one.exchanging(None, last=True) is not waiting


@pytest.mark.parametrize("precision", ["bf16", "fp32"])
def test_fsdp2_in_bf16_sums_gradients_and_losses_in_fp32(monkeypatch, precision):
    """As where the launcher asks for it: accelerate then has set a policy of its own, all of it bf16."""

    def make(**options):
        accelerator = real(**options)
        engine._shard_on_cpu()
        if precision == "bf16":
            accelerator.state.fsdp_plugin.set_mixed_precision("bf16")
        return accelerator

    real = engine.Accelerator
    monkeypatch.setattr(engine, "Accelerator", make)
    try:
        policy = engine.make_accelerator(precision).state.fsdp_plugin.mixed_precision_policy
    finally:
        AcceleratorState._reset_state(reset_partial_state=True)
    if precision == "fp32":
        assert policy is None
    else:
        assert (policy.param_dtype, policy.reduce_dtype) == (torch.bfloat16, torch.float32)
        assert policy.output_dtype is None
