"""Opening a store: a SQLite file by default, PostgreSQL by URL; the errors of both told to a user."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from lawcheck.batch.store.schema import prepare
from lawcheck.errors import LawcheckError, UsageError

_WAIT_S = 60
"""How long a scan waits for another that is writing into the same SQLite file."""
_TRY_AGAIN_S = 0.02
_LOCK = 5204
"""Advisory lock of PostgreSQL under which tables are made, so that two first scans do not make them twice."""


class StoreError(LawcheckError):
    """The store could not be opened, read or written; the message says why and what to do."""


def open_engine(store: str, *, create: bool) -> Engine:
    """The database behind a path or URL, its tables ready.

    Raises UsageError where there is no store and `create` is false, StoreError where it cannot be opened.
    """
    url = database_url(store, create=create)
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise UsageError(f"Kho “{store}” cần thêm gói; với PostgreSQL hãy chạy “pip install 'lawcheck[postgres]'”.") from None
    except SQLAlchemyError:
        raise UsageError(f"Không hiểu địa chỉ kho “{store}”; viết đường dẫn tệp, hoặc postgresql://người-dùng@máy/cơ-sở-dữ-liệu.") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    with told(store), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        prepare(connection)
    return engine


def database_url(store: str, *, create: bool) -> str:
    """The SQLAlchemy URL of a store. Raises UsageError for a file that is not there, or whose folder is not."""
    if "://" in store:
        return store.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)
    path = Path(store)
    if not create and not path.is_file():
        raise UsageError(f"Không có kho kết quả “{store}”; hãy tạo bằng “lawcheck scan THƯ-MỤC --store {store}”.")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"Không có thư mục “{path.absolute().parent}” để đặt kho kết quả; hãy tạo thư mục hoặc chọn nơi khác.")
    return f"sqlite:///{path.absolute()}"


@contextlib.contextmanager
def told(store: str) -> Iterator[None]:
    """Turn what a database raises into a StoreError that says what happened and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_message(store.split("@")[-1], str(error.orig or error))) from error


def _message(store: str, reason: str) -> str:
    low = reason.lower()
    if "full" in low or "disk i/o" in low or "no space" in low or "file too large" in low:
        return f"Không ghi được vào kho “{store}”: đĩa đầy hoặc ổ đĩa bị ngắt. Kết quả đã lưu vẫn còn; hãy dọn đĩa rồi chạy lại cùng lệnh để đi tiếp."
    if "readonly" in low or "read-only" in low or "unable to open" in low or "permission" in low:
        return f"Không mở được kho “{store}” để ghi: thư mục chỉ đọc hoặc không có quyền; hãy chọn nơi khác bằng --store."
    if "locked" in low or "busy" in low:
        return f"Kho “{store}” đang bị chương trình khác giữ quá {_WAIT_S} giây; hãy đợi lần quét kia xong rồi chạy lại."
    if "not a database" in low or "malformed" in low:
        return f"Tệp “{store}” không phải kho kết quả hoặc đã hỏng; hãy chọn tên khác bằng --store."
    if "connection" in low or "connect" in low or "password" in low or "does not exist" in low:
        return f"Không nối được cơ sở dữ liệu “{store}” ({_short(reason)}); hãy kiểm tra máy chủ, tên, mật khẩu và mạng."
    return f"Kho “{store}” báo lỗi: {_short(reason)}."


def _short(reason: str) -> str:
    return " ".join(reason.split())[:200]


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    connection.execute(f"PRAGMA busy_timeout={_WAIT_S * 1000}")
    _write_ahead(connection)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-64000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any) -> None:
    """Let readers go on while one writes. Two scans that open a new file at once are refused here without any wait, so the wait is ours."""
    until = time.monotonic() + _WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_TRY_AGAIN_S)


def _begin_immediate(connection: Any) -> None:
    """A writer takes its place at once: a reader that turns writer in the middle would be refused while another writes."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes", True) else "BEGIN")
