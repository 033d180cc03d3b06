"""Cross-entropy and z-loss on chosen positions, without ever holding all logits.

The vocabulary is 50 times wider than the hidden state, so logits (N, V) in fp32 would be the largest
tensors of the whole step. Here they live for one chunk of positions; their gradient is made while they
are there, which costs no second pass.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

CHUNK = 512  # positions at a time: 100 MB of fp32 logits at 51,200 rows
ROUND = 64  # the last chunk's products are of a multiple of it: a CPU's library keeps memory for each shape it meets


class _HeadLoss(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Tensor | None, targets: Tensor, z_loss: float
    ) -> tuple[Tensor, Tensor]:
        needs_grad = any(ctx.needs_input_grad[:3])
        weight_dtype, weight = weight.dtype, weight.to(hidden.dtype)
        grad_hidden = torch.empty_like(hidden) if needs_grad else None
        grad_weight = torch.zeros(weight.shape, device=weight.device) if ctx.needs_input_grad[1] else None
        grad_bias = torch.zeros(weight.shape[0], device=weight.device) if ctx.needs_input_grad[2] else None
        entropy = hidden.new_zeros((), dtype=torch.float32)
        penalty = hidden.new_zeros((), dtype=torch.float32)
        for start in range(0, hidden.shape[0], CHUNK):
            target = targets[start : start + CHUNK, None]
            n = len(target)
            h = _rounded(hidden[start : start + CHUNK])  # (n and some, D)
            logits = (h @ weight.T)[:n].float()  # (n, V)
            if bias is not None:
                logits += bias
            top, wanted = logits.amax(-1, keepdim=True), logits.gather(1, target)  # (n, 1)
            total = logits.sub_(top).exp_().sum(-1, keepdim=True)  # in place: logits are the largest tensor
            lse = top + total.log()
            entropy += (lse - wanted).sum()
            penalty += z_loss * lse.square().sum()
            if not needs_grad:
                continue
            # d entropy = softmax - onehot; d penalty = 2 z lse softmax
            logits.mul_((1 + 2 * z_loss * lse) / total)
            logits.scatter_add_(1, target, torch.full_like(lse, -1.0))
            grad = _rounded(logits.to(h.dtype))
            grad_hidden[start : start + CHUNK] = (grad @ weight)[:n]
            if grad_weight is not None:
                grad_weight += grad.T @ h
            if grad_bias is not None:
                grad_bias += logits.sum(0)
        ctx.save_for_backward(grad_hidden, grad_weight, grad_bias)
        ctx.dtypes = (weight_dtype, bias.dtype if bias is not None else None)
        ctx.mark_non_differentiable(entropy)
        return entropy + penalty, entropy

    @staticmethod
    def backward(ctx: Any, grad_total: Tensor, _: Tensor) -> tuple[Tensor | None, ...]:
        hidden, weight, bias = ctx.saved_tensors
        weight_dtype, bias_dtype = ctx.dtypes
        return (
            None if hidden is None else hidden * grad_total.to(hidden.dtype),
            None if weight is None else weight.mul_(grad_total).to(weight_dtype),
            None if bias is None else bias.mul_(grad_total).to(bias_dtype),
            None,
            None,
        )


def _rounded(rows: Tensor) -> Tensor:
    """(n, X) with rows of zeros below, up to a multiple of ROUND."""
    missing = -len(rows) % ROUND
    return F.pad(rows, (0, 0, 0, missing)) if missing else rows


def head_loss(
    hidden: Tensor, weight: Tensor, bias: Tensor | None, targets: Tensor, z_loss: float = 0.0
) -> tuple[Tensor, Tensor]:
    """Sums over N positions: (cross-entropy + z_loss * logsumexp^2, cross-entropy alone, without gradient).

    hidden (N, D), weight (V, D), bias (V,) or None, targets (N,) int64. The product runs in hidden's
    precision (bf16 under autocast), the sums in fp32.
    """
    if torch.is_autocast_enabled(hidden.device.type):
        hidden = hidden.to(torch.get_autocast_dtype(hidden.device.type))
    with torch.autocast(hidden.device.type, enabled=False):
        return _HeadLoss.apply(hidden, weight, bias, targets, z_loss)
