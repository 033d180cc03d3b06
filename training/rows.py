"""Packed rows on disk: what tokenising a corpus gives and what the trainer reads.

manifest.json          counts, hashes, settings, where the text came from
tokenizer.json         the tokenizer of the ids
shard-00000.ids        (rows, context) uint16 or uint32, little endian; memory-mapped
shard-00000.mask       (rows, context) uint8, 1 where a token is learnt       | layout "turns"
shard-00000.positions  (rows, context) uint16, 0 where a program begins       | only
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from codegen_magic.models.folder import hash_file
from training import tokenizer as tok
from training.errors import BadCorpus, NoRows

FORMAT = 1
LAYOUTS = ("text", "turns")
IDS, MASK, POSITIONS = "ids", "mask", "positions"


@dataclass(frozen=True)
class Manifest:
    layout: str
    context: int
    dtype: str
    vocab_size: int
    end_of_text: int
    tokenizer_sha256: str
    shards: list[dict[str, Any]]  # name, rows, sha256 of each part
    counts: dict[str, int]  # documents, tokens, target_tokens, dropped_tokens, ...
    settings: dict[str, Any] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)  # the corpus manifest: origins, licences, hashes
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(int(shard["rows"]) for shard in self.shards)


class ShardWriter:
    """Appends rows to one shard's files in `folder`."""

    def __init__(self, folder: Path, number: int, layout: str, dtype: str) -> None:
        self.folder, self.name, self.dtype = folder, f"shard-{number:05d}", dtype
        self.rows = 0
        parts = (IDS,) if layout == "text" else (IDS, MASK, POSITIONS)
        self._files = {part: (folder / f"{self.name}.{part}").open("wb") for part in parts}

    def append(
        self,
        ids: npt.NDArray[Any],
        mask: npt.NDArray[Any] | None = None,
        positions: npt.NDArray[Any] | None = None,
    ) -> None:
        """One row (T,) or several (N, T)."""
        self._files[IDS].write(np.ascontiguousarray(ids, dtype=self.dtype).tobytes())
        if mask is not None and positions is not None:
            self._files[MASK].write(np.ascontiguousarray(mask, dtype="<u1").tobytes())
            self._files[POSITIONS].write(np.ascontiguousarray(positions, dtype="<u2").tobytes())
        self.rows += 1 if ids.ndim == 1 else len(ids)

    def __enter__(self) -> ShardWriter:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def entry(self) -> dict[str, Any]:
        """Close the files; the shard's entry in the manifest."""
        self.__exit__()
        hashes = {part: hash_file(self.folder / f"{self.name}.{part}") for part in self._files}
        return {"name": self.name, "rows": self.rows, "sha256": hashes}


def dtype_for(tokenizer: Tokenizer) -> str:
    """The smallest unsigned type that holds every id."""
    return "<u2" if tokenizer.get_vocab_size() <= 65536 else "<u4"


def write_manifest(
    folder: Path,
    tokenizer: Tokenizer,
    *,
    layout: str,
    context: int,
    shards: list[dict[str, Any]],
    counts: dict[str, int],
    settings: dict[str, Any],
    source: dict[str, Any],
) -> None:
    """The last file of a folder of rows; NoRows where there are none."""
    manifest = Manifest(
        layout=layout,
        context=context,
        dtype=dtype_for(tokenizer),
        vocab_size=tokenizer.get_vocab_size(),
        end_of_text=tok.end_of_text(tokenizer),
        tokenizer_sha256=tok.sha256_of(tokenizer),
        shards=shards,
        counts=counts,
        settings=settings,
        source=source,
    )
    if manifest.rows == 0:
        raise NoRows(
            f"not one row of {context} tokens came out ({counts}): give more text or a shorter context"
        )
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "manifest.json").write_text(json.dumps(dataclasses.asdict(manifest), indent=2) + "\n")


def read_manifest(folder: Path) -> Manifest:
    file = folder / "manifest.json"
    if not file.is_file():
        raise BadCorpus(f"{folder} has no manifest.json: pack a corpus there first (python -m training.pack)")
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        manifest = Manifest(**table)
    except (ValueError, TypeError) as error:
        raise BadCorpus(f"{file} is damaged ({error}): pack the corpus again") from error
    if manifest.format != FORMAT or manifest.layout not in LAYOUTS:
        raise BadCorpus(
            f"{file} has format {manifest.format}, layout {manifest.layout}: pack the corpus again"
        )
    return manifest


class Rows:
    """All rows of a folder, memory-mapped, numbered from 0 across its shards."""

    def __init__(self, folder: Path, verify: bool = False) -> None:
        """Shards are checked to be there and of the right size; `verify` reads and hashes them too."""
        self.folder, self.manifest = folder, read_manifest(folder)
        self._first = np.cumsum([0] + [int(shard["rows"]) for shard in self.manifest.shards])
        self._maps = [
            {part: self._map(shard, part, verify) for part in shard["sha256"]}
            for shard in self.manifest.shards
            if shard["rows"]
        ]
        self._first = np.unique(self._first)

    def __len__(self) -> int:
        return self.manifest.rows

    @property
    def sha256(self) -> str:
        """Of what is trained with, in its order: the same wherever the folder lies."""
        m = self.manifest
        parts = [[shard["rows"], shard["sha256"]] for shard in m.shards if shard["rows"]]
        content = json.dumps([m.layout, m.context, m.dtype, parts], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def context(self) -> int:
        return self.manifest.context

    def _map(self, shard: dict[str, Any], part: str, verify: bool) -> npt.NDArray[Any]:
        path = self.folder / f"{shard['name']}.{part}"
        dtype = {IDS: self.manifest.dtype, MASK: "<u1", POSITIONS: "<u2"}[part]
        shape = (int(shard["rows"]), self.context)
        if not path.is_file():
            raise BadCorpus(f"{path} is missing: copy it back or pack the corpus again")
        expected = shape[0] * shape[1] * np.dtype(dtype).itemsize
        if path.stat().st_size != expected:
            raise BadCorpus(f"{path} has {path.stat().st_size} bytes, not {expected}: pack the corpus again")
        if verify and hash_file(path) != shard["sha256"][part]:
            raise BadCorpus(f"{path} is not what the manifest hashed: pack the corpus again")
        return np.memmap(path, dtype=dtype, mode="r", shape=shape)

    def take(self, rows: npt.NDArray[np.int64], part: str) -> npt.NDArray[np.int64]:
        """(len(rows), T) of one part. Layout "text" has no mask (all ones) and no positions (0..T-1)."""
        if self.manifest.layout == "text" and part != IDS:
            each = np.ones(self.context, np.int64) if part == MASK else np.arange(self.context)
            return np.broadcast_to(each, (len(rows), self.context)).astype(np.int64)
        shards = np.searchsorted(self._first, rows, side="right") - 1
        picked = [self._maps[s][part][r - self._first[s]] for s, r in zip(shards, rows, strict=True)]
        return np.stack(picked).astype(np.int64)
