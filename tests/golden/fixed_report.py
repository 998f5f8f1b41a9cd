"""A report written by hand, so that golden files change with the outputs alone and never with rules or law."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from lawcheck.errors import Problem
from lawcheck.law import Provision
from lawcheck.reporting.model import CheckedOn, ChecklistRow, Engine, Numbered, Report, Status, Waiver
from lawcheck.rulebook import Evidence, Excuse, Finding, Verdict
from lawcheck.structure import Kind, parse
from lawcheck.text import SourceText, Span

TEXT = """ỦY BAN NHÂN DÂN
TỈNH A
Số: 12/2025/QĐ-UBND
A, ngày 05 tháng 5 năm 2025
QUYẾT ĐỊNH
Ban hành Quy định về hỗ trợ hộ kinh doanh
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;
Điều 1. Hồ sơ
1. Hộ kinh doanh nộp 01 bộ hồ sơ gồm đơn đề nghị <mẫu 1> & bản sao.
2. Thời hạn giải quyết là 07 ngày làm việc.
Điều 2. Dẫn chiếu
Trình tự thực hiện theo Điều 12 Nghị định số 63/2010/NĐ-CP.
Điều 3. Ứng dụng
Các sở dùng phần mềm | chung.
"""
_OLD = Provision(
    id="nd/dieu-8",
    label="khoản 1 Điều 8 Nghị định A",
    start=datetime.date(2017, 9, 25),
    end=None,
    quote="Lời của điều luật.",
    confidence="verified",
)
_NEW = Provision(
    id="luat/dieu-21",
    label="Điều 21 Luật B",
    start=datetime.date(2025, 4, 1),
    end=datetime.date(2027, 1, 1),
    quote=None,
    confidence="secondary",
)


def _finding(rule: str, group: str, node: str, label: str, words: str, parts: Sequence[tuple[str, str]], **more: object) -> Finding:
    start = TEXT.index(words)
    evidence = tuple(
        Evidence(sign=part.replace("_", "-"), part=part, span=Span(TEXT.index(quote), TEXT.index(quote) + len(quote)), quote=quote)
        for part, quote in parts
    )
    finding = Finding(
        rule=rule,
        name="quy-tac-mau",
        group=group,
        severity="error",
        certainty="medium",
        score=0.82,
        message=f"{label}: có dấu hiệu đặt ra bộ phận của thủ tục hành chính.",
        suggestion="Bỏ nội dung này hoặc dẫn chiếu văn bản của trung ương.",
        why="Đoạn này tự nêu hồ sơ và thời hạn.",
        node=node,
        label=label,
        span=Span(start, start + len(words)),
        quote=words,
        evidence=evidence,
        basis=(_OLD, _NEW),
        excused_by=(),
        fingerprint=f"{abs(hash_of(words)):020x}"[:20],
    )
    return replace(finding, **more)  # type: ignore[arg-type]


def hash_of(words: str) -> int:
    """A number that is the same on every run."""
    return sum(ord(char) * 31**index % (2**61) for index, char in enumerate(words))


def fixed_report() -> Report:
    """One finding of each severity, one excused, one waived, an unreadable page and every status of a row."""
    document = parse(SourceText.plain(TEXT), ())
    findings = (
        _finding("ZZ01", "tthc", "dieu-1/khoan-1", "Điều 1 khoản 1", "Hộ kinh doanh nộp 01 bộ hồ sơ gồm đơn đề nghị <mẫu 1> & bản sao.", [("ho_so", "01 bộ hồ sơ"), ("mau_don", "đơn đề nghị")]),
        _finding("ZZ01", "tthc", "dieu-1/khoan-2", "Điều 1 khoản 2", "Thời hạn giải quyết là 07 ngày làm việc.", [("thoi_han", "07 ngày làm việc")], severity="warning"),
        _finding("ZZ01", "tthc", "dieu-2", "Điều 2", "Trình tự thực hiện theo Điều 12", [], excused_by=(Excuse(modifier="vien-dan", because="Chỉ dẫn chiếu.", quote="theo Điều 12"),)),
        _finding("ZZ02", "the-thuc", "dieu-3", "Điều 3", "phần mềm | chung", [], severity="note", certainty="high", message="Điều 3: chữ cần xem lại.", suggestion="Xem lại.", why="Chữ có dấu lạ."),
        _finding("ZZ03", "the-thuc", "dieu-3", "Điều 3", "Các sở", [], message="Điều 3: chưa nêu rõ sở nào."),
    )  # fmt: skip
    waiver = Waiver(reason="Đã xin ý kiến Sở Nội vụ", by="Trần Thị B", date=datetime.date(2026, 11, 1), until=datetime.date(2027, 1, 1))
    numbered = tuple(Numbered(id=f"f{index}", finding=one, page=1) for index, one in enumerate(findings, 1))
    rows: tuple[tuple[str, Status, tuple[str, ...], str], ...] = (
        ("Không đặt thủ tục hành chính", "khong-dat", ("f1", "f2"), ""),
        ("Chữ nghĩa", "can-xem-xet", ("f4",), ""),
        ("Sở được nêu tên", "nguoi-kiem-tra", ("f5",), "Đã được chấp nhận."),
        ("Không áp dụng ở đây", "khong-ap-dung", (), ""),
        ("Phần ảnh", "khong-kiem-tra-duoc", (), ""),
        ("Số, ký hiệu", "dat", (), ""),
    )
    return Report(
        engine=Engine(version="9.9.9", rules="2026.12", rules_sha256="0" * 64),
        id="mau",
        path="du-thao/mau.txt",
        sha256="ab" * 32,
        format="pdf",
        pages=2,
        characters=len(TEXT),
        header=document.header,
        kind=Kind(name="vbqppl", certainty=0.97, evidence=("số ký hiệu có năm ban hành",)),
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;",),
        status="mot-phan",
        checked_on=CheckedOn(date=datetime.date(2025, 5, 5), why="ngày ban hành"),
        period="Luật năm 2025",
        tthc=Verdict(status="co-dau-hieu", score=0.82, violation=True),
        qppl=Verdict(status="khong-kiem-tra-duoc", score=0.1, violation=False),
        checklist=tuple(
            ChecklistRow(id=f"y-{index}", title=title, status=status, basis=(_OLD,), findings=ids, why=why)
            for index, (title, status, ids, why) in enumerate(rows, 1)
        ),
        findings=(*numbered[:4], replace(numbered[4], waiver=waiver)),
        problems=(Problem(code="E-PDF-03", page=2, message="Trang 2 là ảnh, không kiểm tra được."),),
        document=document,
        unused_waivers=("lawcheck.yml:9: chấp nhận này không khớp phát hiện nào.",),
    )
