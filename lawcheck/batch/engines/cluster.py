"""Judging on a Dask cluster: an existing one by address, or one of this machine.

Documents travel in batches; a batch gives the same outcomes wherever and however often it runs, so that the scheduler may run it again when
a worker is lost. Files must be where the workers see them under the same path (a shared folder or an object store).
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from lawcheck.batch.engines import Limits
from lawcheck.batch.engines.local import DIED, convert_safely, examine_safely, too_slow
from lawcheck.batch.examining import refused
from lawcheck.batch.work import Outcome, Together, Work
from lawcheck.errors import LawcheckError, UsageError

if TYPE_CHECKING:
    from lawcheck.batch.work import Options

T = TypeVar("T")
_BATCH = 16
"""Documents in a batch: the scheduler's millisecond a task then is nothing, and a lost worker costs little."""
_AHEAD = 4
"""Batches under way for each worker."""
_LOOK_S, _ALONE_S = 10.0, 300.0
"""How often a batch that takes long is looked after, and how long a cluster may be without any worker, in seconds."""


class ClusterLostError(LawcheckError):
    """All workers of the cluster are gone and stay away."""


@dataclass(slots=True, eq=False)
class _Batch:
    tasks: list[tuple[Any, Work | None]]
    works: list[Work] = field(default_factory=list)
    future: Any = None


class DaskEngine:
    """A client of a Dask cluster. Raises UsageError where Dask is missing or the cluster does not answer."""

    def __init__(self, options: Options, *, address: str | None, jobs: int, limits: Limits | None = None) -> None:
        try:
            import dask
            from distributed import Client, LocalCluster
        except ImportError:
            raise UsageError("Chạy trên cụm cần thêm gói dask; hãy chạy “pip install 'lawcheck[cluster]'”.") from None
        self._options, self._limits = options, limits or Limits()
        self._cluster: Any = None
        try:
            if address is None:
                # on a busy machine a new worker may take longer than the 15 seconds after which Dask gives up the old one for good
                dask.config.set({"distributed.deploy.lost-worker-timeout": "10 minutes"})
                self._cluster = LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    processes=True,
                    memory_limit=f"{self._limits.memory_mb}MiB",
                    dashboard_address=None,
                    # without a dashboard the scheduler still serves its health page, on port 8787 unless told: two scans would meet there
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
                    silence_logs=50,
                )
            self._client: Any = Client(self._cluster or address, timeout=30, set_as_default=False)
        except (OSError, ValueError, TimeoutError):
            self.close()
            raise UsageError(f"Không nối được cụm Dask “{address}”; hãy kiểm tra địa chỉ (tcp://máy:8786) và mạng.") from None

    @property
    def client(self) -> Any:
        """The Dask client, for those who watch or steer the cluster."""
        return self._client

    def run(self, tasks: Iterator[tuple[T, Work | None]]) -> Iterator[tuple[T, Outcome | None]]:
        """See Engine.run."""
        under_way: deque[_Batch] = deque()
        more = True
        while more or under_way:
            while more and len(under_way) < _AHEAD * self._workers():
                batch = _Batch(list(islice(tasks, _BATCH)))
                batch.works = [work for _, work in batch.tasks if work is not None]
                if batch.works:
                    batch.future = self._submit(batch.works)
                if batch.tasks:
                    under_way.append(batch)
                more = bool(batch.tasks)
                if not batch.works:
                    break
            if under_way:
                batch = under_way.popleft()
                outcomes = iter(self._outcomes(batch))
                for tag, work in batch.tasks:
                    yield tag, None if work is None else next(outcomes)

    def close(self) -> None:
        """Leave the cluster; end it where it is ours."""
        for part in (getattr(self, "_client", None), self._cluster):
            if part is not None:
                part.close()

    def _submit(self, works: list[Work]) -> Any:
        return self._client.submit(_examine_all, works, self._options, self._limits.seconds, pure=False, retries=2)

    def _outcomes(self, batch: _Batch) -> list[Outcome]:
        """The outcomes of a batch; where it keeps killing workers, those of its documents one by one, and the killer becomes a row."""
        if batch.future is None:
            return []
        from distributed.scheduler import KilledWorker

        try:
            return self._result(batch.future)
        except KilledWorker:
            if len(batch.works) == 1:
                return [refused(DIED, self._options)]
            singles = [_Batch([(None, work)], [work], self._submit([work])) for work in batch.works]
            return [outcome for single in singles for outcome in self._outcomes(single)]

    def _result(self, future: Any) -> list[Outcome]:
        """The result of a batch. Raises ClusterLostError where nobody has been there to work on it for long."""
        alone = time.monotonic()
        while True:
            try:
                outcomes: list[Outcome] = future.result(timeout=_LOOK_S)
                return outcomes
            except TimeoutError:
                if self._client.scheduler_info(n_workers=-1)["workers"]:
                    alone = time.monotonic()
                elif time.monotonic() - alone > _ALONE_S:
                    raise ClusterLostError(
                        "Cụm Dask không còn máy nào làm việc. Những gì đã kiểm vẫn ở trong kho; hãy bật lại cụm rồi chạy lại cùng lệnh để đi tiếp."
                    ) from None

    def _workers(self) -> int:
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))


def _examine_all(works: list[Work], options: Options, seconds: float) -> list[Outcome]:
    for_office = tuple(work for work in works if work.for_office)
    converted = iter(_in_time(partial(convert_safely, Together(for_office)), seconds) or for_office)
    ready = [next(converted) if work.for_office else work for work in works]
    return [_in_time(partial(examine_safely, work, options), seconds) or refused(too_slow(seconds), options) for work in ready]


def _in_time(do: Callable[[], T], seconds: float) -> T | None:
    """What `do` gives; None after `seconds`: nobody waits for its thread any more.

    A thread and not a process: the processes of a cluster may not have children. Where a thread keeps all others from running, the scheduler
    misses its worker and ends it.
    """
    done: queue.SimpleQueue[T] = queue.SimpleQueue()
    threading.Thread(target=lambda: done.put(do()), daemon=True).start()
    try:
        return done.get(timeout=seconds)
    except queue.Empty:
        return None
