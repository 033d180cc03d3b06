"""Llama-like decoders (Llama, Mistral, Qwen2) as a fused graph, from config.json and safetensors alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import TensorProto

from codegen_magic.export.graph import CONTRIB, KINDS, Graph
from codegen_magic.export.weights import Weights

def build(graph: Graph, config: dict[str, Any], weights: Weights) -> None:
    heads, hidden = config["num_attention_heads"], config["hidden_size"]
    kv_heads = config.get("num_key_value_heads") or heads
    size = config.get("head_dim") or hidden // heads
    eps = config["rms_norm_eps"]
    F = TensorProto.FLOAT
    ids = graph.input("input_ids", TensorProto.INT64, ["batch", "new"])
    graph.input("lengths", TensorProto.INT32, ["batch"])
    graph.input("total", TensorProto.INT32, [1])
    graph.input("logits_from", TensorProto.INT64, [1])
    embed = weights["model.embed_tokens.weight"]
    from codegen_magic.export import blocks
    c, s = blocks.to_8_bits(embed)
    if graph.precision.startswith("int") :
        (x,) = graph.node("GatherBlockQuantized", [graph.view("embed.codes8", graph.tensor("head.codes8", c), [len(c), embed.shape[1]]), ids, graph.tensor("head.scale8", s)], domain=CONTRIB, bits=8, block_size=32, gather_axis=0, quantize_axis=1)
    else:
        (x,) = graph.node("Gather", [graph.tensor("embed", embed), ids])
    theta = config["rope_parameters"]["rope_theta"]
    inv = 1.0 / theta ** (np.arange(0, size, 2) / size)
    angle = np.outer(np.arange(config["max_position_embeddings"]), inv)
    cos, sin = graph.tensor("cos", np.cos(angle).astype(np.float32)), graph.tensor("sin", np.sin(angle).astype(np.float32))
    pend = None
    def norm(x, pend, name):
        g = graph.tensor(name, weights[name])
        if pend is None:
            (y,) = graph.node("SimplifiedLayerNormalization", [x, g], epsilon=eps, axis=-1, stash_type=1)
            return y, x
        y, _, _, x = graph.node("SkipSimplifiedLayerNormalization", [x, pend, g], [f"{name}.y", "", "", f"{name}.x"], domain=CONTRIB, epsilon=eps)
        return y, x
    for n in range(config["num_hidden_layers"]):
        p = f"model.layers.{n}."
        y, x = norm(x, pend, p + "input_layernorm.weight")
        qkv = np.concatenate([weights[p + f"self_attn.{k}_proj.weight"] for k in "qkv"])
        qkv = graph.linear(y, p + "qkv", qkv)
        shape = ["batch", kv_heads, "capacity", size]
        past = [graph.input(f"past_key_values.{n}.{k}", F, shape) for k in ("key", "value")]
        present = [graph.output(f"present.{n}.{k}", F, shape) for k in ("key", "value")]
        a, *_ = graph.node("GroupQueryAttention", [qkv, "", "", *past, "lengths", "total", cos, sin], [p + "attn", *present], domain=CONTRIB, num_heads=heads, kv_num_heads=kv_heads, do_rotary=1)
        pend = graph.linear(a, p + "o", weights[p + "self_attn.o_proj.weight"])
        y, x = norm(x, pend, p + "post_attention_layernorm.weight")
        if graph.packed:
            gu = graph.linear(y, p + "gate_up", np.concatenate([weights[p + "mlp.gate_proj.weight"], weights[p + "mlp.up_proj.weight"]]))
            g, u = graph.node("Split", [gu], 2, axis=-1, num_outputs=2)
        else:
            g = graph.linear(y, p + "gate", weights[p + "mlp.gate_proj.weight"]); u = graph.linear(y, p + "up", weights[p + "mlp.up_proj.weight"])
        if graph.quick:
            (g,) = graph.node("QuickGelu", [g], domain=CONTRIB, alpha=1.0)
        else:
            (sg,) = graph.node("Sigmoid", [g]); (g,) = graph.node("Mul", [g, sg])
        (m,) = graph.node("Mul", [g, u])
        pend = graph.linear(m, p + "down", weights[p + "mlp.down_proj.weight"])
    big = graph.tensor("end", np.array([2**31 - 1], np.int64)); one = graph.tensor("axis", np.array([1], np.int64))
    (x,) = graph.node("Slice", [x, "logits_from", big, one]); (pend,) = graph.node("Slice", [pend, "logits_from", big, one])
    y, x = norm(x, pend, "model.norm.weight")
    out = graph.linear(y, "head", embed, bits=graph.head_bits)
    graph.node("Identity", [out], ["logits"])
    graph.output("logits", F, ["batch", "kept", config["vocab_size"]])
