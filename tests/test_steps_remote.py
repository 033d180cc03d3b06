"""The benchmark's model in a process of its own. Not among the tests that fork: it leaves a child behind."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.remote import RemoteBackend
from codegen_magic.models.table import DEFAULT


def test_a_decoder_in_use_outlives_newer_ones_and_a_dropped_one_says_so(default_model):
    remote = RemoteBackend("auto", DEFAULT)
    try:
        used = remote.open()
        used.extend([5])
        expected = used.extend([6, 7])
        for _ in range(3):
            newer = remote.open()
            newer.extend([8])
            used.rewind(1)
            assert np.array_equal(used.extend([6, 7]), expected)
        idle = newer
        for _ in range(2):
            remote.open().extend([8])
        with pytest.raises(RuntimeError, match="dropped"):
            idle.extend([9])
    finally:
        remote.close()
