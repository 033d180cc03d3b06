"""How fast is a step? `python benchmarks/speed.py --model FOLDER --int4 BUNDLE` and more engines by their options.

Every engine runs the same prompts in a process of its own, one after the other, in several rounds, so that a
machine's drift hits all alike; a figure is the median of the rounds. The table with its ratios goes to
benchmarks/SPEED.md. Engines that are not given or not installed are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
TABLE = ROOT / "benchmarks" / "SPEED.md"

STEPS = [
    ("import pandas as pd", "import pandas as pd"),
    ("read 'sales.csv' into df", "df = pd.read_csv('sales.csv')"),
    ("show the first rows of df", "df.head()"),
    ("convert the column 'date' of df to datetime", "df['date'] = pd.to_datetime(df['date'])"),
    ("drop rows of df where 'price' is missing", "df = df.dropna(subset=['price'])"),
    ("add a column 'total' to df: price times quantity", "df['total'] = df['price'] * df['quantity']"),
    ("group df by 'region' and sum 'total'", "by_region = df.groupby('region')['total'].sum()"),
    ("sort by_region from large to small", "by_region = by_region.sort_values(ascending=False)"),
    ("plot by_region as a bar chart", "by_region.plot(kind='bar')"),
    ("add a column 'month' to df from 'date'", "df['month'] = df['date'].dt.month"),
    ("group df by 'month' and compute the mean of 'price'", "by_month = df.groupby('month')['price'].mean()"),
    ("plot by_month as a line", "by_month.plot(kind='line')"),
]


def prompts(encode: Callable[[str], list[int]], count: int) -> list[list[int]]:
    """The prompt of each of `count` steps: all earlier steps with their code, and the new instruction."""
    out, text = [], "# A notebook, step by step.\n"
    for number in range(count):
        instruction, code = STEPS[number % len(STEPS)]
        suffix = "" if number < len(STEPS) else f" (again, {number})"
        text += f"\n# {instruction}{suffix}\n"
        out.append(encode(text))
        text += code + "\n"
    return out


def engines(args: argparse.Namespace) -> dict[str, Callable[[], Any]]:
    """Name -> how to load it, for what the command line gave."""
    from benchmarks.engines import GenAI, LlamaCpp, Ours, PlainGenerate

    found: dict[str, Callable[[], Any]] = {}
    if args.int4:
        found["ours int4 + lookup"] = lambda: Ours(args.int4, lookup=True)
        found["ours int4"] = lambda: Ours(args.int4)
    if args.int8:
        found["ours int8 + lookup"] = lambda: Ours(args.int8, lookup=True)
        found["ours int8"] = lambda: Ours(args.int8)
    if args.fp32:
        found["ours fp32"] = lambda: Ours(args.fp32)
    if args.gguf:
        found["llama.cpp Q4_1"] = lambda: LlamaCpp(args.gguf, args.model)
    if args.genai:
        found["onnxruntime-genai int4"] = lambda: GenAI(args.genai, args.model)
    found["ours torch fp32"] = lambda: Ours(args.model, "torch")
    found["model.generate fp32"] = lambda: PlainGenerate(args.model)
    return found


def one(name: str, args: argparse.Namespace) -> None:
    """Measure one engine in this process and print its JSON."""
    from tokenizers import Tokenizer

    from benchmarks.engines import measure

    fast = Tokenizer.from_file(f"{args.model}/tokenizer.json")
    steps = prompts(lambda text: fast.encode(text, add_special_tokens=False).ids, 40)
    prompt = steps[-1][:512]
    print("RESULT " + json.dumps(measure(engines(args)[name], prompt, steps[: len(STEPS)], steps)))


def bandwidth() -> float:
    """Bytes a second that this machine's cores read from memory, all together (best of a few)."""
    from concurrent.futures import ThreadPoolExecutor

    count = os.cpu_count() or 1
    parts = [np.ones(32_000_000, np.float64) for _ in range(count)]
    best = 0.0
    with ThreadPoolExecutor(count) as pool:
        for _ in range(5):
            t0 = time.perf_counter()
            list(pool.map(np.max, parts))
            best = max(best, sum(part.nbytes for part in parts) / (time.perf_counter() - t0))
    return best


def report(results: dict[str, dict[str, Any]], args: argparse.Namespace, read: float) -> str:
    """The table, the ratios and the figure of turns, as Markdown."""
    head = "| engine | load s | first token s | prefill tok/s | decode tok/s | s a step | tokens a step | memory MB |"
    rows = [head, "|---" * 8 + "|"]
    for name, r in results.items():
        rows.append(
            f"| {name} | {r['load_seconds']:.2f} | {r['first_token_seconds']:.3f} "
            f"| {r['prefill_tokens_per_second']:.0f} | {r['decode_tokens_per_second']:.0f} "
            f"| {r['seconds_per_step']:.3f} | {r['tokens_per_step']:.1f} | {r['memory_mb']:.0f} |"
        )
    lines = [
        "# Speed",
        "",
        f"One run of {args.rounds} rounds on {os.cpu_count()} cores ({platform.processor() or platform.machine()}), "
        f"the same weights and prompts; medians of the rounds. First token and prefill: a prompt of 512 tokens. "
        f"A step: the mean over the {len(STEPS)} steps of one notebook. {args.note}".rstrip(),
        "",
        *rows,
        "",
        *ratios(results),
        *by_turn(results, read, args),
    ]
    return "\n".join(lines) + "\n"


def ratios(results: dict[str, dict[str, Any]]) -> list[str]:
    """Ours, in each precision that ran, against each peer that ran."""
    out = []
    for precision in ("int4", "int8"):
        ours, guessing = results.get(f"ours {precision}"), results.get(f"ours {precision} + lookup")
        for name, r in results.items():
            if name.startswith("ours") or not ours or not guessing:
                continue
            decode = ours["decode_tokens_per_second"] / r["decode_tokens_per_second"]
            prefill = ours["prefill_tokens_per_second"] / r["prefill_tokens_per_second"]
            step = guessing["seconds_per_step"] / r["seconds_per_step"]
            out.append(
                f"- {precision} against {name}: decode {decode:.2f}x, prefill {prefill:.2f}x; "
                f"a step with lookup takes {step:.2f}x its time"
            )
    return out


def by_turn(results: dict[str, dict[str, Any]], read: float, args: argparse.Namespace) -> list[str]:
    """What memory allows, and how the time to first token grows with the notebook."""
    marks = [1, 5, 10, 20, 30, 40]
    limits, rows, anew = [], [], []
    for precision, folder in (("int4", args.int4), ("int8", args.int8)):
        if not (ours := results.get(f"ours {precision}")):
            continue
        size = sum(file.stat().st_size for file in Path(folder).glob("onnx/*.data"))
        share = ours["decode_tokens_per_second"] * size / read
        first = ours["first_token_by_turn"]
        early, late = np.median(first[1:6]), np.median(first[-5:])
        limits.append(
            f"- memory is read at {read / 1e9:.0f} GB/s; {precision} decoding uses {share:.0%} of what that allows"
        )
        rows.append(f"| {precision} | " + " | ".join(f"{first[mark - 1]:.3f}" for mark in marks) + " |")
        anew.append(
            f"{precision}: the last five turns take {late / early:.2f} times as long as the second to sixth (medians). "
            f"Computing the last prompt ({ours['whole_prompt_tokens']:.0f} tokens) anew takes "
            f"{ours['whole_prompt_seconds']:.2f} s, {ours['whole_prompt_seconds'] / late:.1f} times as long."
        )
    return [
        *limits,
        "",
        "## Seconds to first token by number of turns",
        "",
        "| turn | " + " | ".join(map(str, marks)) + " |",
        "|---" * (len(marks) + 1) + "|",
        *rows,
        "",
        *(line for text in anew for line in (text, "")),
        "![Time to first token by turn](turns.svg)",
    ]


def median(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """The medians of several measurements of one engine, figure by figure."""
    return {name: np.median([r[name] for r in rounds], axis=0).tolist() for name in rounds[0]}


def plot(results: dict[str, dict[str, Any]]) -> None:
    """benchmarks/turns.svg: time to first token of each of our engines by turn."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 3))
    for name, r in results.items():
        if r["first_token_by_turn"]:
            axes.plot(range(1, 41), r["first_token_by_turn"], label=name)
    axes.set(xlabel="turn", ylabel="seconds to first token", ylim=(0, None))
    axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    figure.tight_layout()
    figure.savefig(TABLE.with_name("turns.svg"))


def apart(name: str) -> dict[str, Any] | None:
    """The figures of one engine, measured in a process of its own; None where it cannot run, which is said."""
    done = subprocess.run([sys.executable, *sys.argv, "--only", name], capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if not lines:
        print(f"{name}: left out: {(done.stderr.strip().splitlines() or ['?'])[-1]}", file=sys.stderr)
        return None
    figures: dict[str, Any] = json.loads(lines[-1].removeprefix("RESULT "))
    print(name, {k: round(v, 3) for k, v in figures.items() if not isinstance(v, list)}, flush=True)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="folder with safetensors and tokenizer")
    for name in ("int4", "int8", "fp32", "gguf", "genai"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--note", default="", help="a sentence for the results: what else ran")
    parser.add_argument("--only", default="", help="measure one engine and print its JSON")
    args = parser.parse_args()
    if args.only:
        one(args.only, args)
        return
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in engines(args)}
    read = 0.0
    for number in range(args.rounds):
        read = max(read, bandwidth())
        for name in [name for name in found if len(found[name]) == number]:
            if figures := apart(name):
                found[name].append(figures)
        results = {name: median(rounds) for name, rounds in found.items() if rounds}
        # After each round, so that a run that is cut short leaves what it measured.
        TABLE.with_suffix(".json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        TABLE.write_text(report(results, args, read), "utf-8")
    plot(results)


if __name__ == "__main__":
    main()
