"""Two processes on the CPU (gloo): DDP and FSDP2 give the single process's losses; runs change processes."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch
import training_helpers as h
from safetensors.torch import load_file

from training import checkpoint, progress
from training.train import train

ROOT = Path(__file__).parent.parent
ENGINES = {
    "ddp": {},
    "fsdp2": {
        "ACCELERATE_USE_FSDP": "true",
        "FSDP_VERSION": "2",
        "FSDP_AUTO_WRAP_POLICY": "TRANSFORMER_BASED_WRAP",
        "FSDP_TRANSFORMER_CLS_TO_WRAP": "CodeGenBlock",
    },
}


def launch(engine: str, stage_file: Path, out: Path, *more: str, processes=2):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run"),
            *(f"--nproc-per-node={processes}", f"--master-port={port}"),
            *("-m", "training.train", str(stage_file), "--out", str(out), *more),
        ],
        env=os.environ | ENGINES[engine] | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def losses(run: Path):
    return [line["loss"] for line in progress.read(run / "metrics.jsonl")]


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    folder = tmp_path_factory.mktemp("single")
    rows = h.make_rows(folder)
    train(h.load_stage(folder, rows), folder / "run")
    return h.write_stage(folder, rows), folder / "run"


@pytest.fixture(scope="module", params=list(ENGINES))
def double(request, single, tmp_path_factory):
    """The same stage by two processes: (engine, run folder)."""
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


@pytest.mark.slow
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
    train(h.load_stage(tmp_path, single[1].parent / "train"), tmp_path / "run")
    for one, mixed in zip(losses(single[1]), losses(tmp_path / "run"), strict=True):
        assert mixed == pytest.approx(one, abs=1e-4)
