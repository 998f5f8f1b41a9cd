"""The commands of the desk as an officer types them: files appear, exit codes hold, mistakes are told in Vietnamese."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a decision that sets a procedure and the clean plan."""
    (tmp_path / "qd.txt").write_bytes((DOCUMENTS / "tnt305-3be1bb7320a5.txt").read_bytes())
    (tmp_path / "kh.txt").write_bytes((DOCUMENTS / "ke-hoach-5204-kh-ubnd.txt").read_bytes())
    return tmp_path


def lawcheck(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


@pytest.mark.parametrize(
    ("format_", "start"),
    [("sarif", b'{\n "$schema"'), ("junit", b"<?xml"), ("md", b"# K"), ("html", b"<!DOCTYPE html>"), ("docx", b"PK"), ("xlsx", b"PK")],
)
def test_every_format_is_written_and_the_exit_code_is_that_of_the_findings(desk: Path, format_: str, start: bytes) -> None:
    assert lawcheck(desk, "check", "qd.txt", "--format", format_, "--out", "kq").returncode == 1
    assert (desk / "kq").read_bytes().startswith(start)
    assert lawcheck(desk, "check", "kh.txt", "--format", format_).stdout.startswith(start)


def test_several_documents_go_to_one_file_or_one_folder(desk: Path) -> None:
    assert lawcheck(desk, "check", "qd.txt", "kh.txt", "--format", "html").returncode == 2
    lawcheck(desk, "check", "qd.txt", "kh.txt", "--format", "html", "--out", "kq")
    assert sorted(path.name for path in (desk / "kq").iterdir()) == ["kh.html", "qd.html"]
    runs = json.loads(lawcheck(desk, "check", "qd.txt", "kh.txt", "--format", "sarif").stdout)["runs"]
    assert len(runs[0]["artifacts"]) == 2


def test_the_annotated_copy_never_replaces_the_document(desk: Path) -> None:
    done = lawcheck(desk, "check", "qd.txt", "--annotate", "ghi-chu.docx", "--format", "json")
    assert done.returncode == 1 and json.loads(done.stdout)["findings"]
    assert "word/comments.xml" in zipfile.ZipFile(desk / "ghi-chu.docx").namelist()
    before = (desk / "ghi-chu.docx").read_bytes()
    done = lawcheck(desk, "check", "ghi-chu.docx", "--annotate", "ghi-chu.docx")
    assert done.returncode == 2 and "chính là văn bản" in done.stderr.decode() and (desk / "ghi-chu.docx").read_bytes() == before


def test_a_workbook_links_to_the_annotated_copies(desk: Path) -> None:
    lawcheck(desk, "check", "qd.txt", "kh.txt", "--annotate", "ban-sao", "--format", "xlsx", "--out", "kq.xlsx")
    assert sorted(path.name for path in (desk / "ban-sao").iterdir()) == ["kh-ghi-chu.docx", "qd-ghi-chu.docx"]
    links = zipfile.ZipFile(desk / "kq.xlsx").read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert "qd-ghi-chu.docx" in links


def test_with_a_baseline_the_gate_is_open_until_something_new_comes(desk: Path) -> None:
    assert lawcheck(desk, "baseline", "qd.txt", "--out", "moc.json").returncode == 0
    assert lawcheck(desk, "check", "qd.txt", "--baseline", "moc.json").returncode == 0
    text = (desk / "qd.txt").read_text(encoding="utf-8")
    (desk / "qd.txt").write_text(
        text.replace("3. Hồ sơ đề nghị", "3. Doanh nghiệp nộp lệ phí 500.000 đồng và 02 bản sao.\n4. Hồ sơ đề nghị"), encoding="utf-8"
    )
    assert lawcheck(desk, "check", "qd.txt", "--baseline", "moc.json").returncode == 1
    assert lawcheck(desk, "check", "qd.txt", "--baseline", "khong-co.json").returncode == 2
    assert lawcheck(desk, "baseline", "khong-co.txt", "--out", "moc2.json").returncode == 2


def test_a_waiver_opens_the_gate_and_an_unused_one_is_told(desk: Path) -> None:
    row = "reason: Luật giao., by: Trần Thị B, date: 2026-11-01"
    (desk / "lawcheck.yml").write_text(f"waivers:\n  - {{rule: TT01, {row}}}\n  - {{rule: QP01, {row}}}\n", encoding="utf-8")
    done = lawcheck(desk, "check", "qd.txt")
    assert done.returncode == 0 and "Luật giao." in done.stdout.decode()
    assert "lawcheck.yml:3" in done.stderr.decode() and "không khớp phát hiện nào" in done.stderr.decode()
    (desk / "lawcheck.yml").write_text("waivers:\n  - {rule: TT01}\n", encoding="utf-8")
    done = lawcheck(desk, "check", "qd.txt")
    assert done.returncode == 2 and "^" in done.stderr.decode()


def test_the_configuration_of_the_folder_counts_unless_the_command_says_otherwise(desk: Path) -> None:
    (desk / "lawcheck.toml").write_text('[check]\nfail_on = "never"\n[letterhead]\nagency = "Sở Tư pháp"\n', encoding="utf-8")
    assert lawcheck(desk, "check", "qd.txt").returncode == 0
    assert lawcheck(desk, "check", "qd.txt", "--fail-on", "error").returncode == 1
    (desk / "lawcheck.toml").write_text('[chek]\nfail_on = "never"\n', encoding="utf-8")
    done = lawcheck(desk, "check", "qd.txt")
    assert done.returncode == 2 and "lawcheck.toml:1:1" in done.stderr.decode() and "Ý bạn là “check”?" in done.stderr.decode()


def test_a_template_is_started_checked_and_used(desk: Path) -> None:
    assert lawcheck(desk, "template", "new", "mau.docx").returncode == 0
    assert lawcheck(desk, "template", "check", "mau.docx").returncode == 0
    assert lawcheck(desk, "template", "new", "mau.docx").returncode == 2
    assert lawcheck(desk, "template", "check", "qd.txt").returncode == 1
    assert "{{ten_van_ban}}" in lawcheck(desk, "template", "list").stdout.decode()
    done = lawcheck(desk, "check", "qd.txt", "--format", "docx", "--template", "mau.docx", "--out", "phieu.docx")
    assert done.returncode == 1 and b"97/2025" in zipfile.ZipFile(desk / "phieu.docx").read("word/document.xml")
    done = lawcheck(desk, "check", "qd.txt", "--format", "docx", "--template", "khong-co.docx", "--out", "p.docx")
    assert done.returncode == 2 and "mẫu phiếu" in done.stderr.decode()


def test_two_readings_are_compared(desk: Path) -> None:
    (desk / "qd2.txt").write_text((desk / "qd.txt").read_text(encoding="utf-8").replace("07 ngày", "10 ngày"), encoding="utf-8")
    done = lawcheck(desk, "compare", "qd.txt", "qd2.txt")
    assert done.returncode == 1 and "Sửa đổi Điều 2 khoản 4 điểm a" in done.stdout.decode()
    for format_, start in (("html", b"<!DOCTYPE"), ("docx", b"PK")):
        lawcheck(desk, "compare", "qd.txt", "qd2.txt", "--format", format_, "--out", "ss")
        assert (desk / "ss").read_bytes().startswith(start)
    assert lawcheck(desk, "compare", "qd.txt", "khong-co.txt").returncode == 2


def test_answers_are_read_back_and_scored(desk: Path) -> None:
    from openpyxl import load_workbook

    lawcheck(desk, "check", "qd.txt", "--format", "xlsx", "--out", "kq.xlsx")
    book = load_workbook(desk / "kq.xlsx")
    sheet = book["Phát hiện"]
    column = [cell.value for cell in sheet[1]].index("Đúng/Sai") + 1
    sheet.cell(2, column).value, sheet.cell(3, column).value = "Đúng", "Sai"
    book.save(desk / "kq.xlsx")
    done = lawcheck(desk, "feedback", "kq.xlsx", "--out", "nhan.jsonl")
    assert done.returncode == 0 and "TT01: đúng 1/2" in done.stderr.decode()
    scored = lawcheck(desk, "corpus", "score", "--corpus", str(DOCUMENTS.parent), "--feedback", "nhan.jsonl")
    assert scored.returncode == 0 and "0.500 (1/2)" in scored.stdout.decode()
    assert lawcheck(desk, "feedback", "qd.txt").returncode == 2


def test_the_schema_is_printed(desk: Path) -> None:
    assert json.loads(lawcheck(desk, "schema").stdout)["properties"]["schema_version"] == {"const": "1"}
