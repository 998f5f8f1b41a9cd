"""The commands around a store, as people type them."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.batch.batches import write_folder


def lawcheck(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()", *arguments],
        cwd=folder, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_a_province_scans_imports_its_list_handles_and_reports(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", 2, 1)
    (tmp_path / "list.csv").write_text("Mã TTHC,Tên TTHC\n1.001,Hỗ trợ máy móc loại 1\n", encoding="utf-8")
    assert lawcheck(tmp_path, "scan", "a", "--store", "s.db", "--jobs", "1")[0] == 1
    assert lawcheck(tmp_path, "registry", "import", "list.csv", "--store", "s.db")[1].startswith("Đã nạp 1 thủ tục.")
    code, out, err = lawcheck(tmp_path, "scan", "--store", "s.db", "--jobs", "1")  # no source: those of the last scan
    assert code == 1 and "3 không đổi" in err and '"registry": {"status": "khop", "code": "1.001"' in out
    with sqlite3.connect(tmp_path / "s.db") as connection:
        (case,) = connection.execute("SELECT case_code FROM finding ORDER BY id LIMIT 1").fetchone()
    connection.close()
    sent = ("handle", "s.db", case, "--state", "Đã gửi kiến nghị", "--day", "2025-08-01", "--person", "Nguyễn A")
    assert "Hạn 31/08/2025" in lawcheck(tmp_path, *sent)[1]
    assert "Đã gửi kiến nghị" in lawcheck(tmp_path, "handle", "s.db", case)[1]
    for format_, name in (("xlsx", "ra-soat.xlsx"), ("html", "ra-soat.html"), ("docx", "bao-cao.docx")):
        assert lawcheck(tmp_path, "report", "s.db", "--format", format_)[0] == 0 and (tmp_path / name).is_file()
    assert lawcheck(tmp_path, "report", "s.db", "--format", "docx", "--page", "cchc", "--out", "cchc.docx")[0] == 0


def test_wrong_calls_say_what_to_do(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", 1, 0)
    lawcheck(tmp_path, "scan", "a", "--store", "s.db", "--jobs", "1")
    for arguments, words in (
        (("report", "none.db"), "lawcheck scan"),
        (("handle", "s.db"), "Thiếu mã phát hiện"),
        (("handle", "s.db", "0000000000", "--state", "sai", "--person", "A"), "0000000000"),
        (("handle", "s.db", "0000000000", "--state", "xong", "--person", "A"), "Trạng thái “xong” không có"),
        (("handle", "s.db", "0000000000", "--state", "sai"), "--person"),
        (("scan",), "Thiếu nguồn"),
        (("scan", "a", "--store", "khong://x/y"), "kho"),
        (("scan", "a", "--store", "postgresql://127.0.0.1:1/x"), "Không nối được cơ sở dữ liệu"),
        (("report", "s.db", "--out", "khong-co/x.xlsx"), "Không ghi được"),
    ):
        code, _, err = lawcheck(tmp_path, *arguments)
        assert code == 2 and words in err, (arguments, err)


def test_the_lines_of_a_scan_are_those_of_check(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", 1, 0)
    line = json.loads(lawcheck(tmp_path, "scan", "a", "--jobs", "1")[1])
    assert line == json.loads(lawcheck(tmp_path, "check", "a/qd-001.txt", "--format", "json")[1])
