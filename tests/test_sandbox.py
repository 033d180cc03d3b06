"""One hostile program for each promise of the sandbox. All are run for real."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pool import in_pool

from codegen_magic.evaluation import sandbox, seccomp
from codegen_magic.evaluation.sandbox import Limits, Outcome, run, visible_in_tmp
from codegen_magic.evaluation.supervise import descendants

try:
    sandbox.isolation()
except sandbox.Unavailable as reason:
    pytest.skip(str(reason), allow_module_level=True)

SMALL = Limits(seconds=5, memory_bytes=300 << 20, processes=16, disk_bytes=8 << 20, output_bytes=100_000)

# Each tries one thing. It prints "ESCAPED" if that worked; "held" if it was refused.
REFUSED = {
    "network by address": "import socket; socket.create_connection(('1.1.1.1', 80), 2)",
    "network by name": "import urllib.request; urllib.request.urlopen('http://example.com', timeout=2)",
    "name resolution": "import socket; socket.getaddrinfo('example.com', 80)",
    "udp": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
    "ipv6": "import socket; socket.socket(socket.AF_INET6)",
    "raw packets": "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "virtual machine sockets": "import socket; socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)",
    "netlink": "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "listening": "import socket; socket.create_server(('127.0.0.1', 0))",
    "abstract sockets": """
        import socket
        s = socket.socket(socket.AF_UNIX); s.connect('\\0outside')
    """,
    "write to the library": "open('/usr/lib/x', 'w')",
    "write to the interpreter": "import sys; open(sys.prefix + '/x', 'w')",
    "write to the root": "open('/x', 'w')",
    "write to dev": "open('/dev/x', 'w')",
    "change the guest's own code": "import guest.wire; open(guest.wire.__file__, 'a').write('x')",
    "device nodes": "import os, stat; os.mknod('/tmp/m', stat.S_IFBLK | 0o666, os.makedev(254, 0))",
    "read the password file": "open('/etc/passwd').read()",
    "read the shadow file by a link": "import os; os.symlink('/etc/shadow', '/tmp/s'); open('/tmp/s').read()",
    "proc of itself": "open('/proc/self/environ').read()",
    "proc of the first process": "open('/proc/1/environ').read()",
    "the root through proc": "import os; os.listdir('/proc/1/root')",
    "dot dot out of the root": """
        import os
        assert os.path.exists('/../../../../etc/hostname')
    """,
    "a hard link to a system file": "import os; os.link('/usr/bin/env', '/tmp/e')",
    "signal the first process": "import os; os.kill(1, 9)",
    "find the parent": "import os; assert os.getppid() > 20",
    "become root": "import os; os.setuid(0)",
    "become another user": "import os; os.setuid(os.getuid() + 1)",
    "raise a limit": "import resource; resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6))",
    "raise the memory limit": "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "real time priority": "import os; os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))",
    "negative nice": "import os; os.nice(-5)",
    "set the clock": "import time; time.clock_settime(time.CLOCK_REALTIME, 0)",
    "set the host's name": "import socket; socket.sethostname('x')",
    "see the host's name": "import os; assert os.uname().nodename != 'sandbox'",
    "mount": """
        assert libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0
    """,
    "a new user namespace": "assert libc.unshare(0x10000000) == 0",
    "clone with a namespace": "assert libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0) > 0",
    "chroot": "import os; os.chroot('/tmp')",
    "ptrace": "assert libc.ptrace(0, 0, 0, 0) == 0",
    "another process's memory": """
        import ctypes, os
        assert libc.process_vm_readv(os.getppid(), None, 0, None, 0, 0) >= 0
    """,
    "bpf": "assert libc.syscall(321, 0, 0, 0) >= 0",
    "io_uring": "assert libc.syscall(425, 1, 0) >= 0",
    "memory without a limit": "import os; os.memfd_create('x')",
    "shared memory segments": "assert libc.shmget(0, 1 << 20, 0o1600) >= 0",
    "kernel keys": "assert libc.syscall(250, 0, -3, 1, 0, 0) >= 0",
    "the kernel's log": "assert libc.klogctl(3, None, 0) >= 0",
    "reboot": "assert libc.reboot(0x89ABCDEF) == 0",
    "a root program": "import subprocess; subprocess.run(['/usr/bin/su', '-c', 'id'], timeout=3, check=True)",
    "inherited descriptors": """
        import os
        found = []
        for fd in range(3, 64):
            try:
                os.fstat(fd); found.append(fd)
            except OSError:
                pass
        assert found
    """,
    "more than a large file": "open('/tmp/big', 'wb').truncate(1 << 40)",
    "many open files": "files = [open('/dev/null') for _ in range(1000)]",
    "many threads": """
        import threading, time
        for _ in range(200):
            threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
    """,
    "a large allocation": "x = bytearray(1 << 30)",
    "locked memory": "b = bytes(1 << 22); assert libc.mlock(b, 1 << 22) == 0",
    "the screen's input": "open('/dev/tty').read()",
    "push keys into a terminal": "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSTI, b'x')",
    "fill the disk": """
        for i in range(10**4):
            with open(f'/tmp/{i}', 'wb') as f: f.write(bytes(1 << 20))
    """,
    "fill the shared memory folder": """
        for i in range(10**4):
            with open(f'/dev/shm/{i}', 'wb') as f: f.write(bytes(1 << 20))
    """,
}

FRAME = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def attempt():
{body}
try:
    attempt()
except BaseException as error:
    os.write(1, b"held")
else:
    os.write(1, b"ESCAPED")
os._exit(0)
"""


@pytest.fixture(scope="module")
def attempts(request: pytest.FixtureRequest) -> Callable[[str], Outcome]:
    def attempt(name: str) -> Outcome:
        body = textwrap.indent(textwrap.dedent(REFUSED[name]).strip(), "    ")
        return run(FRAME.format(body=body), SMALL)

    return in_pool(request, "test_what_a_guest_must_not_do_is_refused", attempt)


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_guest_must_not_do_is_refused(attempts: Callable[[str], Outcome], name: str) -> None:
    outcome = attempts(name)
    assert outcome.status == "exited", outcome
    assert outcome.output.endswith("held"), outcome


OVER = {
    "endless loop": ("while True: pass", "timeout"),
    "endless sleep": ("import time; time.sleep(10**6)", "timeout"),
    "ignores polite signals": (
        "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\nwhile True: pass",
        "timeout",
    ),
    "endless output": ("while True: print('x' * 1000)", "output"),
    "endless errors": ("import sys\nwhile True: sys.stderr.write('x' * 1000)", "output"),
    "fork bomb": (
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        "timeout",
    ),
    "memory bomb of many processes": (
        "import os, time\nfor _ in range(3): os.fork()\nx = bytearray(150 << 20)\nx[::4096] = b'1' * len(x[::4096])\n"
        "time.sleep(60)",
        "memory",
    ),
    "stuck in C": ("'a' * 10**8 in 'b'; import re; re.match(r'(a+)+$', 'a' * 40 + 'b')", "timeout"),
    "stops itself": ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", "timeout"),
}


BOMBS = ("fork bomb", "memory bomb of many processes")


@pytest.fixture(scope="module")
def kills(request: pytest.FixtureRequest) -> Callable[[str], tuple[str, float]]:
    """How a guest ended, and after how many seconds."""

    def run_over(name: str) -> tuple[str, float]:
        code, status = OVER[name]
        seconds = 20 if status == "memory" else 1.5
        t0 = time.monotonic()
        outcome = run(code, Limits(seconds=seconds, memory_bytes=400 << 20, processes=16, output_bytes=10**5))
        return outcome.status, time.monotonic() - t0

    return in_pool(request, "test_a_guest_over_a_limit_is_killed", run_over, alone=BOMBS)


@pytest.mark.parametrize("name", OVER)
def test_a_guest_over_a_limit_is_killed(kills: Callable[[str], tuple[str, float]], name: str) -> None:
    status, seconds = kills(name)
    assert status == OVER[name][1]
    assert seconds < 30


def test_cpu_time_is_limited_even_when_the_clock_is_not() -> None:
    outcome = run("while True: pass", Limits(seconds=30, cpu_seconds=1))
    assert outcome.status == "exited"
    assert outcome.exit_code != 0
    assert outcome.seconds < 15


def test_a_child_does_not_outlive_its_parent() -> None:
    marker = f"outlive-{os.getpid()}"
    code = f"""
import os, subprocess, sys
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        subprocess.run([sys.executable, "-c", "import time; time.sleep(100)", "{marker}"])
    os._exit(0)
print("parent done")
"""
    assert run(code, SMALL).output == "parent done\n"
    time.sleep(0.2)
    assert marker not in _all_command_lines()


def test_nothing_is_left_after_a_timeout() -> None:
    code = "import os, time\nfor _ in range(3): os.fork()\ntime.sleep(100)"
    run(code, Limits(seconds=1, processes=16))
    time.sleep(0.2)
    assert [pid for pid in descendants([os.getpid()]) if "guest" in _command_line(pid)] == []


def test_a_killed_scorer_leaves_no_guest() -> None:
    marker = f"orphan-{os.getpid()}"
    script = (
        "from codegen_magic.evaluation.sandbox import run, Limits\n"
        f"run('import time; time.sleep(100) # {marker}', Limits(seconds=100))"
    )
    scorer = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[1])
    try:
        deadline = time.monotonic() + 30
        while len(descendants([scorer.pid])) < 4 and time.monotonic() < deadline:
            time.sleep(0.05)
        family = descendants([scorer.pid])[1:]
        assert family, "the guest did not start"
    finally:
        scorer.send_signal(signal.SIGKILL)
        scorer.wait()
    deadline = time.monotonic() + 5
    while any(_alive(pid) for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in family if _alive(pid)] == []


def test_the_guest_sees_no_environment_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2-in-the-environment")
    outcome = run("import os; print(dict(os.environ)); os.system('env; cat /proc/*/environ')", SMALL)
    assert "hunter2" not in outcome.output
    assert "'HOME': '/tmp'" in outcome.output


def test_the_guest_sees_no_files_of_ours(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    home = os.path.expanduser("~")
    here = str(Path(__file__).parents[1])
    code = f"""
import os
home = {home!r}
for path in ({str(secret)!r}, {here!r} + "/pyproject.toml", home + "/.bashrc", home + "/.ssh", home + "/.cache"):
    print(os.path.exists(path))
print(os.listdir("/tmp"))
"""
    assert run(code, SMALL).output == "False\n" * 5 + f"{visible_in_tmp()}\n"


def test_the_scorer_cannot_be_signalled(tmp_path: Path) -> None:
    code = f"import os\nfor n in (9, 15, 19):\n    try: os.kill({os.getpid()}, n)\n    except OSError: print('no')"
    assert run(code, SMALL).output == "no\n" * 3


def test_killing_everything_ends_only_the_guest() -> None:
    assert run("import os; os.kill(-1, 9)", SMALL).status == "exited"
    assert run("print('next')", SMALL).output == "next\n"


def test_guests_do_not_share_their_temporary_folder() -> None:
    run("open('/tmp/note', 'w').write('x')", SMALL)
    assert run("import os; print(os.path.exists('/tmp/note'))", SMALL).output == "False\n"
    assert not os.path.exists("/tmp/note")


def test_scientific_packages_work_inside() -> None:
    code = "import numpy as np, pandas as pd; print(np.arange(3).sum(), pd.Series([1, 2]).mean())"
    assert run(code, Limits(seconds=60)).output == "3 1.5\n"


def test_many_guests_at_once_do_not_use_up_each_others_processes() -> None:
    from concurrent.futures import ThreadPoolExecutor

    code = "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        time.sleep(1); os._exit(0)\n"
    code += "print('ok')"
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(lambda _: run(code, Limits(seconds=20, processes=6)), range(6)))
    assert [outcome.output for outcome in outcomes] == ["ok\n"] * 6


def test_without_isolation_it_refuses_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    sandbox._probe.cache_clear()
    try:
        with pytest.raises(sandbox.Unavailable, match=r"bubblewrap is not installed.*--unsafe"):
            run("print(1)", SMALL)
        assert run("print(1)", SMALL, unsafe=True).output == "1\n"
        assert run("while True: pass", Limits(seconds=1), unsafe=True).status == "timeout"
    finally:
        monkeypatch.undo()
        sandbox._probe.cache_clear()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may read, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_it_works_unprivileged(open_folder: Path) -> None:
    """As nobody: a user namespace instead of root, with the system's interpreter."""
    python = "/usr/bin/python3"
    if os.geteuid() != 0 or not os.path.exists(python):
        pytest.skip("needs root to become nobody, and a system interpreter")
    _copy_tree(Path(__file__).parents[1] / "codegen_magic", open_folder / "codegen_magic")
    script = """
from codegen_magic.evaluation import sandbox
print(sandbox.isolation())
print(sandbox.run("import os; print(os.getuid(), os.path.exists('/proc/1'))").output, end="")
bomb = "import os\\nwhile True:\\n    try: os.fork()\\n    except OSError: pass"
print(sandbox.run(bomb, sandbox.Limits(seconds=1)).status)
"""
    done = subprocess.run(
        [python, "-c", script],
        cwd=open_folder,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
        user=65534,
        group=65534,
        extra_groups=[],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("user\n65534 False\ntimeout\n", "")


def test_the_filter_is_well_formed_for_both_processors() -> None:
    for machine in seccomp.MACHINES:
        program = seccomp.program(machine)
        assert len(program) % 8 == 0
        assert len(program) // 8 < 4096
        assert program.endswith(bytes.fromhex("060000000000ff7f"))  # the default: allow


def _copy_tree(source: Path, target: Path) -> None:
    for path in source.rglob("*.py"):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _all_command_lines() -> str:
    return "\n".join(_command_line(int(name)) for name in os.listdir("/proc") if name.isdigit())


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
