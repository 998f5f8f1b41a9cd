"""Which documents of a git repository a push changes."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import PurePosixPath

from lawcheck.errors import UsageError

SUFFIXES = frozenset({".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt"})
"""Files that are documents; .md and .html of a repository rarely are, and are taken only when named."""


def changed_documents(base: str | None, paths: Sequence[str] = ()) -> tuple[str, ...]:
    """Documents added or changed since `base` (a commit, tag or branch; None: all that git knows), at or below `paths`, by name.

    Raises UsageError outside a git repository and for a base that git does not know.
    """
    if _git("rev-parse", "--is-inside-work-tree") is None:
        raise UsageError(
            "Thư mục này không nằm trong kho git; hãy chạy trong kho git, hoặc dùng “lawcheck check TỆP”, “lawcheck scan THƯ-MỤC”."
        )
    if base is not None and _git("rev-parse", "--verify", "--quiet", f"{base}^{{commit}}") is None:
        raise UsageError(f"Kho git không có mốc “{base}”; hãy kiểm tra tên nhánh, thẻ hoặc mã commit, và lấy đủ lịch sử (fetch-depth: 0).")
    if base is None:
        names = _git("ls-files", "-z", "--", *paths)
    else:
        names = _git("diff", "--name-only", "-z", "--diff-filter=ACMRT", "--relative", f"{base}...HEAD", "--", *paths)
    if names is None:
        raise UsageError(
            f"git không so được với mốc “{base}”: có thể thiếu lịch sử chung (fetch-depth: 0), hoặc đường dẫn nằm ngoài kho git."
        )
    return tuple(sorted(name for name in names.split("\0") if PurePosixPath(name).suffix.lower() in SUFFIXES))


def _git(*arguments: str) -> str | None:
    """What git prints; None where it refuses."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False, text=True)
    except FileNotFoundError:
        raise UsageError("Máy chưa có git; hãy cài git, hoặc nêu tên tệp cho “lawcheck check”.") from None
    return None if done.returncode else done.stdout
