"""The command line as scripts rely on it: exit codes, JSON, messages in Vietnamese, no network."""

import io
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from lawcheck.cli.main import cli, main
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
    from lawcheck.batch.checking import check_path
    from lawcheck.batch.examples import TODAY
    from lawcheck.batch.work import Options

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert check_path(str(DECISION), Options(today=TODAY)).open_findings


def test_document_content_never_steers_the_terminal() -> None:
    assert clean("a\x1b[31mđỏ\x07\x9b2J\nb") == "a[31mđỏ2J b"


def walk(command: click.Command, name: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for part, below in command.commands.items():
            yield from walk(below, (*name, part))


@pytest.mark.parametrize(("name", "command"), list(walk(cli)))
def test_every_help_page_is_vietnamese(name: tuple[str, ...], command: click.Command) -> None:
    shown = CliRunner().invoke(cli, [*name, "--help"]).stdout
    assert shown.startswith("Cách dùng: ") and "Tùy chọn:" in shown
    for english in ("Usage", "Options", "Commands", "Show ", "required", "PATH", "TEXT", "INTEGER", "FLOAT", "FILE", "DIRECTORY", "ARGS"):
        assert english not in shown, english
    for param in command.params:
        assert not isinstance(param, click.Argument) or param.metavar, f"{param.name} has an English name in usage lines and errors"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("check", "Thiếu tệp cần kiểm tra"), ("compare a.txt", "Thiếu bản sau"), ("registry import --store k.db", "Thiếu tệp danh mục thủ tục"),
        ("registry import nope.xlsx --store k.db", "Không có tệp danh mục “nope.xlsx”"), ("registry import . --store k.db", "“.” là thư mục"),
        ("registry import a.txt", "Thiếu --store (kho kết quả sẽ nhận danh mục)"), ("watch nope", "Không có thư mục cần theo dõi “nope”"),
        ("watch a.txt", "phải là một thư mục"), ("handle k.db --from nope.xlsx", "Không có bảng Excel “nope.xlsx”"),
        ("ci", "không nằm trong kho git"), ("ci --base x", "không nằm trong kho git"), ("ci --baseline nope", "Không có tệp mốc “nope”"),
        ("corpus score --corpus nope", "Không có thư mục corpus “nope”"), ("corpus diff x y", "Không có tệp .jsonl của lần trước “x”"),
        ("schema x", "Thừa tham số “x”"), ("check --on", "Tùy chọn “--on” cần một giá trị"), ("check --strict=1 a.txt", "“--strict” không nhận giá trị"),
        ("scan a.txt --jobs 0", "--jobs không nhận “0”; hãy nêu một số nguyên từ 1 đến 256"), ("scan a.txt --timeout x", "một số từ 0,1 trở lên"),
        ("rules show XX99", "Các mã gần đó: TT01"), ("rules show tt99", "Các mã gần đó: TT01, TT02"), ("nope", "Các lệnh: "),
        ("check https://a.vn/b.docx", "“https://a.vn/b.docx” là địa chỉ mạng"), ("check a.txt b.txt --format html --out x.html", "“x.html” là tên tệp"),
        ("check a.txt --out la/lam/x.txt", "Không có thư mục"), ("check a.txt --out .", "đó là thư mục"), ("check .", "“.” là thư mục"),
        ("rules new TT77 x --out la/lam/x.yml", "Không có thư mục"), ("check a.txt --config nope.toml", "không có tệp hoặc thư mục đó"),
    ],
)  # fmt: skip
def test_errors_say_in_vietnamese_what_is_wrong(arguments: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Kính gửi: Sở Y tế.\n" * 20, encoding="utf-8")
    said = fails(monkeypatch, *arguments.split())
    assert words in said and not re.search(r"Invalid|does not|Error|No such|fatal|Got |Missing", said)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == []


def fails(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What `main` says on standard error while it ends with 2."""
    told = io.StringIO()
    monkeypatch.setattr("sys.argv", ["lawcheck", *arguments])
    monkeypatch.setattr("sys.stderr", told)
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    return told.getvalue()


@pytest.mark.parametrize("arguments", ["check a.txt --format docx", "compare a.txt a.txt --format docx", "extract a.txt --format docx"])
def test_word_files_are_not_poured_into_a_terminal(arguments: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Kính gửi: Sở Y tế.\n" * 20, encoding="utf-8")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "không in ra màn hình được; hãy thêm --out TÊN.docx" in fails(monkeypatch, *arguments.split())


def test_a_folder_made_for_a_result_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kính gửi: Sở Y tế.\n" * 20, encoding="utf-8")
    done = CliRunner().invoke(cli, ["check", str(tmp_path / "a.txt"), "--out", str(tmp_path / "moi" / "x.txt")])
    assert "Đã tạo thư mục" in done.stderr and (tmp_path / "moi" / "x.txt").is_file()
