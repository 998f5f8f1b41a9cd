"""Each rule's own examples, and the rules about dates and competence, through the whole road."""

import hashlib
from pathlib import Path

import pytest

from lawcheck.batch.examples import TODAY, fires
from lawcheck.check import check
from lawcheck.errors import DataFileError
from lawcheck.reading.model import Reading
from lawcheck.reporting.model import Report
from lawcheck.rulebook import load_rulebook
from lawcheck.rulebook.loading import read_rule
from lawcheck.rulebook.schema import Example, Rule
from lawcheck.text import SourceText

EXAMPLES = [
    (rule, wanted, example)
    for rule in load_rulebook().rules
    for wanted, examples in ((True, rule.examples.finds), (False, rule.examples.passes))
    for example in examples
]


@pytest.mark.parametrize(("rule", "wanted", "example"), EXAMPLES, ids=lambda value: value.id if isinstance(value, Rule) else None)
def test_examples_do_what_they_stand_for(rule: Rule, wanted: bool, example: Example) -> None:
    assert fires(rule, example) is wanted


def report(text: str) -> Report:
    return check(Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode()).hexdigest()), today=TODAY)


def decision(body: str, *, number: str = "12/2025/QĐ-UBND", day: str = "ngày 15 tháng 9 năm 2025", bases: str = "") -> Report:
    return report(
        f"ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: {number}\n\nLâm Đồng, {day}\n\nQUYẾT ĐỊNH\nQuy định mức hỗ trợ\n\n{bases}Căn cứ Luật X;\n\nQUYẾT ĐỊNH:\n\n{body}\n"
    )


def rules_of(found: Report) -> set[str]:
    return {numbered.finding.rule for numbered in found.open_findings}


def test_effect_before_the_tenth_day() -> None:
    assert "HL01" in rules_of(decision("Điều 1. Hiệu lực\nQuyết định này có hiệu lực từ ngày 20 tháng 9 năm 2025."))
    assert "HL01" not in rules_of(decision("Điều 1. Hiệu lực\nQuyết định này có hiệu lực từ ngày 25 tháng 9 năm 2025."))


def test_effect_from_the_day_of_signing() -> None:
    assert "HL02" in rules_of(decision("Điều 1. Hiệu lực\nQuyết định này có hiệu lực kể từ ngày ký."))
    assert "HL02" not in rules_of(decision("Điều 1. Hiệu lực\nQuyết định này có hiệu lực kể từ ngày ký.", number="12/QĐ-UBND"))


def test_repeal_without_a_list() -> None:
    assert "HL04" in rules_of(decision("Điều 1. Hiệu lực\nCác quy định trước đây trái với Quyết định này đều bãi bỏ."))
    assert "HL04" not in rules_of(decision("Điều 1. Hiệu lực\nBãi bỏ Quyết định số 3/2020/QĐ-UBND."))


def test_basis_no_longer_in_force() -> None:
    basis = "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13;\n"
    assert "CC01" in rules_of(decision("Điều 1. Nội dung", bases=basis))
    assert "CC01" not in rules_of(decision("Điều 1. Nội dung", bases=basis, day="ngày 15 tháng 9 năm 2024", number="12/2024/QĐ-UBND"))


def test_reference_to_an_article_that_is_not_there() -> None:
    assert "TC03" in rules_of(decision("Điều 1. Mức hỗ trợ\nTheo khoản 1 Điều 9 Quyết định này.\nĐiều 2. Thi hành\nTừ năm 2025."))
    assert "TC03" not in rules_of(decision("Điều 1. Mức hỗ trợ\nTheo Điều 2 Quyết định này.\nĐiều 2. Thi hành\nTừ năm 2025."))


def test_district_wording_only_after_july_2025() -> None:
    body = "Điều 1. Tổ chức\nỦy ban nhân dân cấp huyện tổ chức thực hiện."
    assert "TC04" in rules_of(decision(body))
    assert "TC04" not in rules_of(decision(body, day="ngày 15 tháng 5 năm 2025"))


def test_chairman_before_july_2025() -> None:
    number = "12/2025/QĐ-CTUBND"
    assert "TQ01" in rules_of(decision("Điều 1. Nội dung", number=number, day="ngày 15 tháng 6 năm 2025"))
    assert "TQ01" not in rules_of(decision("Điều 1. Nội dung", number=number))


def test_a_named_provision_makes_the_finding_a_note() -> None:
    body = "Điều 1. Hồ sơ\n1. Doanh nghiệp nộp 01 bộ hồ sơ gồm: đơn đề nghị theo mẫu và bản sao giấy chứng nhận."
    without, with_ = (
        decision(body),
        decision(body, bases="Căn cứ khoản 3 Điều 12 Nghị định số 80/2021/NĐ-CP ngày 26/8/2021 của Chính phủ;\n"),
    )
    assert [numbered.finding.severity for numbered in without.open_findings if numbered.finding.rule == "TT01"] == ["error"]
    assert [numbered.finding.severity for numbered in with_.open_findings if numbered.finding.rule == "TT01"] == ["note"]
    assert without.tthc.violation and not with_.tthc.violation


def test_fingerprint_survives_renumbering() -> None:
    first = decision("Điều 1. Hồ sơ\n1. Doanh nghiệp nộp 01 bộ hồ sơ gồm: đơn đề nghị theo mẫu.")
    moved = decision("Điều 1. Khác\nNội dung.\nĐiều 2. Hồ sơ\n1. Doanh nghiệp nộp 01 bộ hồ sơ gồm: đơn đề nghị theo mẫu.")
    prints = [
        {numbered.finding.fingerprint for numbered in found.open_findings if numbered.finding.rule == "TT01"} for found in (first, moved)
    ]
    assert prints[0] and prints[0] == prints[1]


def test_a_wrong_rule_file_is_shown_with_its_line(tmp_path: Path) -> None:
    source = next((Path(__file__).parents[2] / "rules" / "thu-tuc").glob("TT01-*.yml"))
    path = tmp_path / source.name
    path.write_text(source.read_text(encoding="utf-8").replace("severity:", "severty:"), encoding="utf-8")
    with pytest.raises(DataFileError, match="severity") as caught:
        read_rule(path)
    assert caught.value.line == 7 or "Thiếu" in caught.value.message


def test_a_ministry_is_not_told_to_drop_its_procedure() -> None:
    found = report(
        "BỘ TÀI CHÍNH\n-------\n\nSố: 12/2025/TT-BTC\n\nHà Nội, ngày 15 tháng 9 năm 2025\n\nTHÔNG TƯ\nQuy định hồ sơ hỗ trợ\n\nCăn cứ Luật X;\n\n"
        "Điều 1. Hồ sơ đề nghị hỗ trợ\n1. Hộ gia đình nộp 01 bộ hồ sơ đề nghị hỗ trợ tại Ủy ban nhân dân cấp xã, hồ sơ gồm: đơn đề nghị theo mẫu.\n"
    )
    procedure = next(numbered.finding for numbered in found.open_findings if numbered.finding.rule == "TT01")
    assert procedure.severity == "note"
    assert "Tự nó không phải lỗi" in procedure.suggestion and procedure.why.startswith("Văn bản do cơ quan trung ương ban hành.")


def test_only_what_is_a_ground_counts_among_the_grounds() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 12/2025/QĐ-UBND\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\nQuy định hỗ trợ hộ gia đình\n\n"
    grounds = "Căn cứ Luật Đất đai số 31/2024/QH15;\nTheo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 25/TTr-STC ngày 01 tháng 9 năm 2025.\n\n"
    clause = "Điều 1. Hồ sơ đề nghị hỗ trợ\n1. Hộ gia đình nộp 01 bộ hồ sơ đề nghị hỗ trợ tại Ủy ban nhân dân cấp xã, hồ sơ gồm: đơn đề nghị theo mẫu.\n"
    why = next(one.finding.why for one in report(head + grounds + clause).open_findings if one.finding.rule == "TT01")
    assert "31/2024/QH15" in why and "Tờ trình" not in why and "văn bản khác" not in why
