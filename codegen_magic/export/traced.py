"""Any causal model through transformers' own exporter, renamed to Optimum's layout. Needs torch."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

from codegen_magic.errors import BackendUnavailable, BadInput, ModelBroken

_CACHE = re.compile(r"(?:input|output)\.past_key_values\.layers\.(\d+)\.(keys|values)")
OPSET_BITS = {"int4": 4, "int8": 8}


def trace(model_folder: Path, target: Path, precision: str) -> None:
    """Write target/model.onnx and its data file.

    Raises BackendUnavailable where torch or the exporter is missing, ModelBroken where the model
    cannot be traced.
    """
    model = _load(model_folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's own deprecations, which tell a user nothing
            program = _decode_program(model)
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelBroken(f"transformers cannot export {model_folder}: {reason}") from error
    import onnx
    import onnx_ir

    proto = onnx_ir.to_proto(program)
    rename(proto)
    if precision in OPSET_BITS:
        proto = _quantize(proto, OPSET_BITS[precision])
    elif precision == "fp16":
        from onnxruntime.transformers.float16 import convert_float_to_float16

        proto = convert_float_to_float16(proto, keep_io_types=["logits"])
    elif precision != "fp32":
        raise BadInput(f"no precision {precision!r}: use fp32, fp16, int8 or int4")
    target.mkdir(parents=True, exist_ok=True)
    onnx.save(
        proto,
        target / "model.onnx",
        save_as_external_data=True,
        location="model.onnx.data",
        size_threshold=1024,
    )


def _load(folder: Path) -> Any:
    try:
        import onnxscript  # noqa: F401
        import torch
        from transformers import AutoModelForCausalLM
    except ImportError as error:
        raise BackendUnavailable(
            f"{error.name} is missing: run pip install 'codegen-magic[export]'"
        ) from error
    return AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, trust_remote_code=False, use_safetensors=True, local_files_only=True
    ).eval()


def _decode_program(model: Any) -> Any:
    """The graph that both fills an empty cache and continues a full one."""
    import torch
    from transformers.exporters.configs import OnnxConfig
    from transformers.exporters.exporter_onnx import OnnxExporter
    from transformers.exporters.utils import decompose_for_generation

    # Batch 2 and one padded row: a batch of 1 would be fixed, and a mask of ones pruned from the graph.
    ids = torch.arange(3, 17).reshape(2, 7) % model.config.vocab_size
    mask = torch.ones_like(ids)
    mask[0, :2] = 0
    inputs = {"input_ids": ids, "attention_mask": mask}
    stages: dict[str, Any] = decompose_for_generation(model, inputs, multi_token_decode=True)
    submodel, sample = stages["decode"]
    config = OnnxConfig(dynamic=True, ort_fusions="cpu")
    return OnnxExporter().export(submodel, sample, config=config).program


def rename(proto: Any) -> None:
    """Cache inputs and outputs to `past_key_values.N.key` and `present.N.key`, everywhere in the graph."""
    names = {}
    for values, prefix in ((proto.graph.input, "past_key_values"), (proto.graph.output, "present")):
        for value in values:
            if match := _CACHE.fullmatch(value.name):
                names[value.name] = f"{prefix}.{match[1]}.{match[2].removesuffix('s')}"
    for value in (*proto.graph.input, *proto.graph.output, *proto.graph.value_info):
        value.name = names.get(value.name, value.name)
        for dim in value.type.tensor_type.shape.dim:
            if dim.dim_param.isdigit():  # the exporter writes fixed sizes of the cache as names
                dim.dim_value = int(dim.dim_param)
    for node in proto.graph.node:
        for edges in (node.input, node.output):
            for index, name in enumerate(edges):
                edges[index] = names.get(name, name)


def _quantize(proto: Any, bits: int) -> Any:
    """MatMul with a constant to MatMulNBits, blocks of 32, asymmetric, activations in 8 bits."""
    from onnxruntime.quantization.matmul_nbits_quantizer import (
        DefaultWeightOnlyQuantConfig,
        MatMulNBitsQuantizer,
    )

    config = DefaultWeightOnlyQuantConfig(block_size=32, is_symmetric=False, accuracy_level=4, bits=bits)
    quantizer = MatMulNBitsQuantizer(proto, algo_config=config)
    quantizer.process()
    return quantizer.model.model
