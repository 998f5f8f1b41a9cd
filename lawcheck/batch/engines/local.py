"""Judging with processes of this machine: one fork server, limits for each document, a dead worker costs nobody else.

`concurrent.futures` ends the whole pool when one worker dies and knows no time limit, and the workers of other pools may not start
the processes that reading needs; so the pool is here.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, TypeVar

from lawcheck.batch.engines import Limits
from lawcheck.batch.work import MOST_TOGETHER, Outcome, Together, Work
from lawcheck.errors import Problem

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from lawcheck.batch.work import Options

T = TypeVar("T")
_QUEUE = 2
"""Works a worker holds: the one it does and the next, so that it never waits for the parent."""
_WINDOW = 64
"""Works under way for each worker; a slow document holds back no more than these."""
_TURNS = 400
"""Documents after which a worker is replaced: large documents leave memory behind that no collector gives back."""
_GIVE_BACK = 8
"""Documents after which a worker returns what memory it has free: after each one, the next would take the same pages again."""
_YOUNG = 10_000
"""New objects after which a worker looks for garbage: Python's 700 is made for programs that keep less."""
_AHEAD = 24
"""Documents among which files are gathered that LibreOffice can convert in one call: results wait for no more than these."""
_LIVES = 2
"""A document whose worker died is tried once more in a fresh one: the first death may have been somebody else's doing."""


@dataclass(slots=True, eq=False)
class _Slot:
    """A work under way. `then` are the slots of a Together, which can be begun when it is done."""

    tag: Any
    work: Work | Together | None
    outcome: Outcome | None = None
    deaths: int = 0
    done: bool = False
    then: tuple[_Slot, ...] = ()


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    queue: deque[_Slot] = field(default_factory=deque)
    since: float = 0.0
    turns: int = 0


class _Gathering:
    """Holds files for LibreOffice back until as many documents have come as may wait for them."""

    def __init__(self, jobs: int) -> None:
        self._jobs, self._slots, self._passed = jobs, list[_Slot](), 0

    def add(self, slot: _Slot) -> list[_Slot]:
        """What can be begun now that `slot` has come."""
        begun = []
        if isinstance(slot.work, Work) and slot.work.for_office:
            self._slots.append(slot)
        elif slot.work is not None:
            begun.append(slot)
        self._passed += bool(self._slots)
        if self._passed >= _AHEAD:
            begun += self._calls(MOST_TOGETHER)
        return begun

    def rest(self) -> list[_Slot]:
        """What is left when no more will come, shared out among the workers."""
        return self._calls(max(1, min(MOST_TOGETHER, -(-len(self._slots) // self._jobs))))

    def _calls(self, size: int) -> list[_Slot]:
        slots, self._slots, self._passed = self._slots, [], 0
        return [_together(slots[at : at + size]) for at in range(0, len(slots), size)]


def _together(slots: list[_Slot]) -> _Slot:
    """A slot that converts the files of `slots` first; a single one as it is."""
    if len(slots) == 1:
        return slots[0]
    return _Slot(tag=None, work=Together(tuple(slot.work for slot in slots if isinstance(slot.work, Work))), then=tuple(slots))


def _finish(slot: _Slot, answer: Any, todo: deque[_Slot]) -> None:
    """Note what a worker made of a slot: an outcome, or of a Together its works, None where it failed. They can be begun now."""
    if isinstance(slot.work, Together):
        for one, work in zip(slot.then, answer or slot.work.works, strict=True):
            one.work = work
        todo.extendleft(reversed(slot.then))
    else:
        slot.outcome = answer
    slot.work, slot.done = None, True


class LocalEngine:
    """A pool of `jobs` processes."""

    def __init__(self, options: Options, *, jobs: int, limits: Limits | None = None) -> None:
        self._options, self._jobs, self._limits = options, jobs, limits or Limits()
        self._workers: list[_Worker] = []
        self._context: Any = _context()

    def run(self, tasks: Iterator[tuple[T, Work | None]]) -> Iterator[tuple[T, Outcome | None]]:
        """See Engine.run."""
        waiting: deque[_Slot] = deque()
        todo: deque[_Slot] = deque()
        gathering = _Gathering(self._jobs)
        more = True
        while more or waiting:
            while more and len(waiting) < _WINDOW * self._jobs and len(todo) < _QUEUE * self._jobs:
                task = next(tasks, None)
                if task is None:
                    more = False
                    todo.extend(gathering.rest())
                    break
                slot = _Slot(tag=task[0], work=task[1], done=task[1] is None)
                waiting.append(slot)
                todo.extend(gathering.add(slot))
                if slot.done and waiting[0].done:
                    break
            self._assign(todo)
            while waiting and waiting[0].done:
                slot = waiting.popleft()
                yield slot.tag, slot.outcome
            if waiting:
                self._collect(todo)

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            _end(worker)
        self._workers.clear()

    def _assign(self, todo: deque[_Slot]) -> None:
        while todo:
            fresh = [worker for worker in self._workers if worker.turns < _TURNS]
            worker = min(fresh, key=lambda worker: len(worker.queue), default=None)
            if (worker is None or worker.queue) and len(self._workers) < self._jobs:
                worker = self._start()
            if worker is None or len(worker.queue) >= _QUEUE:
                return
            slot = todo.popleft()
            if not worker.queue:
                worker.since = time.monotonic()
            worker.queue.append(slot)
            worker.turns += 1
            try:
                worker.pipe.send(slot.work)
            except (BrokenPipeError, ConnectionResetError):
                self._bury(worker, todo)

    def _collect(self, todo: deque[_Slot]) -> None:
        """Take what workers have done; wait for the first, or until one is over its time."""
        busy = [worker for worker in self._workers if worker.queue]
        now = time.monotonic()
        left = min((worker.since + self._limits.seconds - now for worker in busy), default=0.0)
        ready = wait([worker.pipe for worker in busy], timeout=max(left, 0.0)) if busy else []
        for worker in busy:
            if worker.pipe in ready:
                try:
                    answer = worker.pipe.recv()
                except (EOFError, ConnectionResetError):
                    self._bury(worker, todo)
                    continue
                _finish(worker.queue.popleft(), answer, todo)
                worker.since = time.monotonic()
                if worker.turns >= _TURNS and not worker.queue:
                    self._workers.remove(worker)
                    _end(worker)
            elif time.monotonic() - worker.since > self._limits.seconds:
                slot = worker.queue[0]
                _finish(slot, None if slot.then else _refused(too_slow(self._limits.seconds), self._options), todo)
                self._bury(worker, todo)

    def _bury(self, worker: _Worker, todo: deque[_Slot]) -> None:
        """Take a dead or stuck worker out; what it had not done goes back, the one it died of at most once."""
        self._workers.remove(worker)
        _end(worker)
        if worker.queue and not worker.queue[0].done:
            culprit = worker.queue[0]
            culprit.deaths += 1
            if culprit.then:
                _finish(culprit, None, todo)
            elif culprit.deaths >= _LIVES:
                _finish(culprit, _refused(DIED, self._options), todo)
        todo.extendleft(reversed([slot for slot in worker.queue if not slot.done]))

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, self._options, self._limits), daemon=False)
        with _no_interrupt(), _no_imports_from_here():
            process.start()
        there.close()
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker


DIED = Problem(
    code="E-SCAN-02",
    message="Tiến trình kiểm tra dừng đột ngột khi xử lý tệp này (hai lần); hãy mở tệp, lưu lại rồi kiểm tra riêng tệp này.",
)


def too_slow(seconds: float) -> Problem:
    """Why a document that took more than `seconds` has no report."""
    return Problem(
        code="E-SCAN-01", message=f"Kiểm tra tệp này quá {seconds:g} giây nên đã dừng; hãy tách văn bản, hoặc tăng giới hạn bằng --timeout."
    )


def _serve(pipe: Connection, options: Options, limits: Limits) -> None:
    """The life of a worker: one work after the other until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgrp"):
        os.setpgrp()  # so that programs it starts for reading end with it
    _limit_memory(limits.memory_mb)
    gc.set_threshold(_YOUNG)
    give_back = _give_back()
    works: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, works), daemon=True).start()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        for turn in count(1):
            if (work := works.get()) is None:
                return
            pipe.send(_done(pickle.loads(work), options))
            if turn % _GIVE_BACK == 0:
                give_back(0)


def _done(work: Work | Together, options: Options) -> Outcome | tuple[Work, ...]:
    return convert_safely(work) if isinstance(work, Together) else examine_safely(work, options)


def _receive(pipe: Connection, works: queue.SimpleQueue[bytes | None]) -> None:
    """Take works as they come, also while an outcome is being sent: two large ones that meet in a pipe would wait for each other for good."""
    try:
        while True:
            works.put(pipe.recv_bytes())
    except (OSError, EOFError, MemoryError):
        works.put(None)


def _refused(problem: Problem, options: Options) -> Outcome:
    """The outcome of a document that could not be judged; only here does this process need what judging needs."""
    from lawcheck.batch.examining import refused

    return refused(problem, options)


def examine_safely(work: Work, options: Options) -> Outcome:
    """As examine, but a bug of ours or too little memory becomes a row: one document never ends a night's work."""
    from lawcheck.batch.examining import examine

    try:
        return examine(work, options)
    except MemoryError:
        return _refused(
            Problem(code="E-SCAN-03", message="Tệp cần quá nhiều bộ nhớ nên đã dừng; hãy tách văn bản thành nhiều tệp."), options
        )
    except Exception as error:
        print(traceback.format_exc(), file=sys.stderr)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} tại {last.filename.rsplit('/', 1)[-1]}:{last.lineno}"
        message = f"Lỗi của chương trình khi kiểm tra tệp này ({where}); văn bản chưa được kiểm tra, hãy báo cho người phụ trách lawcheck."
        return _refused(Problem(code="E-SCAN-09", message=message), options)


def convert_safely(together: Together) -> tuple[Work, ...]:
    """As convert, but a bug of ours or too little memory converts nothing: each document then has its own conversion, and its own end."""
    from lawcheck.batch.examining import convert

    try:
        return convert(together.works)
    except Exception:
        print(traceback.format_exc(), file=sys.stderr)
        return together.works


def _give_back() -> Callable[[int], object]:
    """glibc's malloc_trim, which returns to the system what a large document has left behind; elsewhere nothing."""
    try:
        trim: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return lambda _: None
    return trim


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["lawcheck.batch.engines.warm"])
    return context


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C belongs to the parent: processes started here never see it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


@contextlib.contextmanager
def _no_imports_from_here() -> Iterator[None]:
    """Processes started here never import from the current folder: a `yaml.py` beside the documents must not run."""
    old = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if old is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = old


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    if hasattr(os, "killpg") and worker.process.pid is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(worker.process.pid, signal.SIGKILL)
    worker.process.kill()
    worker.process.join()
