"""The folder that training hands over and that use loads.

    config.json  model.safetensors  tokenizer.json  meta.json  loss.png  [adapter/]

A LoRA stage's bundle holds the merged weights, so that it loads like any other, and the adapter beside them.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

from torch import Tensor, nn
from transformers import PreTrainedModel

from codegen_magic.models.folder import hash_file
from training import progress
from training import stage as stages
from training import tokenizer as tok
from training.checkpoint import whole
from training.files import whole_folder
from training.rows import Rows
from training.stage import Stage


def write(
    folder: Path,
    model: PreTrainedModel,
    adapter: Any,
    stage: Stage,
    train: Rows,
    metrics_file: Path,
    main: bool,
) -> None:
    """Called by every process; the main one writes."""
    state = merged_state(model, main)
    adapter_state = {} if adapter is None else adapter_weights(adapter)
    if not main:
        return
    metrics = progress.read(metrics_file)
    with whole_folder(folder) as out:
        model.config.eos_token_id = model.config.bos_token_id = train.manifest.end_of_text
        model.generation_config.eos_token_id = model.generation_config.bos_token_id = (
            train.manifest.end_of_text
        )
        model.save_pretrained(out, state_dict=state)
        tok.load(train.folder).save(str(out / "tokenizer.json"))
        if adapter is not None:
            adapter.save_pretrained(out / "adapter", state_dict=adapter_state)
        progress.plot(metrics, stage.name, out / "loss.png")
        weights = sorted(out.glob("*.safetensors"))
        (out / "meta.json").write_text(json.dumps(describe(stage, train, metrics, weights), indent=2) + "\n")


def merged_state(model: PreTrainedModel, main: bool) -> dict[str, Tensor]:
    """Whole fp32 weights under the plain model's names, adapters merged in; only the main process keeps them."""
    scaled = {
        name: module.get_delta_weight(module.active_adapters[0])
        for name, module in model.named_modules()
        if hasattr(module, "get_delta_weight") and getattr(module, "lora_A", None)
    }
    state = {}
    for name, parameter in model.named_parameters():
        if ".lora_" in name:
            continue
        owner, _, last = name.rpartition(".base_layer.")
        tensor = whole(parameter)
        if owner in scaled and last == "weight":
            tensor = tensor + whole(scaled[owner])
        if main:
            state[f"{owner}.{last}" if owner else name] = tensor
    return state


def adapter_weights(adapter: nn.Module) -> dict[str, Tensor]:
    """Whole under peft's names; a collective call where they are sharded."""
    return {name: whole(p) for name, p in adapter.named_parameters() if ".lora_" in name}


def describe(stage: Stage, train: Rows, metrics: list[dict[str, Any]], weights: list[Path]) -> dict[str, Any]:
    """meta.json: enough to train the same bundle again, and what it scored."""
    parent = Path(stage.model.parent)
    parent_meta = parent / "meta.json"
    scores: dict[str, float] = {}
    for line in metrics:
        scores |= {key: value for key, value in line.items() if key.startswith("valid/")}
    return {
        "name": stage.name,
        "default_format": "comments",  # of the prompt
        # a model of steps is asked as it was taught; headers that differ are no examples to start with
        "default_header": train.manifest.settings.get("header")
        or ("" if train.manifest.layout == "turns" else None),
        "stage": stage.name,
        "step": stage.steps,
        "settings": stages.to_table(stage),
        "parent": {
            "folder": parent.name,
            "sha256": hash_file(parent_meta) if parent_meta.is_file() else None,
        }
        if stage.model.parent
        else None,
        "data_manifest_sha256": hash_file(train.folder / "manifest.json"),
        "files_sha256": {file.name: hash_file(file) for file in weights},
        "code": code_version(),
        "scores": scores,
    }


def code_version() -> str:
    """The commit, with "+changes" where files differ; outside a checkout a hash of the trainer's files."""
    here = Path(__file__).parent
    try:
        commit = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=here, capture_output=True, text=True, check=True
        )
        changed = subprocess.run(
            ["git", "status", "--porcelain", "."], cwd=here, capture_output=True, text=True
        )
        return commit.stdout.strip() + ("+changes" if changed.stdout.strip() else "")
    except (OSError, subprocess.CalledProcessError):
        content = b"".join(file.read_bytes() for file in sorted(here.glob("*.py")))
        return "files:" + hashlib.sha256(content).hexdigest()
