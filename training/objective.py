"""What the engine wraps: a micro-batch in, sums of losses out.

DDP and FSDP hook into forward, so everything that touches parameters happens in here.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

from training.loss import head_loss


class Objective(nn.Module):
    def __init__(self, model: PreTrainedModel, z_loss: float) -> None:
        super().__init__()
        self.model, self.z_loss = model, z_loss

    def forward(
        self, ids: Tensor, mask: Tensor | None = None, positions: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """ids, mask, positions (B, T) -> (loss, cross-entropy), both sums over the targets.

        Without positions a row is one text: every token but the first is a target and mask is not read.
        Without mask: (logits of the last position (B, V), zero), for sampling.
        """
        attention = None if positions is None else own_program(positions)
        hidden = self.model.base_model(
            input_ids=ids, attention_mask=attention, position_ids=positions, use_cache=False
        ).last_hidden_state  # (B, T, D)
        head = self.model.get_output_embeddings()
        if mask is None:
            return head(hidden[:, -1]), hidden.new_zeros(())
        if positions is None:
            chosen, targets = hidden[:, :-1].flatten(0, 1), ids[:, 1:].flatten()
        else:
            learnt = mask[:, 1:].bool()
            chosen, targets = hidden[:, :-1][learnt], ids[:, 1:][learnt]
        return head_loss(chosen, head.weight, getattr(head, "bias", None), targets, self.z_loss)


def own_program(positions: Tensor) -> Tensor:
    """Attention mask (B, 1, T, T), True where a token may look: back, and inside its own program."""
    program = (positions == 0).cumsum(-1)  # (B, T)
    same = program[:, :, None] == program[:, None, :]
    return torch.tril(same)[:, None]
