"""Findings a person has accepted: the reason is kept, they stop counting, and what no longer holds is told."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lawcheck.cli.options import exit_code
from lawcheck.desk.baseline import make_baseline, read_baseline
from lawcheck.desk.waivers import entries_for, read_waivers, waive
from lawcheck.errors import DataFileError, UsageError
from lawcheck.reporting.html import to_html
from lawcheck.reporting.markdown import to_markdown
from lawcheck.reporting.model import Report
from lawcheck.reporting.terminal import to_text

DECISION = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt").read_text(encoding="utf-8")
TODAY = datetime.date(2026, 11, 25)
WHO = "reason: Luật giao quy định., by: Trần Thị B, date: 2026-11-01"


@pytest.fixture
def report(check_text: Callable[..., Report]) -> Report:
    return check_text(DECISION)


def waived(report: Report, tmp_path: Path, *rows: str) -> Report:
    (tmp_path / "lawcheck.yml").write_text("waivers:\n" + "".join(f"  - {{{row}, {WHO}}}\n" for row in rows), encoding="utf-8")
    return waive(report, entries_for(tmp_path / "a.docx"), TODAY)[0]


def test_a_rule_a_unit_or_one_finding_can_be_accepted(report: Report, tmp_path: Path) -> None:
    mark = report.open_findings[2].finding.fingerprint
    assert len(waived(report, tmp_path, "rule: TT01").waived_findings) == len(report.open_findings)
    assert [one.finding.label for one in waived(report, tmp_path, "node: dieu-2/khoan-1").waived_findings] == ["Điều 2 khoản 1"]
    in_article_2 = [one.id for one in report.open_findings if one.finding.label.startswith("Điều 2 ")]
    assert len(in_article_2) > 1
    assert [one.id for one in waived(report, tmp_path, "node: dieu-2").waived_findings] == in_article_2
    assert [one.id for one in waived(report, tmp_path, f'fingerprint: "{mark}"').waived_findings] == [report.open_findings[2].id]
    assert waived(report, tmp_path, "rule: TT01, document: b*.docx").waived_findings == ()


def test_accepted_findings_stop_counting_but_stay_with_their_reason(report: Report, tmp_path: Path) -> None:
    after = waived(report, tmp_path, "rule: TT01")
    assert exit_code([report], "error", strict=False) == 1 and exit_code([after], "error", strict=False) == 0
    row = next(row for row in after.checklist if row.id == "tthc-vbqppl")
    assert row.status == "nguoi-kiem-tra" and "Luật giao quy định (Trần Thị B)" in row.why
    assert after.tthc == report.tthc
    for shown in (to_text(after), to_markdown([after]), to_html(after)):
        assert "Luật giao quy định" in shown


def test_a_row_with_findings_left_keeps_its_status(report: Report, tmp_path: Path) -> None:
    after = waived(report, tmp_path, "node: dieu-2/khoan-1")
    assert next(row for row in after.checklist if row.id == "tthc-vbqppl").status == "khong-dat"


def test_an_expired_acceptance_no_longer_counts_and_is_told(report: Report, tmp_path: Path) -> None:
    before, on = waived(report, tmp_path, "rule: TT01, until: 2026-11-26"), waived(report, tmp_path, "rule: TT01, until: 2026-11-25")
    assert before.waived_findings and not before.unused_waivers
    assert not on.waived_findings and "đã hết hạn từ ngày 25/11/2026" in on.unused_waivers[0]


def test_an_acceptance_for_this_document_that_meets_nothing_is_told(report: Report, tmp_path: Path) -> None:
    after = waived(report, tmp_path, "rule: QP01, document: a.docx")
    assert "không khớp phát hiện nào" in after.unused_waivers[0] and "lawcheck.yml:2" in after.unused_waivers[0]
    assert waived(report, tmp_path, "rule: QP01").unused_waivers == ()


def test_a_file_beside_the_document_speaks_for_it_alone(report: Report, tmp_path: Path) -> None:
    for name in ("a.docx", "dự thảo [1].docx"):
        (tmp_path / f"{name}.lawcheck.yml").write_text(f"waivers:\n  - {{rule: TT01, {WHO}}}\n", encoding="utf-8")
        assert waive(report, entries_for(tmp_path / name), TODAY)[0].waived_findings
    assert entries_for(tmp_path / "b.docx") == ()


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("waiver: []", "waivers", 1),
        ("waivers:\n  - {rule: TT01, by: B, date: 2026-11-01}", "Thiếu “reason”", 2),
        ("waivers:\n  - {rule: TT1, reason: a, by: B, date: 2026-11-01}", "Không có quy tắc “TT1”", 2),
        ("waivers:\n  - {reason: a, by: B, date: 2026-11-01}", "ít nhất một", 2),
        ("waivers:\n  - {rule: TT01, reason: a, by: B, date: hôm qua}", "phải là ngày", 2),
        ("waivers:\n  - {rule: TT01, reason: a, by: B, date: 2026-11-01, until: 2026-10-01}", "phải sau", 2),
        ("waivers:\n  - rule: TT01\n    lydo: a", "Không có khóa “lydo”", 3),
        ("waivers: ]", "YAML sai", 1),
    ],
)
def test_mistakes_are_shown_with_line_and_caret(tmp_path: Path, text: str, words: str, line: int) -> None:
    (tmp_path / "lawcheck.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=words) as caught:
        read_waivers(tmp_path / "lawcheck.yml")
    assert caught.value.line == line


def test_with_a_baseline_only_new_findings_count(report: Report, check_text: Callable[..., Report], tmp_path: Path) -> None:
    known = replace(report, path="x/a.docx")
    (tmp_path / "moc.json").write_text(make_baseline([known], TODAY), encoding="utf-8")
    baseline = read_baseline(tmp_path / "moc.json")
    again = replace(report, path="y/a.docx")
    assert waive(again, baseline.entries(again), TODAY)[0].open_findings == ()
    more = replace(
        check_text(
            DECISION.replace("4. Trình tự thực hiện", "5. Trình tự thực hiện").replace(
                "3. Hồ sơ đề nghị", "3. Doanh nghiệp nộp lệ phí thẩm định 500.000 đồng và bản sao giấy phép.\n4. Hồ sơ đề nghị"
            )
        ),
        path="a.docx",
    )
    new = waive(more, baseline.entries(more), TODAY)[0].open_findings
    known_ones = {one.finding.fingerprint for one in report.open_findings}
    assert {one.finding.rule for one in new if "lệ phí" in one.finding.quote} == {"TT01", "TQ03"}
    assert not known_ones & {one.finding.fingerprint for one in new}
    other = replace(report, path="b.docx")
    assert waive(other, baseline.entries(other), TODAY)[0].open_findings == report.open_findings


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"lawcheck_baseline": "9"}',
        '{"lawcheck_baseline": "1", "made_on": "x", "known": {}}',
        '{"lawcheck_baseline": "1", "made_on": "2026-01-01", "known": []}',
    ],
)
def test_a_broken_baseline_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "moc.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="lawcheck baseline"):
        read_baseline(tmp_path / "moc.json")
