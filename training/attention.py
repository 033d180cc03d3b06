"""Attention of rows in bf16 on a CPU, as the matrix products that it is.

torch's fused kernel saves memory; on a CPU with bf16 matrix units its backward pass takes twice as long as
the products (benchmarks/RESULTS.md). Rows of training are short enough to keep their probabilities.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

LONGEST = 1024  # tokens of a row whose probabilities are kept: 2 bytes for each head and pair of tokens
NAME = "codegen_magic_products"  # in transformers' table of attention functions


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, dropout: float = 0.0) -> Tensor:
    """query, key and value (B, H, T, C), mask (B or 1, 1, T, T), True where a token may look, or None for causal
    -> (B, H, T, C) in value's precision.
    """
    if products_are_faster(query, key, value, mask, dropout):
        return by_products(query, key, value, mask)
    return F.scaled_dot_product_attention(
        query.to(value.dtype),  # rotary angles are fp32 and promote query and key
        key.to(value.dtype),
        value,
        attn_mask=mask,
        dropout_p=dropout,
        is_causal=mask is None and query.shape[-2] > 1,
    )


def by_products(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """The same where products are faster; key and value may have fewer heads, (B, K, T, C) with H a multiple of K."""
    if mask is None:
        mask = torch.ones(key.shape[-2], key.shape[-2], dtype=torch.bool).tril()[None, None]
    return products(query.to(value.dtype), key.to(value.dtype), value, mask)[0]


def products_are_faster(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, dropout: float
) -> bool:
    return (
        not dropout
        and value.device.type == "cpu"
        and value.dtype == torch.bfloat16
        and torch.is_grad_enabled()
        and query.shape[-2] == key.shape[-2] <= LONGEST
        and (mask is None or mask.dtype == torch.bool)
    )


@torch.library.custom_op("codegen_magic::products", mutates_args=())
def products(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """(the output (B, H, T, C), the probabilities (B, H, T, T)). The compiler leaves it as it is."""
    _, heads, length, channels = query.shape
    scaled = _grouped(query, key) * channels**-0.5
    scores = torch.bmm(scaled, _grouped(key, key).transpose(1, 2)).view(-1, heads, length, length)
    scores.add_(torch.zeros(mask.shape, dtype=scores.dtype).masked_fill_(~mask, -torch.inf))
    probabilities = scores.softmax(-1)
    return torch.bmm(_grouped(probabilities, key), _grouped(value, key)).view(query.shape), probabilities


@products.register_fake
def _(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    return query.new_empty(query.shape), query.new_empty((*query.shape[:3], key.shape[2]))


@torch.library.custom_op("codegen_magic::products_backward", mutates_args=())
def products_backward(
    grad: Tensor, query: Tensor, key: Tensor, value: Tensor, probabilities: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Gradients of query, key and value from that of the output."""
    p, g = _grouped(probabilities, key), _grouped(grad, key)
    grad_value = torch.bmm(p.transpose(1, 2), g)
    grad_p = torch.bmm(g, _grouped(value, key).transpose(1, 2))
    grad_scores = torch._softmax_backward_data(grad_p, p, -1, p.dtype)
    scale = query.shape[-1] ** -0.5
    grad_query = torch.bmm(grad_scores, _grouped(key, key)) * scale
    grad_key = torch.bmm(grad_scores.transpose(1, 2), _grouped(query, key) * scale)
    return grad_query.view(query.shape), grad_key.view(key.shape), grad_value.view(value.shape)


@products_backward.register_fake
def _(
    grad: Tensor, query: Tensor, key: Tensor, value: Tensor, probabilities: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    return query.new_empty(query.shape), key.new_empty(key.shape), value.new_empty(value.shape)


def _grouped(tensor: Tensor, key: Tensor) -> Tensor:
    """(B, H, T, X) -> (B K, H/K T, X): the heads that share a key's head below each other."""
    return tensor.reshape(key.shape[0] * key.shape[1], -1, tensor.shape[-1])


def _keep(ctx: Any, inputs: tuple[Tensor, ...], output: tuple[Tensor, Tensor]) -> None:
    ctx.save_for_backward(*inputs[:3], output[1])
    ctx.mark_non_differentiable(output[1])


def _backward(ctx: Any, grad: Tensor, _: Tensor) -> tuple[Tensor | None, ...]:
    return *products_backward(grad, *ctx.saved_tensors), None


products.register_autograd(_backward, setup_context=_keep)


def attention_of_a_layer(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    **settings: Any,
) -> tuple[Tensor, None]:
    """transformers' own SDPA, but by products where these are faster: -> (B, T, H, C)."""
    usual = settings.get("scaling") in (None, value.shape[-1] ** -0.5)
    if usual and products_are_faster(query, key, value, attention_mask, settings.get("dropout", 0.0)):
        return by_products(query, key, value, attention_mask).transpose(1, 2), None
    return sdpa_attention_forward(module, query, key, value, attention_mask, **settings)


AttentionInterface.register(NAME, attention_of_a_layer)
AttentionMaskInterface.register(NAME, sdpa_mask)
