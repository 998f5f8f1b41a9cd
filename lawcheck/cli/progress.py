"""How far a long command is: a bar on a terminal, a plain line now and then elsewhere; always on standard error."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from lawcheck.errors import LawcheckError

T = TypeVar("T")
_EVERY_S = 10.0
"""Seconds between two plain lines."""


def followed(rows: Iterable[T], count: Callable[[], int]) -> Iterator[T]:
    """The rows, while the progress is shown. `count` says how many there will be; it runs beside the work and may fail."""
    total: list[int] = []
    threading.Thread(target=_count, args=(count, total), daemon=True).start()
    yield from (_bar if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else _lines)(rows, total)


def vietnamese(number: float) -> str:
    """1234.5 as Vietnamese readers write it: "1.234,5"; whole numbers without decimals."""
    text = f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def duration(seconds: float) -> str:
    """Seconds in words: "45 giây", "12 phút", "3 giờ 20 phút"."""
    if seconds < 90:
        return f"{seconds:.0f} giây"
    minutes = round(seconds / 60)
    return f"{minutes} phút" if minutes < 90 else f"{minutes // 60} giờ {minutes % 60} phút"


def _count(count: Callable[[], int], total: list[int]) -> None:
    try:
        total.append(count())
    except (LawcheckError, OSError):
        return  # the scan itself will say what is wrong with its sources


def _bar(rows: Iterable[T], total: list[int]) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Kiểm tra"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("còn"),
        TimeRemainingColumn(),
    )
    start = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=None, rate="")
        for done, row in enumerate(rows, 1):
            rate = f"{vietnamese(round(done / max(time.monotonic() - start, 0.001), 1))} văn bản/giây"
            progress.update(bar, completed=done, total=total[0] if total else None, rate=rate)
            yield row


def _lines(rows: Iterable[T], total: list[int]) -> Iterator[T]:
    start = told = time.monotonic()
    for done, row in enumerate(rows, 1):
        now = time.monotonic()
        if now - told > _EVERY_S:
            told = now
            rate = done / (now - start)
            left = f", còn khoảng {duration((total[0] - done) / rate)}" if total and total[0] > done else ""
            whole = f"/{vietnamese(total[0])}" if total else ""
            print(
                f"Đã xong {vietnamese(done)}{whole} văn bản ({vietnamese(round(rate, 1))} văn bản/giây{left})", file=sys.stderr, flush=True
            )
        yield row
