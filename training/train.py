"""One stage of training, from a TOML file to a bundle.

    python -m training.train training/stages/tiny-nl.toml --out runs/tiny
    python -m training.train STAGE.toml --out runs/NAME --processes 2      one a core, or one a GPU
    torchrun --nproc-per-node 8 -m training.train STAGE.toml --out runs/NAME
    accelerate launch --config_file training/launch/fsdp2.yaml -m training.train STAGE.toml --out runs/NAME

Run the same command again to go on from the newest checkpoint. SIGTERM saves one and exits with 143.

    runs/NAME/checkpoints/   runs/NAME/metrics.jsonl   runs/NAME/tensorboard/   runs/NAME/bundle/
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor, nn
from torch.distributed.tensor import DTensor

from training import bundle, checkpoint
from training import stage as stages
from training import tokenizer as tok
from training.batches import Batch, Batches, Ints, Plan
from training.engine import leave, make_engine, precision_here, prepare, reshard
from training.errors import NonFiniteLoss
from training.measure import greedy_samples, validation_loss
from training.model import flops_per_token
from training.objective import Objective
from training.processes import STOPPED, launch, stop_on_sigterm
from training.progress import Progress, peak_flops
from training.resume import resume
from training.schedule import learning_rate
from training.stage import Optimizer, Stage
from training.start import build_model, check_vocabulary, open_rows


def train(stage: Stage, out: Path, stop_at: int | None = None) -> Path | None:
    """Train `stage` in the folder `out`; its bundle, or None where it was stopped early.

    stop_at: leave after this many steps of the stage, with a checkpoint, as SIGTERM would; at once where it has them.
    """
    stage = replace(stage, run=replace(stage.run, precision=precision_here(stage.run.precision)))
    engine = make_engine(stage.run.precision)
    accelerator, processes, rank = engine.accelerator, engine.rows, engine.rank
    main = accelerator.is_main_process
    micro_steps = stage.micro_steps(processes)
    train_rows, valid_rows = open_rows(stage)
    model, adapter = build_model(stage)
    check_vocabulary(stage, model, train_rows)
    flops = flops_per_token(model, stage.model.context)
    checkpoints = out / "checkpoints"
    first = resume(stage, checkpoints, model, train_rows)
    if stop_at is not None and stop_at <= first < stage.steps:
        if main:
            print(f"nothing to do: {out} is at step {first} already")
        return None
    objective, optimizer = prepare(
        engine,
        Objective(model, stage.optimizer.z_loss),
        model,
        partial(make_optimizer, settings=stage.optimizer),
        stage.optimizer.clip,
    )
    if first:
        checkpoint.load_moments(checkpoint.path_of(checkpoints, first), model, optimizer, first)
    batches = Batches(
        train_rows, Plan(stage.rows_per_step, stage.batch.rows_per_micro_batch, processes, stage.seed)
    )
    sample_tokenizer = tok.load(train_rows.folder)

    if first == stage.steps and (out / "bundle" / "meta.json").is_file():
        return out / "bundle"  # as it is: an export may be in it
    if main:
        out.mkdir(parents=True, exist_ok=True)
    peak = peak_flops(accelerator.device, stage.run.precision) * accelerator.num_processes
    objective.train()
    with Progress(out, stage.name, first, stage.steps, main) as progress, stop_on_sigterm() as stop:
        for step in range(first, stage.steps):
            t0 = time.perf_counter()
            rate = set_learning_rate(optimizer, stage, step)
            targets = batches.target_count(step)
            entropy = torch.zeros((), device=accelerator.device)
            for micro_step in range(micro_steps):
                batch = batches.batch(step, micro_step, rank)
                torch.manual_seed(hash((stage.seed, step, micro_step, rank)))  # dropout, where there is any
                last = micro_step == micro_steps - 1
                with engine.exchanging(objective, last):
                    total, part = objective(*to_device(batch, accelerator.device))
                    # Engines average over processes; the step's loss is one sum over one count of targets.
                    engine.backward(objective, total * (processes / max(1, targets)), last)
                entropy += part
                refuse_non_finite(total, "loss", stage, step, batch.rows)
            norm = engine.update(objective, optimizer, stage.optimizer.clip)
            refuse_non_finite(norm, "gradient norm", stage, step, batches.rows_of(step))

            loss = engine.sum(entropy).item() / max(1, targets)
            seconds = time.perf_counter() - t0
            speed = stage.batch.tokens_per_step / seconds
            values: dict[str, Any] = {"loss": loss, "lr": rate, "grad_norm": float(norm), "targets": targets}
            values |= {"seconds": seconds, "tokens_per_second": speed, "mfu": speed * flops / peak}
            done = step + 1
            if done % stage.run.validate_every == 0 or done == stage.steps:
                for name, rows in valid_rows.items():
                    values[f"valid/{name}"] = validation_loss(
                        objective,
                        rows,
                        stage.batch.rows_per_micro_batch,
                        stage.run.validate_rows,
                        engine,
                    )
                values["samples"] = greedy_samples(
                    objective,
                    sample_tokenizer,
                    stage.run.sample_prompts,
                    stage.run.sample_tokens,
                    stage.model.context,
                    accelerator.device,
                )
                reshard(objective)
            progress.log(step, values)
            progress.advance(loss, speed, values["mfu"])
            stopping = any_process(accelerator, stop()) or done == stop_at
            if stopping or done % stage.run.save_every == 0 or done == stage.steps:
                meta = {"step": done, "stage": stages.to_table(stage), "processes": accelerator.num_processes}
                meta |= {"rows_sha256": train_rows.sha256}
                checkpoint.save(checkpoint.path_of(checkpoints, done), model, optimizer, meta, main)
                if main:
                    checkpoint.retain(checkpoints, stage.run.keep)
            if stopping and done < stage.steps:
                progress.say(f"stopped after step {done}; the same command goes on from there")
                accelerator.wait_for_everyone()  # until the checkpoint is whole
                return None
    bundle.write(out / "bundle", model, adapter, stage, train_rows, out / "metrics.jsonl", main)
    accelerator.wait_for_everyone()
    return out / "bundle"


def make_optimizer(model: nn.Module, settings: Optimizer) -> torch.optim.AdamW:
    """Adam with decoupled decay of matrices; vectors (biases, LayerNorms) do not decay."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    # a fused step takes parameters of one kind: spread over the same processes, or over none
    kinds: dict[Any, list[nn.Parameter]] = {}
    for p in parameters:
        kinds.setdefault((p.ndim > 1, p.device_mesh if isinstance(p, DTensor) else None), []).append(p)
    groups = [
        {"params": of_kind, "weight_decay": settings.weight_decay if matrices else 0.0}
        for (matrices, _), of_kind in sorted(kinds.items(), key=lambda item: not item[0][0])
    ]
    betas = (settings.beta1, settings.beta2)
    return torch.optim.AdamW(
        groups,
        lr=settings.lr,
        betas=betas,
        eps=settings.eps,
        fused=True,
    )


def set_learning_rate(optimizer: torch.optim.Optimizer, stage: Stage, step: int) -> float:
    o = stage.optimizer
    rate = learning_rate(step, peak=o.lr, end=o.lr_end, warmup_steps=o.warmup_steps, steps=stage.steps)
    for group in optimizer.param_groups:
        group["lr"] = rate
    return rate


def to_device(batch: Batch, device: torch.device) -> list[Tensor | None]:
    arrays = (batch.ids, batch.mask, batch.positions)
    return [None if a is None else torch.from_numpy(a).to(device, non_blocking=True) for a in arrays]


def refuse_non_finite(value: Tensor, what: str, stage: Stage, step: int, rows: Ints) -> None:
    if not torch.isfinite(value):
        named = ", ".join(map(str, rows.tolist()))
        raise NonFiniteLoss(
            f"{stage.name}, step {step}: the {what} is {value.item()} with rows {named} of "
            f"{stage.data.train}; nothing was updated, the last checkpoint is good. Look at the rows, or "
            "lower optimizer.lr"
        )


def any_process(accelerator: Accelerator, flag: bool) -> bool:
    """True on all processes if it is on one: they must leave at the same step."""
    if accelerator.num_processes == 1:
        return flag
    return bool(accelerator.reduce(torch.tensor(float(flag), device=accelerator.device), "sum") > 0)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.train", description=__doc__.splitlines()[0])
    parser.add_argument("stage", type=Path, help="a TOML file; see training/stages/")
    parser.add_argument("--out", type=Path, required=True, help="the run's folder")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="override, e.g. optimizer.lr=1e-4"
    )
    parser.add_argument("--stop-at", type=int, help="leave after this step with a checkpoint")
    parser.add_argument(
        "--processes", type=int, default=1, help="on this machine: one a core, or one a GPU (default 1)"
    )
    args = parser.parse_args(argv)
    if args.processes > 1:
        stages.load(args.stage, args.set).micro_steps(args.processes)
        return launch(["training.train", *as_arguments(args)], args.processes)
    done = train(stages.load(args.stage, args.set), args.out, args.stop_at)
    status = 0 if done or reached(args.out, args.stop_at) else STOPPED
    if done and os.environ.get("RANK", "0") == "0":
        print(done)
    leave(status)
    return status


def reached(out: Path, stop_at: int | None) -> bool:
    """Whether the newest checkpoint has the step at which to stop: SIGTERM may have come before it."""
    newest = checkpoint.all_in(out / "checkpoints")[-1:]
    return stop_at is not None and newest >= [checkpoint.path_of(out / "checkpoints", stop_at)]


def as_arguments(args: argparse.Namespace) -> list[str]:
    """The command line of one of several processes."""
    sets = [part for override in args.set for part in ("--set", override)]
    stop_at = [] if args.stop_at is None else ["--stop-at", str(args.stop_at)]
    return [str(args.stage), "--out", str(args.out), *sets, *stop_at]


if __name__ == "__main__":
    from training.command import run

    run(main)
    sys.exit(0)
