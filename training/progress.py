"""What a run shows and leaves behind: a bar, metrics.jsonl, TensorBoard, a plot of the loss."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import torch
from filelock import FileLock, Timeout
from tqdm import tqdm

from training.errors import BadCheckpoint


def peak_flops(device: torch.device, precision: str, seconds: float = 1.0) -> float:
    """Measured rate of a square matrix product in FLOP/s: what MFU is a share of."""
    n = 8192 if device.type == "cuda" else 1536
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    a, b = (torch.randn(n, n, device=device).to(dtype) for _ in range(2))
    best, end = 0.0, time.perf_counter() + seconds
    while best == 0.0 or time.perf_counter() < end:
        t0 = time.perf_counter()
        a @ b
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        best = max(best, 2 * n**3 / (time.perf_counter() - t0))
    return best


class Progress:
    """Used by the main process; on the others every call does nothing. One run at a time has the folder."""

    def __init__(self, folder: Path, name: str, first_step: int, steps: int, main: bool) -> None:
        self.main, self.file = main, folder / "metrics.jsonl"
        self.loss_by_name: dict[str, float] = {}
        if not main:
            return
        from torch.utils.tensorboard import SummaryWriter

        self.lock = FileLock(folder / "lock")
        try:
            self.lock.acquire(timeout=0)
        except Timeout:
            raise BadCheckpoint(
                f"another process is training into {folder}: wait for it, or give another --out"
            ) from None
        keep_before(self.file, first_step)
        self.board = SummaryWriter(str(folder / "tensorboard"), purge_step=first_step)
        self.bar = tqdm(total=steps, initial=first_step, desc=name, unit="step", disable=None)

    def log(self, step: int, values: dict[str, Any]) -> None:
        """One line of metrics.jsonl; numbers go to TensorBoard too."""
        if not self.main:
            return
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": step} | values) + "\n")
        for key, value in values.items():
            if isinstance(value, int | float):
                self.board.add_scalar(key, value, step)

    def advance(self, loss: float, tokens_per_second: float, mfu: float) -> None:
        if self.main:
            self.bar.set_postfix_str(
                f"loss {loss:.3f}, {tokens_per_second:,.0f} tok/s, MFU {mfu:.0%}", refresh=False
            )
            self.bar.update()

    def say(self, text: str) -> None:
        if self.main:
            self.bar.write(text)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.main:
            self.bar.close()
            self.board.close()
            self.lock.release()


def read(file: Path) -> list[dict[str, Any]]:
    """The whole lines of a metrics file; a line that a crash cut short is left out."""
    out = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else []:
        try:
            out.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return out


def keep_before(file: Path, step: int) -> None:
    """Forget what a killed run wrote after its last checkpoint: those steps come again."""
    lines = [json.dumps(line) + "\n" for line in read(file) if line["step"] < step]
    partial = file.with_suffix(".partial")
    partial.write_text("".join(lines), encoding="utf-8")
    os.replace(partial, file)


def plot(
    metrics: list[dict[str, Any]],
    title: str,
    path: Path,
    beside: dict[str, list[dict[str, Any]]] | None = None,
) -> None:
    """Training loss of every step and the validation losses, as a PNG. beside: other runs' training losses."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.add_subplot()
    for name, lines in {"training": metrics, **(beside or {})}.items():
        steps = [line for line in lines if "loss" in line]
        axes.plot([line["step"] for line in steps], [line["loss"] for line in steps], lw=0.8, label=name)
    names = sorted({key for line in metrics for key in line if key.startswith("valid/")})
    for name in names:
        points = [(line["step"], line[name]) for line in metrics if name in line]
        axes.plot(*zip(*points, strict=True), marker="o", ms=3, label=name)
    axes.set(title=title, xlabel="step", ylabel="cross-entropy (nats a token)")
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
