"""Documents -> packed rows, as the paper does it.

    python -m training.pack DOCUMENTS OUT --tokenizer FOLDER --context 2048

DOCUMENTS is a folder of *.jsonl or *.jsonl.gz files with a `text` a line (what training.corpus writes).
The documents of a file are joined by <|endoftext|> and cut into rows. What is left at a file's end is
stitched to the other files' ends if it has 64 tokens or more, and dropped otherwise.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import shutil
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from datatrove.data import DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from tokenizers import Tokenizer
from tqdm import tqdm

from codegen_magic.models.folder import hash_file
from training import tokenizer as tok
from training.errors import BadCorpus, NoRows
from training.executors import Cluster
from training.files import full_disk_is_named, refuse_to_replace, whole_folder
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


@dataclass(frozen=True)
class Packed:
    """What packing one file gave besides its rows."""

    shard: dict[str, Any]
    counts: dict[str, int]
    rest: list[int]  # ids after the last whole row, the last separator included


def pack_file(file: Path, number: int, folder: Path, tokenizer: Tokenizer, context: int) -> Packed:
    """Write the rows of one file as shard `number` of `folder`."""
    counts: Counter[str] = Counter()
    cutter = Cutter(context, tok.end_of_text(tokenizer))
    with ShardWriter(folder, number, "text", dtype_for(tokenizer)) as shard:
        for ids in tok.encode_batches(tokenizer, read_texts(file, counts)):
            counts["tokens"] += len(ids) + 1
            shard.append(cutter.add(ids))
        return Packed(shard.entry(), dict(counts), cutter.rest.tolist())


def finish(
    folder: Path, parts: Iterable[Packed], tokenizer: Tokenizer, context: int, source: dict[str, Any]
) -> None:
    """Stitch what was left over of the files into one more shard and write the manifest."""
    counts: Counter[str] = Counter()
    shards, left = [], []
    stitched = Cutter(context, tok.end_of_text(tokenizer))
    for part in parts:
        shards.append(part.shard)
        counts.update(part.counts)
        if len(part.rest) >= MIN_REMAINDER:
            counts["stitched_remainders"] += 1
            # its last token is the separator already
            left.append(stitched.add(np.asarray(part.rest[:-1], np.uint32)))
        else:
            counts["dropped_tokens"] += len(part.rest)
    with ShardWriter(folder, len(shards), "text", dtype_for(tokenizer)) as ends:
        for rows in left:
            ends.append(rows)
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
        source=source,
    )


def pack(
    documents: Path, out: Path, tokenizer: Tokenizer, context: int, source: dict[str, Any] | None = None
) -> None:
    """Write `out` as training.rows describes: one shard a file, and one of stitched remainders."""
    refuse_to_replace(out, documents)
    if context < 2:
        raise BadCorpus(f"--context {context}: a row has 2 tokens at least")
    files = documents_in(documents)
    with whole_folder(out) as folder:
        numbered = enumerate(tqdm(files, desc="packing", unit="file", disable=None))
        parts = (pack_file(file, number, folder, tokenizer, context) for number, file in numbered)
        finish(
            folder,
            parts,
            tokenizer,
            context,
            source or {"files": {file.name: hash_file(file) for file in files}},
        )


@contextlib.contextmanager
def left_out_if_short(name: str) -> Iterator[None]:
    """Around the packing of a set: validation texts that do not fill a row are told of; others are an error."""
    try:
        yield
    except NoRows as error:
        if not name.endswith("-valid"):
            raise
        tqdm.write(f"{name} is left out: {error}", file=sys.stderr)


class PackFiles(PipelineStep):
    """pack_file for each task's files; what is left over goes to PART.json beside the shards."""

    type, name = "pack", "rows"

    def __init__(self, files: Sequence[Path], folder: Path, tokenizer_file: Path, context: int) -> None:
        super().__init__()
        self.files, self.folder = [str(file) for file in files], folder
        self.tokenizer_file, self.context = tokenizer_file, context

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        tokenizer = tok.load(self.tokenizer_file)
        for number in range(rank, len(self.files), world_size):
            packed = pack_file(Path(self.files[number]), number, self.folder, tokenizer, self.context)
            part_file(self.folder, number).write_text(json.dumps(asdict(packed)))
            self.stat_update("documents", packed.counts.get("documents", 0))
        yield from ()


def part_file(folder: Path, number: int) -> Path:
    return folder / f"part-{number:05d}.json"


def pack_on(
    cluster: Cluster,
    files: Sequence[Path],
    out: Path,
    tokenizer_file: Path,
    context: int,
    source: dict[str, Any],
) -> None:
    """`pack` by the tasks of a cluster. The rows appear whole; a folder beside them keeps what is done."""
    folder = out.with_name(f".{out.name}.packing")
    folder.mkdir(parents=True, exist_ok=True)
    cluster.run([PackFiles(files, folder, tokenizer_file, context)], folder / "logs")
    numbers = range(len(files))
    parts = (Packed(**json.loads(part_file(folder, n).read_text())) for n in numbers)
    try:
        with full_disk_is_named(out):
            finish(folder, parts, tok.load(tokenizer_file), context, source)
    except NoRows:
        shutil.rmtree(folder)
        raise
    shutil.rmtree(folder / "logs")  # first: they say which parts need not be made again
    for n in numbers:
        part_file(folder, n).unlink()
    folder.rename(out)


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
