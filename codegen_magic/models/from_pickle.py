"""A pickle checkpoint -> safetensors, by torch's weights-only loader. Runs in `convert`'s process only."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import torch
from huggingface_hub import split_torch_state_dict_into_shards
from safetensors.torch import save_file
from transformers import AutoTokenizer

from codegen_magic.errors import ModelBroken
from codegen_magic.models.checked import check_folder, expected_tensors
from codegen_magic.models.files import TEXT_FILES

# Buffers that older releases saved with the weights; the model computes them itself.
_BUFFERS = re.compile(
    r"\.(attn|attention)\.(causal_mask|bias|masked_bias)$|\.rotary_emb\.inv_freq$|\.embed_positions$"
)
_SHARD = "2GB"  # save_file copies a whole shard into memory


def convert_pickle(source: Path, target: Path) -> None:
    """Write safetensors with the checkpoint's own dtypes, repaired configs and tokenizer.json."""
    for name in TEXT_FILES:
        if (source / name).is_file():
            shutil.copyfile(source / name, target / name)
    _repair_codegen(target)
    expected, tied = expected_tensors(target)
    tensors = {
        name: tensor
        for name, tensor in _load(source).items()
        if name in expected or not (name in tied or _BUFFERS.search(name))
    }
    _check_names(tensors, expected, source)
    _save(tensors, target)
    if not (target / "tokenizer.json").is_file():
        build_tokenizer(target)
    check_folder(target)


def _load(source: Path) -> dict[str, torch.Tensor]:
    """All tensors of pytorch_model*.bin, mapped from the file where its format allows."""
    tensors: dict[str, torch.Tensor] = {}
    for file in sorted(source.glob("pytorch_model*.bin")):
        try:
            state = torch.load(file, map_location="cpu", weights_only=True, mmap=zipfile.is_zipfile(file))
        except Exception as error:  # UnpicklingError for unsafe files, anything for damaged ones
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelBroken(
                f"{file.name} was not loaded: it is damaged or holds more than weights ({reason[:200]})"
            ) from error
        if not isinstance(state, dict) or not all(
            isinstance(value, torch.Tensor) for value in state.values()
        ):
            raise ModelBroken(f"{file.name} was not loaded: it is not a table of tensors")
        tensors |= {str(name): tensor for name, tensor in state.items()}
    return tensors


def _check_names(
    tensors: dict[str, torch.Tensor], expected: dict[str, tuple[int, ...]], source: Path
) -> None:
    missing = sorted(expected.keys() - tensors.keys())
    unknown = sorted(tensors.keys() - expected.keys())
    if missing or unknown:
        parts = [f"{len(missing)} tensors missing ({missing[0]})"] if missing else []
        parts += [f"{len(unknown)} unknown ({unknown[0]})"] if unknown else []
        raise ModelBroken(f"the checkpoint in {source} does not fit its config.json: {', '.join(parts)}")


def _save(tensors: dict[str, torch.Tensor], target: Path) -> None:
    plan = split_torch_state_dict_into_shards(tensors, max_shard_size=_SHARD)
    for name, keys in plan.filename_to_tensors.items():
        # clone: tensors that share storage are refused by safetensors
        shard = {key: tensors[key].detach().clone().contiguous() for key in keys}
        save_file(shard, target / name, metadata={"format": "pt"})
    if plan.is_sharded:
        index = {"metadata": plan.metadata, "weight_map": plan.tensor_to_filename}
        (target / "model.safetensors.index.json").write_text(json.dumps(index, indent=2), encoding="utf-8")


def _repair_codegen(target: Path) -> None:
    """CodeGen's published configs name bos id 1 (an ordinary token) and no padding token."""
    path = target / "config.json"
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelBroken(f"config.json cannot be read: {error}") from error
    if config.get("model_type") != "codegen":
        return
    end = config.get("eos_token_id")
    end = 50256 if end is None else end
    repaired = {"bos_token_id": end, "eos_token_id": end, "pad_token_id": end}
    path.write_text(json.dumps(config | repaired, indent=2) + "\n", encoding="utf-8")
    path = target / "generation_config.json"
    settings = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    path.write_text(json.dumps(settings | repaired, indent=2) + "\n", encoding="utf-8")


def build_tokenizer(target: Path) -> None:
    """tokenizer.json from vocab.json and merges.txt, or from a sentencepiece model."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(target), trust_remote_code=False)
        tokenizer.backend_tokenizer.save(str(target / "tokenizer.json"))
    except Exception as error:  # anything that unfit files lead the loader to
        raise ModelBroken(f"no tokenizer could be built from the checkpoint's files: {error}") from error
