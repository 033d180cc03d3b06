"""What a stage will need, before any of it runs: memory by part, speed, time, money, and the launcher.

    python -m training.plan --size 16B --gpus 64 --gpu h100-80 --price 2.5

The memory model is arithmetic on the architecture and checked against measured runs in the tests. The speed
model is one assumption, the MFU, which is printed: 40 % of the GPU's dense bf16 peak unless --mfu says else.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from training.errors import BadStage
from training.loss import CHUNK
from training.model import SIZES, Shape, count_parameters

GB = 1e9
TOKENS_PER_STEP = {"350M": 2**19, "2B": 2**20, "6B": 2**20, "16B": 2**21}
STEPS = {"nl": 350_000, "multi": 150_000, "mono": 150_000}
USABLE = 0.92  # of a GPU's memory: the rest is the context, workspaces and fragmentation
# Activation bytes of one layer for each token and hidden channel under bf16 autocast with fp32 residuals,
# SDPA and no checkpointing: measured on small models (tests/test_training_plan.py).
LAYER_BYTES = 58


@dataclass(frozen=True)
class Gpu:
    """memory in bytes, dense bf16 FLOP/s as the vendor states it."""

    memory: float
    flops: float


GPUS = {
    "a100-40": Gpu(40 * GB, 312e12),
    "a100-80": Gpu(80 * GB, 312e12),
    "h100-80": Gpu(80 * GB, 989e12),
    "h200-141": Gpu(141 * GB, 989e12),
    "b200-180": Gpu(180 * GB, 2250e12),
    "l40s-48": Gpu(48 * GB, 362e12),
    "rtx4090-24": Gpu(24 * GB, 165e12),
}


@dataclass(frozen=True)
class Memory:
    """Bytes on one GPU."""

    weights: float  # fp32 master copy
    moments: float
    gradients: float
    gathered: float  # bf16 weights at a time: autocast's copies, or what FSDP holds whole
    activations: float
    logits: float

    @property
    def total(self) -> float:
        return sum(vars(self).values())


def memory(shape: Shape, rows: int, gpus: int, sharding: str, checkpointing: bool) -> Memory:
    """sharding: "none" (one GPU or DDP), "zero2" (weights whole all step) or "zero3" (layer by layer)."""
    n = count_parameters(shape)
    ways = 1 if sharding == "none" else gpus
    tokens = rows * shape.context
    layer = 12 * shape.hidden**2 + 10 * shape.hidden
    ends = 2 * shape.vocab * shape.hidden
    gathered = {"none": 2.0 * n, "zero2": 2.0 * n, "zero3": 2.0 * (2 * layer + ends)}[sharding]
    whole_layer = LAYER_BYTES * tokens * shape.hidden
    kept = 4 * tokens * shape.hidden  # a layer's input, fp32
    activations = shape.layers * kept + whole_layer if checkpointing else shape.layers * whole_layer
    # DDP keeps a second copy of the gradients in its buckets
    gradients = 4 * n / ways + (4 * n if sharding == "none" and gpus > 1 else 0)
    logits = (
        4 * shape.vocab * min(CHUNK, tokens) * 2 + 4 * shape.vocab * shape.hidden + 12 * tokens * shape.hidden
    )
    return Memory(4 * n / ways, 8 * n / ways, gradients, gathered, activations, logits)


def flops_of(shape: Shape, checkpointing: bool) -> tuple[float, float]:
    """FLOPs of a token: (what MFU counts, what the hardware runs)."""
    n = count_parameters(shape) - shape.vocab * shape.hidden
    useful = 6.0 * n + 12.0 * shape.layers * shape.hidden * shape.context
    recomputed = 2.0 * (n - shape.vocab * shape.hidden) + 4.0 * shape.layers * shape.hidden * shape.context
    return useful, useful + (recomputed if checkpointing else 0.0)


@dataclass(frozen=True)
class Choice:
    """One way to run it that fits."""

    sharding: str
    checkpointing: bool
    rows: int  # a micro-batch on each GPU
    memory: Memory


def choose(shape: Shape, gpus: int, gpu: Gpu, tokens_per_step: int) -> Choice:
    """The least sharding, then no checkpointing if it fits, then the most rows that divide the step."""
    rows_per_gpu = tokens_per_step // shape.context // gpus
    if rows_per_gpu < 1 or tokens_per_step % (shape.context * gpus):
        raise BadStage(
            f"--gpus {gpus} do not divide a step of {tokens_per_step // shape.context} rows of "
            f"{shape.context} tokens"
        )
    sizes = [r for r in (32, 16, 8, 4, 2, 1) if rows_per_gpu % r == 0]
    for sharding in ("none", "zero2", "zero3") if gpus > 1 else ("none",):
        for checkpointing in (False, True):
            for rows in sizes:
                need = memory(shape, rows, gpus, sharding, checkpointing)
                if need.total <= USABLE * gpu.memory and (rows >= min(2, rows_per_gpu) or checkpointing):
                    return Choice(sharding, checkpointing, rows, need)
    need = memory(shape, 1, gpus, "zero3" if gpus > 1 else "none", True)
    raise BadStage(
        f"{need.total / GB:.0f} GB a GPU are needed with one row, full sharding and checkpointing, and the "
        f"GPU has {gpu.memory / GB:.0f}: take more GPUs or larger ones"
    )


CONFIGS = {"none": "training/launch/ddp.yaml", "zero2": "training/launch/fsdp2_zero2.yaml"}
CONFIGS["zero3"] = "training/launch/fsdp2.yaml"


def launch(choice: Choice, gpus: int, gpus_per_host: int) -> list[str]:
    """The launcher's lines, for each host where there are several."""
    hosts = -(-gpus // gpus_per_host)
    start = f"  accelerate launch --config_file {CONFIGS[choice.sharding]} \\"
    processes = f"    --num_processes {gpus} \\"
    if hosts == 1:
        return ["launch:", start, processes]
    return [
        f"launch, on each of {hosts} hosts (I: 0 to {hosts - 1}, HOST: the address of the first):",
        start,
        f"    --num_machines {hosts} --machine_rank I --main_process_ip HOST --main_process_port 29500 \\",
        processes,
    ]


def report(
    size: str, gpus: int, gpu_name: str, mfu: float, price: float | None, gpus_per_host: int = 8
) -> str:
    """The whole plan as text."""
    shape, gpu = SIZES[size], GPUS[gpu_name]
    choice = choose(shape, gpus, gpu, TOKENS_PER_STEP[size])
    useful, run = flops_of(shape, choice.checkpointing)
    # MFU counts useful work: recomputation lowers it by the share of work that it adds
    speed = mfu * gpu.flops * gpus / run
    lines = [
        f"CodeGen {size}: {count_parameters(shape):,} parameters on {gpus} x {gpu_name}",
        "",
        "memory a GPU (GB)",
        *(f"  {part:<12}{value / GB:8.1f}" for part, value in vars(choice.memory).items()),
        f"  {'total':<12}{choice.memory.total / GB:8.1f} of {gpu.memory / GB:.0f}",
        "",
        f"assumed: {mfu:.0%} of {gpu.flops / 1e12:.0f} TFLOP/s on the work that is run"
        + (f" ({useful / run:.0%} of it useful: layers are computed twice)" if choice.checkpointing else ""),
        f"{speed:,.0f} tokens/s, {speed / gpus:,.0f} a GPU; {TOKENS_PER_STEP[size] / speed:.1f} s a step",
        "",
        f"{'stage':<8}{'tokens':>9}{'days':>9}{'GPU hours':>12}"
        + (f"{'cost':>14}" if price is not None else ""),
    ]
    for stage, steps in STEPS.items():
        tokens = steps * TOKENS_PER_STEP[size]
        hours = tokens / speed / 3600 * gpus
        line = f"{stage:<8}{tokens / 1e9:>8.0f}B{hours / gpus / 24:>9.1f}{hours:>12,.0f}"
        lines.append(line + (f"{hours * price:>14,.0f}" if price is not None else ""))
    if price is None:
        lines.append("(--price, of one GPU hour, gives the cost)")
    lines += [
        "",
        *launch(choice, gpus, gpus_per_host),
        f"    -m training.train training/stages/{size.lower()}-nl.toml --out runs/{size.lower()}-nl \\",
        f"    --set batch.rows_per_micro_batch={choice.rows} "
        f"--set run.activation_checkpointing={str(choice.checkpointing).lower()}",
    ]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.plan", description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=list(SIZES), required=True)
    parser.add_argument("--gpus", type=int, required=True)
    parser.add_argument("--gpu", choices=list(GPUS), required=True)
    parser.add_argument(
        "--mfu", type=float, default=0.4, help="share of the peak that is reached (default 0.4)"
    )
    parser.add_argument("--price", type=float, help="of one GPU hour, in any currency")
    parser.add_argument("--gpus-per-host", type=int, default=8)
    args = parser.parse_args(argv)
    if args.gpus < 1 or args.gpus_per_host < 1 or not 0 < args.mfu <= 1:
        raise BadStage("--gpus and --gpus-per-host must be at least 1 and --mfu between 0 and 1")
    print(report(args.size, args.gpus, args.gpu, args.mfu, args.price, args.gpus_per_host))
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
