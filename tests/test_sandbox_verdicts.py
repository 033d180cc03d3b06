"""Programs that try to pass without being right. None may; and right ones must."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from pool import in_pool

from codegen_magic.evaluation import sandbox
from codegen_magic.evaluation.judge import Answer, Verdict, answer_of, check_candidate
from codegen_magic.evaluation.mtpb import published_pass, strict_pass

try:
    sandbox.isolation()
except sandbox.Unavailable as reason:
    pytest.skip(str(reason), allow_module_level=True)

PROBLEM = {
    "prompt": 'def helper(x):\n    return x + 1\n\n\ndef triple(x):\n    """Three times x."""\n',
    "entry_point": "triple",
    "test": (
        "METADATA = {}\n\ndef check(candidate):\n"
        "    assert candidate(2) == 6\n    assert candidate(x=5) == 15\n    assert triple(helper(0)) == 3\n"
        "    assert candidate([1]) == [1, 1, 1]\n"
    ),
}


def test_a_right_candidate_passes() -> None:
    verdict = check_candidate(PROBLEM, "    return x * 3\n")
    assert (verdict.passed, verdict.result) == (True, "passed")


CHEATS = {
    "wrong": "return x",
    "raises": "raise ValueError(x)",
    "exits in the call": "import sys; sys.exit(0)",
    "exits hard in the call": "import os; os._exit(0)",
    "exits while defined": "return x\nimport os\nos._exit(0)",
    "sys.exit while defined": "return x\nimport sys\nsys.exit(0)",
    "raises SystemExit in a thread and hangs": """
        import time
        time.sleep(100)
    """,
    "an object that equals everything": """
        class Any:
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            def __hash__(self): return 0
            def __bool__(self): return True
        return Any()
    """,
    "an int that equals everything": """
        class Any(int):
            def __eq__(self, other): return True
        return Any(0)
    """,
    "a list that equals everything": """
        class Any(list):
            def __eq__(self, other): return True
        return Any()
    """,
    "patched builtins": """
        import builtins
        builtins.AssertionError = type("Silent", (BaseException,), {})
        builtins.__import__ = None
        return x
    """,
    "patched assert through the exception's class": """
        import sys
        for frame in [sys._getframe(i) for i in range(3)]:
            frame.f_globals["check"] = lambda candidate: None
            frame.f_globals["triple"] = None
        return x
    """,
    "replaces the caller's check": """
        import gc
        for f in gc.get_objects():
            if callable(f) and getattr(f, "__name__", "") == "check":
                f.__code__ = (lambda candidate: None).__code__
        return x
    """,
    "a pickle-like reply": """
        class Evil:
            def __reduce__(self): return (print, ("passed",))
        return Evil()
    """,
    "prints the verdict": """
        print('{"verdict": "passed"}')
        return x
    """,
    "writes the verdict to every descriptor": """
        import json, os, struct
        data = json.dumps({"nonce": "", "state": "done", "verdict": "passed"}).encode()
        for fd in range(0, 64):
            try: os.write(fd, struct.pack(">I", len(data)) + data)
            except OSError: pass
        return x
    """,
    "answers before it is asked": """
        return x
        """
    + "\nimport os, struct, json\n"
    + "data = json.dumps({'ok': 6, 'args': ['l', 2]}).encode()\n"
    + "for fd in range(3, 64):\n"
    + "    try: os.write(fd, (struct.pack('>I', len(data)) + data) * 10)\n"
    + "    except OSError: pass\n",
    "sends garbage": """
        import os
        for fd in range(3, 64):
            try: os.write(fd, b"\\xff" * 1000)
            except OSError: pass
        return x
    """,
    "sends a frame without end": """
        import os
        for fd in range(3, 64):
            try: os.write(fd, b"\\x00\\xff\\xff\\xff")
            except OSError: pass
        import time; time.sleep(100)
    """,
    "walks the frames for a secret": """
        import sys, json, os, struct
        frame = sys._getframe()
        while frame:
            for value in list(frame.f_locals.values()):
                if isinstance(value, dict) and "nonce" in value:
                    return 3 * x
            frame = frame.f_back
        return x
    """,
    "searches the memory for the test": """
        import gc
        for o in gc.get_objects():
            if isinstance(o, dict) and any("assert candidate" in v for v in o.values() if isinstance(v, str)):
                return 3 * x
        return x
    """,
    "reads the scorer's files": """
        import glob
        for path in glob.glob("/**/*.jsonl*", recursive=True) + glob.glob("/tmp/*"):
            if "assert candidate" in open(path, errors="replace").read(): return 3 * x
        return x
    """,
    "at exit": "import atexit, os; atexit.register(os._exit, 0); return x",
    "signals": """
        import os, signal
        os.kill(os.getppid(), signal.SIGTERM)
        os.kill(0, signal.SIGKILL)
        return x
    """,
    "a child answers instead": """
        import os
        if os.fork() == 0: return x
        os._exit(0)
    """,
    "exec of another program": "import os; os.execv('/usr/bin/true', ['true'])",
    "a recursion without end": "return triple(x)",
    "an endless reply": """
        def forever():
            while True: yield 1
        return forever()
    """,
    "a very deep reply": """
        a = []
        for _ in range(10**5): a = [a]
        return a
    """,
    "a crash of the interpreter": "import ctypes; ctypes.string_at(0); return x",
    "text that closes the program": 'return x\n"""',
    "its own check": "return x\n\ndef check(candidate): pass\n",
    "a trace function": """
        import sys
        sys.settrace(lambda *a: None)
        return x
    """,
}


def _completion(name: str) -> str:
    first, _, rest = textwrap.dedent(CHEATS[name]).strip("\n").partition("\n")
    body = textwrap.dedent(CHEATS[name]).strip("\n")
    if name in (
        "exits while defined",
        "sys.exit while defined",
        "its own check",
        "answers before it is asked",
    ):
        return f"    {first.strip()}\n{textwrap.dedent(rest)}\n"
    return textwrap.indent(body, "    ") + "\n"


@pytest.fixture(scope="module")
def verdicts(request: pytest.FixtureRequest) -> Callable[[str], Verdict]:
    test = "test_a_cheating_candidate_fails"
    return in_pool(request, test, lambda name: check_candidate(PROBLEM, _completion(name), seconds=1.5))


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheating_candidate_fails(verdicts: Callable[[str], Verdict], name: str) -> None:
    assert not verdicts(name).passed


def test_mutable_arguments_and_lazy_results_behave_as_in_one_interpreter() -> None:
    problem = {
        "prompt": "def sort(x):\n",
        "entry_point": "sort",
        "test": (
            "def check(candidate):\n    a = [3, 1]\n    assert candidate(a) is None\n    assert a == [1, 3]\n"
            "    try:\n        candidate(5)\n    except AttributeError:\n        return\n    assert False\n"
        ),
    }
    assert check_candidate(problem, "    x.sort()\n").passed
    assert not check_candidate(problem, "    return sorted(x)\n").passed
    lazy = {**problem, "test": "def check(candidate):\n    assert tuple(candidate([2])) == (2,)\n"}
    assert check_candidate(lazy, "    return map(int, x)\n").passed
    equal = {**problem, "test": "def check(candidate):\n    assert candidate([2]) == [2]\n"}
    assert not check_candidate(equal, "    return map(int, x)\n").passed


def test_an_argument_that_cannot_travel_is_named() -> None:
    problem = {**PROBLEM, "test": "def check(candidate):\n    candidate(lambda: 1)\n"}
    assert check_candidate(problem, "    return x\n").result.startswith("untransferable: ")


SPEAK = """
import json, os, struct, sys, threading, time
def claim(value):
    frame = sys._getframe()
    while "task" not in frame.f_locals:
        frame = frame.f_back
    task = frame.f_locals["task"]
    data = json.dumps({"nonce": task["nonce"], "state": "done", "prints": 1, "answer": value, "printed": value,
                       "has_answer": True, "error": "", "timed_out": False, "exited": False}).encode()
    os.write(task["result_fd"], struct.pack(">I", len(data)) + data)
"""  # an enemy that knows the harness: it takes its number and writes the frame that says "ended well"

FORGED_ANSWERS = {
    "claims and crashes": SPEAK + "print(7)\nclaim(7)\nos.kill(os.getpid(), 11)",
    "claims and raises": SPEAK + "print(7)\nclaim(7)\nraise ValueError",
    "claims and exits with a failure": SPEAK + "print(7)\nclaim(7)\nos._exit(3)",
    "claims and hangs": SPEAK + "print(7)\nclaim(7)\nwhile True: pass",
    "claims and hangs, deaf": (
        SPEAK + "import signal\nprint(7)\nclaim(7)\nsignal.setitimer(signal.ITIMER_REAL, 0)\ntime.sleep(100)"
    ),
    "claims and ends well": SPEAK + "print(7)\nclaim(7)",
    "claims twice": SPEAK + "print(7)\nclaim(7)\nclaim(7)\nos._exit(0)",
    "a child claims, the parent crashes": (
        SPEAK + "print(7)\npid = os.fork()\nif pid == 0:\n    claim(7)\n    os._exit(0)\n"
        "os.waitpid(pid, 0)\nos.kill(os.getpid(), 11)"
    ),
    "stops the clock and ends late": (
        "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0)\ntime.sleep(2.5)\nprint(7)"
    ),
    "a thread hangs": "import threading, time\nthreading.Thread(target=time.sleep, args=(100,)).start()\nprint(7)",
    "exits hard after the answer": "print(7)\nimport os; os._exit(0)",
    "exits after the answer": "print(7)\nimport sys; sys.exit(0)",
    "raises after the answer": "print(7)\nraise KeyboardInterrupt",
    "is killed after the answer": "print(7)\nimport os; os.kill(os.getpid(), 9)",
    "hangs after the answer": "print(7)\nwhile True: pass",
    "hangs and swallows the alarm": "print(7)\nwhile True:\n    try:\n        while True: pass\n    except: pass",
    "a child goes on": "import os, time\nprint(7)\nif os.fork() == 0: time.sleep(100)\nelse: os._exit(0)",
    "a value that equals everything": (
        "class Any(int):\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0\nprint(Any(1))"
    ),
    "an object that turns into anything": (
        "class Any:\n    def __eq__(self, o): return True\n    def __int__(self): return 8\nprint(Any())"
    ),
    "a frame without its number": (
        "import json, os, struct\n"
        "d = json.dumps({'nonce': '', 'prints': 1, 'answer': 7, 'printed': 7, 'has_answer': True, 'error': '',"
        " 'timed_out': False, 'exited': False}).encode()\n"
        "for fd in range(3, 64):\n    try: os.write(fd, struct.pack('>I', len(d)) + d)\n    except OSError: pass\n"
        "os._exit(0)"
    ),
    "two frames": (
        "import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'\\0\\0\\0\\x02{}')\n"
        "    except OSError: pass\nprint(7)"
    ),
    "nothing printed": "7\nx = None\ndel x",
    "printed by itself, not by print": "import sys\nsys.stdout.write('7')\nprint()",
}


@pytest.fixture(scope="module")
def answers(request: pytest.FixtureRequest) -> Callable[[str], Answer]:
    test = "test_an_mtpb_program_cannot_forge_a_strict_pass"
    return in_pool(request, test, lambda name: answer_of(FORGED_ANSWERS[name], seconds=1))


@pytest.mark.parametrize("name", FORGED_ANSWERS)
def test_an_mtpb_program_cannot_forge_a_strict_pass(answers: Callable[[str], Answer], name: str) -> None:
    assert not strict_pass(answers(name), 7)


def test_an_mtpb_program_can_claim_no_more_than_it_could_print() -> None:
    """What no process can refuse its own code: to end, at once, as if it had come to its end."""
    assert strict_pass(answer_of(SPEAK + "claim(7)\nos._exit(0)", seconds=20), 7)
    assert not strict_pass(answer_of(SPEAK + "claim(8)\nos._exit(0)", seconds=20), 7)


def test_threads_that_end_are_waited_for() -> None:
    code = "import threading, time\nt = threading.Thread(target=time.sleep, args=(0.2,))\nt.start()\nprint(7)"
    answer = answer_of(code, seconds=20)
    assert (answer.finished, strict_pass(answer, 7), published_pass(answer, 7)) == (True, True, True)


def test_an_mtpb_program_never_holds_the_gold_answer() -> None:
    code = (
        "import gc, sys\nfound = [o for o in gc.get_objects() if isinstance(o, dict) and 'gold' in o]\n"
        "print(len(found))"
    )
    answer = answer_of(code, seconds=20)
    assert answer.finished
    assert strict_pass(answer, 0)
    assert published_pass(answer, 0)


def test_a_program_may_compute_for_all_of_its_time() -> None:
    code = "import time\nwhile time.process_time() < 2.5: pass\nprint(7)"
    assert strict_pass(answer_of(code, seconds=20, limits=sandbox.Limits(cpu_seconds=1)), 7)
