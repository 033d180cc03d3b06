"""Values as JSON, for a pipe whose other end may lie. Nothing here executes what it reads.

Scalars are themselves; everything else is a list whose first item is a tag. What has no
safe form becomes an `Opaque`, which equals nothing but itself: an object with a patched
`==` loses its patch on the way.
"""

from __future__ import annotations

import collections
import json
import os
import struct
from typing import Any

MAX_FRAME_BYTES = 8 << 20
MAX_HASHED = 20_000  # items of a set or dict: keys made to collide cost the reader their square
MAX_DIGITS = 5_000
MAX_ARRAY_BYTES = 64 << 20
MAX_NODES = 2_000_000
MAX_DEPTH = 150

_HEAD = struct.Struct(">I")
_SEQUENCES: dict[str, Any] = {
    "l": list,
    "t": tuple,
    "s": set,
    "f": frozenset,
    "D": collections.deque,
    "i": iter,
}
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))


class WireError(Exception):
    """The other end sent something that is not a value, or a value has no form here."""


class Opaque:
    """A value of a type that cannot travel: its type's name and what the coercions gave."""

    def __init__(self, type_name: str, forms: dict[str, Any]) -> None:
        self.type_name = type_name
        self.forms = forms  # "str", "int", "float", "list", "bool": the value coerced, where that worked

    def __repr__(self) -> str:
        return f"<{self.type_name}>"


def send(fd: int, message: Any) -> None:
    """Write one frame: four bytes of length, then JSON."""
    data = json.dumps(message).encode()
    data = _HEAD.pack(len(data)) + data
    while data:
        data = data[os.write(fd, data) :]


def receive(fd: int) -> Any:
    """Read one frame. EOFError when the other end is gone, WireError when it is not a frame."""
    size = _HEAD.unpack(_exactly(fd, _HEAD.size))[0]
    if size > MAX_FRAME_BYTES:
        raise WireError(f"a frame of {size} bytes")
    return parse(_exactly(fd, size))


def parse(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from None


def split_frames(data: bytes) -> list[Any]:
    """All frames of a finished stream; WireError if a byte is left over."""
    frames = []
    while data:
        if len(data) < _HEAD.size:
            raise WireError("half a frame")
        size = _HEAD.unpack(data[: _HEAD.size])[0]
        if len(data) < _HEAD.size + size:
            raise WireError("half a frame")
        frames.append(parse(data[_HEAD.size : _HEAD.size + size]))
        data = data[_HEAD.size + size :]
    return frames


def _exactly(fd: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(fd, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def encode(value: Any, consume: bool = True) -> Any:
    """JSON form of a value. WireError if it is too deep or too large.

    With consume=False, iterators are left alone and other objects are not coerced.
    """
    return _Encoder(consume).encode(value, 0)


class _Encoder:
    def __init__(self, consume: bool) -> None:
        self.consume = consume
        self.nodes = 0

    def encode(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("the value is too deep or too large")
        if value is None or isinstance(value, bool):
            return value
        kind = type(value)
        if kind.__module__.split(".")[0] in {"numpy", "pandas"}:
            return self._numpy(value, depth)
        # the base class's own constructor: a subclass cannot smuggle its operators through
        scalar: Any
        for scalar in (int, float, str):
            if isinstance(value, scalar):
                return value if kind is scalar else scalar.__new__(scalar, value)
        if isinstance(value, complex):
            return ["c", value.real, value.imag]
        if isinstance(value, (bytes, bytearray)):
            return ["b", bytes(value).hex(), isinstance(value, bytearray)]
        if isinstance(value, range):
            return ["r", value.start, value.stop, value.step]
        if isinstance(value, dict):
            pairs = dict.items(value)
            return ["d", *([self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in pairs)]
        base: Any
        for tag, base in (("l", list), ("t", tuple), ("s", set), ("f", frozenset), ("D", collections.deque)):
            if isinstance(value, base):
                return [tag, *(self.encode(item, depth + 1) for item in base.__iter__(value))]
        if kind in _VIEWS:
            tag = "kvp"[_VIEWS.index(kind)]
            return [tag, *(self.encode(item, depth + 1) for item in list(value))]
        if kind.__module__ in {"fractions", "decimal"}:
            return ["q", kind.__name__, str(value)]
        if hasattr(kind, "__next__") and self.consume:
            return ["i", *(self.encode(item, depth + 1) for item in value)]
        return self._opaque(value, depth)

    def _numpy(self, value: Any, depth: int) -> Any:
        kind = type(value).__name__
        if kind == "Series":
            return ["S", self.encode(value.to_numpy(), depth + 1)]
        if kind == "ndarray":
            if value.dtype.kind in "biufcUSO":
                items = value.ravel().tolist()
                return ["n", value.dtype.str, list(value.shape), [self.encode(v, depth + 1) for v in items]]
        elif hasattr(value, "dtype") and hasattr(value, "item") and getattr(value, "shape", None) == ():
            return ["N", value.dtype.str, self.encode(value.item(), depth + 1)]
        return self._opaque(value, depth)

    def _opaque(self, value: Any, depth: int) -> Any:
        forms: dict[str, Any] = {}
        if not self.consume:
            return ["o", type(value).__name__, forms]
        for name, coerce in (("str", str), ("int", int), ("float", float), ("list", list), ("bool", bool)):
            try:
                forms[name] = self.encode(coerce(value), depth + 1)
            except Exception:
                continue
        return ["o", type(value).__name__, forms]


def decode(data: Any) -> Any:
    """The value of a JSON form. WireError for anything that `encode` does not write."""
    try:
        return _decode(data)
    except WireError:
        raise
    except Exception as error:
        raise WireError(f"not a value: {error}") from None


def _decode(data: Any) -> Any:
    if data is None or isinstance(data, (bool, int, float, str)):
        return data
    if not isinstance(data, list) or not data:
        raise WireError("not a value")
    tag, rest = data[0], data[1:]
    if tag in {"s", "f", "d", "k", "p"} and len(rest) > MAX_HASHED:
        raise WireError("too many items to hash")
    if tag in _SEQUENCES:
        return _SEQUENCES[tag]([_decode(item) for item in rest])
    if tag == "d":
        return {_decode(key): _decode(value) for key, value in rest}
    if tag in {"k", "v", "p"}:
        return _view(tag, [_decode(item) for item in rest])
    if tag in {"n", "N", "S"}:
        return _decode_numpy(tag, rest)
    return _decode_plain(tag, rest)


def _view(tag: str, items: list[Any]) -> Any:
    if tag == "k":
        return dict.fromkeys(items).keys()
    return dict(enumerate(items)).values() if tag == "v" else dict(items).items()


def _decode_plain(tag: str, rest: list[Any]) -> Any:
    if tag == "c":
        return complex(*rest)
    if tag == "b":
        return bytearray.fromhex(rest[0]) if rest[1] else bytes.fromhex(rest[0])
    if tag == "r":
        numbers = range(*rest)
        if abs(numbers.start - numbers.stop) // abs(numbers.step) > MAX_NODES:
            raise WireError("a range too long to be listed")
        return numbers
    if tag == "q":
        return _decode_exact(rest[0], rest[1])
    if tag == "o":
        return Opaque(str(rest[0]), {name: _decode(form) for name, form in rest[1].items()})
    raise WireError(f"no tag {tag!r}")


def _decode_exact(kind: str, text: str) -> Any:
    """A Fraction or Decimal that is not a bomb: '1e999999999' would be a number of as many digits."""
    import decimal
    import fractions

    if len(text) > MAX_DIGITS:
        raise WireError("too many digits")
    if kind == "Fraction":
        top, _, bottom = text.partition("/")
        return fractions.Fraction(int(top), int(bottom or 1))
    if kind != "Decimal":
        raise WireError(f"no number {kind!r}")
    number = decimal.Decimal(text)
    if number.is_finite() and abs(number.adjusted()) > MAX_DIGITS:
        raise WireError("too many digits")
    return number


def _decode_numpy(tag: str, rest: list[Any]) -> Any:
    import numpy as np

    if tag == "S":
        series = Opaque("Series", {})
        series.forms["numpy"] = _decode(rest[0])
        return series
    if tag == "N":
        return _plain_dtype(np.dtype(rest[0]), 1).type(_decode(rest[1]))
    flat = [_decode(item) for item in rest[2]]
    array = np.empty(len(flat), dtype=_plain_dtype(np.dtype(rest[0]), len(flat)))
    for index, item in enumerate(flat):
        array[index] = item
    return array.reshape(rest[1])


def _plain_dtype(dtype: Any, count: int) -> Any:
    """The dtype if it is a plain one whose array stays small: 'U999999999' would be 4 GB an item."""
    if dtype.kind not in "biufcUSO" or dtype.itemsize * count > MAX_ARRAY_BYTES:
        raise WireError("an array too large or of an unknown type")
    return dtype
