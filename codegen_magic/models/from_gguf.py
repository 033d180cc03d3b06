"""One GGUF file -> fp32 safetensors, through transformers' loader. Runs in `convert`'s process only.

fp32 because it holds the quantisation grid exactly (bf16 keeps 8 bits of each value); the GGUF file stays
beside it, so that an exporter can take the original 4-bit numbers.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from gguf import GGUFReader
from tokenizers import Tokenizer, pre_tokenizers
from transformers import AutoModelForCausalLM, AutoTokenizer

from codegen_magic.errors import ModelBroken
from codegen_magic.models.checked import check_folder

# transformers ignores `tokenizer.ggml.pre` and splits every GPT-2-like vocabulary in GPT-2's way. That
# is wrong where the model was trained with another split: "smollm" parts digits from what is before
# them, so without it "a   1" becomes other ids.
_PRE_TOKENIZERS = {
    "smollm": lambda: pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    ),
}


def convert_gguf(file: Path, target: Path) -> None:
    """Write model.safetensors, config.json, generation_config.json and the tokenizer; copy the GGUF file."""
    try:
        fields = GGUFReader(file).fields
        folder = str(file.parent)
        tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=file.name)
        model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=file.name, dtype=torch.float32)
    except Exception as error:  # the readers raise whatever a damaged file leads them to
        raise ModelBroken(f"{file.name} is not a GGUF file that can be read: {error}") from error
    # The weights are plain now; without this, save_pretrained wants to write a GGUF-quantised model.
    del model.config.quantization_config
    model.hf_quantizer = None  # type: ignore[assignment]
    model.save_pretrained(target, max_shard_size="2GB")
    tokenizer.save_pretrained(target)
    _repair_tokenizer(target, str(_field(fields, "tokenizer.ggml.pre") or ""))
    _repair_configs(target)
    shutil.copyfile(file, target / file.name)
    for weights in target.glob("*.safetensors"):
        weights.chmod(0o644)  # save_pretrained leaves them readable to their owner only
    check_folder(target)


def _field(fields: dict[str, Any], key: str) -> Any:
    return fields[key].contents() if key in fields else None


def _repair_tokenizer(target: Path, pre: str) -> None:
    if pre in _PRE_TOKENIZERS:
        tokenizer = Tokenizer.from_file(str(target / "tokenizer.json"))
        tokenizer.pre_tokenizer = _PRE_TOKENIZERS[pre]()
        tokenizer.save(str(target / "tokenizer.json"))


def _repair_configs(target: Path) -> None:
    path = target / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config.pop("_model_name_or_path", None)
    theta = (config.get("rope_parameters") or {}).get("rope_theta")
    if theta:  # readers before transformers 5 know only this key and fall back to 10,000 silently
        config.setdefault("rope_theta", theta)
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    path = target / "tokenizer_config.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    for key in ("is_local", "local_files_only", "backend"):
        settings.pop(key, None)
    settings["tokenizer_class"] = "PreTrainedTokenizerFast"
    settings["clean_up_tokenization_spaces"] = False
    settings["model_max_length"] = config["max_position_embeddings"]
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
