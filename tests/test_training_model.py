"""The model is transformers' own: same logits, same gradients, the published counts."""

import math

import pytest
import torch
from transformers import CodeGenForCausalLM

from training import convert, loss
from training.errors import BadCheckpoint, BadStage
from training.model import SIZES, Shape, config_of, count_parameters, create

TINY = Shape(layers=3, hidden=64, heads=8, rotary_dim=4, vocab=211, context=48)


def pair():
    """The reference and ours with the same weights."""
    ours = create(TINY, seed=1)
    reference = CodeGenForCausalLM(config_of(TINY))
    reference.load_state_dict(ours.state_dict())
    return reference, ours


def ids(rows=2, length=48):
    return torch.randint(0, TINY.vocab, (rows, length), generator=torch.Generator().manual_seed(3))


@pytest.mark.parametrize(
    ("size", "count"),
    [("350M", 356_712_448), ("2B", 2_779_356_160), ("6B", 7_064_213_504), ("16B", 16_032_155_648)],
)
def test_parameter_counts_are_the_published_ones(size, count):
    assert count_parameters(SIZES[size]) == count


def test_logits_and_gradients_equal_the_reference():
    reference, ours = pair()
    for model in (reference, ours):
        model(ids(), labels=ids()).loss.backward()
    assert (reference(ids()).logits - ours(ids()).logits).abs().max() < 1e-5
    grads = dict(reference.named_parameters())
    for name, parameter in ours.named_parameters():
        assert (parameter.grad - grads[name].grad).abs().max() < 1e-5, name


def test_only_the_model_given_is_changed():
    reference, ours = pair()
    assert {type(m).__name__ for m in ours.modules()} >= {"SdpaCodeGenAttention"}
    assert "SdpaCodeGenAttention" not in {type(m).__name__ for m in reference.modules()}


def test_left_padding_and_cache_equal_the_reference():
    reference, ours = pair()
    mask = torch.ones(2, 48, dtype=torch.long)
    mask[0, :7] = 0
    positions = (mask.cumsum(-1) - 1).clamp(min=0)
    got, want = (m(ids(), attention_mask=mask, position_ids=positions).logits for m in (ours, reference))
    assert (got - want)[mask.bool()].abs().max() < 1e-5
    cached = ours(ids()[:, :40], use_cache=True)
    step = ours(ids()[:, 40:41], past_key_values=cached.past_key_values, use_cache=True).logits
    assert (step[:, 0] - reference(ids()).logits[:, 40]).abs().max() < 1e-5


def test_initialisation_is_jaxformers():
    model = create(Shape(4, 128, 4, 16, vocab=1000, context=16), seed=0)
    block = model.transformer.h[1]
    truncated = 0.8796  # std of a unit normal cut at two deviations
    expected = {
        model.transformer.wte.weight: 1 / math.sqrt(1000),
        model.lm_head.weight: 1 / math.sqrt(128),
        block.attn.qkv_proj.weight: 1 / math.sqrt(128),
        block.mlp.fc_in.weight: 1 / math.sqrt(128),
        block.attn.out_proj.weight: 2 / 4 / math.sqrt(128),
        block.mlp.fc_out.weight: 2 / 4 / math.sqrt(128),
    }
    for weight, std in expected.items():
        assert weight.std().item() == pytest.approx(std * truncated, rel=0.03)
        assert weight.abs().max().item() <= 2 * std * 1.0001
    assert block.mlp.fc_in.bias.abs().max() == 0
    assert (block.ln_1.weight == 1).all()


def test_initialisation_depends_on_the_seed_alone():
    a, b, c = create(TINY, seed=5), create(TINY, seed=5), create(TINY, seed=6)
    assert all(torch.equal(x, y) for x, y in zip(a.parameters(), b.parameters(), strict=True))
    assert not torch.equal(a.lm_head.weight, c.lm_head.weight)


@pytest.mark.parametrize("shape", [Shape(1, 60, 6, 4), Shape(1, 64, 4, 32), Shape(1, 64, 4, 3)])
def test_impossible_shapes_are_refused(shape):
    with pytest.raises(BadStage, match="must be"):
        config_of(shape)


@pytest.mark.parametrize("with_bias", [True, False])
def test_head_loss_equals_plain_cross_entropy_with_z_loss(with_bias, monkeypatch):
    monkeypatch.setattr(loss, "CHUNK", 7)  # several chunks, the last one shorter
    torch.manual_seed(0)
    hidden = torch.randn(23, 12, requires_grad=True)
    weight = torch.randn(31, 12, requires_grad=True)
    bias = torch.randn(31, requires_grad=True) if with_bias else None
    targets = torch.randint(0, 31, (23,))
    total, entropy = loss.head_loss(hidden, weight, bias, targets, z_loss=0.01)
    inputs = [t for t in (hidden, weight, bias) if t is not None]
    got = torch.autograd.grad(total / 5, inputs)

    logits = torch.nn.functional.linear(hidden, weight, bias)
    plain = torch.nn.functional.cross_entropy(logits, targets, reduction="sum")
    want_total = plain + 0.01 * logits.logsumexp(-1).square().sum()
    want = torch.autograd.grad(want_total / 5, inputs)
    assert entropy.item() == pytest.approx(plain.item(), rel=1e-5)
    assert total.item() == pytest.approx(want_total.item(), rel=1e-5)
    for a, b in zip(got, want, strict=True):
        torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-5)


def test_regrouping_qkv_keeps_every_head():
    heads, head_dim, hidden = 8, 2, 16
    names = torch.arange(3 * heads * head_dim).reshape(3, heads, head_dim)  # kind, head, channel
    rows = {mp: names.reshape(3, mp, heads // mp, head_dim).transpose(0, 1).reshape(-1) for mp in (4, 8)}
    weight8 = rows[8][:, None].expand(-1, hidden).float()
    weight4 = rows[4][:, None].expand(-1, hidden).float()
    assert torch.equal(convert.regroup_qkv(weight8, heads, mp_num=8), weight4)
    assert torch.equal(convert.regroup_qkv(weight4, heads, mp_num=4, groups=8), weight8)
    with pytest.raises(BadCheckpoint, match="6 heads"):
        convert.regroup_qkv(torch.zeros(18, 3), 6, 8)


def test_converting_a_folder_with_eight_groups_restores_the_logits(tmp_path):
    import json

    from safetensors.torch import load_file, save_file

    model = create(TINY, seed=2)
    model.save_pretrained(tmp_path / "four")
    state = load_file(tmp_path / "four" / "model.safetensors")
    eight = {
        name: convert.regroup_qkv(t, TINY.heads, mp_num=4, groups=8) if "qkv_proj" in name else t
        for name, t in state.items()
    }
    (tmp_path / "eight").mkdir()
    save_file(eight, tmp_path / "eight" / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((tmp_path / "four" / "config.json").read_text()) | {"auto_map": {"AutoConfig": "x.y"}}
    (tmp_path / "eight" / "config.json").write_text(json.dumps(config))
    convert.convert(tmp_path / "eight", tmp_path / "back", mp_num=8)
    with pytest.raises(BadCheckpoint, match="is there already: name a new folder"):
        convert.convert(tmp_path / "eight", tmp_path / "eight", mp_num=8)
    back = CodeGenForCausalLM.from_pretrained(tmp_path / "back")
    assert torch.equal(
        back(ids()).logits, CodeGenForCausalLM.from_pretrained(tmp_path / "four")(ids()).logits
    )
