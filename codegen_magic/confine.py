"""Guards that a process puts on itself before it tries code that nobody has read (Linux).

Each guard is tried by itself, and `confine` says which ones hold:
  limits    setrlimit: memory, processor time, file size, no core dump
  landlock  the kernel refuses every write, delete or rename outside one folder, and TCP
  seccomp   the kernel refuses sockets, new processes, programs, signals to others (x86-64 only)
  audit     Python's own audit events, refused in Python: a second guard, easily evaded by native code

Reading files is allowed everywhere, and nothing here hides what the process already holds in
memory: this stops accidents, not an attacker who is after secrets. None of it can be undone.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codegen_magic.turn import Value

GUARDS = ("limits", "landlock", "seccomp", "audit")
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same numbers on every architecture
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SECCOMP_MODE_FILTER = 2
PROT_READ = 1
DEV_NULL_WRITE = 1 << 1

# x86-64 system call numbers
CLONE, KILL, TGKILL, CLONE3 = 56, 62, 234, 435
CLONE_THREAD = 0x00010000
REFUSED_CALLS = (
    *(41, 42, 43, 49, 50, 288),  # socket, connect, accept, bind, listen, accept4 (socketpair is left)
    *(57, 58, 59, 322),  # fork, vfork, execve, execveat
    *(101, 200, 424, 434, 438, 310, 311),  # ptrace, tkill, pidfd_*, process_vm_*
    *(29, 30, 240),  # shmget, shmat, mq_open
    *(90, 91, 92, 93, 94, 260, 268, 452),  # chmod, chown and their kin: landlock does not see them
    *(132, 235, 261, 280, 188, 189, 190, 197, 198, 199),  # utime..., setxattr..., removexattr...
    *(165, 166, 272, 308, 161, 155),  # mount, umount2, unshare, setns, chroot, pivot_root
    *(169, 170, 175, 176, 313, 164, 227, 321, 298, 425),  # reboot ... bpf, perf_event_open, io_uring_setup
)

WRITE_EVENTS = frozenset(
    {
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.mkdir",
        "os.link",
        "os.symlink",
        "os.truncate",
        "shutil.rmtree",
    }
    | {"os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr", "shutil.move"}
)
REFUSED_EVENTS = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
    | {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.startfile"}
    | {"os.kill", "os.killpg", "signal.pthread_kill", "syslog.syslog", "builtins.input", "pty.spawn"}
)
IN_MEMORY = ("", b"", ":memory:", b":memory:")  # what SQLite calls a database without a file


@dataclass(frozen=True)
class Limits(Value):
    """What a trial may use. memory_bytes: on top of what the kernel has mapped already."""

    seconds: float = 5.0
    memory_bytes: int = 2 << 30
    file_bytes: int = 64 << 20
    output_characters: int = 10_000


class Refused(PermissionError):
    """The trial run may not do this; the notebook itself may."""


def confine(folder: str, limits: Limits, only: Sequence[str] = GUARDS) -> tuple[str, ...]:
    """Put every guard there is, or these, on this process; return the names of those that hold."""
    held: list[str] = []
    guards: list[tuple[str, Callable[[], bool]]] = [
        ("limits", lambda: _limit(limits)),
        ("landlock", lambda: _landlock(folder)),
        ("seccomp", _seccomp),
        ("audit", lambda: _audit(folder, alone="landlock" not in held)),
    ]
    for name, guard in guards:
        try:
            if name in only and guard():
                held.append(name)
        except (OSError, ValueError, AttributeError):  # an older kernel, or a container that forbids it
            continue
    return tuple(held)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the one that forked it ends."""
    _libc().prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0)


def freeze_shared_memory() -> None:
    """Make memory that is shared with other processes or with files read-only here.

    A forked child's own memory is a copy, but shared mappings are not: writing to one (an np.memmap, a
    shared array) would reach the parent. A write now ends the child with a fault.
    """
    libc = _libc()
    with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
        shared = [line.split(" ", 2)[0] for line in maps if " rw-s " in line]
    for span in shared:
        start, end = (int(part, 16) for part in span.split("-"))
        libc.mprotect(ctypes.c_void_p(start), ctypes.c_size_t(end - start), PROT_READ)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _limit(limits: Limits) -> bool:
    """Memory counts from what the process has mapped already."""
    import resource  # Windows has none, and loads this module too

    with open("/proc/self/statm", encoding="ascii") as statm:
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    wanted = {
        resource.RLIMIT_AS: mapped + limits.memory_bytes,
        resource.RLIMIT_CPU: max(1, int(limits.seconds * (os.cpu_count() or 1)) + 1),
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_CORE: 0,
    }
    for what, value in wanted.items():
        hard = resource.getrlimit(what)[1]
        top = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (top, top))
    return True


def _landlock(folder: str) -> bool:
    """Writing is allowed beneath `folder` and to /dev/null only."""
    libc = _libc()
    abi = libc.syscall(LANDLOCK_CREATE, None, 0, 1)
    if abi < 1:
        return False
    changes = 1 << 1 | sum(1 << bit for bit in range(4, 13))  # write, remove and make of every kind
    changes |= (1 << 13 if abi >= 2 else 0) | (1 << 14 if abi >= 3 else 0)  # refer, truncate
    handled = changes | 1 | (1 << 15 if abi >= 5 else 0)  # execute, device ioctl: allowed nowhere
    network = 3 if abi >= 4 else 0  # TCP bind and connect
    scoped = 3 if abi >= 6 else 0  # abstract sockets and signals of other processes
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    attributes = struct.pack("=QQQ", handled, network, scoped)[:size]
    ruleset = libc.syscall(LANDLOCK_CREATE, attributes, size, 0)
    if ruleset < 0:
        return False
    for path, allowed in ((folder, changes), (os.devnull, DEV_NULL_WRITE)):
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if libc.syscall(LANDLOCK_ADD, ruleset, 1, struct.pack("=Qi", allowed, fd), 0) != 0:
            return False
        os.close(fd)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    held: bool = libc.syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return held


def _seccomp() -> bool:
    if platform.machine() != "x86_64" or sys.maxsize < 2**32:
        return False
    program = b"".join(_filter(os.getpid()))
    buffer = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))  # struct sock_fprog
    libc = _libc()
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, head, 0, 0) == 0)


def _filter(pid: int) -> list[bytes]:
    """The classic BPF program: refused calls return EPERM, everything else goes on."""
    load, equal, at_least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, refuse, absent = 0x7FFF0000, 0x00050001, 0x00050026  # EPERM; ENOSYS

    def op(code: int, k: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, k)

    program = [op(load, 4), op(equal, 0xC000003E, 1, 0), op(give, refuse)]  # x86-64 calls only
    program += [op(load, 0), op(at_least, 0x40000000, 0, 1), op(give, refuse)]  # not the x32 ones
    for number in REFUSED_CALLS:
        program += [op(equal, number, 0, 1), op(give, refuse)]
    program += [
        op(equal, CLONE3, 0, 1),
        op(give, absent),
    ]  # its flags are out of sight; libc falls back to clone
    program += _if_argument(op, CLONE, op(any_bit, CLONE_THREAD, 1, 0), refuse, allow)
    for number in (KILL, TGKILL):
        program += _if_argument(op, number, op(equal, pid, 1, 0), refuse, allow)
    return [*program, op(give, allow)]


def _if_argument(op: Callable[..., bytes], number: int, test: bytes, refuse: int, allow: int) -> list[bytes]:
    """A call is allowed only where its first argument passes the test (a jump over the refusal)."""
    return [op(0x15, number, 0, 4), op(0x20, 16), test, op(0x06, refuse), op(0x06, allow)]


def _audit(folder: str, alone: bool) -> bool:
    """alone: landlock does not hold, so SQLite, which opens its file itself, gets none outside of the folder."""
    root = os.path.realpath(folder)

    def inside(path: object) -> bool:
        if isinstance(path, int) or not isinstance(path, str | bytes | os.PathLike):
            return True  # a descriptor that is already open
        real = os.path.realpath(os.fsdecode(path))
        return real == root or real.startswith(root + os.sep) or real == os.devnull

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in REFUSED_EVENTS:
            raise Refused(f"a trial run may not do {event}")
        if event == "open":
            path, _, flags = arguments[:3]
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if writes and not inside(path):
                raise Refused(f"a trial run may not write {path!r}")
        elif event == "sqlite3.connect" and alone:
            if arguments[0] not in IN_MEMORY and not inside(arguments[0]):
                raise Refused(f"a trial run may not open {arguments[0]!r} here: SQLite could write it")
        elif event in WRITE_EVENTS and not all(
            inside(path) for path in arguments[:2] if isinstance(path, str)
        ):
            raise Refused(f"a trial run may not do {event} outside its folder")

    sys.addaudithook(hook)
    return True
