"""Each language component is measured by itself: what the program reads in a sentence, and how labels are counted."""

import datetime

import pytest

from lawcheck.batch.score_sentences import LabelledSentence, SentenceReading, reading_of, score_sentences, sentence_lines
from lawcheck.language import analyse, norms_of
from lawcheck.law import load_law
from lawcheck.rulebook import make_case
from lawcheck.structure import parse
from lawcheck.text import SourceText, Span


def read(sentence: str, heading: str = "Quy định chung") -> SentenceReading:
    text = f"Điều 3. {heading}\n\n1. {sentence}\n"
    case = make_case(analyse(parse(SourceText.plain(text))), datetime.date(2025, 6, 1), load_law())
    return reading_of(case, norms_of(case.analysis), Span(text.index("1. "), len(text) - 1))


@pytest.mark.parametrize(
    ("sentence", "modality", "actor"),
    [
        ("Tổ chức, cá nhân phải nộp lại giấy phép.", "nghia-vu", "mo"),
        ("Nghiêm cấm đổ rác thải ra sông, suối.", "cam", "khong-ro"),
        ("Sở Tài chính có trách nhiệm hướng dẫn việc thu phí.", "nghia-vu", "co-quan"),
        ("Thủ trưởng các cơ quan, đơn vị có trách nhiệm bảo quản tài khoản.", "nghia-vu", "can-bo"),
        ("Cục trưởng Cục Thuế có trách nhiệm ký hợp đồng ủy nhiệm thu.", "nghia-vu", "can-bo"),
        ("Bộ trưởng Bộ Tài chính phải bố trí thời gian tiếp công dân.", "nghia-vu", "can-bo"),
        ("Tòa án nhân dân tỉnh có trách nhiệm cung cấp thông tin.", "nghia-vu", "co-quan"),
        ("Hiệu trưởng quản lý hoạt động của trường; chịu trách nhiệm trước pháp luật.", "nghia-vu", "can-bo"),
        ("Chi cục có không quá 02 Phó Chi cục trưởng.", "muc-dinh-luong", "co-quan"),
    ],
)
def test_the_modality_of_a_sentence_and_who_it_binds(sentence: str, modality: str, actor: str) -> None:
    found = read(sentence)
    assert found.modality == frozenset({modality})
    assert found.actor == actor


@pytest.mark.parametrize(
    "sentence",
    [
        "Giấy phép đã được cấp còn hiệu lực.",
        "Quyết định về tiêu chuẩn, định mức sử dụng tài sản công.",
        "Danh mục hàng hóa cấm xuất khẩu.",
        "Phấn đấu tỷ lệ hồ sơ đúng hạn đạt 95%.",
    ],
)
def test_a_state_a_mention_and_a_target_lay_nothing_down(sentence: str) -> None:
    assert read(sentence) == SentenceReading()


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("Trường hợp hồ sơ chưa hợp lệ, cơ quan tiếp nhận phải thông báo bằng văn bản.", True),
        ("Khi xảy ra sự cố phải cắt điện.", True),
        ("Tài liệu tiếng nước ngoài phải được dịch, trừ trường hợp được miễn.", False),
        ("Hồ sơ phải kèm bản vẽ (nếu có).", False),
        ("Đơn vị phải thường xuyên kiểm tra, báo cáo định kỳ.", False),
    ],
)
def test_a_case_or_an_event_is_a_condition_an_exception_or_a_rhythm_is_none(sentence: str, condition: bool) -> None:
    assert read(sentence).condition is condition


@pytest.mark.parametrize(
    ("sentence", "cites"),
    [
        ("Đơn vị phải tuân thủ quy định của pháp luật về khoáng sản.", True),
        ("Đơn vị phải thực hiện theo quy định tại Điều 5 Nghị định số 62/2025/NĐ-CP.", True),
        ("Đơn vị phải lắp rào chắn quanh hố móng.", False),
    ],
)
def test_a_duty_that_only_repeats_the_law_cites(sentence: str, cites: bool) -> None:
    assert read(sentence).cites is cites


def test_a_deadline_makes_a_task_one_off() -> None:
    assert read("Các đơn vị phải hoàn thành trước ngày 30/6/2026.").once
    assert not read("Các đơn vị phải lưu hồ sơ 05 năm.").once


def labelled(wanted: SentenceReading, found: SentenceReading) -> LabelledSentence:
    return LabelledSentence(document="d", text="Tổ chức phải nộp phí.", wanted=wanted, found=found)


def test_an_actor_is_counted_only_where_the_label_has_a_rule() -> None:
    rule = SentenceReading(modality=frozenset({"nghia-vu"}), actor="mo")
    no_rule = labelled(SentenceReading(), rule)
    scores = score_sentences([labelled(rule, rule), no_rule])
    assert scores["sentences_modality_precision"] == 0.5 and scores["sentences_modality_recall"] == 1.0
    assert scores["sentences_actor_f1"] == 1.0 and scores["sentences_actor_n"] == 1.0


def test_an_agency_taken_for_the_public_is_an_error_of_openness() -> None:
    wanted = SentenceReading(modality=frozenset({"nghia-vu"}), actor="co-quan")
    found = SentenceReading(modality=frozenset({"nghia-vu"}), actor="mo")
    scores = score_sentences([labelled(wanted, found)])
    assert scores["sentences_open_precision"] == 0.0 and scores["sentences_actor_recall"] == 0.0
    assert scores["sentences_modality_f1"] == 1.0


def test_errors_are_listed_by_component_with_the_sentence() -> None:
    wanted = SentenceReading(modality=frozenset({"nghia-vu"}), actor="mo", condition=True)
    found = SentenceReading(modality=frozenset({"nghia-vu"}), actor="mo")
    lines = list(sentence_lines([labelled(wanted, found)], errors=True))
    assert "câu, condition condition: đúng 0/0, tìm được 0/1" in lines
    assert "câu condition bỏ sót condition d: Tổ chức phải nộp phí." in lines


def read_in(head: str, sentence: str) -> SentenceReading:
    text = f"{head}\n\n1. {sentence}\n"
    case = make_case(analyse(parse(SourceText.plain(text))), datetime.date(2025, 6, 1), load_law())
    start = text.index("1. ")
    return reading_of(case, norms_of(case.analysis), Span(start, len(text) - 1))


CASE = "UBND TỈNH A\nSố: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc phê duyệt dự án đầu tư xây dựng cầu B\n\nĐiều 2. Thực hiện"
OFFICE = "UBND TỈNH A\nSố: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc thành lập và quy định chức năng, nhiệm vụ của Chi cục C\n\nĐiều 2. Cơ cấu"
LISTED = "UBND TỈNH A\nSố: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc công bố danh mục thủ tục hành chính lĩnh vực đất đai\n\nĐiều 2. Thực hiện"


@pytest.mark.parametrize(
    ("head", "sentence", "once"),
    [
        pytest.param(CASE, "Chủ đầu tư có trách nhiệm quản lý vốn theo quy định.", True, id="một dự án"),
        pytest.param(OFFICE, "Chi cục có Chi cục trưởng và không quá 02 Phó Chi cục trưởng.", False, id="việc lâu dài của một cơ quan"),
        pytest.param(LISTED, "Sở Tư pháp có trách nhiệm thiết lập quy trình điện tử.", True, id="việc sau khi công bố"),
        pytest.param(
            "Điều 3. Mức thu", "Từ ngày 01/7/2025 đến ngày 31/12/2026: 30.000 đồng/bộ.", False, id="mức thu có hạn vẫn là quy tắc"
        ),
        pytest.param("Điều 3. Thực hiện", "Các xã phải hoàn thành việc này trước ngày 30/9/2025.", True, id="một hạn chót"),
    ],
)
def test_once_is_told_by_the_document_and_by_days_to_come(head: str, sentence: str, once: bool) -> None:
    assert read_in(head, sentence).once is once


@pytest.mark.parametrize(
    ("sentence", "cites"),
    [
        ("Căn cứ Điều 17 Luật Quản lý thuế số 38/2019/QH14 về trách nhiệm của người nộp thuế.", True),
        ("Công khai quyết định trên trang thông tin điện tử theo quy định của pháp luật.", False),
        ("Quyết định này quy định mức thu phí thẩm định.", False),
    ],
)
def test_what_is_set_elsewhere_is_named(sentence: str, cites: bool) -> None:
    assert read(sentence).cites is cites
