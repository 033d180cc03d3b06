"""The lines of code from which tokens are guessed where a notebook's own text suggests none (codegen_magic/lookup.py).

    python -m training.idioms data/turns/train.jsonl codegen_magic/idioms.txt

Lines are taken from generated programs alone, not from code that people wrote: those first whose runs of four words
are the most frequent and not in a line that was taken before. The file ends with the best, since the latest
occurrence is guessed from.
"""

from __future__ import annotations

import argparse
import heapq
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from training.errors import TrainingError
from training.pack import read_jsonl

WORD = re.compile(r"\w+|[^\w\s]|\s+")
RUN = 4  # words
RARE = 3  # runs of fewer lines are not worth a place


def runs(line: str) -> set[tuple[str, ...]]:
    words = WORD.findall(line)
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def choose(lines: Counter[str], size: int) -> list[str]:
    """Lines of at most `size` characters in all, the most useful first. lines: each with its count."""
    frequency: Counter[tuple[str, ...]] = Counter()
    for line, count in lines.items():
        frequency.update(dict.fromkeys(runs(line), count))
    taken: set[tuple[str, ...]] = set()

    def gain(line: str) -> float:
        new = (frequency[run] for run in runs(line) - taken)
        return sum(n for n in new if n >= RARE) / (len(line) + 1)

    heap = [(-gain(line), line) for line in lines if line]
    heapq.heapify(heap)
    chosen: list[str] = []
    while heap:
        line = heapq.heappop(heap)[1]
        now = gain(line)  # at most what the heap holds
        if now <= 0:
            continue
        if heap and now < -heap[0][0]:
            heapq.heappush(heap, (-now, line))
            continue
        size -= len(line) + 1
        if size < 0:
            break
        chosen.append(line)
        taken |= runs(line)
    return chosen


def read(files: Iterable[Path]) -> Counter[str]:
    """The lines of code of generated programs, with their counts."""
    lines: Counter[str] = Counter()
    for file in files:
        for program in read_jsonl(file):
            if not program["part"].startswith(("real", "written")):
                lines.update(line for turn in program["turns"] for line in turn["code"].splitlines())
    if not lines:
        raise TrainingError("no generated programs in these files: make some with make data")
    return lines


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.idioms", description=__doc__.splitlines()[0])
    parser.add_argument("programs", type=Path, nargs="+", help="JSONL of training.multiturn")
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=26_000, help="characters at most")
    args = parser.parse_args(argv)
    chosen = choose(read(args.programs), args.size)
    args.out.write_text("".join(f"{line}\n" for line in reversed(chosen)), "utf-8")
    print(f"{args.out}: {len(chosen)} lines")
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
