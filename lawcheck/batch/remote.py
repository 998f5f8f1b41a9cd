"""Documents in object storage and other places that fsspec opens (`s3://…`, `memory://…`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, cast

from lawcheck.errors import Problem, UnreadableError, UsageError
from lawcheck.reading.limits import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Found:
    """An object: its address and a stamp that is equal as long as its bytes are."""

    url: str
    stamp: str | None


def objects(url: str) -> Iterator[Found]:
    """The objects at or below `url`, by name. Raises UsageError where there is none or the place does not answer."""
    system, root = _system(url)
    try:
        found: dict[str, dict[str, Any]] = system.find(root, detail=True)
    except Exception as error:
        raise UsageError(f"Không mở được “{url}” ({_short(error)}); hãy kiểm tra địa chỉ, quyền truy cập và mạng.") from None
    if not found:
        raise UsageError(f"Không có tệp nào ở “{url}”; hãy kiểm tra lại địa chỉ.")
    scheme = url.split("://", 1)[0]
    for name in sorted(found):
        yield Found(f"{scheme}://{name.lstrip('/')}", _stamp(found[name]))


def read_url(url: str) -> bytes:
    """The bytes of one object. Raises UnreadableError with the reason."""
    try:
        with open_url(url) as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError(Problem(code="E-FILE-01", message=f"Không còn tệp “{url}”; hãy kiểm tra lại nơi lưu.")) from None
    except Exception as error:
        message = f"Không tải được “{url}” ({_short(error)}); hãy kiểm tra mạng và quyền truy cập rồi chạy lại cùng lệnh."
        raise UnreadableError(Problem(code="E-FILE-03", message=message)) from None
    return data


def open_url(url: str) -> IO[bytes]:
    """A stream of the bytes of one object. Raises what the storage raises, UsageError where its package is missing."""
    system, path = _system(url)
    return cast(IO[bytes], system.open(path, "rb"))


def _system(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise UsageError(f"Mở “{url}” cần thêm gói fsspec; hãy chạy “pip install 'lawcheck[cloud]'”.") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"Mở “{url}” cần thêm gói ({error}); hãy chạy “pip install 'lawcheck[cloud]'”.") from None
    except ValueError as error:
        raise UsageError(f"Không hiểu địa chỉ “{url}” ({error}).") from None
    return system, path


def _stamp(info: dict[str, Any]) -> str | None:
    mark = info.get("ETag") or info.get("etag") or info.get("md5") or info.get("LastModified") or info.get("created") or info.get("mtime")
    return None if mark is None else hashlib.sha256(f"{info.get('size')}:{mark}".encode()).hexdigest()[:32]


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
