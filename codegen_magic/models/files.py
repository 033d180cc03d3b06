"""Which files of a model's repository are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen_magic.models.folder import GRAPHS, SMALL_GRAPH

EXACT_BYTES = 10**9  # a ready 32-bit export up to here is taken before a 4-bit one

# Everything but the weights. Code, images and other formats' weights are left where they are.
TEXT_FILES = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
    "tokenizer.model",
    "chat_template.jinja",
    "chat_template.json",
    "LICENSE",
    "LICENSE.txt",
    "LICENSE.md",
)


def choose_files(names: Iterable[str], graph: str = "") -> list[str]:
    """The files to take: texts, and the graph with its data, or safetensors, or pytorch_model*.bin."""
    found = list(names)
    names = [name for name in found if "/" not in name]
    texts = [name for name in names if name in TEXT_FILES]
    if graph:
        return sorted(texts + graph_files(found, graph))
    safe = [name for name in names if name.endswith(".safetensors") and name.startswith("model")]
    if safe:
        return sorted(texts + safe + [name for name in names if name == "model.safetensors.index.json"])
    return sorted(
        texts + [name for name in names if name.startswith("pytorch_model") and name.endswith(".bin")]
    )


def choose_graph(bytes_of: Mapping[str, int]) -> str:
    """The ready ONNX graph to take, "" if there is none. 4 bits cost small models most, and these are small in 32."""
    exact = next((name for name in GRAPHS if name in bytes_of and name != SMALL_GRAPH), "")
    if SMALL_GRAPH not in bytes_of:
        return exact
    small_enough = exact and sum(bytes_of[name] for name in graph_files(bytes_of, exact)) <= EXACT_BYTES
    return exact if small_enough else SMALL_GRAPH


def graph_files(names: Iterable[str], graph: str) -> list[str]:
    """A graph and the files that hold its data."""
    return [name for name in names if name == graph or name.startswith((f"{graph}_data", f"{graph}.data"))]


def has_weights(names: Iterable[str]) -> bool:
    return any(name.endswith((".safetensors", ".bin", ".onnx")) for name in names)


def has_tokenizer(names: Iterable[str]) -> bool:
    """tokenizer.json, or files from which it can be built without running anybody's code."""
    have = set(names)
    return "tokenizer.json" in have or {"vocab.json", "merges.txt"} <= have or "tokenizer.model" in have
