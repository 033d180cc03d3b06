"""Tiny random models with a byte tokenizer, in folders, for the tests of exports and backends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import AutoModelForCausalLM, CodeGenConfig, GPT2Config, LlamaConfig, Qwen2Config

END = "<|endoftext|>"

_LLAMA: dict[str, Any] = {
    "vocab_size": 288,
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 1024,
    "eos_token_id": 256,
    "bos_token_id": 256,
}
_GPT: dict[str, Any] = {
    "vocab_size": 288,
    "n_embd": 64,
    "n_layer": 2,
    "n_head": 4,
    "n_positions": 1024,
    "n_ctx": 1024,
    "eos_token_id": 256,
    "bos_token_id": 256,
}
CONFIGS = {
    "llama": lambda: LlamaConfig(**_LLAMA, tie_word_embeddings=True),
    "qwen2": lambda: Qwen2Config(**_LLAMA, tie_word_embeddings=False),
    "codegen": lambda: CodeGenConfig(**_GPT, rotary_dim=8, tie_word_embeddings=False),
    "gpt2": lambda: GPT2Config(**_GPT),
}


def tiny_folder(kind: str, folder: Path) -> Path:
    """Write a model folder of one kind, with weights large enough that mistakes show in its logits."""
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_config(CONFIGS[kind]()).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 2:
                parameter.mul_(4)
            elif name.endswith("bias"):
                parameter.normal_(0, 0.1)
    model.save_pretrained(folder)
    byte_tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps({"eos_token": END}), encoding="utf-8")
    return folder


def byte_tokenizer() -> Tokenizer:
    """One id a byte, and one that ends the text."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE({letter: i for i, letter in enumerate(letters)}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([END])
    return tokenizer
