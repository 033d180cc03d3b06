"""How the trainer's commands end: our own errors are one line and status 1, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable

from training.errors import TrainingError
from training.files import is_full_disk


def run(main: Callable[[], int]) -> None:
    try:
        sys.exit(main())
    except TrainingError as error:
        sys.exit(f"error: {error}")
    except OSError as error:
        if not is_full_disk(error):
            raise
        sys.exit("error: no space left on the disk: free some, then run the same again")
    except KeyboardInterrupt:
        sys.exit(130)
