"""`codegen-magic eval humaneval|mtpb|perplexity ...`: thin wrappers on the functions of this package."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from codegen_magic.backends import BACKENDS, QUANTIZE, open_backend
from codegen_magic.errors import BadInput
from codegen_magic.evaluation import humaneval, mtpb, run
from codegen_magic.models.table import DEFAULT

STEPS = ("all", "sample", "score", "perplexity", "report")


def main(argv: Sequence[str] | None = None) -> int:
    args = parser().parse_args(argv)
    if args.command == "perplexity":
        return _perplexity(args)
    return _benchmark(args)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="codegen-magic eval", description="Measure a model.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_benchmark(
        commands.add_parser("humaneval", help="functions from docstrings, 164 problems"), "humaneval"
    )
    _add_benchmark(commands.add_parser("mtpb", help="multi-turn program synthesis, 115 problems"), "mtpb")
    ppl = commands.add_parser("perplexity", help="perplexity and bits per byte on a folder of code")
    ppl.add_argument("folder", type=Path)
    ppl.add_argument("--model", action="append", default=[], help="may be given several times")
    ppl.add_argument("--run", type=Path, help="a training run: every bundle in it, oldest first")
    ppl.add_argument("--suffix", action="append", default=[], help="file name ending (default: .py)")
    ppl.add_argument("--window", type=int, help="tokens of context (default: the model's)")
    ppl.add_argument("--stride", type=int, help="new tokens a window (default: half of the window)")
    ppl.add_argument("--limit", type=int, help="files at most")
    ppl.add_argument("--json", action="store_true", help="JSON lines instead of a table")
    _add_model(ppl)
    return top


def _add_model(command: argparse.ArgumentParser) -> None:
    command.add_argument("--backend", choices=BACKENDS)
    command.add_argument("--device")
    command.add_argument("--dtype")
    command.add_argument("--quantize", choices=QUANTIZE)
    command.set_defaults(**run.OPENING)


def _add_benchmark(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("step", nargs="?", default="all", choices=STEPS, help="one half only (default: all)")
    command.add_argument("--out", type=Path, required=True, help="the run's folder")
    command.add_argument("--model", default=DEFAULT)
    _add_model(command)
    command.add_argument("--data", type=Path, help="the problems' file")
    command.add_argument("--problems", help="ids, such as 0-9,HumanEval/31 (default: all)")
    command.add_argument("--n", type=int, help="samples of each problem or case (default: 1)")
    command.add_argument("--temperature", type=float, nargs="+", help="default: 0, greedy")
    command.add_argument("--top-p", type=float, help="default: 0.95")
    command.add_argument("--k", help="for pass@k, such as 1,10,100")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--rows", type=int, help="samples drawn at once (default: 16 on ONNX, else 32)")
    command.add_argument("--workers", type=int, help="programs judged at once (default: all cores)")
    command.add_argument("--seconds", type=float, help="time limit of a program")
    command.add_argument("--resume", action="store_true", help="go on with the run in --out")
    command.add_argument(
        "--unsafe", action="store_true", help="run programs with your rights if no sandbox works"
    )
    command.add_argument("--quiet", action="store_true", help="no progress bars")
    if name == "humaneval":
        command.add_argument(
            "--protocol", choices=sorted(humaneval.PROTOCOLS), help="settings under one name"
        )
        command.set_defaults(mode=["multi"])
    else:
        command.add_argument("--mode", nargs="+", default=["multi"], choices=mtpb.MODES)
        command.set_defaults(protocol=None)


def _benchmark(args: argparse.Namespace) -> int:
    from codegen_magic.evaluation.report import markdown, report

    protocol = humaneval.PROTOCOLS[args.protocol or "greedy"]
    progress = not args.quiet
    k = _numbers(args.k or "1,10,100")
    if args.step in ("all", "sample"):
        backend = open_backend(args.backend, args.model, args.device, args.dtype, args.quantize)
        run.sample(
            args.command,
            backend,
            args.out,
            data=args.data,
            problem_ids=args.problems.split(",") if args.problems else None,
            n=protocol.n if args.n is None else args.n,
            temperatures=args.temperature or protocol.temperatures,
            top_p=protocol.top_p if args.top_p is None else args.top_p,
            modes=args.mode,
            seed=args.seed,
            rows=args.rows,
            resume=args.resume,
            progress=progress,
            opened={name: getattr(args, name) for name in ("model", *run.OPENING)},
        )
    if args.step in ("all", "score"):
        run.score(
            args.out,
            data=args.data,
            seconds=args.seconds,
            workers=args.workers,
            unsafe=args.unsafe,
            progress=progress,
        )
    if args.step == "perplexity":
        backend = open_backend(args.backend, args.model, args.device, args.dtype, args.quantize)
        run.measure_prompts(backend, args.out, progress=progress)
    if args.step != "sample":
        print(markdown(report(args.out, data=args.data, k=k)))
    return 0


def _numbers(text: str) -> list[int]:
    try:
        numbers = [int(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if not numbers or min(numbers) < 1:
        raise BadInput(f"--k {text!r} is not a list of numbers from 1, such as 1,10,100")
    return numbers


def _perplexity(args: argparse.Namespace) -> int:
    from codegen_magic.evaluation.perplexity import SUFFIXES, perplexity, read_folder, stages

    names = [*args.model, *(str(path) for path in (stages(args.run) if args.run else []))]
    texts = read_folder(args.folder, tuple(args.suffix) or SUFFIXES, args.limit)
    if not args.json:
        print("| model | files | tokens | perplexity | bits per byte |\n|---|---:|---:|---:|---:|")
    for name in names or [DEFAULT]:
        backend = open_backend(args.backend, name, args.device, args.dtype, args.quantize)
        result = perplexity(backend, texts, window=args.window, stride=args.stride)
        if args.json:
            print(json.dumps({**result.to_json(), "path": name}))
        else:
            print(
                f"| {name} | {result.files} | {result.tokens} | {result.perplexity:.3f} "
                f"| {result.bits_per_byte:.4f} |"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
