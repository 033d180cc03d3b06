"""4-bit weights chosen by what they do to real activations: GPTQ (Frantar et al., arXiv 2210.17323), in numpy.

Columns are rounded one after the other; what rounding one loses is made up by those behind it, by the second
moments of the layer's inputs. The inputs are read from the model's own 32-bit graph, run over code, so no
torch is needed.
"""

from __future__ import annotations

import argparse
import configparser
import csv
import difflib
import inspect
import locale
import pprint
import random
import shlex
import statistics
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from codegen_magic.export.blocks import BLOCK, Array, Blocks4

MODULES = (argparse, configparser, csv, difflib, inspect, locale, pprint, random, shlex, statistics, tarfile)
TEXTS = tuple(Path(str(module.__file__)).read_text(encoding="utf-8")[1000:5000] for module in MODULES)
LENGTH = 512  # tokens of a text
HELD_BYTES = 2**30  # second moments that are kept at a time
DAMPING = 0.01  # of the mean second moment, added to each: what no text showed is not known to be zero
SHRINKS = np.linspace(
    1.0, 0.7, 13
)  # of a block's range: a few clipped weights may cost less than coarse steps


class Moments:
    """Layer name -> the second moments (K, K) of its inputs over TEXTS, as many layers at a time as memory is given."""

    def __init__(self, graph: Path, tokenizer: Any, inputs: dict[str, str]) -> None:
        """graph: a fused fp32 model.onnx. inputs: layer name -> the value in it that the layer multiplies."""
        self._inputs = inputs
        self._names = list(dict.fromkeys(inputs.values()))
        self._session = exposing(graph, self._names)
        self._ids = [np.array([tokenizer.encode(text)[:LENGTH]], np.int64) for text in TEXTS]
        self._held: dict[str, Array] = {}

    def __getitem__(self, layer: str) -> Array:
        name = self._inputs[layer]
        if name not in self._held:
            self._read(self._names.index(name))
        return self._held[name]

    def _read(self, first: int) -> None:
        """Hold the moments of value `first` and of those behind it that fit."""
        self._held.clear()
        held = 0
        for feeds in map(self._feeds, self._ids):
            wanted = list(self._held) or self._names[first:]
            for name, x in zip(wanted, self._session.run(wanted, feeds), strict=True):
                rows = x.reshape(-1, x.shape[-1])
                if name not in self._held:
                    held += 4 * rows.shape[1] ** 2
                    if held > HELD_BYTES and self._held:
                        break
                    self._held[name] = np.zeros((rows.shape[1], rows.shape[1]), np.float32)
                self._held[name] += rows.T @ rows

    def _feeds(self, ids: npt.NDArray[np.int64]) -> dict[str, Any]:
        new = ids.shape[1]
        feeds: dict[str, Any] = {
            "input_ids": ids,
            "lengths": np.array([new - 1], np.int32),
            "total": np.array([new], np.int32),
            "logits_from": np.array([new - 1], np.int64),
        }
        for value in self._session.get_inputs():
            if value.name not in feeds:
                feeds[value.name] = np.zeros((1, value.shape[1], new, value.shape[3]), np.float32)
        return feeds


def exposing(graph: Path, names: list[str]) -> Any:
    """A session of the graph whose inner values `names` are outputs too."""
    import onnx
    import onnxruntime as ort

    model = onnx.load(graph, load_external_data=False)
    for name in names:
        model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    copy = graph.with_name("exposing.onnx")
    onnx.save(model, copy)
    return ort.InferenceSession(str(copy), providers=["CPUExecutionProvider"])


def to_4_bits(weight: Array, moments: Array) -> Blocks4:
    """GPTQ of weight (N, K) by the second moments (K, K) of its inputs."""
    rows, columns = weight.shape
    left = weight.astype(np.float32)  # what is still to be rounded, with what was lost so far made up
    damped = moments.astype(np.float64)
    damped[np.diag_indices(columns)] += max(DAMPING * float(np.diag(damped).mean()), 1e-8)
    factor = np.linalg.cholesky(np.linalg.inv(damped)).T.astype(
        np.float32
    )  # upper: inverse = factor.T @ factor
    importance = np.diag(damped).astype(np.float32)
    shape = (rows, columns // BLOCK)
    codes = np.zeros((*shape, BLOCK), np.uint8)
    scale, low = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for block in range(columns // BLOCK):
        start, end = block * BLOCK, (block + 1) * BLOCK
        scale[:, block], low[:, block] = grid(left[:, start:end], importance[start:end])
        lost = np.zeros((rows, BLOCK), np.float32)
        for column in range(start, end):
            w = left[:, column]
            code = np.clip(np.rint((w - low[:, block]) / scale[:, block]), 0, 15)
            error = (w - low[:, block] - code * scale[:, block]) / factor[column, column]
            left[:, column + 1 : end] -= np.outer(error, factor[column, column + 1 : end])
            codes[:, block, column - start], lost[:, column - start] = code, error
        left[:, end:] -= lost @ factor[start:end, end:]
    zero = np.clip(np.rint(-low / scale), 0, 15).astype(np.uint8)
    return Blocks4(codes, scale, zero, (low + zero * scale).astype(np.float32))


def grid(block: Array, importance: Array) -> tuple[Array, Array]:
    """Scale and lowest value (N,) of the 16 steps that a block (N, 32) loses least by; importance (32,) of a column."""
    low, high = block.min(-1), block.max(-1)
    middle, half = (low + high) / 2, (high - low) / 2
    best = np.full(len(block), np.inf, np.float32)
    found = np.ones_like(low), low
    for shrink in SHRINKS:
        lowest = middle - half * np.float32(shrink)
        step = half * np.float32(shrink) / np.float32(7.5)
        step = np.where(step > 0, step, np.float32(1))
        rounded = np.clip(np.rint((block - lowest[:, None]) / step[:, None]), 0, 15)
        error = ((rounded * step[:, None] + lowest[:, None] - block) ** 2) @ importance
        better = error < best
        best = np.where(better, error, best)
        found = np.where(better, step, found[0]), np.where(better, lowest, found[1])
    return found
