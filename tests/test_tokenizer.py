"""Our tokenizer against transformers', text by text and template by template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import ByteLevelBPETokenizer
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from codegen_magic.backends.tokenizer import FolderTokenizer, load_tokenizer
from codegen_magic.errors import BadInput, ModelBroken
from codegen_magic.models.folder import read_folder

CHATML = (
    "{% for m in messages %}{% if loop.first and m['role'] != 'system' %}"
    "{{ '<|im_start|>system\nBe brief.<|im_end|>\n' }}{% endif %}"
    "{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
LOOP = "{% for m in messages %}"
TEMPLATES = {
    "chatml": CHATML,
    "bos_and_eos": "{{ bos_token }}"
    + LOOP
    + "[{{ m.role }}] {{ m.content | trim }}{{ eos_token }}{% endfor %}",
    "blocks": "{%- for m in messages %}\n"
    "  {% if m.role == 'user' %}\nQ: {{ m.content }}\n  {% endif %}\n{% endfor %}",
    "json": "{{ messages | tojson }}{{ messages | tojson(indent=2) }}{{ '<é&>' | tojson }}",
    "namespace": "{% set ns = namespace(n=0) %}" + LOOP + "{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
    "loop_controls": LOOP
    + "{% if m.role == 'system' %}{% continue %}{% endif %}{{ m.content }}{% break %}{% endfor %}",
    "generation": LOOP + "{% generation %}{{ m.content }}{% endgeneration %}{% endfor %}",
    "tools": "{% if tools is none %}no tools{% endif %}{% if documents %}docs{% endif %}{{ dict(a=1) }}",
    "date": "{{ strftime_now('%Y') }}",
}
MESSAGES = [
    [{"role": "user", "content": "Sort the list."}],
    [
        {"role": "system", "content": "Write Python."},
        {
            "role": "user",
            "content": "  {braces} {{ twice }} {% raw %} 'quotes' \"double\" % # \\n <|im_end|>\n",
        },
        {"role": "assistant", "content": "```python\nx = {'a': 1}\n```"},
        {"role": "user", "content": "日本語で、العربية, emoji 🧪"},
    ],
]
TEXTS = [
    "",
    " ",
    "import numpy as np\n\n\ndef f(x):\n    return x ** 2\n",
    "x   =    1\t\t# two tabs\n\n\n\n   \n",
    "a\r\nb\rc\u2028d\u00a0e\ufeff",
    "größe naïve Ελληνικά кириллица עברית العربية हिन्दी 日本語 中文 한국어 ไทย",
    "🧪👩‍🔬 e\u0301 \U0001f1e9\U0001f1ea",
    "\0\x01\x1b[31m",
    "12 345 ½ ² ٣٤ 1e-10",
    "<|im_start|>user\nhi<|im_end|><|im_end |>",
    "don't we'll I'M",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A byte-level vocabulary with chat tokens, saved by transformers."""
    path = tmp_path_factory.mktemp("tokenizer")
    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(
        TEXTS * 3, vocab_size=500, special_tokens=["<|endoftext|>"], show_progress=False
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=trained._tokenizer, bos_token="<|endoftext|>", eos_token="<|im_end|>"
    )
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|im_start|>"]})
    tokenizer.chat_template = CHATML
    tokenizer.save_pretrained(path)
    (path / "config.json").write_text(json.dumps({"eos_token_id": tokenizer.eos_token_id}))
    (path / "model.safetensors").write_bytes(b"")
    return path


def test_it_satisfies_the_contract(folder):
    ours, reference = load_tokenizer(folder), AutoTokenizer.from_pretrained(folder)
    assert ours.vocab_size == len(reference)
    assert ours.eos_ids == {reference.eos_token_id, reference.convert_tokens_to_ids("<|endoftext|>")}
    assert ours.chat_template == CHATML


@pytest.mark.parametrize("text", TEXTS)
def test_encode_and_decode_are_transformers(folder, text):
    ours, reference = load_tokenizer(folder), AutoTokenizer.from_pretrained(folder)
    ids = ours.encode(text)
    assert ids == reference.encode(text, add_special_tokens=False)
    assert ours.decode(ids) == reference.decode(
        ids, skip_special_tokens=True, clean_up_tokenization_spaces=False
    )


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_comes_back(folder, text):
    ours = _cached(folder)
    back = ours.decode(ours.encode(text))
    if "<|" not in text:
        assert back == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("messages", MESSAGES)
def test_templates_render_as_in_transformers(folder, name, messages):
    ours, reference = load_tokenizer(folder), AutoTokenizer.from_pretrained(folder)
    ours.chat_template = TEMPLATES[name]
    expected = reference.apply_chat_template(
        messages, chat_template=TEMPLATES[name], tokenize=False, add_generation_prompt=True
    )
    assert ours.render_chat(messages) == expected


def test_a_refusing_a_broken_and_a_hostile_template_fail_clearly(folder):
    def render(template: str | None) -> str:
        tokenizer = load_tokenizer(folder)
        tokenizer.chat_template = template
        return tokenizer.render_chat(MESSAGES[0])

    with pytest.raises(BadInput, match="refuses these messages: only two roles"):
        render("{{ raise_exception('only two roles') }}")
    with pytest.raises(ModelBroken, match="not valid Jinja"):
        render("{% for %}")
    with pytest.raises(BadInput, match="no chat template: use the prompt format 'comments'"):
        render(None)
    for attack in (
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ messages.append(1) }}",
        "{{ raise_exception.__globals__.json }}",
        "{% set ns = namespace(__class__=1) %}",
        "{% set ns = namespace() %}{% set ns.__init__ = 1 %}",
        "{{ dict.__subclasses__() }}",
    ):
        with pytest.raises(BadInput, match="refuses"):
            render(attack)


def test_a_damaged_tokenizer_fails_clearly(folder, tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"")
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "tokenizer.json").write_text('{"model": {"vocab": {"a": 0}}}')
    with pytest.raises(ModelBroken, match=r"tokenizer\.json cannot be read"):
        FolderTokenizer(read_folder(tmp_path))


_LOADED: dict[Path, FolderTokenizer] = {}


def _cached(folder: Path) -> FolderTokenizer:
    return _LOADED.setdefault(folder, load_tokenizer(folder))
