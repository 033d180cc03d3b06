"""Training speed: ours against transformers.Trainer with the stock model and JAXFORMER's torch loop.

    python -m benchmarks.train_speed --size 77M --context 1024 --steps 6
    python -m benchmarks.train_speed --gpu         (350M, context 2,048, 8 rows, 20 steps; needs CUDA)

Same weights, same rows in the same order, same precision (bf16 autocast, fp32 weights), one process after
the other in one run, so that a machine's drift hits all alike; the first steps are warm-up and not counted.
JAXFORMER's script is not run but its shape is: eager attention, logits in fp32, plain cross-entropy.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import queue
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F

from training.model import SIZES, Shape, config_of, count_parameters, create, flops_per_token, layers_of
from training.objective import Objective
from training.progress import peak_flops
from training.stage import Optimizer
from training.train import make_optimizer

MODELS = {
    "10M": Shape(6, 256, 8, 32, vocab=16384),
    "77M": Shape(8, 512, 8, 32, vocab=51200),
    "350M": SIZES["350M"],
}
GPU = {"size": "350M", "context": 2048, "batch": 8, "steps": 20}  # what --gpu sets
WARMUP = 2
CONTENDERS = ("ours", "ours_compiled", "trainer", "jaxformer")


def device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def sized(name: str, context: int) -> Shape:
    shape = MODELS[name]
    return Shape(shape.layers, shape.hidden, shape.heads, shape.rotary_dim, shape.vocab, context)


def rows(shape: Shape, steps: int, batch: int) -> torch.Tensor:
    """(steps, B, T): every contender gets the same ones."""
    draw = torch.Generator().manual_seed(0)
    return torch.randint(0, shape.vocab, (steps, batch, shape.context), generator=draw)


def ours(shape: Shape, data: torch.Tensor, compiled: bool = False) -> tuple[list[float], list[float]]:
    model = create(shape).to(device())
    if compiled:
        for layer in layers_of(model):
            layer.compile(dynamic=False)
    objective, optimizer = Objective(model, 1e-4), make_optimizer(model, Optimizer())

    def step(ids: torch.Tensor) -> float:
        with torch.autocast(device().type, torch.bfloat16):
            total, entropy = objective(ids, torch.ones_like(ids))
        targets = ids.numel() - len(ids)
        (total / targets).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return entropy.item() / targets

    return timed(step, data)


def jaxformer(shape: Shape, data: torch.Tensor) -> tuple[list[float], list[float]]:
    model = stock(shape).to(device())
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4, weight_decay=0.1)

    def step(ids: torch.Tensor) -> float:
        with torch.autocast(device().type, torch.bfloat16):
            logits = model(ids).logits.float()
        loss = F.cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss.item()

    return timed(step, data)


def trainer(shape: Shape, data: torch.Tensor) -> tuple[list[float], list[float]]:
    from transformers import Trainer, TrainerCallback, TrainingArguments

    seconds: list[float] = []
    losses: list[float] = []

    class Clock(TrainerCallback):  # type: ignore[misc]
        def on_step_begin(self, *_: Any, **__: Any) -> None:
            self.t0 = time.perf_counter()

        def on_step_end(self, *_: Any, **__: Any) -> None:
            seconds.append(time.perf_counter() - self.t0)

        def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **__: Any) -> None:
            if logs and "loss" in logs:
                losses.append(float(logs["loss"]))

    class InOrder(Trainer):  # type: ignore[misc]
        def _get_train_sampler(self, *_: Any) -> torch.utils.data.Sampler[int]:
            return torch.utils.data.SequentialSampler(self.train_dataset)

    flat = data.flatten(0, 1)
    examples = [{"input_ids": row, "labels": row} for row in flat]
    settings = TrainingArguments(
        output_dir=str(Path(tempfile.gettempdir()) / "train_speed"),
        per_device_train_batch_size=data.shape[1],
        max_steps=len(data),
        bf16=True,
        use_cpu=device().type == "cpu",
        learning_rate=3e-4,
        weight_decay=0.1,
        logging_steps=1,
        save_strategy="no",
        report_to=[],
        disable_tqdm=True,
    )
    InOrder(model=stock(shape), args=settings, train_dataset=examples, callbacks=[Clock()]).train()
    return seconds, losses


def stock(shape: Shape) -> Any:
    """transformers' own model with the same weights as ours."""
    from transformers import CodeGenForCausalLM

    model = CodeGenForCausalLM(config_of(shape))
    model.load_state_dict(create(shape).state_dict())
    return model.train()


def timed(step: Callable[[torch.Tensor], float], data: torch.Tensor) -> tuple[list[float], list[float]]:
    seconds, losses = [], []
    for ids in data.to(device()):
        t0 = time.perf_counter()
        losses.append(step(ids))  # .item() waits for the device
        seconds.append(time.perf_counter() - t0)
    return seconds, losses


def measure(name: str, shape: Shape, steps: int, batch: int, out: Any) -> None:
    """One contender, in a process of its own so that its peak memory is its own."""
    data = rows(shape, steps, batch)
    run = {"ours": ours, "trainer": trainer, "jaxformer": jaxformer}.get(name)
    seconds, losses = run(shape, data) if run else ours(shape, data, compiled=True)
    median = sorted(seconds[WARMUP:])[len(seconds[WARMUP:]) // 2]
    on_gpu = device().type == "cuda"
    memory = (
        torch.cuda.max_memory_allocated()
        if on_gpu
        else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    )
    tokens = batch * shape.context
    out.put({"tokens_per_second": tokens / median, "memory": memory, "losses": losses})


def compare(size: str, context: int, steps: int, batch: int, names: Sequence[str]) -> dict[str, Any]:
    shape = sized(size, context)
    flops = flops_per_token(create(shape), context)
    context_of = multiprocessing.get_context("spawn")
    results: dict[str, Any] = {}
    peak = peak_flops(device(), "bf16", seconds=2.0)
    for name in names:
        channel = context_of.Queue()
        process = context_of.Process(target=measure, args=(name, shape, steps, batch, channel))
        process.start()
        results[name] = answer(channel, process, name)
        process.join()
        results[name]["mfu"] = results[name]["tokens_per_second"] * flops / peak
    return {
        "model": f"{count_parameters(shape):,} parameters",
        "context": context,
        "batch": batch,
        "device": torch.cuda.get_device_name()
        if device().type == "cuda"
        else f"CPU, {torch.get_num_threads()} threads",
        "peak_gflops": peak / 1e9,
        "torch": torch.__version__,
        "results": results,
    }


def answer(results: Any, process: Any, name: str) -> dict[str, Any]:
    """What a contender's process put into the queue; SystemExit where it ended without a word."""
    while True:
        try:
            return results.get(timeout=1.0)
        except queue.Empty:
            if not process.is_alive():
                raise SystemExit(
                    f"{name} ended with status {process.exitcode}: its message is above"
                ) from None


def table(found: dict[str, Any]) -> str:
    base = found["results"].get("trainer", {}).get("tokens_per_second")
    lines = [
        f"{found['model']}, context {found['context']}, batch {found['batch']}, {found['device']}, "
        f"torch {found['torch']}, GEMM peak {found['peak_gflops']:,.0f} GFLOP/s",
        "",
        "| loop | tokens/s | of Trainer | MFU | peak memory GB | last loss |",
        "|---|---|---|---|---|---|",
    ]
    for name, r in found["results"].items():
        times = f"{r['tokens_per_second'] / base:.2f}" if base else "-"
        lines.append(
            f"| {name} | {r['tokens_per_second']:,.0f} | {times} | {r['mfu']:.0%} | {r['memory'] / 1e9:.2f} "
            f"| {r['losses'][-1]:.3f} |"
        )
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=list(MODELS), default="77M")
    parser.add_argument("--context", type=int, default=1024)
    parser.add_argument("--batch", type=int, default=2, help="rows a step")
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--gpu", action="store_true", help="the GPU's variant: " + str(GPU))
    args = parser.parse_args(argv)
    if args.gpu:
        if not torch.cuda.is_available():
            parser.error("--gpu needs a CUDA device, and torch finds none")
        given = argv if argv is not None else sys.argv[1:]
        vars(args).update({key: value for key, value in GPU.items() if f"--{key}" not in given})
    if args.steps <= WARMUP:
        parser.error(f"--steps must be more than the {WARMUP} that are not counted")
    found = compare(args.size, args.context, args.steps, args.batch, args.only)
    print(table(found))
    if args.json:
        args.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
