"""What %%synth costs a kernel: seconds from %load_ext to the first code, seconds a step, memory over a bare kernel.

    python -m benchmarks.kernel [--model NAME] [--backend onnx|torch] [--repeats 3]

Each repeat starts a fresh IPython kernel process. The machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import Any

from jupyter_client.manager import start_new_kernel

from codegen_magic.models.table import DEFAULT

STEPS = (
    "Load the wine data from scikit-learn as a DataFrame wine.",
    "Show the first five rows of wine.",
    "Count the missing values in each column of wine.",
    "Keep the rows of wine where alcohol is above 13 as strong.",
)
MEMORY = """
import resource as _r
print(int(open("/proc/self/statm").read().split()[1]) * _r.getpagesize(), _r.getrusage(_r.RUSAGE_SELF).ru_maxrss * 1024)
"""


def measure(model: str, backend: str) -> dict[str, float]:
    """One fresh kernel: times in seconds, memory in bytes over what the kernel had before %load_ext."""
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        bare, _ = memory(client)
        t0 = time.perf_counter()
        run(
            client, "%load_ext codegen_magic\n%config SynthMagics.cache = False"
        )  # the model is to be measured
        t1 = time.perf_counter()
        options = f"--model {model} --backend {backend} --to show"
        run(client, f"%%synth {options}\n{STEPS[0]}")
        t2 = time.perf_counter()
        for step in STEPS[1:]:
            run(client, f"%%synth {options}\n{step}")
        t3 = time.perf_counter()
        resident, peak = memory(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return {
        "load_ext_seconds": t1 - t0,
        "load_ext_to_first_code_seconds": t2 - t0,
        "later_step_seconds": (t3 - t2) / (len(STEPS) - 1),
        "memory_bytes": resident - bare,
        "peak_bytes": peak,
    }


def run(client: Any, code: str) -> str:
    """Run a cell to its end; what it printed."""
    printed: list[str] = []

    def keep(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    reply = client.execute_interactive(code, output_hook=keep, timeout=600)
    if reply["content"]["status"] != "ok":
        raise SystemExit(
            f"{code.splitlines()[0]} failed: {''.join(printed)}{reply['content'].get('evalue', '')}"
        )
    return "".join(printed)


def memory(client: Any) -> tuple[int, int]:
    """Resident and peak bytes of the kernel process (Linux)."""
    resident, peak = run(client, MEMORY).split()
    return int(resident), int(peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--backend", default="auto")
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    runs = [measure(args.model, args.backend) for _ in range(args.repeats)]
    print(json.dumps({key: statistics.median(run[key] for run in runs) for key in runs[0]}, indent=2))


if __name__ == "__main__":
    main()
