"""One layer's attention in training, forwards and backwards: plain products against torch's fused kernel, in bf16.

    python -m benchmarks.attention                       (two rows of 512 tokens of the default model, one thread)
    python -m benchmarks.attention --heads 8 --kv-heads 8 --channels 64 --length 1024

Both in turn, in one process; the quickest of --repeats counts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from training.attention import products
from training.objective import own_program

PROGRAM = 250  # tokens of each of the programs that a row holds


def fused(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    return F.scaled_dot_product_attention(query, key, value, attn_mask=mask, enable_gqa=True)


def plain(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    return products(query, key, value, mask)[0]


def measure(
    attend: Callable[..., Tensor], inputs: Sequence[Tensor], mask: Tensor, repeats: int
) -> tuple[float, float]:
    """Seconds (forwards, backwards)."""
    forwards, backwards = [], []
    for _ in range(repeats + 1):  # the first one is a warm-up
        t0 = time.perf_counter()
        output = attend(*inputs, mask)
        t1 = time.perf_counter()
        output.backward(torch.ones_like(output))
        forwards.append(t1 - t0)
        backwards.append(time.perf_counter() - t1)
    return min(forwards[1:]), min(backwards[1:])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attention", description=__doc__)
    for name, value in (
        ("rows", 2),
        ("heads", 9),
        ("kv-heads", 3),
        ("channels", 64),
        ("length", 512),
        ("threads", 1),
        ("repeats", 9),
    ):
        parser.add_argument(f"--{name}", type=int, default=value)
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    inputs = [
        torch.randn(args.rows, heads, args.length, args.channels, dtype=torch.bfloat16, requires_grad=True)
        for heads in (args.heads, args.kv_heads, args.kv_heads)
    ]
    mask = own_program((torch.arange(args.length) % PROGRAM).repeat(args.rows, 1))
    found = {attend.__name__: measure(attend, inputs, mask, args.repeats) for attend in (fused, plain)}
    print("| attention | forwards ms | backwards ms | both, of fused |\n|---|---|---|---|")
    for name, (forwards, backwards) in found.items():
        share = (forwards + backwards) / sum(found["fused"])
        print(f"| {name} | {forwards * 1e3:.1f} | {backwards * 1e3:.1f} | {share:.2f} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
