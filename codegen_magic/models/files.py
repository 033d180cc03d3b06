"""Which files of a model's repository are taken."""

from __future__ import annotations

from collections.abc import Iterable

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


def choose_files(names: Iterable[str]) -> list[str]:
    """The files to take: texts, and safetensors, or pytorch_model*.bin where there are none."""
    names = [name for name in names if "/" not in name]
    texts = [name for name in names if name in TEXT_FILES]
    safe = [name for name in names if name.endswith(".safetensors") and name.startswith("model")]
    if safe:
        return sorted(texts + safe + [name for name in names if name == "model.safetensors.index.json"])
    return sorted(
        texts + [name for name in names if name.startswith("pytorch_model") and name.endswith(".bin")]
    )


def has_weights(names: Iterable[str]) -> bool:
    return any(name.endswith((".safetensors", ".bin")) for name in names)


def has_tokenizer(names: Iterable[str]) -> bool:
    """tokenizer.json, or files from which it can be built without running anybody's code."""
    have = set(names)
    return "tokenizer.json" in have or {"vocab.json", "merges.txt"} <= have or "tokenizer.model" in have
