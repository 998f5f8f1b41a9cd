"""Watching a folder: which documents are new or changed and have come to rest. Plain polling, because network shares send no events."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from lawcheck.batch.sources import Item, file_stamp, find_items

_SETTLED_S = 1.0
"""A file younger than this may still be being copied."""


class Watcher:
    """Remembers what it has handed out.

    `done` says when the report on a document was written (seconds since 1970, 0 for never): a document older than its report was done by
    an earlier run.
    """

    def __init__(self, folder: Path, done: Callable[[Path], float]) -> None:
        self._folder, self._reported = folder, done
        self._done: dict[str, str | None] = {}

    def arrived(self) -> list[Path]:
        """Documents that are to be checked now, by name. Raises UsageError while the folder cannot be read."""
        return [Path(item.file) for item in find_items([str(self._folder)]) if item.file is not None and self._is_news(item)]

    def _is_news(self, item: Item) -> bool:
        path = Path(item.file or "")
        stamp = file_stamp(str(path))
        if stamp is None or self._done.get(item.place, "") == stamp:
            return False
        changed = int(stamp.split(":")[1]) / 1e9
        if time.time() - changed < _SETTLED_S:
            return False
        known = item.place not in self._done and self._reported(path) >= changed
        self._done[item.place] = stamp
        return not known
