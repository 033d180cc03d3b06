"""Two processes on the CPU (gloo): DDP, FSDP2, tensor parallelism and DeepSpeed's ZeRO give the single process's
losses; runs change processes."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
import training_helpers as h
from safetensors.torch import load_file

from training import checkpoint, processes, progress, zero
from training.errors import BadStage
from training.train import main as train_command
from training.train import train

ROOT = Path(__file__).parent.parent
PATH = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
HEADS = "model.heads=8"  # tensor parallelism over two needs 4 groups of heads for each
ENGINES = {
    "ddp": {},
    "fsdp2": {
        "ACCELERATE_USE_FSDP": "true",
        "FSDP_VERSION": "2",
        "FSDP_AUTO_WRAP_POLICY": "TRANSFORMER_BASED_WRAP",
        "FSDP_TRANSFORMER_CLS_TO_WRAP": "CodeGenBlock",
    },
    "tensor": {"PARALLELISM_CONFIG_TP_SIZE": "2"},
    "zero2": {"ACCELERATE_USE_DEEPSPEED": "true", "ACCELERATE_DEEPSPEED_ZERO_STAGE": "2"},
    "zero3": {"ACCELERATE_USE_DEEPSPEED": "true", "ACCELERATE_DEEPSPEED_ZERO_STAGE": "3"},
}


def launch(engine: str, stage_file: Path, out: Path, *more: str, count=2):
    done = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run"),
            *(f"--nproc-per-node={count}", f"--master-port={processes.free_port()}"),
            *("-m", "training.train", str(stage_file), "--out", str(out), *more),
        ],
        env=os.environ
        | ENGINES[engine]
        | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def losses(run: Path):
    return [line["loss"] for line in progress.read(run / "metrics.jsonl")]


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    folder = tmp_path_factory.mktemp("single")
    rows = h.make_rows(folder)
    train(h.load_stage(folder, rows, HEADS), folder / "run")
    file = h.write_stage(folder, rows)
    file.write_text(file.read_text().replace("heads = 4", "heads = 8"))
    return file, folder / "run"


@pytest.fixture(scope="module", params=list(ENGINES))
def double(request, single, tmp_path_factory):
    """The same stage by two processes: (engine, run folder)."""
    if request.param.startswith("zero"):
        pytest.importorskip("deepspeed", reason="needs the package deepspeed (make test-cluster)")
    run = tmp_path_factory.mktemp(request.param) / "run"
    launch(request.param, single[0], run)
    return request.param, run


def test_two_processes_give_the_losses_of_one(single, double):
    _, run = double
    assert len(losses(run)) == 20
    for one, two in zip(losses(single[1]), losses(run), strict=True):
        assert two == pytest.approx(one, abs=1e-4)
    first, second = (load_file(r / "bundle" / "model.safetensors") for r in (single[1], run))
    assert first.keys() == second.keys()
    for name, tensor in first.items():
        assert (tensor - second[name]).abs().max() < 5e-3, name
    checks = [progress.read(r / "metrics.jsonl")[-1]["valid/text"] for r in (single[1], run)]
    assert checks[0] == pytest.approx(checks[1], abs=1e-3)


@pytest.fixture
def start_two():
    """A function that starts a stage with --processes 2; what still runs is killed at the end."""
    started = []
    yield lambda stage_file, out: started.append(two(stage_file, out)) or started[-1]
    for process in started:
        process.kill()
        process.wait()


def two(stage_file: Path, out: Path):
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "training.train", str(stage_file)),
            *("--out", str(out), "--processes", "2"),
        ],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until(condition, seconds=300):
    t0 = time.monotonic()
    while not condition():
        assert time.monotonic() - t0 < seconds
        time.sleep(0.02)


@pytest.mark.parametrize("double", ["ddp"], indirect=True)
def test_the_commands_own_processes_are_stopped_as_one_and_resume_bit_for_bit(
    single, double, tmp_path, start_two
):
    _, run = double
    process = start_two(single[0], tmp_path / "run")
    wait_until(lambda: len(losses(tmp_path / "run")) > 2)
    process.terminate()
    _, err = process.communicate(timeout=300)
    assert process.returncode == 143, err
    (saved,) = checkpoint.all_in(tmp_path / "run" / "checkpoints")
    assert checkpoint.read_meta(saved)["step"] < 20
    process = start_two(single[0], tmp_path / "run")
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    assert out.strip() == str(tmp_path / "run" / "bundle")
    assert losses(tmp_path / "run") == losses(run)


@pytest.mark.slow
@pytest.mark.parametrize("double", ["ddp"], indirect=True)
def test_two_processes_killed_at_once_go_on_bit_for_bit(single, double, tmp_path, start_two):
    _, run = double
    process = start_two(single[0], tmp_path / "run")
    wait_until(lambda: len(losses(tmp_path / "run")) > 12)
    subprocess.run(["pkill", "-KILL", "-P", str(process.pid)], check=True)
    process.communicate(timeout=300)
    assert process.returncode != 0
    assert [p.name for p in checkpoint.all_in(tmp_path / "run" / "checkpoints")] == ["step-00000010"]
    process = start_two(single[0], tmp_path / "run")
    _, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    assert losses(tmp_path / "run") == losses(run)
    whole, resumed = (load_file(r / "bundle" / "model.safetensors") for r in (run, tmp_path / "run"))
    assert all(torch.equal(tensor, resumed[name]) for name, tensor in whole.items())


@pytest.mark.slow
def test_processes_whose_launcher_was_killed_save_and_leave(single, tmp_path, start_two):
    process = start_two(single[0], tmp_path / "run")
    wait_until(lambda: len(losses(tmp_path / "run")) > 2)
    process.kill()
    process.communicate(timeout=300)  # their pipes close when the last of them has left
    (saved,) = checkpoint.all_in(tmp_path / "run" / "checkpoints")
    assert 2 < checkpoint.read_meta(saved)["step"] < 20
    assert not (tmp_path / "run" / "bundle").exists()


def test_processes_that_do_not_divide_the_step_are_refused_before_they_start(single, tmp_path):
    with pytest.raises(BadStage, match="not a multiple of"):
        train_command([str(single[0]), "--out", str(tmp_path), "--processes", "3"])


def test_zero_that_cannot_be_is_refused_in_one_line(monkeypatch):
    assert zero.requested() == 0
    monkeypatch.setenv(zero.USE, "true")
    monkeypatch.setenv(zero.LEVEL, "4")
    with pytest.raises(BadStage, match="levels 1, 2 and 3, not 4"):
        zero.requested()
    monkeypatch.setenv(zero.LEVEL, "3")
    monkeypatch.setattr(zero.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BadStage, match="deepspeed is not installed"):
        zero.requested()
    adapted = torch.nn.ModuleDict({"q": torch.nn.ModuleDict({"lora_A": torch.nn.Linear(2, 2)})})
    with pytest.raises(BadStage, match=r"deepspeed_zero2\.yaml"):
        zero.wrap(adapted, torch.optim.AdamW(adapted.parameters()), 3, 1.0, "fp32")


def test_when_one_process_fails_the_others_are_ended(monkeypatch, tmp_path):
    (tmp_path / "uneven.py").write_text(
        "import os, sys, time\nsys.exit(3) if os.environ['RANK'] == '1' else time.sleep(100)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.1)
    t0 = time.monotonic()
    assert processes.launch(["uneven"], 2) == 3
    assert time.monotonic() - t0 < 60


@pytest.mark.slow
def test_a_process_that_leaves_its_group_ends_without_the_interpreters_clean_up():
    """What runs there may abort it: a communication thread that frees a tensor does."""
    code = """
import atexit, os, torch
from training.engine import leave
leave(1)  # no group: nothing
atexit.register(os.abort)
torch.distributed.init_process_group("gloo", store=torch.distributed.HashStore(), rank=0, world_size=1)
print("told")
leave(143)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": PATH}, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (143, "told\n"), done.stderr


def test_two_processes_resume_bit_for_bit(single, double, tmp_path):
    engine, run = double
    launch(engine, single[0], tmp_path / "run", "--stop-at", "7")
    assert [p.name for p in checkpoint.all_in(tmp_path / "run" / "checkpoints")] == ["step-00000007"]
    launch(engine, single[0], tmp_path / "run")
    assert losses(tmp_path / "run") == losses(run)
    whole, resumed = (load_file(r / "bundle" / "model.safetensors") for r in (run, tmp_path / "run"))
    for name, tensor in whole.items():
        assert torch.equal(tensor, resumed[name]), name


@pytest.mark.slow
def test_a_run_goes_on_with_one_process_after_two(single, double, tmp_path):
    engine, _ = double
    launch(engine, single[0], tmp_path / "run", "--stop-at", "7")
    train(h.load_stage(tmp_path, single[1].parent / "train", HEADS), tmp_path / "run")
    for one, mixed in zip(losses(single[1]), losses(tmp_path / "run"), strict=True):
        assert mixed == pytest.approx(one, abs=1e-4)


@pytest.mark.slow
def test_adapters_that_fsdp2_shards_are_saved_whole(tmp_path):
    rows = h.make_rows(tmp_path)
    parent = train(h.load_stage(tmp_path, rows, "steps=1", "optimizer.warmup_steps=1"), tmp_path / "parent")
    adapted = (f'model={{parent="{parent}", context=32}}', "lora.rank=2", "steps=4", "run.precision=bf16")
    stage_file = h.write_stage(tmp_path, rows)
    train(h.load_stage(tmp_path, rows, *adapted), tmp_path / "one")
    launch("fsdp2", stage_file, tmp_path / "two", *(part for a in adapted for part in ("--set", a)))
    for name in ("adapter/adapter_model.safetensors", "model.safetensors"):
        one, two = (load_file(tmp_path / run / "bundle" / name) for run in ("one", "two"))
        assert one.keys() == two.keys()
        assert all((tensor - two[key]).abs().max() < 2e-2 for key, tensor in one.items())
    for one, two in zip(losses(tmp_path / "one"), losses(tmp_path / "two"), strict=True):
        assert two == pytest.approx(one, abs=1e-2)
