"""Exact and near duplicates over any number of tasks, by datatrove's own steps.

Near ones by MinHash: signatures, buckets, clusters, filter. The words are identifiers and numbers, not a
natural language's: datatrove's own splitters need a model.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from datatrove.data import Document
from datatrove.pipeline.dedup import (
    ExactDedupFilter,
    ExactDedupSignature,
    ExactFindDedups,
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
    MinhashDedupSignature,
)
from datatrove.pipeline.dedup.exact_dedup import ExactDedupConfig
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.utils.hashing import HashConfig
from datatrove.utils.text import TextNormConfig

from training.executors import LOCAL, Cluster

# 14 buckets of 8 hashes: texts with three quarters of their 5-grams in common are found nine times in ten.
# Numbers are kept apart: x_1 and x_2 are two names in code.
CONFIG = MinhashConfig(
    n_grams=5,
    num_buckets=14,
    hashes_per_bucket=8,
    norm_config=TextNormConfig(norm_numbers=False),
    hash_config=HashConfig(hash_fc="sha1"),
)


class Words:
    """What the signature step wants of a tokenizer."""

    def word_tokenize(self, text: str) -> list[str]:
        return re.findall(r"\w+", text)


class Signatures(MinhashDedupSignature):
    def __init__(self, output_folder: str, config: MinhashConfig) -> None:
        super().__init__(output_folder, config, language="ace_Arab")  # any that needs no model to construct
        self.word_tokenizer = Words()


def content(doc: Document) -> str:
    return str(doc.metadata["sha256"])


content.__annotations__["return"] = str  # datatrove looks at the type itself, not at its name


EXACT = ExactDedupConfig(content_getter=content, hash_config=HashConfig(hash_fc="sha1"))


def remove_exact(documents: Path, work: Path, tail: list[Any], cluster: Cluster) -> dict[str, Any]:
    """One of each metadata["sha256"] goes through `tail`; the filter's counts. datatrove keeps 64 bits of it:
    with 10^9 different documents the odds that one is taken for another are 1 in 40."""
    signatures, duplicates = str(work / "signatures"), str(work / "duplicates")
    finders = min(cluster.tasks, 64)
    logs = work / "logs"
    reader = JsonlReader(str(documents), add_file_path=False)
    cluster.run([reader, ExactDedupSignature(signatures, EXACT, finders)], logs / "signatures")
    cluster.run([ExactFindDedups(signatures, duplicates, EXACT)], logs / "duplicates", finders)
    return cluster.run([reader, ExactDedupFilter(duplicates, EXACT), *tail], logs / "filter")


def remove(
    documents: Path, work: Path, tail: list[Any], cluster: Cluster = LOCAL, buckets: int = CONFIG.num_buckets
) -> dict[str, Any]:
    """One document of each cluster of JSONL in `documents` goes through `tail`; the filter's counts."""
    signatures, found, clusters = (str(work / name) for name in ("signatures", "buckets", "clusters"))
    config, logs = replace(CONFIG, num_buckets=buckets), work / "logs"
    reader = JsonlReader(str(documents), add_file_path=False)
    cluster.run([reader, Signatures(signatures, config)], logs / "signatures")
    cluster.run([MinhashDedupBuckets(signatures, found, config=config)], logs / "buckets", buckets)
    cluster.run([MinhashDedupCluster(found, clusters, config=config)], logs / "clusters", 1)
    return cluster.run([reader, MinhashDedupFilter(clusters), *tail], logs / "filter")
