"""The plan's memory and work against measured runs of small models."""

from pathlib import Path

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from training import attention, plan
from training.errors import BadStage
from training.model import SIZES, Shape, create, flops_per_token
from training.objective import Objective


@pytest.mark.parametrize(
    ("layers", "hidden", "context", "rows"), [(2, 256, 256, 2), (4, 128, 512, 1), (3, 512, 128, 4)]
)
def test_activation_memory_is_what_a_forward_pass_keeps(layers, hidden, context, rows, monkeypatch):
    monkeypatch.setattr(attention, "LONGEST", 0)  # as on a GPU, whose kernel keeps no probabilities
    shape = Shape(layers, hidden, 8, 16, 512, context)
    objective = Objective(create(shape), 1e-4)
    own = {p.untyped_storage().data_ptr() for p in objective.parameters()}
    kept = {}

    def note(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    ids = torch.randint(0, 512, (rows, context))
    with torch.autograd.graph.saved_tensors_hooks(note, lambda t: t), torch.autocast("cpu", torch.bfloat16):
        objective(ids, torch.ones_like(ids))
    copies = sum(2 * p.numel() for n, p in objective.named_parameters() if ".h." in n and p.ndim > 1)
    expected = plan.memory(shape, rows, 1, "none", False).activations
    ends = 40 * rows * context * hidden  # embedding, last LayerNorm, the head's gradients
    assert expected == pytest.approx(sum(kept.values()) - copies, rel=0.12, abs=ends)


def test_weights_moments_and_gradients_are_sixteen_bytes_a_parameter():
    need = plan.memory(SIZES["350M"], 1, 1, "none", False)
    assert need.weights + need.moments + need.gradients == 16 * 356_712_448
    sharded = plan.memory(SIZES["350M"], 1, 8, "zero3", False)
    assert sharded.weights + sharded.moments + sharded.gradients == 16 * 356_712_448 / 8


def test_flops_are_what_torch_counts():
    shape = Shape(3, 128, 4, 16, 512, 64)
    model = create(shape)
    ids = torch.randint(0, 512, (2, 64))
    with (
        FlopCounterMode(display=False) as counter,
        torch.nn.attention.sdpa_kernel(torch.nn.attention.SDPBackend.MATH),
    ):
        model(ids, labels=ids).loss.backward()
    useful, _ = plan.flops_of(shape, False)
    assert useful * 128 == pytest.approx(counter.get_total_flops(), rel=0.03)
    assert useful == flops_per_token(model, 64)


def test_more_gpus_never_need_more_memory_each_and_sharding_is_only_taken_when_needed():
    assert plan.choose(SIZES["350M"], 1, plan.GPUS["rtx4090-24"], 2**19).sharding == "none"
    assert plan.choose(SIZES["350M"], 8, plan.GPUS["h100-80"], 2**19).sharding == "none"
    big = [plan.choose(SIZES["16B"], n, plan.GPUS["h100-80"], 2**21) for n in (8, 64)]
    assert {choice.sharding for choice in big} <= {"zero2", "zero3"}
    assert all(choice.memory.total <= 0.92 * 80e9 for choice in big)


def test_what_cannot_be_run_is_refused():
    with pytest.raises(BadStage, match=r"GB a GPU are needed .* take more GPUs"):
        plan.choose(SIZES["16B"], 1, plan.GPUS["h100-80"], 2**21)
    with pytest.raises(BadStage, match="--gpus 7 do not divide"):
        plan.choose(SIZES["350M"], 7, plan.GPUS["h100-80"], 2**19)


def test_the_report_names_every_part_and_a_launcher_that_exists(capsys):
    assert plan.main(["--size", "16B", "--gpus", "64", "--gpu", "h100-80", "--price", "2"]) == 0
    out = capsys.readouterr().out
    for word in ("weights", "moments", "tokens/s", "days", "cost", "nl", "multi", "mono", "assumed: 40%"):
        assert word in out
    config = out.split("--config_file ")[1].split()[0]
    assert config in plan.CONFIGS.values()


def test_several_hosts_are_launched_one_by_one():
    one = plan.report("16B", 8, "h100-80", 0.4, None)
    assert "--num_processes 8" in one
    assert "--num_machines" not in one
    assert "--price" in one
    many = plan.report("16B", 64, "h100-80", 0.4, 2.0)
    assert "on each of 8 hosts" in many
    assert "--num_machines 8 --machine_rank I --main_process_ip HOST" in many
    assert "--num_processes 64" in many
    assert "on each of 16 hosts" in plan.report("16B", 64, "h100-80", 0.4, 2.0, gpus_per_host=4)


ROOT = Path(plan.__file__).parent.parent


@pytest.mark.parametrize(
    ("size", "gpus", "gpu", "config"),
    [
        ("350M", 8, "h100-80", "ddp"),
        ("6B", 8, "h200-141", "fsdp2_zero2"),
        ("16B", 16, "a100-40", "fsdp2"),
    ],
)
def test_the_recommended_config_is_a_file_and_the_stage_too(size, gpus, gpu, config):
    out = plan.report(size, gpus, gpu, 0.4, None)
    assert f"--config_file training/launch/{config}.yaml" in out
    assert (ROOT / "training" / "launch" / f"{config}.yaml").is_file()
    assert (ROOT / out.split("-m training.train ")[1].split()[0]).is_file()


@pytest.mark.parametrize("file", sorted((ROOT / "training" / "launch").glob("*.yaml")), ids=lambda p: p.stem)
def test_accelerate_reads_every_config_and_sets_what_the_trainer_looks_for(file):
    from accelerate.commands import launch
    from accelerate.utils.launch import prepare_multi_gpu_env

    args = launch.launch_command_parser().parse_args(["--config_file", str(file), "train.py"])
    args = launch._validate_launch_command(args)[0]
    set_by = prepare_multi_gpu_env(args)
    sharded = file.stem.startswith("fsdp2")
    assert set_by.get("ACCELERATE_USE_FSDP", "false") == str(sharded).lower()
    assert int(set_by.get("PARALLELISM_CONFIG_TP_SIZE", 1)) == (2 if file.stem == "tensor_parallel" else 1)
    if sharded:
        assert set_by["FSDP_TRANSFORMER_CLS_TO_WRAP"] == "CodeGenBlock"
        assert set_by["FSDP_VERSION"] == "2"
