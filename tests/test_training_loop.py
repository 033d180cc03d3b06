"""The loop: exact resume, stopping, refusing, accumulation, LoRA, turns."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
import training_helpers as h
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, LlamaForCausalLM

from codegen_magic.errors import BadInput
from codegen_magic.evaluation.perplexity import stages
from training import checkpoint, engine, progress
from training.batches import Batches, Plan
from training.errors import BadCheckpoint, BadStage, DiskFull, NonFiniteLoss
from training.objective import Objective
from training.rows import Rows
from training.train import reached, train

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def one_thread():
    """As in the processes of `command`: sums over another number of threads differ in the last digit."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    """A run of 20 steps without interruption: (stage file, its run folder)."""
    folder = tmp_path_factory.mktemp("straight")
    stage_file = h.write_stage(folder, h.make_rows(folder))
    _, err = (process := command(stage_file, folder / "run")).communicate(timeout=120)
    assert process.returncode == 0, err
    return stage_file, folder / "run"


def command(stage_file: Path, out: Path, *more: str):
    env = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "training.train", str(stage_file), "--out", str(out), *more],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_lines(process, file: Path, count: int, seconds=60):
    t0 = time.monotonic()
    while len(progress.read(file)) < count:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() - t0 < seconds, "the run is too slow"
        time.sleep(0.005)


def losses(run: Path):
    return {line["step"]: line["loss"] for line in progress.read(run / "metrics.jsonl")}


def weights(run: Path):
    return load_file(run / "bundle" / "model.safetensors")


def assert_same_run(one: Path, other: Path):
    assert losses(one) == losses(other)
    for name, tensor in weights(one).items():
        assert torch.equal(tensor, weights(other)[name]), name


def test_it_learns_and_leaves_a_complete_bundle(straight):
    _, run = straight
    curve = losses(run)
    assert list(curve) == list(range(20))
    assert curve[19] < curve[0] - 1
    names = {p.name for p in (run / "bundle").iterdir()}
    assert names >= {"config.json", "model.safetensors", "tokenizer.json", "meta.json", "loss.png"}
    meta = json.loads((run / "bundle" / "meta.json").read_text())
    assert (meta["stage"], meta["step"], meta["parent"]) == ("test", 20, None)
    assert meta["scores"]["valid/text"] == pytest.approx(curve[19], abs=0.5)
    assert [p.name for p in checkpoint.all_in(run / "checkpoints")] == ["step-00000010", "step-00000020"]
    assert any((run / "tensorboard").iterdir())
    samples = [line["samples"] for line in progress.read(run / "metrics.jsonl") if "samples" in line]
    assert len(samples) == 2
    assert samples[0][0]


def test_perplexity_takes_a_runs_bundles_and_not_its_checkpoints(straight):
    _, run = straight
    assert stages(run) == [run / "bundle"]
    with pytest.raises(BadInput, match="holds no bundle"):
        stages(run / "checkpoints")


def test_kill_9_and_resume_is_bit_for_bit_the_run_without(straight, tmp_path):
    stage_file, run = straight
    process = command(stage_file, tmp_path / "run")
    wait_for_lines(process, tmp_path / "run" / "metrics.jsonl", 12)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not (tmp_path / "run" / "bundle").exists()
    done = command(stage_file, tmp_path / "run")
    out, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    assert out.strip() == str(tmp_path / "run" / "bundle")
    assert_same_run(run, tmp_path / "run")


def test_sigterm_saves_exits_with_143_and_resumes_exactly(straight, tmp_path):
    stage_file, run = straight
    process = command(stage_file, tmp_path / "run")
    wait_for_lines(process, tmp_path / "run" / "metrics.jsonl", 3)
    process.terminate()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 143, err
    (saved,) = checkpoint.all_in(tmp_path / "run" / "checkpoints")
    assert 3 <= checkpoint.read_meta(saved)["step"] < 10
    done = command(stage_file, tmp_path / "run")
    _, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    assert_same_run(run, tmp_path / "run")


def test_stopping_at_a_step_and_going_on_is_exact(straight, tmp_path):
    _, run = straight
    one = h.load_stage(tmp_path, run.parent / "train")
    assert train(one, tmp_path / "run", stop_at=7) is None
    for already in (7, 6):
        assert train(one, tmp_path / "run", stop_at=already) is None
        assert list(losses(tmp_path / "run")) == list(range(7))
    assert [reached(tmp_path / "run", step) for step in (6, 7, 8, None)] == [True, True, False, False]
    assert train(one, tmp_path / "run") == tmp_path / "run" / "bundle"
    assert_same_run(run, tmp_path / "run")


def test_accumulation_does_not_change_the_step(straight, tmp_path):
    _, run = straight
    train(h.load_stage(tmp_path, run.parent / "train", "batch.rows_per_micro_batch=8"), tmp_path / "run")
    for step, loss in losses(tmp_path / "run").items():
        assert loss == pytest.approx(losses(run)[step], abs=1e-5)


def test_accumulation_weighs_every_target_the_same_when_counts_differ(tmp_path):
    rows = h.make_turns(tmp_path)
    settings = [
        "model.context=128",
        "data.valid={}",
        "batch.tokens_per_step=768",
        "optimizer.z_loss=0",
        "steps=5",
    ]
    for each in (1, 2, 6):
        one = h.load_stage(tmp_path, rows, *settings, f"batch.rows_per_micro_batch={each}")
        train(one, tmp_path / f"run{each}")
    plan = Batches(Rows(rows), Plan(6, 1, seed=3))
    counts = {int(plan.batch(0, m, 0).mask.sum()) for m in range(6)}
    assert len(counts) > 1
    for step in range(5):
        assert losses(tmp_path / "run1")[step] == pytest.approx(losses(tmp_path / "run6")[step], abs=1e-5)
        assert losses(tmp_path / "run2")[step] == pytest.approx(losses(tmp_path / "run6")[step], abs=1e-5)


def test_the_step_equals_one_written_by_hand(tmp_path):
    """One update against torch alone: loss with z-loss, decay mask, clipping, AdamW."""
    from training.model import create

    rows = h.make_rows(tmp_path)
    one = h.load_stage(tmp_path, rows, "steps=1", "optimizer.warmup_steps=1", "optimizer.clip=0.5")
    train(one, tmp_path / "run")
    model = create(one.shape, one.seed)
    ids = torch.from_numpy(Batches(Rows(rows), Plan(8, 8, seed=3)).batch(0, 0, 0).ids)
    logits = model(ids).logits[:, :-1]
    lse = logits.logsumexp(-1)
    picked = logits.gather(-1, ids[:, 1:, None])[..., 0]
    (lse - picked + 1e-4 * lse.square()).mean().backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
    for p in model.parameters():
        # Adam's first step is the sign of the gradient, softened by eps
        p.data.mul_(1 - 3e-3 * (0.1 if p.ndim > 1 else 0)).sub_(3e-3 * p.grad / (p.grad.abs() + 1e-8))
    got = weights(tmp_path / "run")
    for name, p in model.named_parameters():
        close = (got[name] - p).abs() < 1e-5
        assert close.float().mean() > 0.999, name  # where the gradient is rounding noise its sign may differ


def test_validation_and_saving_do_not_change_training(straight, tmp_path):
    _, run = straight
    often = ["run.save_every=3", "run.validate_every=4", "run.sample_prompts=[]", "run.keep=1"]
    train(h.load_stage(tmp_path, run.parent / "train", *often), tmp_path / "run")
    assert losses(tmp_path / "run") == losses(run)
    assert [p.name for p in checkpoint.all_in(tmp_path / "run" / "checkpoints")] == ["step-00000020"]


def test_a_stage_starts_from_its_parent_with_a_fresh_schedule(straight, tmp_path):
    _, run = straight
    parent = [f'model={{parent="{run / "bundle"}", context=32}}', "steps=6"]
    one = h.load_stage(tmp_path, run.parent / "train", *parent)
    train(one, tmp_path / "run")
    first = progress.read(tmp_path / "run" / "metrics.jsonl")[0]
    assert first["loss"] < 4.5
    assert first["lr"] == pytest.approx(3e-3 / 4)
    meta = json.loads((tmp_path / "run" / "bundle" / "meta.json").read_text())
    assert meta["parent"]["folder"] == "bundle"
    assert len(meta["parent"]["sha256"]) == 64


# --- turns


def tiny_codegen():
    from training.model import Shape, create

    return create(Shape(2, 32, 4, 4, vocab=336, context=128), 1)


@pytest.mark.parametrize("make", [h.tiny_llama, tiny_codegen])
def test_programs_of_one_row_do_not_see_each_other(make):
    objective = Objective(make(), 0.0)
    draw = torch.Generator().manual_seed(1)
    parts = [torch.randint(1, 300, (1, n), generator=draw) for n in (9, 5, 11)]
    row = torch.cat(parts, 1)
    positions = torch.cat([torch.arange(p.shape[1]) for p in parts])[None]
    mask = (positions > 0).long()
    together = objective(row, mask, positions)[1]
    alone = sum(objective(p, torch.ones_like(p), None)[1] for p in parts)
    assert together.item() == pytest.approx(alone.item(), rel=1e-5)


@pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")  # peft's call of transformers
@pytest.mark.parametrize("lora", [(), ("lora.rank=2", "lora.dropout=0.1")])
def test_turns_stage_full_and_lora_resumes_exactly_and_gives_a_plain_bundle(tmp_path, lora):
    rows = h.make_turns(tmp_path)
    h.tiny_llama().save_pretrained(tmp_path / "parent")
    settings = [f'model={{parent="{tmp_path / "parent"}", context=128}}', "data.valid={}", "steps=8", *lora]
    settings += ["batch.tokens_per_step=512", "run.sample_prompts=[]", "optimizer.lr=1e-2"]
    one = h.load_stage(tmp_path, rows, *settings)
    train(one, tmp_path / "a")
    assert train(one, tmp_path / "b", stop_at=5) is None
    train(one, tmp_path / "b")
    assert_same_run(tmp_path / "a", tmp_path / "b")
    assert losses(tmp_path / "a")[7] < losses(tmp_path / "a")[0]
    trained = AutoModelForCausalLM.from_pretrained(tmp_path / "a" / "bundle")
    assert type(trained) is LlamaForCausalLM
    saved = load_file(checkpoint.all_in(tmp_path / "a" / "checkpoints")[-1] / "weights-00001.safetensors")
    assert all(("lora_" in name) == bool(lora) for name in saved)
    if not lora:
        return
    from peft import PeftModel

    adapted = PeftModel.from_pretrained(
        LlamaForCausalLM.from_pretrained(tmp_path / "parent"), tmp_path / "a" / "bundle" / "adapter"
    ).eval()
    ids = torch.arange(1, 30)[None]
    assert (adapted(ids).logits - trained(ids).logits).abs().max() < 1e-5
    assert (adapted(ids).logits - h.tiny_llama()(ids).logits).abs().max() > 1e-2


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")  # of torch.compile's own
def test_compiled_layers_give_the_same_losses(straight, tmp_path):
    _, run = straight
    short = ("steps=4", "model.layers=1")
    train(h.load_stage(tmp_path, run.parent / "train", "run.compile=true", *short), tmp_path / "c")
    train(h.load_stage(tmp_path, run.parent / "train", *short), tmp_path / "e")
    for step, loss in losses(tmp_path / "e").items():
        assert losses(tmp_path / "c")[step] == pytest.approx(loss, abs=1e-4)


def test_activation_checkpointing_changes_nothing(straight, tmp_path):
    _, run = straight
    for name in ("true", "false"):
        one = h.load_stage(tmp_path, run.parent / "train", f"run.activation_checkpointing={name}", "steps=4")
        train(one, tmp_path / name)
    assert_same_run(tmp_path / "true", tmp_path / "false")


@pytest.mark.parametrize(
    ("capabilities", "expected"),
    [({"avx2": True, "avx512_bf16": False}, "fp32"), ({"amx_bf16": True}, "bf16"), ({"bf16": True}, "bf16")],
)
def test_bf16_is_taken_where_the_cpu_computes_it(monkeypatch, capabilities, expected):
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)
    assert engine.precision_here("auto") == expected
    assert [engine.precision_here(wanted) for wanted in ("bf16", "fp32")] == ["bf16", "fp32"]


def test_a_run_tells_the_precision_that_it_had(straight, tmp_path):
    _, run = straight
    out = train(
        h.load_stage(tmp_path, run.parent / "train", "run.precision=auto", "steps=4"), tmp_path / "run"
    )
    told = json.loads((out / "meta.json").read_text())["settings"]["run"]["precision"]
    assert told == engine.precision_here("auto")


def test_bf16_keeps_fp32_weights_and_follows_fp32(straight, tmp_path):
    _, run = straight
    train(h.load_stage(tmp_path, run.parent / "train", "run.precision=bf16"), tmp_path / "run")
    assert {t.dtype for t in weights(tmp_path / "run").values()} == {torch.float32}
    for step, loss in losses(tmp_path / "run").items():
        assert loss == pytest.approx(losses(run)[step], abs=0.05)


# --- refusals


def test_a_non_finite_loss_names_the_batch_and_keeps_the_checkpoint(straight, tmp_path):
    _, run = straight
    one = h.load_stage(tmp_path, run.parent / "train", "run.save_every=2")
    train(one, tmp_path / "run", stop_at=2)
    (saved,) = checkpoint.all_in(tmp_path / "run" / "checkpoints")
    file = saved / "weights-00001.safetensors"
    from safetensors.torch import save_file

    broken = load_file(file)
    broken["lm_head.bias"][3] = float("nan")
    save_file(broken, file)
    with pytest.raises(NonFiniteLoss, match=r"test, step 2: the loss is nan with rows \d+, \d+ of .*train"):
        train(one, tmp_path / "run")
    assert checkpoint.all_in(tmp_path / "run" / "checkpoints") == [saved]


def test_a_gradient_that_is_not_finite_names_all_rows_of_the_step(straight, tmp_path, monkeypatch):
    from training.engine import Engine

    _, run = straight
    one = h.load_stage(tmp_path, run.parent / "train")
    monkeypatch.setattr(Engine, "clip", lambda *_: torch.tensor(float("inf")))
    with pytest.raises(NonFiniteLoss, match=r"step 0: the gradient norm is inf with rows (\d+, ){7}\d+ of "):
        train(one, tmp_path / "run")


def test_a_finished_run_given_again_leaves_its_bundle_alone(straight, tmp_path):
    _, run = straight
    shutil.copytree(run, tmp_path / "run")
    exported = tmp_path / "run" / "bundle" / "onnx" / "model.onnx"
    exported.parent.mkdir()
    exported.write_bytes(b"exported")
    again = train(h.load_stage(tmp_path, run.parent / "train"), tmp_path / "run")
    assert again == tmp_path / "run" / "bundle"
    assert exported.read_bytes() == b"exported"


def test_a_folder_that_another_process_trains_into_is_refused_as_it_is(straight, tmp_path):
    _, run = straight
    shutil.copytree(run, tmp_path / "run")
    shutil.rmtree(tmp_path / "run" / "bundle")
    before = (tmp_path / "run" / "metrics.jsonl").read_bytes()
    told = f"another process is training into {tmp_path / 'run'}: wait for it"
    with open(tmp_path / "run" / "lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # the system keeps a second opening out, of this process or another
        with pytest.raises(BadCheckpoint, match=re.escape(told)):
            train(h.load_stage(tmp_path, run.parent / "train"), tmp_path / "run")
    assert (tmp_path / "run" / "metrics.jsonl").read_bytes() == before


def test_only_the_main_process_keeps_the_whole_weights():
    from training.bundle import merged_state
    from training.model import Shape, create

    model = create(Shape(2, 32, 4, 4, vocab=64, context=32))
    assert merged_state(model, main=False) == {}
    assert merged_state(model, main=True).keys() == dict(model.named_parameters()).keys()


def test_another_stage_does_not_go_on_from_this_runs_checkpoint(straight, tmp_path):
    _, run = straight
    shutil.copytree(run, tmp_path / "run")
    with pytest.raises(BadCheckpoint, match=r"trained with optimizer\.lr = 0\.003, this stage has 0\.002"):
        train(h.load_stage(tmp_path, run.parent / "train", "optimizer.lr=2e-3"), tmp_path / "run")


def test_a_run_goes_on_with_its_rows_wherever_they_lie_and_with_no_others(straight, tmp_path):
    _, run = straight
    shutil.copytree(run, tmp_path / "run")
    shutil.copytree(run.parent / "train", tmp_path / "moved")
    assert train(h.load_stage(tmp_path, tmp_path / "moved"), tmp_path / "run") == tmp_path / "run" / "bundle"
    other = h.load_stage(tmp_path, h.make_rows(tmp_path, seed=1))
    with pytest.raises(BadCheckpoint, match=r"step-00000020 was trained with other rows than .*train holds"):
        train(other, tmp_path / "run")
    meta = tmp_path / "run" / "checkpoints" / "step-00000020" / "meta.json"
    before = json.loads(meta.read_text())
    del before["rows_sha256"]  # as an older trainer left it
    meta.write_text(json.dumps(before))
    assert train(other, tmp_path / "run") == tmp_path / "run" / "bundle"


def test_a_checkpoint_of_another_shape_names_the_parameter(straight):
    from training.model import Shape, create

    _, run = straight
    model = create(Shape(2, 64, 4, 4, vocab=336, context=32))
    before = model.lm_head.weight.clone()
    with pytest.raises(
        BadCheckpoint, match=r"another shape: lm_head.bias|another shape: lm_head.weight is \[336, 32\]"
    ):
        checkpoint.load_weights(checkpoint.all_in(run / "checkpoints")[-1], model)
    assert torch.equal(model.lm_head.weight, before)


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda p: (p / "moments-00001.safetensors").unlink(), "moments-00001.safetensors is missing"),
        (
            lambda p: os.truncate(p / "weights-00001.safetensors", 100),
            "weights-00001.safetensors is cut short",
        ),
        (lambda p: (p / "meta.json").write_text("{"), "has no usable meta.json"),
    ],
)
def test_damaged_checkpoints_are_named(straight, tmp_path, harm, message):
    _, run = straight
    shutil.copytree(run, tmp_path / "run")
    harm(checkpoint.all_in(tmp_path / "run" / "checkpoints")[-1])
    with pytest.raises(BadCheckpoint, match=message):
        train(h.load_stage(tmp_path, run.parent / "train"), tmp_path / "run")


def test_a_full_disk_keeps_the_checkpoint_before(straight, tmp_path, monkeypatch):
    _, run = straight
    one = h.load_stage(tmp_path, run.parent / "train", "run.save_every=3")
    train(one, tmp_path / "run", stop_at=3)
    real = checkpoint.write_shards

    def on_a_full_disk(folder, prefix, tensors):
        real(folder, prefix, tensors)
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(b"x")

    monkeypatch.setattr(checkpoint, "write_shards", on_a_full_disk)
    with pytest.raises(DiskFull, match=r"no space left to write .*step-00000006"):
        train(one, tmp_path / "run")
    assert [p.name for p in (tmp_path / "run" / "checkpoints").iterdir()] == ["step-00000003"]
    monkeypatch.undo()
    train(h.load_stage(tmp_path, run.parent / "train"), tmp_path / "run")
    assert_same_run(run, tmp_path / "run")


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (["model.vocab=300"], "has 330 ids, but the model 300 embedding rows"),
        (["model.context=64"], "data.train has rows of 32 tokens, but model.context = 64"),
        (["data.allow_repeats=false"], "steps = 20 read 160 rows, but data.train has"),
        (["data.train=''"], "data.train is missing"),
    ],
)
def test_data_that_does_not_fit_is_refused(straight, tmp_path, overrides, message):
    _, run = straight
    with pytest.raises(BadStage, match=message):
        train(h.load_stage(tmp_path, run.parent / "train", *overrides), tmp_path / "run")


def test_rows_longer_than_the_parents_context_are_refused(straight, tmp_path):
    _, run = straight
    rows = h.make_turns(tmp_path)  # of 128 tokens
    longer = [f'model={{parent="{run / "bundle"}", context=128}}', "data.valid={}"]
    with pytest.raises(BadStage, match=r"model\.context = 128 is more than the model's 32 positions"):
        train(h.load_stage(tmp_path, rows, *longer), tmp_path / "run")


def test_a_parent_with_another_vocabulary_is_refused(straight, tmp_path):
    from training import tokenizer as tok

    _, run = straight
    shutil.copytree(run / "bundle", tmp_path / "parent")
    tok.train(["completely other words"] * 3, 330).save(str(tmp_path / "parent" / "tokenizer.json"))
    with pytest.raises(BadStage, match="of the parent's tokens another id"):
        train(
            h.load_stage(
                tmp_path, run.parent / "train", f'model={{parent="{tmp_path / "parent"}", context=32}}'
            ),
            tmp_path / "run",
        )


@pytest.mark.parametrize("harm", ["absent", "weights", "shape"])
def test_a_broken_parent_is_one_clear_line(straight, tmp_path, harm):
    _, run = straight
    if harm != "absent":
        shutil.copytree(run / "bundle", tmp_path / "parent")
    if harm == "weights":
        os.truncate(tmp_path / "parent" / "model.safetensors", 500)
    if harm == "shape":
        config = json.loads((tmp_path / "parent" / "config.json").read_text())
        (tmp_path / "parent" / "config.json").write_text(json.dumps(config | {"n_layer": 3}))
    with pytest.raises(BadCheckpoint, match=r"model\.parent") as caught:
        train(
            h.load_stage(
                tmp_path, run.parent / "train", f'model={{parent="{tmp_path / "parent"}", context=32}}'
            ),
            tmp_path / "run",
        )
    assert "\n" not in str(caught.value)


def test_the_command_prints_one_line_for_our_errors(tmp_path):
    process = command(tmp_path / "absent.toml", tmp_path / "run")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert [line for line in err.splitlines() if line] == [
        f"error: no stage file {tmp_path / 'absent.toml'}: stages are listed in training/stages/"
    ]
