"""The inside of the jail: a small process that reads hostile files so that its caller does not have to.

On Linux it is a fork server: each request is answered by a fresh child with its own limits (address space, CPU, wall time, size of the
answer), its own empty folder, no core dumps and, where the kernel allows it, no network and no files but programs and that folder
(LibreOffice excepted, which needs more of the system). A child that dies takes nothing with it.
Elsewhere requests are answered one after another by this process itself; the caller stops it when the time is over.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from lawcheck.errors import Problem
from lawcheck.reading import landlock, reasons, wire
from lawcheck.reading.limits import Limits

FORKS = sys.platform == "linux"
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_OPEN = ("convert", "convert-together")
"""steps that need more of the system's files: those that start LibreOffice"""
_YOUNG = 100_000
"""new objects after which a child looks for garbage: with Python's 700, it spends a fifth of its time on looking at what it still needs"""


def main() -> None:
    """Answer requests on standard input until it ends."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    source = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):  # what libraries print must not mix with answers or reach a terminal
        os.dup2(quiet, descriptor)
    if FORKS:
        _leave_network()
    _preload()
    while True:
        try:
            message = wire.receive(source)
        except EOFError:
            return
        if message is None:
            return
        header, body = message
        answer = _in_child(header, body) if FORKS else wire.message(*_here(header, body))
        del body
        answers.write(answer)
        answers.flush()


def _preload() -> None:
    """Import what most files need, so that a child starts warm; and let it collect seldom, as it lives for one file."""
    import gc

    import olefile  # noqa: F401
    import pypdfium2  # noqa: F401

    import lawcheck.reading.doc97.docx
    import lawcheck.reading.doc97.ole
    import lawcheck.reading.docx
    import lawcheck.reading.pdf
    import lawcheck.reading.plain
    import lawcheck.reading.steps  # noqa: F401

    if FORKS:
        import resource  # noqa: F401

        landlock.programs()
        gc.set_threshold(_YOUNG)
    gc.collect()
    gc.freeze()


@functools.cache
def _preload_ocr() -> None:
    """Import what scans need besides, before the first of them: numpy alone costs a child as much as three pages of text."""
    from lawcheck.reading.tesseract import can_recognise

    can_recognise()


def _leave_network() -> None:
    """Cut this process and all its children off from the network; without the right to do so nothing changes."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET)


def _here(header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer one request in this process; whatever a parser throws becomes a named reason."""
    from lawcheck.reading.steps import run

    limits = Limits(**header["limits"])
    try:
        answer, data = run(header, body)
    except MemoryError:
        return _problem(reasons.too_large(f"cần hơn {limits.memory // 1_000_000} MB bộ nhớ để đọc"))
    except Exception as error:  # parsers raise anything on malformed files
        return _problem(reasons.corrupt("tệp", detail=type(error).__name__))
    return answer, data


def _problem(problem: Problem) -> tuple[dict[str, Any], bytes]:
    return {"problem": wire.pack_problems([problem])[0]}, b""


def _in_child(header: dict[str, Any], body: bytes) -> bytes:
    """The message that a forked child answers one request with, under the limits of the request."""
    limits = Limits(**header["limits"])
    if header.get("recognise") or header.get("kind") == "image":
        _preload_ocr()
    try:
        folder = tempfile.mkdtemp(prefix="lawcheck-")
    except OSError:
        return wire.message(*_problem(reasons.NO_ROOM))
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        try:
            _confine(limits, folder, closed=header["step"] not in _OPEN)
            answer = wire.message(*_here(header, body))
            with os.fdopen(write_end, "wb") as out:
                out.write(answer)
        except MemoryError:
            os._exit(9)
        finally:
            os._exit(0)
    os.close(write_end)
    try:
        raw, end = _collect(read_end, limits)
    finally:
        os.close(read_end)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        shutil.rmtree(folder, ignore_errors=True)
    if wire.is_whole(raw):
        return raw  # as it is: taking it apart and writing it again would cost as much as making it
    return wire.message(*_problem(_why(end, status, limits)))


def _why(end: str, status: int, limits: Limits) -> Problem:
    """Why a child gave no answer."""
    if end == "output":
        return reasons.too_large("chữ đọc được vượt giới hạn")
    if end == "time" or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return reasons.timed_out(limits.wall)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 9:
        return reasons.too_large(f"cần hơn {limits.memory // 1_000_000} MB bộ nhớ để đọc")
    return reasons.corrupt("tệp", detail=f"bộ đọc dừng đột ngột, trạng thái {status}")


def _collect(descriptor: int, limits: Limits) -> tuple[bytes, str]:
    """What the child wrote, and how it ended: "done", "time", "output"."""
    chunks: list[bytes] = []
    size = 0
    deadline = time.monotonic() + limits.wall
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    poll.register(0, 0)  # only POLLHUP: the caller has gone
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            return b"", "time"
        ready = dict(poll.poll(left * 1000))
        if 0 in ready:
            return b"", "time"
        if descriptor not in ready:
            continue
        chunk = os.read(descriptor, 1 << 20)
        if not chunk:
            return b"".join(chunks), "done"
        chunks.append(chunk)
        size += len(chunk)
        if size > limits.output:
            return b"", "output"


def _confine(limits: Limits, folder: str, *, closed: bool) -> None:
    """Limits of the child: they hold for every program it starts too. `closed` lets it open no files but programs and its folder."""
    import resource

    os.setsid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for what, value in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))
    os.environ |= {"TMPDIR": folder, "HOME": folder}
    tempfile.tempdir = folder
    os.chdir(folder)
    if closed:
        landlock.restrict(landlock.programs(), (Path(folder), Path(os.devnull)))
