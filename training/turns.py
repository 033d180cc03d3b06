"""Multi-turn programs -> packed rows whose targets are the code alone.

    python -m training.turns PROGRAMS.jsonl OUT --tokenizer FOLDER --context 512

A line is one program: {"header": str, "turns": [{"instruction", "grounding", "code"}, ...], "source": str}.
Its text is the prompt's own layout: the header, then for each turn the instruction as comment lines, the
code, a blank line. Learnt are the code, the blank line that ends it, and the sign of the comment that follows:
without that sign a model forgets that a step has an end, and writes on. Several programs share a row and
do not see each other: each begins at position 0, and attention stays inside.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from codegen_magic.models.folder import hash_file
from training import tokenizer as tok
from training.errors import BadCorpus
from training.files import refuse_to_replace, whole_folder
from training.pack import read_jsonl
from training.rows import ShardWriter, dtype_for, write_manifest

GROUNDING = ("none", "one", "every")
SIGN = "#"
OPEN_ROWS = 32  # rows that are filled at the same time; more pack tighter and mix the order more


@dataclass(frozen=True)
class Program:
    """ids (T,) and mask (T,), 1 where a token is learnt."""

    ids: npt.NDArray[np.uint32]
    mask: npt.NDArray[np.uint8]


def comment(text: str) -> str:
    """Text as comment lines; the same layout as the prompt's."""
    return "".join(f"# {line}".rstrip() + "\n" for line in re.split(r"\r\n|\r|\n", text.strip("\r\n")))


def pieces_of(record: dict[str, Any], grounding: str) -> list[list[tuple[str, bool]]]:
    """One list of (text, is learnt) for each turn; the header is in the first.

    grounding "one" shows it before one turn of a program (a prompt has it before its last turn only),
    chosen by the program's text, so that packing again gives the same rows.
    """
    turns = record["turns"]
    grounded = [number for number, turn in enumerate(turns) if turn.get("grounding")]
    drawn = zlib.crc32(str(record).encode("utf-8", "replace"))
    shown = grounded[drawn % len(grounded)] if grounded else -1
    asked = []
    for number, turn in enumerate(turns):
        block = turn.get("grounding") or ""
        if not block or grounding == "none" or (grounding == "one" and number != shown):
            block = ""
        elif not block.endswith("\n"):
            block += "\n"
        asked.append(block + (comment(turn["instruction"]) if turn["instruction"] else ""))
    out = []
    for number, turn in enumerate(turns):
        before = asked[number].removeprefix(SIGN) if number else (record.get("header") or "") + asked[0]
        sign = SIGN if number + 1 == len(turns) or asked[number + 1].startswith(SIGN) else ""
        out.append([(before, False), (turn["code"].strip("\n") + "\n\n" + sign, True)])
    return out


def encode_program(
    record: dict[str, Any], tokenizer: Tokenizer, context: int, grounding: str, counts: Counter[str]
) -> Program | None:
    """The longest beginning of whole turns that fits into a row; None where not even the first does.

    The text is tokenised as one, since a prompt is too; a token is learnt where its first character is code.
    """
    turns = pieces_of(record, grounding)
    counts["programs"] += 1
    for kept in range(len(turns), 0, -1):
        pieces = [piece for turn in turns[:kept] for piece in turn]
        text = "".join(piece for piece, _ in pieces)
        encoding = tokenizer.encode(text, add_special_tokens=False)
        if len(encoding.ids) > context:
            continue
        learnt = np.repeat([is_code for _, is_code in pieces], [len(piece) for piece, _ in pieces])
        starts = np.asarray([start for start, _ in encoding.offsets], dtype=np.int64)
        counts["turns"] += kept
        counts["dropped_turns"] += len(turns) - kept
        return Program(np.asarray(encoding.ids, np.uint32), learnt[starts].astype(np.uint8))
    counts["dropped_programs"] += 1
    return None


def read_programs(file: Path) -> Iterator[dict[str, Any]]:
    for number, record in enumerate(read_jsonl(file), start=1):
        turns = record.get("turns")
        good = isinstance(turns, list) and all(
            isinstance(t, dict) and isinstance(t.get("instruction"), str) and isinstance(t.get("code"), str)
            for t in turns
        )
        if not good or not turns:
            raise BadCorpus(
                f"{file}, record {number}: `turns` must list objects with `instruction` and `code`"
            )
        yield record


class RowFiller:
    """First-fit packing into OPEN_ROWS rows; a full or an old row is given out."""

    def __init__(self, context: int, padding: int) -> None:
        self.context, self.padding = context, padding
        self.rows: list[list[Program]] = []

    def add(self, program: Program) -> list[Program] | None:
        """The row that this program pushed out, if any."""
        for row in self.rows:
            if sum(len(p.ids) for p in row) + len(program.ids) <= self.context:
                row.append(program)
                return None
        self.rows.append([program])
        return self.rows.pop(0) if len(self.rows) > OPEN_ROWS else None

    def arrays(self, row: list[Program]) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
        """ids, mask, positions, each (T,); the padding is a program of its own and is never learnt."""
        used = sum(len(p.ids) for p in row)
        fill = self.context - used
        ids = np.concatenate([*(p.ids for p in row), np.full(fill, self.padding, np.uint32)])
        mask = np.concatenate([*(p.mask for p in row), np.zeros(fill, np.uint8)])
        positions = np.concatenate([*(np.arange(len(p.ids)) for p in row), np.arange(fill)])
        return ids, mask, positions


def pack_turns(programs: Path, out: Path, tokenizer: Tokenizer, context: int, grounding: str = "one") -> None:
    """Write `out` as training.rows describes, layout "turns"."""
    refuse_to_replace(out, programs)
    if not 2 <= context <= 65536:
        raise BadCorpus(f"--context {context}: 2 at least, and positions are 16 bits, so at most 65536")
    tokenizer.encode_special_tokens = True  # `"<|endoftext|>"` in code is a text like any other
    filler = RowFiller(context, tok.end_of_text(tokenizer))
    counts: Counter[str] = Counter()
    headers: set[str] = set()
    with whole_folder(out) as folder, ShardWriter(folder, 0, "turns", dtype_for(tokenizer)) as shard:

        def write(row: list[Program]) -> None:
            shard.append(*filler.arrays(row))
            counts["tokens"] += sum(len(p.ids) for p in row)
            counts["target_tokens"] += sum(int(p.mask[1:].sum()) for p in row)

        for record in read_programs(programs):
            headers.add(record.get("header") or "")
            program = encode_program(record, tokenizer, context, grounding, counts)
            full = filler.add(program) if program else None
            if full:
                write(full)
        for row in filler.rows:
            write(row)
        write_manifest(
            folder,
            tokenizer,
            layout="turns",
            context=context,
            shards=[shard.entry()],
            counts=dict(counts),
            # one header for all: prompts of the trained model begin with it
            settings={"grounding": grounding, "header": headers.pop() if len(headers) == 1 else None},
            source={"file": programs.name, "sha256": hash_file(programs)},
        )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.turns", description=__doc__.splitlines()[0])
    parser.add_argument("programs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True, help="a tokenizer.json or a folder with one")
    parser.add_argument("--context", type=int, default=512, help="tokens a row")
    parser.add_argument(
        "--grounding", choices=GROUNDING, default="one", help="turns that show their grounding"
    )
    args = parser.parse_args(argv)
    if not args.programs.is_file():
        raise BadCorpus(f"no file {args.programs}")
    pack_turns(args.programs, args.out, tok.load(args.tokenizer), args.context, args.grounding)
    print((args.out / "manifest.json").read_text())
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
