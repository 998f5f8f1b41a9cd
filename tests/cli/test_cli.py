"""The command line as scripts rely on it: exit codes, JSON, messages in Vietnamese, no network."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lawcheck.reporting.wording import clean

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
PLAN = DOCUMENTS / "ke-hoach-5204-kh-ubnd.txt"
DECISION = DOCUMENTS / "tnt305-3be1bb7320a5.txt"


def lawcheck(*arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_the_plan_is_clean_and_fits_80_columns() -> None:
    done = lawcheck("check", str(PLAN))
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "5204/KH-UBND" in text and "Không thấy dấu hiệu" in text and "không thay thế thẩm định" in text
    assert max(len(line) for line in text.splitlines()[1:]) <= 80
    assert "\x1b" not in text


def test_a_decision_with_a_procedure_fails_the_gate_and_quotes_exactly() -> None:
    done = lawcheck("check", str(DECISION), "--format", "json")
    report = json.loads(done.stdout)
    text = lawcheck("extract", str(DECISION)).stdout.decode()
    assert done.returncode == 1
    assert report["verdicts"]["tthc"]["status"] == "co-dau-hieu" and report["verdicts"]["tthc"]["violation"]
    assert all(text[f["location"]["start"] : f["location"]["end"]] == f["quote"] for f in report["findings"])
    assert all(text[e["start"] : e["end"]] == e["quote"] for f in report["findings"] for e in f["evidence"])
    assert lawcheck("check", str(DECISION), "--fail-on", "never").returncode == 0


def test_the_report_has_the_keys_of_the_contract() -> None:
    report = json.loads(lawcheck("check", "-", "--format", "json", stdin=PLAN.read_bytes()).stdout)
    assert list(report) == ["schema_version", "engine", "document", "checked_on", "verdicts", "checklist", "findings", "problems"]
    assert report["schema_version"] == "1" and report["checked_on"] == {"date": "2022-07-14", "why": "ngày ban hành"}
    assert set(report["checklist"][0]) == {"id", "title", "status", "basis", "findings"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "khong-co.docx"], "Không có tệp"), (["chek", "x"], "check"), (["check", "x", "--format", "jsn"], "json"), (["check", "x", "--on", "31-02"], "2025-04-01"),
        (["check"], "Thiếu"), (["scan", "khong-co"], "Không có tệp"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_vietnamese_message_and_exit_code_2(arguments: list[str], words: str) -> None:
    done = lawcheck(*arguments)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_an_unreadable_file_among_others_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAN.read_bytes())
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 broken")
    done = lawcheck("scan", str(tmp_path))
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [row["document"]["id"] for row in rows] == ["a", "b"]
    assert rows[1]["document"]["status"] == "khong-doc-duoc" and rows[1]["verdicts"]["tthc"]["status"] == "khong-kiem-tra-duoc"
    assert not any(row["status"] == "dat" for row in rows[1]["checklist"])
    assert done.returncode == 0 and lawcheck("scan", str(tmp_path), "--strict").returncode == 2


def test_rows_of_a_database_keep_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "x1", "text": "Nội dung", "so_hieu": "7/2025/QĐ-UBND"}) + "\nhỏng\n", encoding="utf-8")
    rows = [json.loads(line) for line in lawcheck("scan", str(path)).stdout.decode().splitlines()]
    assert rows[0]["document"]["id"] == "x1" and rows[0]["document"]["kind"] == "vbqppl"
    assert rows[1]["problems"][0]["code"] == "E-ROW-01"


def test_checking_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    from lawcheck.batch.examples import TODAY
    from lawcheck.batch.scan import Options, check_path

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert check_path(str(DECISION), Options(today=TODAY)).open_findings


def test_document_content_never_steers_the_terminal() -> None:
    assert clean("a\x1b[31mđỏ\x07\x9b2J\nb") == "a[31mđỏ2J b"
