"""Attention as plain products against torch's own."""

import pytest
import torch
import torch.nn.functional as F
from tiny import CONFIGS
from transformers import LlamaForCausalLM

from training import attention
from training.attention import attend, by_products, products_are_faster
from training.model import use_sdpa
from training.objective import own_program

SHAPE = {"heads": 6, "length": 24, "channels": 16}


def draw(heads, kv_heads, dtype):
    torch.manual_seed(0)
    shape = (2, heads, SHAPE["length"], SHAPE["channels"])
    query, grad = (torch.randn(shape) for _ in range(2))
    key, value = (torch.randn(2, kv_heads, *shape[2:]) for _ in range(2))
    return [t.to(dtype).requires_grad_() for t in (query, key, value)], grad.to(dtype)


def results(function, inputs, grad):
    output = function(*inputs)
    output.backward(grad)
    return [output.detach(), *(t.grad for t in inputs)]


@pytest.fixture
def products_used(monkeypatch):
    used = []
    monkeypatch.setattr(
        attention, "products", lambda *args: used.append(True) or torch.ops.codegen_magic.products(*args)
    )
    return used


@pytest.mark.parametrize("kv_heads", [6, 2, 1])
@pytest.mark.parametrize("packed", [False, True])
def test_products_give_what_the_fused_kernel_gives_in_fp32(kv_heads, packed):
    positions = torch.cat([torch.arange(10), torch.arange(14)])[None].expand(2, -1)
    mask = own_program(positions) if packed else None

    def reference(query, key, value):
        return F.scaled_dot_product_attention(
            query, key, value, attn_mask=mask, is_causal=mask is None, enable_gqa=True
        )

    inputs, grad = draw(6, kv_heads, torch.bfloat16)
    assert products_are_faster(*inputs, mask, 0.0)
    ours = results(lambda q, k, v: by_products(q, k, v, mask), inputs, grad)
    exact = results(reference, [t.detach().float().requires_grad_() for t in inputs], grad.float())
    for got, expected in zip(ours, exact, strict=True):
        assert got.dtype == torch.bfloat16
        torch.testing.assert_close(got.float(), expected, atol=0.04, rtol=0.04)


def test_the_gradients_are_those_of_the_function():
    inputs, _ = draw(6, 2, torch.float64)
    assert torch.autograd.gradcheck(lambda q, k, v: by_products(q, k, v, None), inputs)


@pytest.mark.parametrize("case", ["fp32", "long", "no gradient"])
def test_other_rows_are_left_to_the_fused_kernel(case, products_used, monkeypatch):
    inputs, _ = draw(6, 6, torch.float32 if case == "fp32" else torch.bfloat16)
    if case == "long":
        monkeypatch.setattr(attention, "LONGEST", SHAPE["length"] - 1)
    with torch.set_grad_enabled(case != "no gradient"):
        output = attend(*inputs, None)
    torch.testing.assert_close(output, F.scaled_dot_product_attention(*inputs, is_causal=True))
    assert not products_used


@pytest.mark.filterwarnings("ignore")  # of the compiler's own
@pytest.mark.parametrize("compiled", [False, True])
def test_a_llama_trains_as_with_its_own_attention(compiled, products_used):
    config = CONFIGS["llama"]()
    config.num_hidden_layers = 1 if compiled else 2  # each is compiled by itself
    torch.manual_seed(0)
    theirs = LlamaForCausalLM(config)
    ours = LlamaForCausalLM(config)
    ours.load_state_dict(theirs.state_dict())
    use_sdpa(ours)
    if compiled:
        for layer in ours.model.layers:
            layer.compile(dynamic=False)
    ids = torch.randint(200, (2, 24))
    gradients = []
    for model in (ours, theirs):
        with torch.autocast("cpu", torch.bfloat16):
            loss = model(input_ids=ids, labels=ids, use_cache=False).loss
        loss.backward()
        gradients.append({name: p.grad for name, p in model.named_parameters()})
    assert compiled or products_used
    for name, expected in gradients[1].items():
        difference = (gradients[0][name] - expected).norm() / expected.norm()
        assert difference < 0.02, f"{name}: {difference:.3f}"
