"""What a model knows between steps: validation loss and greedy samples. Every process takes part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from training.batches import Batches, Ints, Plan
from training.engine import Engine
from training.rows import Rows


@torch.no_grad()
def validation_loss(
    objective: nn.Module, rows: Rows, rows_per_batch: int, limit: int, engine: Engine
) -> float:
    """Mean cross-entropy in nats a target token over `limit` rows (0: all), spread evenly over the set."""
    batches = Batches(rows, Plan(rows_per_batch, rows_per_batch))
    chosen = spread(rows, limit)
    chunks = [chosen[i : i + rows_per_batch] for i in range(0, len(chosen), rows_per_batch)]
    rounds = -(-len(chunks) // engine.rows)
    sums = torch.zeros(2, dtype=torch.float64, device=engine.device)  # entropy, targets
    objective.eval()
    for number in range(rounds):
        place = number * engine.rows + engine.rank
        batch = batches.read(chunks[place] if place < len(chunks) else chunks[0])
        tensors = [
            None if a is None else torch.from_numpy(a).to(engine.device)
            for a in (batch.ids, batch.mask, batch.positions)
        ]
        _, entropy = objective(*tensors)
        if place < len(chunks):  # every process makes the same number of calls; some for nothing
            sums += torch.stack([entropy.double(), tensors[1].sum().double()])
    objective.train()
    total, targets = engine.sum(sums).tolist()
    return total / max(1.0, targets)


def spread(rows: Rows, limit: int) -> Ints:
    """Numbers of `limit` rows (0: all), evenly over the set."""
    return np.linspace(0, len(rows) - 1, min(limit or len(rows), len(rows))).astype(np.int64)


def bytes_per_target(rows: Rows, limit: int, tokenizer: Tokenizer) -> float:
    """UTF-8 bytes that a target token of these rows stands for, on average; tokens of no text count as none."""
    batch = Batches(rows, Plan(1, 1)).read(spread(rows, limit))
    targets = batch.ids[batch.mask == 1]
    return float(byte_lengths(tokenizer)[targets].mean())


def byte_lengths(tokenizer: Tokenizer) -> Ints:
    """Bytes of each id of a byte-level tokenizer, whose tokens are written with one character a byte."""
    added = tokenizer.get_added_tokens_decoder()
    lengths = np.zeros(tokenizer.get_vocab_size(with_added_tokens=True), np.int64)
    for token, number in tokenizer.get_vocab(with_added_tokens=True).items():
        if number not in added:
            lengths[number] = len(token)
        elif not added[number].special:
            lengths[number] = len(token.encode())
    return lengths


@torch.no_grad()
@torch.compiler.set_stance("force_eager")  # each length would be compiled anew
def greedy_samples(
    objective: nn.Module,
    tokenizer: Tokenizer,
    prompts: Sequence[str],
    tokens: int,
    context: int,
    device: torch.device,
) -> list[str]:
    """Each prompt continued greedily, no cache: a few short looks at the model, not a way to use it."""
    objective.eval()
    out = []
    for prompt in prompts:
        ids = tokenizer.encode(prompt, add_special_tokens=False).ids
        start = len(ids)
        for _ in range(tokens if ids else 0):
            logits, _ = objective(torch.tensor([ids[-context:]], device=device))
            ids.append(int(logits[0].argmax()))
        out.append(tokenizer.decode(ids[start:]))
    objective.train()
    return out
