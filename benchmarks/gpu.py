"""Tokens a second of the torch backend on a GPU: `python -m benchmarks.gpu MODEL [--device cuda] [--json FILE]`.

transformers' own generate, then ours: plain, with compiled steps, in int8 and in int4. Each reads all of its weights
for every token, so beside the speed stands the share of the memory's bandwidth that this is.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from codegen_magic.backends.torch_model import TorchBackend
from codegen_magic.backends.torch_quantize import stored_bytes
from codegen_magic.models.store import find

ENGINES: dict[str, dict[str, Any]] = {
    "model.generate": {"compiled": False},
    "ours": {"compiled": False},
    "ours, compiled": {"compiled": True},
    "ours, int8": {"quantize": "int8"},
    "ours, int4": {"quantize": "int4"},
}
REPEATS = 3  # of each measurement, the best counts


def seconds(work: Callable[[], Any]) -> float:
    """The best of a few, the device's queue included."""
    best = float("inf")
    for _ in range(REPEATS):
        _wait()
        t0 = time.perf_counter()
        work()
        _wait()
        best = min(best, time.perf_counter() - t0)
    return best


def _wait() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def bandwidth(device: str) -> float:
    """Bytes a second that the device reads, from a sum over half a gigabyte."""
    data = torch.ones(2**28 if device.startswith("cuda") else 2**24, dtype=torch.float16, device=device)
    data.sum()
    return data.nbytes / seconds(data.sum)


def weights_a_token(model: Any) -> int:
    """Bytes that one token reads: all weights, of an untied embedding one row only."""
    embedding, head = model.get_input_embeddings().weight, model.get_output_embeddings().weight
    whole = sum(stored_bytes(weight) for weight in model.parameters())
    return whole if embedding is head else whole - stored_bytes(embedding)


def ours(backend: TorchBackend, prompt: list[int], count: int) -> tuple[float, float]:
    """Seconds of the prompt and of each new token."""
    decoder = backend.open()

    def prefill() -> None:
        decoder.rewind(0)
        decoder.extend(prompt)

    def decode() -> None:
        decoder.rewind(len(prompt))
        token = prompt[-1]
        for _ in range(count):
            token = int(decoder.extend([token])[0].argmax())

    prefill()
    decode()  # compiles
    return seconds(prefill), seconds(decode) / count


def generate(backend: TorchBackend, prompt: list[int], count: int) -> tuple[float, float]:
    """As `ours`, by transformers' generate; a token's time is the difference of a long and a short answer."""
    ids = torch.tensor([prompt], device=backend.device)

    def answer(tokens: int) -> Callable[[], Any]:
        how = {"min_new_tokens": tokens, "max_new_tokens": tokens, "do_sample": False, "pad_token_id": 0}
        return lambda: backend.model.generate(ids, attention_mask=torch.ones_like(ids), **how)

    answer(2)()
    first = seconds(answer(1))
    return first, (seconds(answer(count + 1)) - first) / count


def measure(name: str, model: str, device: str, prompt_tokens: int, new_tokens: int) -> dict[str, Any]:
    """One engine's figures. Raises CodegenMagicError where it cannot run here."""
    t0 = time.perf_counter()
    backend = TorchBackend.load(find(model), device=device, **ENGINES[name])
    load = time.perf_counter() - t0
    rng = np.random.default_rng(0)
    prompt = [int(i) for i in rng.integers(0, backend.tokenizer.vocab_size, prompt_tokens)]
    run = generate if name == "model.generate" else ours
    prefill, token = run(backend, prompt, new_tokens)
    return {
        "engine": name,
        "runtime": backend.identity.runtime,
        "dtype": backend.identity.dtype,
        "load_seconds": load,
        "prefill_tokens_per_second": prompt_tokens / prefill,
        "decode_tokens_per_second": 1 / token,
        "weights_gb": weights_a_token(backend.model) / 1e9,
        "bytes_per_second": weights_a_token(backend.model) / token,
    }


def table(rows: Sequence[dict[str, Any]], read: float) -> str:
    """Markdown. read: bytes a second that the device reads at most."""
    lines = ["| engine | dtype | load s | prefill tok/s | decode tok/s | weights GB | share of bandwidth |"]
    lines.append("|---|---|---:|---:|---:|---:|---:|")
    lines += [
        f"| {r['engine']} | {r['dtype']} | {r['load_seconds']:.1f} | {r['prefill_tokens_per_second']:.0f} "
        f"| {r['decode_tokens_per_second']:.1f} | {r['weights_gb']:.3f} | {r['bytes_per_second'] / read:.0%} |"
        for r in rows
    ]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    from codegen_magic.errors import CodegenMagicError

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="a name of the table, a folder or a fetched hub id")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--prompt-tokens", type=int, default=512)
    parser.add_argument("--new-tokens", type=int, default=128)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args(argv)
    rows = []
    for name in ENGINES:
        try:
            rows.append(measure(name, args.model, args.device, args.prompt_tokens, args.new_tokens))
        except CodegenMagicError as error:
            print(f"{name}: left out: {error}")
        gc.collect()  # the last model's memory, before the next one is loaded
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
    if not rows:
        return 1
    read = bandwidth(args.device)
    print(f"{args.device} reads {read / 1e9:.0f} GB/s\n\n{table(rows, read)}")
    if args.json:
        args.json.write_text(json.dumps({"bandwidth": read, "rows": rows}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
