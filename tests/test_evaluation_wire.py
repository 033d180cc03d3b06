"""Values cross the pipe whole, and hostile bytes cost the reader nothing."""

from __future__ import annotations

import decimal
import fractions
import json
import os
import time
from collections import Counter, OrderedDict, deque
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen_magic.evaluation.guest import wire

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
hashable = st.recursive(
    scalars, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=5
)
values = st.recursive(
    hashable
    | st.complex_numbers(allow_nan=False)
    | st.binary()
    | st.fractions()
    | st.decimals(allow_nan=False),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(hashable, inner)
        | st.sets(hashable)
        | st.builds(deque, st.lists(inner))
    ),
    max_leaves=20,
)


def there_and_back(value: Any) -> Any:
    return wire.decode(json.loads(json.dumps(wire.encode(value))))


@given(values)
def test_a_value_comes_back_equal_and_of_its_type(value: Any) -> None:
    back = there_and_back(value)
    assert type(back) is type(value)
    assert back == value


def test_other_types_become_their_plain_kind() -> None:
    assert there_and_back(range(3, 9, 2)) == range(3, 9, 2)
    assert there_and_back(OrderedDict(a=1)) == there_and_back(Counter("a")) == {"a": 1}
    assert list(there_and_back(x * x for x in range(3))) == [0, 1, 4]
    assert there_and_back({1: 2}.keys()) == {1}
    assert np.array_equal(there_and_back(np.arange(6.0).reshape(2, 3)), np.arange(6.0).reshape(2, 3))
    assert type(there_and_back(np.int32(5))) is np.int32
    assert there_and_back(np.array(["a", None], dtype=object)).tolist() == ["a", None]


def test_an_object_loses_its_operators() -> None:
    class Same:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    class Number(int):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = int.__hash__

    assert there_and_back(Same()) != 1
    assert there_and_back(Number(3)) != 4
    assert type(there_and_back(Number(3))) is int


def test_an_iterator_is_left_alone_when_it_is_only_looked_at() -> None:
    numbers = iter([1, 2])
    assert wire.encode(numbers, consume=False)[0] == "o"
    assert list(numbers) == [1, 2]


BOMBS: dict[str, Any] = {
    "a long range": ["r", 0, 10**15, 1],
    "a range without step": ["r", 0, 10, 0],
    "a wide array": ["n", "<U900000000", [4], ["a"] * 4],
    "an array of objects of Python": ["n", "V8", [1], [1]],
    "a fraction with an exponent": ["q", "Fraction", "1e99999999"],
    "a decimal with an exponent": ["q", "Decimal", "1e99999999"],
    "a number without end": ["q", "Decimal", "1" * 10**6],
    "a list as a key": ["d", [["l"], 1]],
    "keys that collide": ["s", *(i * (2**61 - 1) for i in range(100_000))],
    "an unknown tag": ["z", 1],
    "an object": {"a": 1},
    "an empty list": [],
    "a type that is not listed": ["q", "eval", "1"],
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_at_once(name: str) -> None:
    t0 = time.monotonic()
    with pytest.raises(wire.WireError):
        wire.decode(BOMBS[name])
    assert time.monotonic() - t0 < 2


def test_deep_values_are_refused() -> None:
    deep: Any = []
    for _ in range(10_000):
        deep = [deep]
    with pytest.raises((wire.WireError, RecursionError)):
        wire.encode(deep)
    with pytest.raises(wire.WireError):
        wire.parse(b"[" * 100_000)


def test_frames_are_whole_or_refused() -> None:
    read_fd, write_fd = os.pipe()
    try:
        wire.send(write_fd, {"a": [1, "é"]})
        assert wire.receive(read_fd) == {"a": [1, "é"]}
        os.write(write_fd, b"\xff\xff\xff\xff")
        with pytest.raises(wire.WireError, match="a frame of 4294967295 bytes"):
            wire.receive(read_fd)
    finally:
        os.close(write_fd)
        os.close(read_fd)
    assert wire.split_frames(b"") == []
    with pytest.raises(wire.WireError, match="half a frame"):
        wire.split_frames(b"\0\0\0\x05{}")


def test_exact_numbers() -> None:
    assert there_and_back(fractions.Fraction(-7, 3)) == fractions.Fraction(-7, 3)
    assert there_and_back(decimal.Decimal("1.10")) == decimal.Decimal("1.10")
