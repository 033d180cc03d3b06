"""Sampling MTPB: ours against a plain batched `generate` loop, as in the published scripts.

    python benchmarks/eval_speed.py --data mtpb.jsonl [--problems 1-20] [--model synth-135m] [--rows 32]

Both draw the same greedy samples with the same weights in one process, one after the other.
The plain loop takes a problem's cases as one left-padded batch (with an attention mask, which
the published script lacks), generates max_gen_length tokens a turn, and cuts afterwards.
Prints seconds, samples a minute, the ratio, and how many of the programs are identical.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import torch

from codegen_magic.backends import open_backend
from codegen_magic.evaluation import mtpb, run
from codegen_magic.evaluation.problems import MtpbProblem, choose, load_mtpb
from codegen_magic.evaluation.samples import read
from codegen_magic.models.table import DEFAULT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--problems", help="ids, such as 1-20 (default: all)")
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--dtype", default="float32", help="float32: rounding rarely changes a choice")
    parser.add_argument("--rows", type=int, default=32)
    parser.add_argument("--json", type=Path, help="also write the result here")
    args = parser.parse_args()
    ids = args.problems.split(",") if args.problems else None
    problems = choose(load_mtpb(args.data), ids)
    backend = open_backend("torch", args.model, dtype=args.dtype)

    t0 = time.perf_counter()
    ours = draw_ours(backend, args.data, list(problems), args.rows)
    t1 = time.perf_counter()
    plain = {key: program for p in problems.values() for key, program in draw_plain(backend, p).items()}
    t2 = time.perf_counter()
    result = {
        "model": backend.identity.to_json(),
        "threads": torch.get_num_threads(),
        "samples": len(plain),
        "ours_seconds": t1 - t0,
        "plain_seconds": t2 - t1,
        "times_faster": (t2 - t1) / (t1 - t0),
        "identical": sum(ours[key] == program for key, program in plain.items()),
    }
    print(json.dumps(result, indent=1))
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n")


def draw_ours(backend: Any, data: Path, ids: list[str], rows: int) -> dict[tuple[str, int], str]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        run.sample("mtpb", backend, out, data=data, problem_ids=ids, rows=rows, progress=False)
        return {(row["id"], row["case"]): row["program"] for row in read(out / run.SAMPLES)}


def draw_plain(backend: Any, problem: MtpbProblem) -> dict[tuple[str, int], str]:
    """Programs of a problem's cases: all of them one batch, turn by turn."""
    histories = [mtpb.HEADER for _ in problem.cases]
    for turn in range(problem.turn_count):
        histories = [h + f"# {case.turns[turn]}\n" for h, case in zip(histories, problem.cases, strict=True)]
        texts = generate_batch(backend, histories, problem.max_gen_length)
        histories = [h + mtpb.published_code(text) + "\n\n" for h, text in zip(histories, texts, strict=True)]
    return {(case.problem, case.number): h for case, h in zip(problem.cases, histories, strict=True)}


def generate_batch(backend: Any, prompts: list[str], max_new_tokens: int) -> list[str]:
    encoded = [backend.tokenizer.encode(prompt) for prompt in prompts]
    width = max(map(len, encoded))
    (eos, *_) = sorted(backend.tokenizer.eos_ids)
    ids = torch.tensor([[eos] * (width - len(row)) + row for row in encoded])
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in encoded])
    with torch.inference_mode():
        out = backend.model.generate(
            input_ids=ids,
            attention_mask=mask,
            do_sample=False,
            max_new_tokens=max_new_tokens,
            eos_token_id=sorted(backend.tokenizer.eos_ids),
            pad_token_id=eos,
            use_cache=True,
        )
    return [backend.tokenizer.decode(row[width:].tolist()) for row in out]


if __name__ == "__main__":
    main()
