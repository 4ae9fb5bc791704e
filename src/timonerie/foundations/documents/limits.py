"""What a process that reads a received file may use, and what it may not touch.

The process applies this to itself, before it imports anything that starts a thread: a new user
namespace is refused to a process that has several. Linux only, like the product.
"""

import ctypes
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

GIGABYTE = 1_000_000_000
ADDRESS_SPACE = GIGABYTE
"""0.28 GB of it goes to shared libraries; a CSV of a million rows is read in 0.8 GB."""
CPU_SECONDS = 60
WALL_SECONDS = 120
FILE_BYTES = GIGABYTE
OPEN_FILES = 64
_GRACE = 5

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_DIES_WITH_PARENT, _NO_NEW_RIGHTS, _NOT_DUMPABLE = 1, 38, 4
_CREATE_RULES, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION_ASKED, _BENEATH = 1, 1
# Bits of Landlock: running a program (0), writing (1), removing and making anything (4 to 12),
# moving (13, from version 2 on), cutting (14, from version 3 on). Reading (2, 3) stays free.
_WRITES = 0b1_1111_1111_0011
# Of them, what plain files and folders need: a link or a pipe could fool who reads the answer.
_PLAIN = 0b1_1011_0010 | 1 << 14
_LATER = ((2, 1 << 13), (3, 1 << 14))


@dataclass(frozen=True)
class InForce:
    """What the kernel granted: no network; no write outside the folder and no other program."""

    network: bool
    writes: bool


def apply(folder: Path) -> InForce:
    """Bind this process for good. `folder` is the only place where it may write."""
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    cut = kernel.unshare(_NEW_USER | _NEW_NETWORK) == 0 or kernel.unshare(_NEW_NETWORK) == 0
    kernel.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    kernel.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
    for limit, value in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(limit, value)
    _lower(resource.RLIMIT_CPU, CPU_SECONDS, grace=_GRACE)
    return InForce(network=cut, writes=_enclose(kernel, folder))


def _lower(limit: int, value: int, *, grace: int = 0) -> None:
    """Never above what the machine already allows. With a grace the signal says what happened,
    before the kill that does not."""
    _, hard = resource.getrlimit(limit)
    most = value + grace if hard == resource.RLIM_INFINITY else min(value + grace, hard)
    resource.setrlimit(limit, (min(value, most), most))


class _Rules(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64)]


class _Place(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def _enclose(kernel: ctypes.CDLL, folder: Path) -> bool:
    """Landlock: true when the kernel knows it and took the rules."""
    version = kernel.syscall(_CREATE_RULES, None, 0, _VERSION_ASKED)
    if version < 1:
        return False
    writes = _WRITES | sum(bit for since, bit in _LATER if version >= since)
    asked = _Rules(writes)
    rules = kernel.syscall(_CREATE_RULES, ctypes.byref(asked), ctypes.sizeof(asked), 0)
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        allowed = _Place(writes & _PLAIN, place)
        taken = kernel.syscall(_ADD_RULE, rules, _BENEATH, ctypes.byref(allowed), 0) == 0
        return bool(taken) and bool(kernel.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(place)
        if rules >= 0:
            os.close(rules)
