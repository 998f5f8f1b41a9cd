"""Landlock of Linux 5.13 and later: from now on this process and its children open only what lies below given paths.

Python has no interface for it; the three calls have the same numbers on all usual machines. A kernel without Landlock changes nothing.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38
_READ = 1 << 0 | 1 << 2 | 1 << 3
"""execute, read files, list folders"""
_FILE_ONLY = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14
"""what may be allowed on a path that is no folder: execute, write, read, truncate"""
_HANDLED = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
"""all file accesses that a version knows; later versions add none that matters here"""
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/opt", "/nix", "/etc/ld.so.cache", "/etc/alternatives", "/dev/urandom", "/dev/zero")


@cache
def programs() -> tuple[Path, ...]:
    """Where Python, its libraries, lawcheck and the programs of the system lie: what a reader needs besides its file."""
    own = (sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(__file__).parents[1]), os.environ.get("TESSDATA_PREFIX", ""))
    return tuple(Path(path) for path in {*_SYSTEM, *own, *(entry for entry in sys.path if "packages" in entry)} if path)


def version() -> int:
    """The version of Landlock that the kernel offers; 0 without it."""
    try:
        return max(0, int(ctypes.CDLL(None).syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)))
    except (OSError, AttributeError):
        return 0


def restrict(readable: Iterable[Path], writable: Iterable[Path]) -> bool:
    """Let this process read only below `readable`, and write only below `writable`. False, and nothing changed, where the kernel cannot."""
    known = version()
    if not known:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    handled = _HANDLED[min(known, 3)]
    attributes = struct.pack("=Q", handled)
    rules = library.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    try:
        for access, paths in ((_READ, readable), (handled, writable)):
            for path in paths:
                _allow(library, rules, path, access)
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(library.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(library: ctypes.CDLL, rules: int, path: Path, access: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        access &= -1 if stat.S_ISDIR(os.fstat(descriptor).st_mode) else _FILE_ONLY
        library.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", access, descriptor), 0)
    finally:
        os.close(descriptor)
