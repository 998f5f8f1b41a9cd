"""Documents that are rows: `.jsonl`, `.jsonl.gz` and `.parquet`, on this machine or in object storage."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lawcheck.batch import remote
from lawcheck.errors import UsageError, os_reason

Row = dict[str, Any]


def rows(name: str) -> Iterator[tuple[int, Row | bytes]]:
    """The rows of a database file with their numbers, from 1; those of a file of lines as bytes for `decode_line`, as most need no decoding.

    Raises UsageError where the file cannot be opened.
    """
    return _parquet(name) if name.endswith(".parquet") else _lines(name)


def decode_line(line: bytes) -> Row:
    """The row that stands in a line; a line that is no JSON object is an empty row."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return row if isinstance(row, dict) else {}


def count(name: str) -> int:
    """How many rows there are. Raises UsageError where the file cannot be opened."""
    if name.endswith(".parquet"):
        with _open(name) as stream:
            return int(_parquet_file(stream, name).metadata.num_rows)
    return sum(1 for _ in _lines(name))


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    number = 0
    with _open(name) as raw:
        stream = gzip.GzipFile(fileobj=raw) if name.endswith(".gz") else raw
        try:
            for number, line in enumerate(stream, 1):
                if not line.isspace():
                    yield number, line
        except (EOFError, OSError, zlib.error):
            yield number + 1, b"cut off"  # the rest of a broken file is one bad row, not silence


def _parquet(name: str) -> Iterator[tuple[int, Row]]:
    with _open(name) as stream:
        file = _parquet_file(stream, name)
        if "text" not in file.schema_arrow.names:
            raise UsageError(f"Tệp “{name}” không có cột “text”; cột đang có: {', '.join(file.schema_arrow.names)}.")
        number = 0
        for batch in file.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield number, row


def _parquet_file(stream: IO[bytes], name: str) -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError("Đọc .parquet cần thêm gói pyarrow; hãy chạy “pip install 'lawcheck[parquet]'”.") from None
    try:
        return pyarrow.parquet.ParquetFile(stream)
    except (pyarrow.ArrowInvalid, OSError):
        raise UsageError(f"Tệp “{name}” không phải parquet hoặc bị hỏng; hãy xuất lại từ cơ sở dữ liệu.") from None


def _open(name: str) -> IO[bytes]:
    if "://" in name:
        return remote.open_url(name)
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise UsageError(f"Không mở được “{name}” ({os_reason(error)}); hãy kiểm tra quyền đọc.") from None
