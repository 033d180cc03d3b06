"""A seccomp filter for the sandbox, as the bytes that bubblewrap's --seccomp takes.

It takes away what a program never needs and what namespaces do not cover: debugging other
processes, mounting, kernel keyrings, bpf, io_uring, new namespaces, memory that no limit
counts, and every socket but local ones (network namespaces do not cover all families).
"""

from __future__ import annotations

import platform
import struct

# name: (x86_64, aarch64); None where the machine has no such call
DENIED: dict[str, tuple[int, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "uselib": (134, None),
    "syslog": (103, 116),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "personality": (135, 92),
    "vhangup": (153, 58),
    "move_pages": (279, 239),
    "fanotify_init": (300, 262),
}
SPECIAL = {"socket": (41, 198), "socketpair": (53, 199), "clone": (56, 220), "clone3": (435, 435)}
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, audit architecture

AF_UNIX = 1
NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
X32_BIT = 0x40000000

ALLOW = 0x7FFF0000
KILL = 0x80000000
EPERM = 0x00050000 | 1
ENOSYS = 0x00050000 | 38

LOAD, RETURN, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT = 0x20, 0x06, 0x15, 0x35, 0x45
OFFSET_NUMBER, OFFSET_MACHINE, OFFSET_ARGUMENT = 0, 4, 16


def supported() -> bool:
    return platform.machine() in MACHINES


def program(machine: str | None = None) -> bytes:
    """The filter for a machine ("x86_64" or "aarch64"), 8 bytes an instruction."""
    column, architecture = MACHINES[machine or platform.machine()]
    special = {name: numbers[column] for name, numbers in SPECIAL.items()}
    out = [
        (LOAD, 0, 0, OFFSET_MACHINE),
        (JUMP_EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, OFFSET_NUMBER),
        (JUMP_AT_LEAST, 0, 1, X32_BIT),
        (RETURN, 0, 0, EPERM),
    ]
    for numbers in DENIED.values():
        number = numbers[column]
        if number is not None:
            out += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, EPERM)]
    # clone3 hides its flags behind a pointer; "no such call" makes libc use clone instead
    out += [(JUMP_EQUAL, 0, 1, special["clone3"]), (RETURN, 0, 0, ENOSYS)]
    for name in ("socket", "socketpair"):
        out += [
            (JUMP_EQUAL, 0, 4, special[name]),
            (LOAD, 0, 0, OFFSET_ARGUMENT),
            (JUMP_EQUAL, 1, 0, AF_UNIX),
            (RETURN, 0, 0, EPERM),
            (RETURN, 0, 0, ALLOW),
        ]
    out += [
        (JUMP_EQUAL, 0, 3, special["clone"]),
        (LOAD, 0, 0, OFFSET_ARGUMENT),
        (JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES),
        (RETURN, 0, 0, EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in out)
