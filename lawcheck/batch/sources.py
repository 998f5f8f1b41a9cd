"""Where the documents of a batch come from: files, folders, globs, zip files, databases, object storage.

Everything is listed lazily and in a fixed order: sources as given, folders by name, rows by line. `place` names a document for good: the
absolute path or URL, `archive.zip!member`, `rows.jsonl:line`.
"""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lawcheck.batch import archives, databases, remote
from lawcheck.batch.work import line_stamp
from lawcheck.errors import UsageError, os_reason

DATABASES = (".jsonl", ".jsonl.gz", ".parquet")
_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_SYSTEM = re.compile(r"(?:\.|~\$|desktop\.ini$|lawcheck\.(?:yml|toml)$)|.*\.db(?:-wal|-shm|-journal)?$|.*\.lawcheck\.[a-z]+$", re.I)
"""Files that offices never wrote: hidden ones, lock files of Word, thumbnails; stores, waivers and configuration; what `lawcheck watch` puts beside a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document to check.

    `place` names it in the store, `source` the source it was found in, `id` and `path` are what its report says.
    `stamp` is equal as long as the bytes are (size and time of change, what an object store says, a hash of a line), None where that is not known.
    Exactly one of `file` (local path), `member` (zip file, name in it), `url`, `row` and `line` is set. `line` is a row of a database that nobody
    has decoded; its `id` is then only where it stands (`rows.jsonl:12`), and `decoded` gives the true one.
    """

    place: str
    source: str
    id: str
    path: str
    stamp: str | None = None
    file: str | None = None
    member: tuple[str, str] | None = None
    url: str | None = None
    row: dict[str, Any] | None = None
    line: bytes | None = None

    @property
    def is_row(self) -> bool:
        """True for a row of a database, decoded or not."""
        return self.row is not None or self.line is not None


def find_items(sources: Sequence[str]) -> Iterator[Item]:
    """The documents behind `sources`, in order.

    Raises UsageError for a source that does not exist or cannot be listed.
    """
    for source in sources:
        for found in _matches(source):
            yield from _items(found)


def decoded(item: Item) -> Item:
    """The item with its row and true id where it is a line that nobody has decoded; any other as it is."""
    return item if item.line is None else _with_row(replace(item, line=None), databases.decode_line(item.line))


def count_items(sources: Sequence[str]) -> int:
    """How many documents `find_items` will give, found without opening them. Raises UsageError as find_items does."""
    return sum(_count(found) for source in sources for found in _matches(source))


def lost(sources: Sequence[str]) -> str | None:
    """The first source that is no longer there, as when a network share goes away."""
    return next((source for source in sources if not _URL.match(source) and not glob.has_magic(source) and not Path(source).exists()), None)


def is_url(source: str) -> bool:
    """True for "s3://…", "memory://…" and other addresses that fsspec opens."""
    return bool(_URL.match(source))


def _matches(source: str) -> Iterator[str]:
    if is_url(source) or Path(source).exists():
        yield source
    elif found := sorted(glob.glob(source, recursive=True)):  # noqa: PTH207 - patterns may be absolute
        yield from found
    else:
        raise UsageError(f"Không có tệp hoặc thư mục “{source}”; hãy kiểm tra lại tên, hoặc ổ mạng đã nối chưa.")


def _items(source: str) -> Iterator[Item]:
    if is_url(source):
        yield from _remote(source)
        return
    path = Path(source)
    if path.is_dir():
        root = os.path.abspath(source)  # noqa: PTH100 - a share may answer slowly to resolve()
        for file in _walk(source):
            yield from _in_file(str(file), root, databases_too=False)
    else:
        yield from _in_file(source, os.path.abspath(source), databases_too=True)  # noqa: PTH100


def _in_file(name: str, source: str, *, databases_too: bool) -> Iterator[Item]:
    place = os.path.abspath(name)  # noqa: PTH100
    if databases_too and name.endswith(DATABASES):
        yield from _rows(name, place, source)
    elif archives.is_archive(name):
        for member in archives.members(name):
            path = f"{name}!{member.name}"
            stamp = f"{member.size}:{member.checksum}"
            yield Item(
                place=f"{place}!{member.name}", source=source, id=_stem(member.name), path=path, stamp=stamp, member=(name, member.name)
            )
    else:
        yield Item(place=place, source=source, id=_stem(name), path=name, stamp=file_stamp(name), file=name)


def _rows(name: str, place: str, source: str) -> Iterator[Item]:
    short = Path(name).name
    for number, row in databases.rows(name):
        item = Item(place=f"{place}:{number}", source=source, id=f"{short}:{number}", path=name)
        yield replace(item, line=row, stamp=line_stamp(row)) if isinstance(row, bytes) else _with_row(item, row)


def _with_row(item: Item, row: dict[str, Any]) -> Item:
    return replace(item, id=str(row.get("id") or item.id), row=row)


def _remote(url: str) -> Iterator[Item]:
    if url.endswith(DATABASES):
        yield from _rows(url, url, url)
        return
    for found in remote.objects(url):
        yield Item(place=found.url, source=url, id=_stem(found.url), path=found.url, stamp=found.stamp, url=found.url)


def file_stamp(name: str) -> str | None:
    """Size and time of change of a local file."""
    try:
        status = os.stat(name)  # noqa: PTH116
    except OSError:
        return None
    return f"{status.st_size}:{status.st_mtime_ns}"


def _walk(folder: str) -> Iterator[str]:
    """Files below `folder` in the order of their names, level by level; links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(
            f"Không mở được thư mục “{folder}” ({os_reason(error)}); hãy kiểm tra quyền đọc và kết nối ổ mạng rồi chạy lại cùng lệnh."
        ) from None
    for entry in found:
        if _SYSTEM.match(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif entry.is_file() or _broken(entry):
            yield entry.path


def _broken(entry: os.DirEntry[str]) -> bool:
    """A link to nowhere is shown as a document that cannot be read; sockets, devices and linked folders are not documents."""
    return entry.is_symlink() and not Path(entry.path).exists() and stat.S_ISLNK(entry.stat(follow_symlinks=False).st_mode)


def _count(source: str) -> int:
    if is_url(source):
        return databases.count(source) if source.endswith(DATABASES) else sum(1 for _ in remote.objects(source))
    if not Path(source).is_dir():
        return _count_file(source, databases_too=True)
    return sum(_count_file(file, databases_too=False) for file in _walk(source))


def _count_file(name: str, *, databases_too: bool) -> int:
    if databases_too and name.endswith(DATABASES):
        return databases.count(name)
    return len(archives.members(name)) if archives.is_archive(name) else 1


def _stem(name: str) -> str:
    return Path(name).stem


def listed(lines: Iterable[str]) -> tuple[str, ...]:
    """The sources named one a line, as on standard input."""
    return tuple(line.strip() for line in lines if line.strip())
