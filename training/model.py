"""CodeGen for training: transformers' own model with scaled_dot_product_attention in it.

`transformers.CodeGenForCausalLM` is the reference; nothing of its code is copied. It attends in plain
matrix products; `use_sdpa` gives the attention modules of ONE model another `_attn` of the same meaning.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from transformers import CodeGenConfig, CodeGenForCausalLM, PreTrainedModel
from transformers.models.codegen.modeling_codegen import CodeGenAttention

from training.attention import NAME, attend
from training.errors import BadStage

END_OF_TEXT = 50256  # <|endoftext|> in the GPT-2 vocabulary; CodeGen's end of text, its only special token
QKV_GROUPS = 4  # transformers fixes the grouping of qkv_proj (JAXFORMER's mp_num) at 4


@dataclass(frozen=True)
class Shape:
    """A model's dimensions, in the paper's words."""

    layers: int
    hidden: int
    heads: int
    rotary_dim: int
    vocab: int = 51200  # embedding rows, more than the tokenizer has
    context: int = 2048


# Source: the published config.json files.
SIZES = {
    "350M": Shape(20, 1024, 16, 32),
    "2B": Shape(32, 2560, 32, 64),
    "6B": Shape(33, 4096, 16, 64),
    "16B": Shape(34, 6144, 24, 64),
}


class SdpaCodeGenAttention(CodeGenAttention):
    """CodeGenAttention whose scores are never materialised."""

    def _attn(
        self, query: Tensor, key: Tensor, value: Tensor, attention_mask: Tensor | None = None
    ) -> tuple[Tensor, None]:
        """query (B, H, Tq, C), key and value (B, H, Tk, C), mask (B or 1, 1, Tq, Tk) or None for causal."""
        dropout = self.attn_dropout.p if self.training else 0.0
        return attend(query, key, value, attention_mask, dropout), None


def use_sdpa(model: PreTrainedModel) -> PreTrainedModel:
    """Let `model` attend as `attention` says, in place, where it would by SDPA or is a CodeGen."""
    for module in model.modules():
        if type(module) is CodeGenAttention:
            module.__class__ = SdpaCodeGenAttention
    if isinstance(model, CodeGenForCausalLM):
        # With "sdpa" create_causal_mask gives None where plain causality is enough.
        model.config._attn_implementation = "sdpa"
    elif model.config._attn_implementation == "sdpa":
        model.config._attn_implementation = NAME
    return model


def config_of(shape: Shape) -> CodeGenConfig:
    """The transformers config of a shape; BadStage if no CodeGen can have it."""
    if shape.hidden % shape.heads or shape.heads % QKV_GROUPS:
        raise BadStage(
            f"model.heads = {shape.heads} must be a multiple of {QKV_GROUPS} and "
            f"divide model.hidden = {shape.hidden}"
        )
    if shape.rotary_dim % 2 or shape.rotary_dim > shape.hidden // shape.heads:
        raise BadStage(
            f"model.rotary_dim = {shape.rotary_dim} must be even and at most the head dimension "
            f"{shape.hidden // shape.heads}"
        )
    end = END_OF_TEXT if shape.vocab > END_OF_TEXT else 0
    return CodeGenConfig(
        vocab_size=shape.vocab,
        n_positions=shape.context,
        n_ctx=shape.context,
        n_embd=shape.hidden,
        n_layer=shape.layers,
        n_head=shape.heads,
        rotary_dim=shape.rotary_dim,
        bos_token_id=end,
        eos_token_id=end,
    )


def create(shape: Shape, seed: int = 0) -> CodeGenForCausalLM:
    """A freshly initialised fp32 model of this shape."""
    model = CodeGenForCausalLM(config_of(shape))
    initialise(model, seed)
    use_sdpa(model)
    return model


@torch.no_grad()
def initialise(model: CodeGenForCausalLM, seed: int) -> None:
    """JAXFORMER's initialisation: truncated normal everywhere, biases 0, LayerNorms 1 and 0.

    Deviations: block output projections (2 / layers) / sqrt(hidden), embeddings 1 / sqrt(vocab),
    the rest 1 / sqrt(fan in). Draws come from `seed` alone, in the order of the modules.
    """
    generator = torch.Generator().manual_seed(seed)
    config = model.config
    for name, module in model.named_modules():
        if isinstance(module, nn.LayerNorm):
            module.reset_parameters()
        if not isinstance(module, nn.Linear | nn.Embedding):
            continue
        if isinstance(module, nn.Embedding):
            std = 1 / math.sqrt(module.num_embeddings)
        elif name.endswith(("out_proj", "fc_out")):
            std = 2 / config.n_layer / math.sqrt(config.n_embd)
        else:
            std = 1 / math.sqrt(module.in_features)
        nn.init.trunc_normal_(module.weight, std=std, a=-2 * std, b=2 * std, generator=generator)
        if getattr(module, "bias", None) is not None:
            module.bias.zero_()


@lru_cache
def count_parameters(shape: Shape) -> int:
    """Exact number of parameters, without allocating any."""
    with torch.device("meta"):
        model = CodeGenForCausalLM(config_of(shape))
    return sum(p.numel() for p in model.parameters())


def layers_of(model: PreTrainedModel) -> nn.ModuleList:
    """The transformer blocks of a CodeGen or of a Llama-like model."""
    base = model.base_model
    return base.h if hasattr(base, "h") else base.layers


def flops_per_token(model: PreTrainedModel, context: int) -> float:
    """Floating-point operations of one training token, forward and backward (6 N + 12 L d T).

    N leaves out the input embedding, which multiplies nothing; attention counts the full square.
    Source: appendix B of the PaLM paper (arXiv 2204.02311).
    """
    config = model.config
    embedding = model.get_input_embeddings().weight
    tied = bool(getattr(config, "tie_word_embeddings", False))
    used = sum(p.numel() for p in model.parameters()) - (0 if tied else embedding.numel())
    return 6.0 * used + 12.0 * config.num_hidden_layers * config.hidden_size * context
