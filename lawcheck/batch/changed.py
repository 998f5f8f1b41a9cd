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
    if base is None:
        names = _git("ls-files", "-z", "--", *paths)
    else:
        names = _git("diff", "--name-only", "-z", "--diff-filter=ACMRT", "--relative", f"{base}...HEAD", "--", *paths)
    return tuple(sorted(name for name in names.split("\0") if PurePosixPath(name).suffix.lower() in SUFFIXES))


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False, text=True)
    except FileNotFoundError:
        raise UsageError("Máy chưa có git; hãy cài git, hoặc nêu tên tệp cho “lawcheck check”.") from None
    if done.returncode:
        said = " ".join(done.stderr.split())[:200]
        raise UsageError(f"git không so được ({said}); hãy chạy trong kho git, và lấy đủ lịch sử (fetch-depth: 0).")
    return done.stdout
