"""Ordinary administrative documents: what binds everybody for good is told, what only looks like it is not."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from lawcheck.language import analyse, norms_of
from lawcheck.law import load_law
from lawcheck.reporting.model import Report
from lawcheck.rulebook import make_case
from lawcheck.structure import parse
from lawcheck.text import SourceText

DRAFTED = Path(__file__).parents[2] / "corpus" / "drafted" / "documents"


def drafted(name: str) -> str:
    return (DRAFTED / f"soan-hc-{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("x02", id="quy chế trực, sử dụng xe, chi nội bộ của một bệnh viện"),
        pytest.param("ba03", id="quy chế làm việc của một ủy ban nhân dân xã"),
        pytest.param("ba06", id="quy chế sử dụng xe và trụ sở của một ban quản lý"),
        pytest.param("z10", id="thể lệ một hội thi"),
        pytest.param("bc09", id="kế hoạch một lễ hội"),
        pytest.param("bd01", id="trả lời kiến nghị của cử tri"),
        pytest.param("bb06", id="thông báo treo cờ, nghỉ lễ"),
        pytest.param("bf03", id="phương án bồi thường của một dự án"),
        pytest.param("bg03", id="tờ trình xin xây dựng chính sách"),
        pytest.param("bh10", id="tiêu chí chấm điểm của cơ quan"),
    ],
)
def test_rules_for_the_house_one_occasion_or_one_case_are_no_norms(check_text: Callable[..., Report], name: str) -> None:
    assert check_text(drafted(name)).qppl.status == "khong-co"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("bg07", "Trên đường đô thị, việc đào mặt đường", id="giờ đào đường trong một quy trình nội bộ"),
        pytest.param("bw07", "Xe tải chở đất, đá, cát, sỏi", id="giờ xe tải chạy trong kế hoạch một đợt cao điểm"),
    ],
)
def test_a_standing_rule_among_the_tasks_of_a_plan_is_told(check_text: Callable[..., Report], name: str, said: str) -> None:
    report = check_text(drafted(name))
    assert report.qppl.status == "co-dau-hieu"
    assert any(said in numbered.finding.quote for numbered in report.open_findings)


def test_what_only_wording_speaks_for_is_a_warning(check_text: Callable[..., Report]) -> None:
    findings = [one.finding for one in check_text(drafted("bg07")).open_findings if one.finding.rule == "QP01"]
    assert findings
    assert all(finding.severity == "warning" for finding in findings if finding.certainty == "low")


def test_the_rules_of_a_market_bind_whoever_comes(check_text: Callable[..., Report]) -> None:
    report = check_text(drafted("bh03"))
    reasons = [one.finding.reasons for one in report.open_findings if one.finding.rule == "QP01"]
    assert any("Cấm đun nấu" in one.finding.quote for one in report.open_findings)
    assert not any("công việc nội bộ" in reason for reason in reasons)


def test_what_the_document_was_written_for_is_told_as_the_reason_why_a_ban_does_not_count(check_text: Callable[..., Report]) -> None:
    excused = [one.finding for one in check_text(drafted("x02")).excused_findings if one.finding.rule == "QP01"]
    for finding in excused:
        assert finding.excused_by[0].because.endswith(".")
    own_staff = [finding for finding in excused if finding.excused_by[0].modifier == "van-ban:nguoi-trong-nha"]
    assert own_staff
    assert all(" " in finding.quote for finding in own_staff)  # the sentence, not its modal


def test_a_strange_passage_is_said_to_be_strange_once(check_text: Callable[..., Report]) -> None:
    for one in check_text(drafted("bh03")).open_findings:
        assert one.finding.reasons.count("của văn bản nói về việc này") <= 1


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Chủ phương tiện được từ chối phục vụ người say rượu.", True),
        ("Bộ phận Một cửa không được từ chối tiếp nhận hồ sơ.", False),
    ],
)
def test_who_may_refuse_is_told_from_who_may_not(sentence: str, told: bool) -> None:
    case = make_case(analyse(parse(SourceText.plain(f"Điều 3. Phục vụ\n\n1. {sentence}\n"))), datetime.date(2025, 6, 1), load_law())
    labels = {norm.sign.label for norms in norms_of(case.analysis).values() for norm in norms}
    assert ("tu-choi" in labels) is told


def test_a_page_of_quoted_law_is_set_aside_with_a_short_quotation(check_text: Callable[..., Report]) -> None:
    law = "; ".join(f"tổ chức, cá nhân khai thác nước phải lắp đồng hồ đo lưu lượng loại {number}" for number in range(1, 30))
    letter = f"UBND TỈNH A\nSố: 12/UBND-KT\nA, ngày 01 tháng 6 năm 2025\n\nKính gửi: Các sở.\n\n1. Điều 5 Luật Tài nguyên nước số 28/2023/QH15 quy định: “{law}”\n"
    quotes = [one.finding.quote for one in check_text(letter).excused_findings]
    assert quotes
    assert max(map(len, quotes)) <= 300
