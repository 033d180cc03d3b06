"""How the trainer's commands end: our own errors are one line and status 1, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable

from training.errors import TrainingError


def run(main: Callable[[], int]) -> None:
    try:
        sys.exit(main())
    except TrainingError as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
