"""Near-duplicates by MinHash, datatrove's four steps: signatures, buckets, clusters, filter.

The words are identifiers and numbers, not a natural language's: datatrove's own splitters need a model.
"""

from __future__ import annotations

import contextlib
import os
import re
from functools import partial
from pathlib import Path
from typing import Any

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import (
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
    MinhashDedupSignature,
)
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.hashing import HashConfig
from datatrove.utils.text import TextNormConfig
from loguru import logger

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
    def __init__(self, output_folder: str) -> None:
        super().__init__(output_folder, CONFIG, language="ace_Arab")  # any that needs no model to construct
        self.word_tokenizer = Words()


# One task after the other in this process; datatrove's own default starts all at once.
LOCAL = partial(LocalPipelineExecutor, workers=1)


def quietly(executor: Any) -> Any:
    """Run without datatrove's account of every file; it stays in the executor's logging_dir."""
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
        statistics = executor.run()
        logger.remove()  # its handler writes to `nowhere`
    return statistics


def remove(documents: Path, out: Path, work: Path, executor: Any = LOCAL, tasks: int = 1) -> Any:
    """JSONL in `documents` -> JSONL in `out`, one document of each cluster kept; the filter's statistics.

    executor: a datatrove executor class; on a cluster SlurmPipelineExecutor or RayPipelineExecutor with
    its own settings bound by functools.partial.
    """
    signatures, buckets, clusters = (str(work / name) for name in ("signatures", "buckets", "clusters"))
    reader = JsonlReader(str(documents))

    def run(name: str, steps: list[Any], count: int) -> Any:
        return quietly(executor(pipeline=steps, tasks=count, logging_dir=str(work / "logs" / name)))

    run("signatures", [reader, Signatures(signatures)], tasks)
    run("buckets", [MinhashDedupBuckets(signatures, buckets, config=CONFIG)], CONFIG.num_buckets)
    run("clusters", [MinhashDedupCluster(buckets, clusters, config=CONFIG)], 1)
    writer = JsonlWriter(str(out), output_filename="${rank}.jsonl", compression=None)
    return run("filter", [reader, MinhashDedupFilter(clusters), writer], tasks)
