"""Where documents are judged: processes of this machine, or a cluster. Both give the same outcomes in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from lawcheck.batch.work import Outcome, Work

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take: seconds of time, megabytes of memory. Beyond it the document becomes a row that says so."""

    seconds: float = 600.0
    memory_mb: int = 4096


class Engine(Protocol):
    """Judges works in any order and gives the outcomes in the order of the works.

    `tasks` are pairs of whatever the caller wants back and a work, or None where nothing is to be done.
    """

    def run(self, tasks: Iterator[tuple[T, Work | None]]) -> Iterator[tuple[T, Outcome | None]]: ...

    def close(self) -> None: ...
