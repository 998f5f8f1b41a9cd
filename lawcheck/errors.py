"""What can go wrong, in three families that never mix.

    Problem                 a value in the report: a part of the document that could not be read or judged
    LawcheckError           stops a command with a Vietnamese message and exit code 2
    ├── UsageError          the command was called with something unusable
    ├── UnreadableError     a document could not be read at all; carries the Problem that says why
    └── DataFileError       a rule, law or configuration file is wrong: path, line, column, caret, hint

Everything else is a bug and shows its traceback.
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A part of a document that could not be read or is doubtful.

    `code` is stable ("E-PDF-03"); `message` is Vietnamese: what, why, what to do. `page` counts from 1.
    `severity` "unreadable": text is missing, so no requirement may be reported as met ("đạt");
    "notice": all text is there, the officer should know something about it.
    """

    code: str
    message: str
    page: int | None = None
    severity: Literal["unreadable", "notice"] = "unreadable"


class LawcheckError(Exception):
    """Base of the errors that end a command with a Vietnamese message and exit code 2."""


class UsageError(LawcheckError):
    """The command was called with something unusable (missing file, unknown option value)."""


class UnreadableError(LawcheckError):
    """A document that could not be read at all; `problem` says what, why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class DataFileError(LawcheckError):
    """A mistake in a rule, law or configuration file, shown with its line and a caret.

    `line` and `column` count from 1. `source_line` is the text of that line, where known.
    """

    def __init__(self, message: str, *, path: Path | str, line: int = 1, column: int = 1, source_line: str = "", hint: str = "") -> None:
        self.message, self.path, self.line, self.column = message, str(path), line, column
        self.source_line, self.hint = source_line, hint
        super().__init__(self.render())

    def render(self) -> str:
        """Message, place, the line itself with a caret under the column, hint."""
        parts = [f"{self.path}:{self.line}:{self.column}: {self.message}"]
        if self.source_line:
            parts += [f"    {self.source_line}", f"    {' ' * (self.column - 1)}^"]
        if self.hint:
            parts.append(f"    {self.hint}")
        return "\n".join(parts)


_OS_REASONS = {
    errno.ENOSPC: "đĩa đầy",
    errno.EDQUOT: "hết dung lượng được cấp",
    errno.EFBIG: "đĩa đầy hoặc tệp quá lớn",
    errno.EROFS: "ổ đĩa chỉ đọc",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.ENOENT: "không có tệp hoặc thư mục đó",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.EISDIR: "đó là thư mục",
    errno.EIO: "ổ đĩa báo lỗi",
    errno.ESTALE: "ổ mạng bị ngắt",
    errno.EHOSTDOWN: "ổ mạng bị ngắt",
    errno.ENOTCONN: "ổ mạng bị ngắt",
    errno.ETIMEDOUT: "quá thời gian chờ",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EMFILE: "mở quá nhiều tệp",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.EBUSY: "chương trình khác đang giữ tệp",
}


def os_reason(error: OSError) -> str:
    """Why the system refused, in a few Vietnamese words; what the system says where we have no words for it."""
    return _OS_REASONS.get(error.errno or 0) or error.strerror or str(error)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "Ý bạn là “…”?" for the known word nearest to `word`, or an empty string."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Ý bạn là “{near[0]}”?" if near else ""
