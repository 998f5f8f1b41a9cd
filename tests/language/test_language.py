"""Patterns, tokenizers, references and norms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.language.model import Provisions
from lawcheck.language.patterns import PatternError, read_pattern
from lawcheck.language.pipeline import bind_modals
from lawcheck.language.references import find_references
from lawcheck.language.tokenizer import split_tokens, word_lengths
from lawcheck.text import Span

WORDS = {"don": ["đơn đề nghị", "tờ khai"]}


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        ("# bộ hồ sơ", "nộp 01 (một) bộ hồ sơ", "01 (một) bộ hồ sơ"), ("hồ sơ …4 gồm", "hồ sơ đề nghị cấp phép gồm", "hồ sơ đề nghị cấp phép gồm"),
        ("hồ sơ …2 gồm", "hồ sơ đề nghị cấp phép mới gồm", None), ("hồ sơ … gồm", "hồ sơ. danh sách gồm", None), ("^ <don>", "tờ khai theo mẫu", "tờ khai"),
        ("^ <don>", "nộp tờ khai", None), ("[đầy] đủ hồ sơ", "nhận đầy đủ hồ sơ", "đầy đủ hồ sơ"), ("mới được [phép]", "mới được vào", "mới được"), ("không quá #", "không quá 10m2 đất", "không quá 10"), ("không quá #", "không quá 10abc", None), ("mới được [phép]", "mới được phép vào", "mới được phép"), ("tổ chức, cá nhân", "mọi tổ chức , cá nhân", "tổ chức , cá nhân"),
    ],
)  # fmt: skip
def test_patterns_match_as_documented(pattern: str, text: str, matched: str | None) -> None:
    places = read_pattern(pattern, WORDS).matches(text)
    assert (places[0].of(text) if places else None) == matched


@pytest.mark.parametrize("pattern", ["(hồ sơ", "hồ sơ)", "<khong-co>", "# …3", "[hồ sơ]"])
def test_wrong_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        read_pattern(pattern, WORDS)


@given(st.text(max_size=60))
def test_tokens_lose_nothing(text: str) -> None:
    words, spaces = split_tokens(text)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text


@given(st.text(alphabet="Uỷủy ban nhândâ hòaoà 5/2025QĐ-.,\n", max_size=40))
def test_words_cover_all_syllables(text: str) -> None:
    syllables, _ = split_tokens(text)
    assert sum(word_lengths(syllables)) == len(syllables)


def test_words_are_those_of_the_segmenter_in_old_spelling_too() -> None:
    syllables, _ = split_tokens("Ủy ban nhân dân ban hành thủ tục")
    assert word_lengths(syllables)[0] == 4


def referred(text: str) -> list[tuple[str, str | None, list[tuple[str | None, str | None, str | None]]]]:
    return [
        (
            " ".join(reference.span.of(text).split()),
            reference.instrument.number if reference.instrument else None,
            [(p.diem, p.khoan, p.dieu) for p in reference.provisions],
        )
        for reference in find_references(text)
    ]


def test_points_clauses_and_article_of_a_decree() -> None:
    text = "theo điểm a, b khoản 2 Điều 5 Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát"
    assert referred(text) == [(text[len("theo ") : -len(" về kiểm soát")], "63/2010/NĐ-CP", [("a", "2", "5"), ("b", "2", "5")])]


def test_lists_of_articles_and_own_law() -> None:
    assert referred("tại các điều 3, 4 và 7 Luật này") == [
        ("các điều 3, 4 và 7 Luật này", None, [(None, None, "3"), (None, None, "4"), (None, None, "7")])
    ]


def test_amending_laws_belong_to_the_amended_one() -> None:
    first, second = find_references("Luật Đất đai ngày 18 tháng 01 năm 2024 được sửa đổi, bổ sung bởi Luật số 43/2024/QH15;")
    assert first.instrument is not None and first.instrument.title == "Đất đai"
    assert [amending.number for amending in first.amended_by] == ["43/2024/QH15"]
    assert second.instrument is not None


def test_wrapped_reference_and_own_heading() -> None:
    text = "Điều 5. Hồ sơ\nThực hiện theo Nghị\nđịnh số\n63/2010/NĐ-CP."
    assert referred(text) == [("Nghị định số 63/2010/NĐ-CP", "63/2010/NĐ-CP", [])]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("theo Luật Trật tự, an toàn giao thông đường bộ và Luật Đường bộ", ["Luật Trật tự, an toàn giao thông đường bộ", "Luật Đường bộ"]),
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu số 57/2024/QH15;",
            ["Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu số 57/2024/QH15"],
        ),
        ("Đoàn luật sư tỉnh; theo quy định của pháp luật về đất đai; căn cứ quy định nêu trên", []),
        ("thay thế các Quyết định số 177/2004/QĐ-UB", ["Quyết định số 177/2004/QĐ-UB"]),
        (
            "- Luật Điện lực số\n61/2024/QH15\n- Nghị định\nsố 61/2025/NĐ-CP",
            ["Luật Điện lực số\n61/2024/QH15", "Nghị định\nsố 61/2025/NĐ-CP"],
        ),
        ("của Bộ trưởng Bộ Nông nghiệp và Môi trường về Nghị quyết số 11-NQ / TU", ["Nghị quyết số 11-NQ / TU"]),
        ("Phụ lục IV kèm theo Thông tư số 36/2025/TT-BNNMT", ["Thông tư số 36/2025/TT-BNNMT"]),
    ],
)
def test_where_references_begin_and_end(text: str, quotes: list[str]) -> None:
    assert [reference.span.of(text) for reference in find_references(text)] == quotes


def test_units_before_a_shared_article() -> None:
    text = "quy định tại điểm đ khoản 1, khoản 5 Điều này; theo khoản 3 và khoản 5 Điều 87 Luật Nhà ở"
    first, second = find_references(text)
    assert first.provisions == (Provisions(diem="đ", khoan="1", dieu="này"), Provisions(khoan="5", dieu="này"))
    assert second.provisions == (Provisions(khoan="3", dieu="87"), Provisions(khoan="5", dieu="87"))


def test_a_decree_amends_the_decree_and_not_the_law_it_details() -> None:
    text = (
        "Nghị định số 155/2020/NĐ-CP của Chính phủ quy định chi tiết Luật Chứng khoán được sửa đổi, bổ sung bởi Nghị định số 245/2025/NĐ-CP"
    )
    decree, law, _ = find_references(text)
    assert [by.number for by in decree.amended_by] == ["245/2025/NĐ-CP"]
    assert law.amended_by == ()


@pytest.mark.parametrize(
    ("sentence", "modal", "actor", "named"),
    [
        ("cá nhân được bộ nội vụ tặng kỷ niệm chương phải giữ gìn", "phải", "mo", "cá nhân"),
        ("người mang tài liệu ra ngoài kho phải báo cáo", "phải", "mo", "người"),
        ("người phát ngôn phải trả lời", "phải", "can-bo", "người phát ngôn"),
        ("sở xây dựng giao cho đơn vị hoặc cá nhân có chuyên môn phải bảo đảm", "phải", "co-quan", "sở"),
        ("vụ quản lý doanh nghiệp phải theo dõi", "phải", "khong-ro", None),
    ],
)
def test_who_a_duty_binds(sentence: str, modal: str, actor: str, named: str | None) -> None:
    start = sentence.index(modal)
    found, where = bind_modals(sentence, [("nghia-vu", Span(start, start + len(modal)))])[0]
    assert (found, where.of(sentence) if where else None) == (actor, named)


def test_after_a_time_limit_the_subject_follows() -> None:
    sentence = "trong thời hạn 05 ngày kể từ ngày thay đổi, chủ đầu tư thông báo cho sở xây dựng"
    found, where = bind_modals(sentence, [("dung-han", Span(0, len("trong thời hạn 05 ngày kể từ")))])[0]
    assert where is not None and (found, where.of(sentence)) == ("mo", "chủ đầu tư")
