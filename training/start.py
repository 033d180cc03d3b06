"""From a stage to a model that is ready to be trained, and the checks that data and model fit."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedModel

from training import tokenizer as tok
from training.errors import BadCheckpoint, BadStage
from training.model import create, layers_of, use_sdpa
from training.rows import Rows
from training.stage import Stage


def build_model(stage: Stage) -> tuple[PreTrainedModel, Any]:
    """(the fp32 model, its peft wrapper or None). With LoRA only the adapter requires gradients."""
    model = from_parent(Path(stage.model.parent)) if stage.model.parent else create(stage.shape, stage.seed)
    limit = int(model.config.max_position_embeddings)
    if stage.model.context > limit:
        raise BadStage(f"model.context = {stage.model.context} is more than the model's {limit} positions")
    adapter = None
    if stage.lora.rank:
        adapter = add_lora(model, stage)
        model = adapter.get_base_model()
    if stage.run.activation_checkpointing:
        model.activation_checkpointing_enable()
        if stage.lora.rank:
            model.enable_input_require_grads()
    if stage.run.compile:
        for layer in layers_of(model):
            layer.compile(dynamic=False)
    return model, adapter


def from_parent(folder: Path) -> PreTrainedModel:
    """The model of a bundle or of any local folder that transformers can load, in fp32."""
    if not (folder / "config.json").is_file():
        raise BadCheckpoint(f"model.parent = {folder} has no config.json: train or convert the parent first")
    try:
        config = AutoConfig.from_pretrained(folder, trust_remote_code=False)
        eager = {"attn_implementation": "eager"} if config.model_type == "codegen" else {}
        model, info = AutoModelForCausalLM.from_pretrained(
            folder,
            dtype=torch.float32,
            local_files_only=True,
            use_safetensors=True,
            output_loading_info=True,
            **eager,
        )
    except Exception as error:  # the library's errors are of many kinds
        raise BadCheckpoint(
            f"model.parent = {folder} cannot be loaded: {str(error).splitlines()[0]}"
        ) from error
    lost = sorted(info["missing_keys"]) + sorted(map(str, info["mismatched_keys"]))
    if lost:
        raise BadCheckpoint(
            f"model.parent = {folder} lacks weights or has another shape: {', '.join(lost[:3])}"
        )
    return use_sdpa(model)


def add_lora(model: PreTrainedModel, stage: Stage) -> Any:
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(stage.seed)
    linear = {name.rpartition(".")[2] for name, m in model.named_modules() if isinstance(m, nn.Linear)}
    unknown = set(stage.lora.targets) - linear
    if unknown:
        raise BadStage(
            f"lora.targets: the model has no linear layer {sorted(unknown)[0]!r}; it has {sorted(linear)}"
        )
    settings = LoraConfig(
        r=stage.lora.rank,
        lora_alpha=stage.lora.alpha or 2 * stage.lora.rank,
        lora_dropout=stage.lora.dropout,
        target_modules=sorted(stage.lora.targets or linear - {"lm_head"}),
        task_type="CAUSAL_LM",
    )
    with warnings.catch_warnings():  # peft asks transformers by a name that transformers 5.23 deprecates
        warnings.simplefilter("ignore", FutureWarning)
        return get_peft_model(model, settings)


def open_rows(stage: Stage) -> tuple[Rows, dict[str, Rows]]:
    """Training rows and validation rows by name, checked against each other and the stage."""
    if not stage.data.train:
        raise BadStage("data.train is missing: pack a corpus and name its folder")
    train = Rows(Path(stage.data.train))
    valid = {name: Rows(Path(folder)) for name, folder in stage.data.valid.items()}
    named = {"data.train": train} | {f"data.valid.{name}": rows for name, rows in valid.items()}
    for key, rows in named.items():
        if rows.context != stage.model.context:
            raise BadStage(
                f"{key} has rows of {rows.context} tokens, but model.context = {stage.model.context}"
            )
        if rows.manifest.tokenizer_sha256 != train.manifest.tokenizer_sha256:
            raise BadStage(f"{key} was packed with another tokenizer than data.train: pack it again")
    needed = stage.steps * stage.rows_per_step
    if not stage.data.allow_repeats and needed > len(train):
        raise BadStage(
            f"steps = {stage.steps} read {needed} rows, but data.train has {len(train)} and "
            "data.allow_repeats is false"
        )
    return train, valid


def check_vocabulary(stage: Stage, model: PreTrainedModel, train: Rows) -> None:
    """The model must have a row for every id, and a parent's tokens must have kept their ids."""
    rows = model.get_input_embeddings().num_embeddings
    if train.manifest.vocab_size > rows:
        raise BadStage(
            f"data.train's tokenizer has {train.manifest.vocab_size} ids, but the model {rows} embedding "
            "rows: set model.vocab, or pack with the model's tokenizer"
        )
    own = Path(stage.model.parent) / "tokenizer.json"
    if not stage.model.parent or not own.is_file():
        return
    parent, data = tok.load(own).get_vocab(), tok.load(train.folder).get_vocab()
    moved = [token for token, number in parent.items() if data.get(token) != number]
    if moved:
        raise BadStage(
            f"data.train's tokenizer gives {len(moved)} of the parent's tokens another id, such as "
            f"{moved[0]!r}: pack with the parent's tokenizer"
        )
