"""Weights in blocks of 32: the arithmetic of 4-bit and 8-bit matrices, no graph in it.

A 4-bit block holds w = scale * (code - zero) + rest: codes 0..15, `zero` a whole number 0..15,
and `rest` what is left over when the grid's offset is no multiple of its scale. GGUF's Q4_1
weights (w = d * q + m) and plain min-max rounding are both of this form; `rest` carries what
a runtime with whole zero points alone would lose. A product with the rests is one with the sums of
the activations over each block, so the rests are further columns of the matrix, in 4 bits themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BLOCK = 32
Array = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Blocks4:
    """An (N, K) matrix in 4 bits."""

    codes: Bytes  # (N, K / 32, 32), 0..15
    scale: Array  # (N, K / 32)
    zero: Bytes  # (N, K / 32), 0..15
    rest: Array  # (N, K / 32), within half a scale unless the block lies far from zero

    def dense(self) -> Array:
        """The matrix (N, K) that the blocks stand for."""
        centred = self.codes.astype(np.float32) - self.zero[..., None]
        blocks = centred * self.scale[..., None] + self.rest[..., None]
        return blocks.reshape(len(blocks), -1)

    def with_rests(self) -> Blocks4:
        """(N, K + R): the same blocks without rests, which are the last R columns; R is K / 32, to whole blocks.

        A rest is at most half a scale, and off by a fifteenth of the largest of 32.
        """
        rest = split(np.pad(self.rest, ((0, 0), (0, -self.rest.shape[1] % BLOCK))))
        scale = np.maximum(np.abs(rest).max(-1) / np.float32(7.5), np.finfo(np.float32).tiny)
        codes = np.clip(np.rint(rest / scale[..., None]) + 8, 0, 15).astype(np.uint8)
        zero = np.full_like(scale, 8, dtype=np.uint8)
        return Blocks4(
            np.concatenate([self.codes, codes], axis=1),
            np.concatenate([self.scale, scale], axis=1),
            np.concatenate([self.zero, zero], axis=1),
            np.zeros((len(scale), self.scale.shape[1] + scale.shape[1]), np.float32),
        )


def split(weight: Array) -> Array:
    """(N, K) as (N, K / 32, 32)."""
    rows, columns = weight.shape
    if columns % BLOCK:
        raise ValueError(f"{columns} columns are no multiple of {BLOCK}")
    return weight.reshape(rows, columns // BLOCK, BLOCK)


def to_4_bits(weight: Array) -> Blocks4:
    """The min-max grid of each block; weights that lie on such a grid already (GGUF's Q4_1) are kept exactly."""
    blocks = split(weight)
    low, high = blocks.min(-1), blocks.max(-1)
    scale = ((high - low) / np.float32(15)).astype(np.float32)
    safe = np.where(scale > 0, scale, np.float32(1))
    codes = np.clip(np.rint((blocks - low[..., None]) / safe[..., None]), 0, 15).astype(np.uint8)
    zero = np.clip(np.rint(-low / safe), 0, 15).astype(np.uint8)
    rest = (low + zero * safe).astype(np.float32)
    return Blocks4(codes, safe, zero, rest)


def pack_4_bits(codes: Bytes) -> Bytes:
    """(N, blocks, 32) codes as (N, blocks, 16) bytes, the even column in the low half."""
    return (codes[..., 0::2] | (codes[..., 1::2] << 4)).astype(np.uint8)


def pack_zeros(zero: Bytes) -> Bytes:
    """(N, blocks) zero points as (N, ceil(blocks / 2)) bytes."""
    if zero.shape[1] % 2:
        zero = np.pad(zero, ((0, 0), (0, 1)))
    return (zero[:, 0::2] | (zero[:, 1::2] << 4)).astype(np.uint8)


def to_8_bits(weight: Array) -> tuple[Bytes, Array]:
    """Symmetric 8-bit codes (N, K / 32, 32), zero point 128, and scales (N, K / 32). Exact for GGUF's Q8_0."""
    blocks = split(weight)
    scale = (np.abs(blocks).max(-1) / np.float32(127)).astype(np.float32)
    safe = np.where(scale > 0, scale, np.float32(1))
    codes = np.clip(np.rint(blocks / safe[..., None]), -127, 127) + 128
    return codes.astype(np.uint8), safe
