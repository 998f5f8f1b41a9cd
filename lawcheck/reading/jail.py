"""The outside of the jail: hands a file to the worker process and takes a checked answer back.

One warm worker a process, started on first use, stopped when the process ends. Works in children of multiprocessing (which may not
have multiprocessing children of their own) because the worker is a plain subprocess; a forked child never shares its parent's worker.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from lawcheck.errors import UnreadableError
from lawcheck.reading import reasons, wire
from lawcheck.reading.limits import Limits

_GRACE = 5.0 if sys.platform == "linux" else 0.0
"""seconds after which the caller itself stops a worker that should have stopped its child"""
_START = "from lawcheck.reading.worker import main; main()"


@dataclass(slots=True)
class _Worker:
    """A worker process and the process that owns it."""

    process: subprocess.Popen[bytes]
    owner: int
    stopped: bool = False

    def stop(self) -> None:
        """Kill the worker; its children die with it."""
        self.stopped = True
        with contextlib.suppress(OSError):
            self.process.kill()


@dataclass(slots=True)
class _Jail:
    """The one worker of this process, and the lock that lets one thread at a time use it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    worker: _Worker | None = None


_jail = _Jail()


def call(step: str, data: bytes, limits: Limits, **arguments: object) -> tuple[dict[str, Any], bytes]:
    """The answer of the step `step` (see steps.py) on `data`. Raises UnreadableError with the reason the jail gives."""
    with _jail.lock:
        worker = _ready()
        timer = threading.Timer(limits.wall + _GRACE, worker.stop)
        timer.daemon = True
        timer.start()
        try:
            pipe = _pipe(worker.process.stdin)
            pipe.write(wire.message({"step": step, "limits": dataclasses.asdict(limits), **arguments}, data))
            pipe.flush()
            message = wire.receive(_pipe(worker.process.stdout))
        except (OSError, EOFError, ValueError):
            message = None
        finally:
            timer.cancel()
        if message is None:
            late = worker.stopped  # by the timer: dropping it stops it too
            _drop(worker)
            raise UnreadableError(reasons.timed_out(limits.wall) if late else reasons.corrupt("tệp", detail="bộ đọc dừng đột ngột"))
    header, body = message
    if "problem" in header:
        raise UnreadableError(wire.unpack_problems([header["problem"]])[0])
    return header, body


def _ready() -> _Worker:
    worker = _jail.worker
    if worker is not None and worker.owner == os.getpid() and worker.process.poll() is None:
        return worker
    if worker is not None and worker.owner == os.getpid():
        _drop(worker)
    root = str(Path(__file__).parents[2])
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])]),
        "OMP_THREAD_LIMIT": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=os.name == "posix",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    _jail.worker = _Worker(process, os.getpid())
    return _jail.worker


def _drop(worker: _Worker) -> None:
    worker.stop()
    for pipe in (worker.process.stdin, worker.process.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()
    worker.process.wait()
    _jail.worker = None


def close() -> None:
    """Stop the worker of this process, if it has one."""
    if _jail.worker is not None and _jail.worker.owner == os.getpid():
        _drop(_jail.worker)


def _after_fork() -> None:
    """A forked child starts with a free lock and no worker; its copies of the pipes must not keep its parent's worker alive."""
    worker = _jail.worker
    _jail.lock, _jail.worker = threading.Lock(), None
    if worker is not None:
        worker.process.returncode = 0
        for pipe in (worker.process.stdin, worker.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _pipe(pipe: object) -> BinaryIO:
    return cast(BinaryIO, pipe)


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
