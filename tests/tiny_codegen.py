"""A tiny CodeGen checkpoint in the layout in which the real ones are published."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from tokenizers import ByteLevelBPETokenizer
from transformers import CodeGenConfig, CodeGenForCausalLM

CORPUS = [
    "import numpy as np\n\ndef mean(values):\n    return sum(values) / len(values)\n",
    "# Group the rows by name.\nfor name, rows in table.items():\n    print(name, len(rows))\n",
] * 4
VOCABULARY = 300  # the last id is <|endoftext|>
ADDED = [" " * n for n in range(5, 1, -1)] + ["\t\t"]  # ordinary tokens, as in the Multi and Mono models
EMBEDDING = 384  # padded, as the real 51,200


def write_published_codegen(folder: Path, seed: int = 0) -> CodeGenForCausalLM:
    """pytorch_model.bin, config.json and vocab.json + merges.txt; returns the model in float32."""
    folder.mkdir(parents=True, exist_ok=True)
    end = _write_tokenizer(folder)
    torch.manual_seed(seed)
    config = CodeGenConfig(
        vocab_size=EMBEDDING, n_positions=128, n_ctx=128, n_embd=32, n_layer=2, n_head=4, rotary_dim=4
    )
    model = CodeGenForCausalLM(config).eval()
    state = {name: tensor.half() for name, tensor in model.state_dict().items()}
    for layer in range(config.n_layer):  # saved by the releases that published the models
        mask = torch.tril(torch.ones(128, 128, dtype=torch.uint8)).view(1, 1, 128, 128)
        state[f"transformer.h.{layer}.attn.causal_mask"] = mask
    torch.save(state, folder / "pytorch_model.bin")
    published = {
        "activation_function": "gelu_new",
        "architectures": ["CodeGenForCausalLM"],
        "attn_pdrop": 0.0,
        "bos_token_id": 1,
        "embd_pdrop": 0.0,
        "eos_token_id": end,
        "gradient_checkpointing": False,
        "initializer_range": 0.02,
        "layer_norm_epsilon": 1e-05,
        "model_type": "codegen",
        "n_ctx": 128,
        "n_embd": 32,
        "n_head": 4,
        "n_inner": None,
        "n_layer": 2,
        "n_positions": 128,
        "resid_pdrop": 0.0,
        "rotary_dim": 4,
        "scale_attn_weights": True,
        "summary_activation": None,
        "summary_use_proj": True,
        "task_specific_params": {
            "text-generation": {"do_sample": True, "max_length": 50, "temperature": 1.0}
        },
        "tie_word_embeddings": False,
        "tokenizer_class": "GPT2Tokenizer",
        "torch_dtype": "float16",
        "transformers_version": "4.21.0.dev0",
        "use_cache": True,
        "vocab_size": EMBEDDING,
    }
    (folder / "config.json").write_text(json.dumps(published))
    model.load_state_dict({name: t.float() for name, t in state.items() if "causal_mask" not in name})
    return model


def _write_tokenizer(folder: Path) -> int:
    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(CORPUS, vocab_size=VOCABULARY - 1, show_progress=False)
    vocabulary = tokenizer.get_vocab()
    end = len(vocabulary)
    tokenizer.save_model(str(folder))
    vocabulary["<|endoftext|>"] = end
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    (folder / "added_tokens.json").write_text(json.dumps({text: end + 1 + i for i, text in enumerate(ADDED)}))
    special = dict.fromkeys(("bos_token", "eos_token", "unk_token"), "<|endoftext|>")
    (folder / "special_tokens_map.json").write_text(json.dumps(special))
    settings = special | {
        "add_prefix_space": False,
        "model_max_length": 128,
        "tokenizer_class": "CodeGenTokenizer",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return end
