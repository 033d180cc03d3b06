"""Documents -> packed rows, as the paper does it.

    python -m training.pack DOCUMENTS OUT --tokenizer FOLDER --context 2048

DOCUMENTS is a folder of *.jsonl or *.jsonl.gz files with a `text` a line (what training.corpus writes).
The documents of a file are joined by <|endoftext|> and cut into rows. What is left at a file's end is
stitched to the other files' ends if it has 64 tokens or more, and dropped otherwise.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tqdm import tqdm

from training import tokenizer as tok
from training.errors import BadCorpus
from training.files import sha256_of_file, whole_folder
from training.rows import ShardWriter, dtype_for, write_manifest

MIN_REMAINDER = 64  # tokens; JAXFORMER's limit


def read_texts(file: Path, counts: Counter[str] | None = None) -> Iterator[str]:
    """The `text` of every line. A broken line is an error that names it, so that nothing is lost unseen."""
    for number, record in enumerate(read_jsonl(file), start=1):
        text = record.get("text")
        if not isinstance(text, str):
            raise BadCorpus(f"{file}, record {number}: no `text`; keys are {', '.join(record)}")
        if not text:
            continue
        if counts is not None:
            counts["documents"] += 1
            counts["bytes"] += len(text.encode("utf-8", "replace"))
        yield text


def read_jsonl(file: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if file.suffix == ".gz" else open
    number = 0
    try:
        with opener(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise BadCorpus(f"{file}, line {number}: an object is expected, not {line[:40]!r}")
                yield record
    except json.JSONDecodeError as error:
        raise BadCorpus(f"{file}, line {number}: not JSON ({error})") from error
    except UnicodeDecodeError as error:
        raise BadCorpus(
            f"{file}, after line {number}: not UTF-8 ({error.reason}); convert the file first"
        ) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadCorpus(
            f"{file}, after line {number}: the archive is broken ({error}); fetch it again"
        ) from error


class Cutter:
    """Joins documents and gives full rows; what is left over stays in `rest`."""

    def __init__(self, context: int, separator: int) -> None:
        self.context, self.separator = context, separator
        self.rest: npt.NDArray[np.uint32] = np.zeros(0, np.uint32)

    def add(self, ids: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        """Full rows (N, T) that this document completes; N may be 0."""
        joined = np.concatenate([self.rest, ids, [np.uint32(self.separator)]])
        n = len(joined) // self.context
        self.rest = joined[n * self.context :]
        return joined[: n * self.context].reshape(n, self.context)


def documents_in(folder: Path) -> list[Path]:
    files = sorted([*folder.rglob("*.jsonl"), *folder.rglob("*.jsonl.gz")])
    if not files:
        raise BadCorpus(f"{folder} has no *.jsonl or *.jsonl.gz: run training.corpus first")
    return files


def pack(
    documents: Path, out: Path, tokenizer: Tokenizer, context: int, source: dict[str, Any] | None = None
) -> None:
    """Write `out` as training.rows describes: one shard a file, and one of stitched remainders."""
    files = documents_in(documents)
    separator, dtype = tok.end_of_text(tokenizer), dtype_for(tokenizer)
    counts: Counter[str] = Counter()
    shards, stitched = [], Cutter(context, separator)
    with whole_folder(out) as folder, ShardWriter(folder, len(files), "text", dtype) as ends:
        for number, file in enumerate(tqdm(files, desc="packing", unit="file", disable=None)):
            cutter = Cutter(context, separator)
            with ShardWriter(folder, number, "text", dtype) as shard:
                for ids in tok.encode_batches(tokenizer, read_texts(file, counts)):
                    counts["tokens"] += len(ids) + 1
                    shard.append(cutter.add(ids))
                shards.append(shard.entry())
            if len(cutter.rest) >= MIN_REMAINDER:
                counts["stitched_remainders"] += 1
                ends.append(stitched.add(cutter.rest[:-1]))  # its last token is the separator already
            else:
                counts["dropped_tokens"] += len(cutter.rest)
        shards.append(ends.entry())
        counts["dropped_tokens"] += len(stitched.rest)
        write_manifest(
            folder,
            tokenizer,
            layout="text",
            context=context,
            shards=shards,
            counts=dict(counts),
            settings={"min_remainder": MIN_REMAINDER},
            source=source or describe(documents, files),
        )


def describe(documents: Path, files: list[Path]) -> dict[str, Any]:
    """Where the text came from: the corpus's own manifest if it has one, else the files' hashes."""
    manifest = documents / "corpus.json"
    if manifest.is_file():
        return {"corpus": json.loads(manifest.read_text()), "sha256": sha256_of_file(manifest)}
    return {"files": {file.name: sha256_of_file(file) for file in files}}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.pack", description=__doc__.splitlines()[0])
    parser.add_argument("documents", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True, help="a tokenizer.json or a folder with one")
    parser.add_argument("--context", type=int, default=2048, help="tokens a row")
    args = parser.parse_args(argv)
    pack(args.documents, args.out, tok.load(args.tokenizer), args.context)
    print((args.out / "manifest.json").read_text())
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
