"""What a model knows between steps: validation loss and greedy samples. Every process takes part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from accelerate import Accelerator
from tokenizers import Tokenizer
from torch import nn

from training.batches import Batches, Plan
from training.rows import Rows


@torch.no_grad()
def validation_loss(
    objective: nn.Module, rows: Rows, rows_per_batch: int, limit: int, accelerator: Accelerator
) -> float:
    """Mean cross-entropy in nats a target token over `limit` rows (0: all), spread evenly over the set."""
    batches = Batches(rows, Plan(rows_per_batch, rows_per_batch))
    count = min(limit or len(rows), len(rows))
    chosen = np.linspace(0, len(rows) - 1, count).astype(np.int64)
    chunks = [chosen[i : i + rows_per_batch] for i in range(0, count, rows_per_batch)]
    rounds = -(-len(chunks) // accelerator.num_processes)
    sums = torch.zeros(2, dtype=torch.float64, device=accelerator.device)  # entropy, targets
    objective.eval()
    for number in range(rounds):
        place = number * accelerator.num_processes + accelerator.process_index
        batch = batches.read(chunks[place] if place < len(chunks) else chunks[0])
        tensors = [
            None if a is None else torch.from_numpy(a).to(accelerator.device)
            for a in (batch.ids, batch.mask, batch.positions)
        ]
        _, entropy = objective(*tensors)
        if place < len(chunks):  # every process makes the same number of calls; some for nothing
            sums += torch.stack([entropy.double(), tensors[1].sum().double()])
    objective.train()
    total, targets = accelerator.reduce(sums, "sum").tolist()
    return total / max(1.0, targets)


@torch.no_grad()
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
