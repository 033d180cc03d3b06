"""Llama-like decoders (Llama, Mistral, Qwen2) as a fused graph, from config.json and safetensors alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from onnx import TensorProto

from codegen_magic.errors import ModelBroken
from codegen_magic.export.blocks import Array
from codegen_magic.export.graph import CONTRIB, Graph
from codegen_magic.export.weights import Weights

FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
FAMILIES = ("llama", "mistral", "qwen2")


NEEDED = (
    "num_attention_heads",
    "num_hidden_layers",
    "hidden_size",
    "intermediate_size",
    "vocab_size",
    "max_position_embeddings",
    "rms_norm_eps",
)


@dataclass(frozen=True)
class Shape:
    """The sizes that a graph needs, with config.json's defaults filled in."""

    layers: int
    hidden: int
    heads: int
    kv_heads: int
    head_size: int
    vocabulary: int
    positions: int
    theta: float
    epsilon: float

    @classmethod
    def read(cls, config: dict[str, Any]) -> Shape:
        missing = [key for key in NEEDED if not config.get(key)]
        if missing:
            raise ModelBroken(f"config.json says no {', '.join(missing)}: it is not whole")
        heads = config["num_attention_heads"]
        rope = config.get("rope_parameters") or {}
        return cls(
            layers=config["num_hidden_layers"],
            hidden=config["hidden_size"],
            heads=heads,
            kv_heads=config.get("num_key_value_heads") or heads,
            head_size=config.get("head_dim") or config["hidden_size"] // heads,
            vocabulary=config["vocab_size"],
            positions=config["max_position_embeddings"],
            theta=float(rope.get("rope_theta") or config.get("rope_theta") or 10_000.0),
            epsilon=config["rms_norm_eps"],
        )


def unsupported(config: dict[str, Any]) -> str:
    """Why this builder cannot make the model's graph, or ""."""
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
    kind = rope.get("rope_type") or rope.get("type") or "default"
    if config.get("model_type") not in FAMILIES:
        return f"model type {config.get('model_type')}"
    if kind != "default":
        return f"rope type {kind}"
    if config.get("hidden_act", "silu") not in ("silu", "swish"):
        return f"activation {config['hidden_act']}"
    if config.get("sliding_window") and config.get("use_sliding_window", config["model_type"] == "mistral"):
        return "sliding window"
    shape = Shape.read(config)
    if shape.head_size % 16 or shape.hidden % 32 or config["intermediate_size"] % 32:
        return "sizes that are no multiples of 32 (16 for a head)"
    return ""


def build(graph: Graph, config: dict[str, Any], weights: Weights) -> None:
    """Add the whole decoder to `graph`."""
    shape = Shape.read(config)
    ids = graph.input("input_ids", INT64, ["batch", "new"])
    graph.input("lengths", INT32, ["batch"])
    graph.input("total", INT32, [1])
    graph.input("logits_from", INT64, [1])
    x = graph.embedding(ids, "embedding", weights["model.embed_tokens.weight"])
    tables = rotary(graph, shape)
    stream = Stream(graph, shape.epsilon, x)
    for layer in range(shape.layers):
        prefix = f"model.layers.{layer}."
        y = stream.norm(prefix + "input_layernorm.weight", weights)
        stream.add(attention(graph, shape, layer, y, tables, weights))
        y = stream.norm(prefix + "post_attention_layernorm.weight", weights)
        stream.add(feed_forward(graph, prefix + "mlp.", y, weights))
    stream.keep_from("logits_from")
    y = stream.norm("model.norm.weight", weights)
    tied = config.get("tie_word_embeddings", False) or "lm_head.weight" not in weights
    graph.head(y, "embedding" if tied else "lm_head", None if tied else weights["lm_head.weight"])
    graph.output("logits", FLOAT, ["batch", "kept", shape.vocabulary])


class Stream:
    """The residual stream: sums are left to the next norm, which adds and normalises in one node."""

    def __init__(self, graph: Graph, epsilon: float, x: str) -> None:
        self._graph, self._epsilon = graph, epsilon
        self._x, self._pending = x, ""

    def add(self, value: str) -> None:
        self._pending = value

    def norm(self, name: str, weights: Weights) -> str:
        gamma = self._graph.tensor(name, weights[name])
        if not self._pending:
            inputs = [self._x, gamma]
            return self._graph.node("SimplifiedLayerNormalization", inputs, epsilon=self._epsilon, axis=-1)[0]
        inputs, outputs = [self._x, self._pending, gamma], [f"{name}.y", "", "", f"{name}.x"]
        operator = "SkipSimplifiedLayerNormalization"
        self._graph.node(operator, inputs, outputs, domain=CONTRIB, epsilon=self._epsilon)
        self._x = f"{name}.x"
        return f"{name}.y"

    def keep_from(self, start: str) -> None:
        """Only positions from `start` on: the output matrix is as large as half the layers."""
        end = self._graph.tensor("end", np.array([np.iinfo(np.int64).max]))
        axis = self._graph.tensor("axis", np.array([1]))
        self._x, self._pending = (
            self._graph.node("Slice", [value, start, end, axis])[0] for value in (self._x, self._pending)
        )


def rotary(graph: Graph, shape: Shape) -> list[str]:
    """The cosine and sine tables (positions, head size / 2)."""
    frequencies = shape.theta ** (-np.arange(0, shape.head_size, 2) / shape.head_size)
    angles = np.outer(np.arange(shape.positions), frequencies)
    tables = {"cos": np.cos(angles), "sin": np.sin(angles)}
    return [graph.tensor(f"rotary.{name}", table.astype(np.float32)) for name, table in tables.items()]


def attention(graph: Graph, shape: Shape, layer: int, x: str, tables: list[str], weights: Weights) -> str:
    """One projection for queries, keys and values; rotation, cache and attention in one node."""
    prefix = f"model.layers.{layer}.self_attn."
    weight, bias = stacked(weights, [f"{prefix}{part}_proj." for part in "qkv"])
    qkv = graph.linear(x, prefix + "qkv", weight, bias)
    cache: list[str | int] = ["batch", shape.kv_heads, "capacity", shape.head_size]
    past = [graph.input(f"past_key_values.{layer}.{part}", FLOAT, cache) for part in ("key", "value")]
    present = [graph.output(f"present.{layer}.{part}", FLOAT, cache) for part in ("key", "value")]
    y, *_ = graph.node(
        "GroupQueryAttention",
        [qkv, "", "", *past, "lengths", "total", *tables],
        [prefix + "y", *present],
        domain=CONTRIB,
        num_heads=shape.heads,
        kv_num_heads=shape.kv_heads,
        do_rotary=1,
    )
    return graph.linear(
        y, prefix + "o_proj", weights[prefix + "o_proj.weight"], weights.get(prefix + "o_proj.bias")
    )


def feed_forward(graph: Graph, prefix: str, x: str, weights: Weights) -> str:
    """silu(x gate) * (x up), down; one projection for gate and up."""
    weight, bias = stacked(weights, [f"{prefix}{part}_proj." for part in ("gate", "up")])
    gate, up = graph.node(
        "Split", [graph.linear(x, prefix + "gate_up", weight, bias)], 2, axis=-1, num_outputs=2
    )
    (silu,) = graph.node("QuickGelu", [gate], domain=CONTRIB, alpha=1.0)
    (y,) = graph.node("Mul", [silu, up])
    return graph.linear(
        y, prefix + "down", weights[prefix + "down_proj.weight"], weights.get(prefix + "down_proj.bias")
    )


def stacked(weights: Weights, names: list[str]) -> tuple[Array, Array | None]:
    """Weights (N, K) and biases (N,) of layers that multiply the same value, below each other."""
    biases = [weights.get(name + "bias") for name in names]
    bias = np.concatenate([b for b in biases if b is not None]) if biases[0] is not None else None
    return np.concatenate([weights[name + "weight"] for name in names]), bias
