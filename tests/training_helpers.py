"""A tiny corpus, tokenizer and stage, made in a moment."""

import json
import random
from pathlib import Path

from training import pack, stage, turns
from training import tokenizer as tok

CONTEXT = 32
CODES = ["x = x + 1\nprint(x)", "print(x)", "x = 1 + 1 + 1 + 1"]
WORDS = [
    "import",
    "def",
    "return",
    "x",
    "y",
    "data",
    "=",
    "+",
    "(",
    ")",
    ":",
    "\n",
    "    ",
    "print",
    "sum",
    "1",
    "2",
]


def texts(count=120, seed=0):
    draw = random.Random(seed)
    return [" ".join(draw.choice(WORDS) for _ in range(draw.randint(5, 60))) for _ in range(count)]


def programs(count=40, seed=0):
    draw = random.Random(seed)
    out = []
    for _ in range(count):
        made = [
            {
                "instruction": f"add {draw.randint(1, 9)} to x",
                "grounding": "# x: int",
                "code": draw.choice(CODES),
            }
            for _ in range(draw.randint(1, 3))
        ]
        out.append({"header": "import numpy as np\n\n", "turns": made, "source": "test"})
    return out


def write_jsonl(path: Path, records):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def make_rows(folder: Path, name="train", seed=0, count=120):
    """Packed rows of layout "text" in folder/name."""
    write_jsonl(folder / f"{name}-docs" / "a.jsonl", [{"text": t} for t in texts(count, seed)])
    pack.pack(folder / f"{name}-docs", folder / name, make_tokenizer(), CONTEXT)
    return folder / name


def make_turns(folder: Path):
    """Packed rows of layout "turns"."""
    file = write_jsonl(folder / "programs.jsonl", programs())
    turns.pack_turns(file, folder / "turns", make_tokenizer(), 128)
    return folder / "turns"


def make_tokenizer():
    return tok.train([*texts(30, seed=9), "import numpy as np\n# add 1 to x\n"], 330)


def tiny_llama():
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=336,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=128,
        tie_word_embeddings=True,
    )
    return LlamaForCausalLM(config)


STAGE = """
name = "test"
steps = 20
seed = 3
[model]
layers = 2
hidden = 32
heads = 4
rotary_dim = 4
vocab = 336
context = 32
[data]
train = "{train}"
valid = {{ text = "{train}" }}
[batch]
tokens_per_step = 256
rows_per_micro_batch = 2
[optimizer]
lr = 3e-3
lr_end = 3e-4
warmup_steps = 4
[run]
precision = "fp32"
save_every = 10
validate_every = 10
validate_rows = 5
sample_prompts = ["x ="]
sample_tokens = 4
"""


def write_stage(folder: Path, train: Path) -> Path:
    path = folder / "test.toml"
    path.write_text(STAGE.format(train=train))
    return path


def load_stage(folder: Path, train: Path, *overrides: str):
    return stage.load(write_stage(folder, train), overrides)
