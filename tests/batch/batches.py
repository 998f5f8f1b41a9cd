"""Small batches of documents for the tests of scans."""

import datetime
import json
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lawcheck.batch.engines.local import LocalEngine
from lawcheck.batch.work import Options, Outcome, Work

OPTIONS = Options(today=datetime.date(2026, 1, 15))
DECISION = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

Số: {number}/2025/QĐ-UBND

Lâm Đồng, ngày 12 tháng 8 năm 2025

QUYẾT ĐỊNH
Ban hành Quy định về hỗ trợ {what}

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;

Điều 1. Phạm vi điều chỉnh
Quyết định này quy định việc hỗ trợ {what} trên địa bàn tỉnh.
Điều 2. Hồ sơ, trình tự đề nghị hỗ trợ {what}
1. Hồ sơ đề nghị hỗ trợ gồm: đơn đề nghị theo mẫu; bản sao giấy đăng ký kinh doanh.
2. Tổ chức, cá nhân nộp 01 bộ hồ sơ tại Sở Công Thương. Trong thời hạn 10 ngày làm việc, Sở Công Thương thẩm định và trả kết quả.
Điều 3. Hiệu lực thi hành
Quyết định này có hiệu lực từ ngày 01 tháng 9 năm 2025.
"""
LETTER = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

Số: {number}/UBND-VX

Lâm Đồng, ngày 05 tháng 3 năm 2025

Kính gửi: Sở Y tế.

Ủy ban nhân dân tỉnh nhận được Công văn số 12/SYT-VP của Sở Y tế. Ủy ban nhân dân tỉnh giao Sở Y tế chủ trì báo cáo.
"""


def write_folder(folder: Path, decisions: int = 2, letters: int = 2) -> Path:
    """A folder of text files: decisions that set a procedure, letters that are clean."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, decisions + 1):
        (folder / f"qd-{number:03}.txt").write_text(DECISION.format(number=number, what=f"máy móc loại {number}"), encoding="utf-8")
    for number in range(1, letters + 1):
        (folder / f"cv-{number:03}.txt").write_text(LETTER.format(number=number), encoding="utf-8")
    return folder


def write_rows(path: Path, count: int) -> Path:
    """A database of `count` rows, decisions and letters in turn."""
    texts = (DECISION.format(number=n, what=f"loại {n}") if n % 2 else LETTER.format(number=n) for n in range(1, count + 1))
    path.write_text(
        "".join(json.dumps({"id": f"d{n}", "text": text}, ensure_ascii=False) + "\n" for n, text in enumerate(texts, 1)), encoding="utf-8"
    )
    return path


def hear_ctrl_c() -> None:
    """Before a program starts: it hears Ctrl-C as at a terminal. A shell that runs the tests in the background hands down that it is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def problem(outcome: Outcome | None) -> str:
    assert outcome is not None
    return str(json.loads(outcome.report)["problems"][0]["code"])


def problem_of_second(engine: LocalEngine, works: Sequence[Work]) -> str:
    """The code of the problem of the second of three documents; the others must have none."""
    try:
        first, second, third = [outcome for _, outcome in engine.run(iter([(None, work) for work in works]))]
    finally:
        engine.close()
    assert all(outcome is not None and not json.loads(outcome.report)["problems"] for outcome in (first, third))
    return problem(second)


class Sleeping(dict[str, Any]):
    """A row that keeps its worker busy, or ends it, when it is opened there."""

    def __reduce__(self) -> Any:
        return (_act, tuple(self.items()))


def _act(*items: tuple[str, Any]) -> dict[str, Any]:
    what = dict(items)
    if "sleep" in what:
        time.sleep(what["sleep"])
    if "die" in what:
        os.kill(os.getpid(), signal.SIGKILL)
    return {"text": "Kính gửi: Sở Y tế."}
