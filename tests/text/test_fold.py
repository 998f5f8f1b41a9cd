"""The folded view: one spelling for matching, with the way back to every character."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.text import Span, fold

LETTERS = st.text(alphabet="aAoOàÒăđĐÐuyỷ hHkKqQiỉ\n\t\u00a0\u200b\u0301.,;5/-İ", max_size=40)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Hoà giải", "hòa giải"),
        ("Uỷ ban", "ủy ban"),
        ("kĩ thuật, quí II, tỉ lệ", "kỹ thuật, quý ii, tỷ lệ"),
        ("Ðiều 5", "điều 5"),
        ("Cần\nThơ", "cần thơ"),
        ("quy\u200bđịnh", "quyđịnh"),
        ("toàn hoàn quyền", "toàn hoàn quyền"),
        (unicodedata.normalize("NFD", "Thủ tục"), "thủ tục"),
        ("Điêu 5, Điểu 12 và Diều 3a", "điều 5, điều 12 và điều 3a"),
        ("điếu văn, diều giấy, 20 điếu", "điếu văn, diều giấy, 20 điếu"),
        ("Ngày l0/O1/2O25; năm 2O24, tháng l2", "ngày 10/01/2025; năm 2024, tháng 12"),
        ("số lO/2025/QĐ-UBND", "số 10/2025/qđ-ubnd"),
        ("lo và ol, số lo", "lo và ol, số lo"),
        ("ngƣời nƣớc, Ｓố １２, Сăn cứ", "người nước, số 12, căn cứ"),
    ],
)
def test_spellings_of_one_word_fold_alike(written: str, folded: str) -> None:
    assert fold(written).text == folded


@given(LETTERS)
def test_every_folded_span_comes_back_to_itself(text: str) -> None:
    view = fold(text)
    for start in range(len(view.text)):
        for end in range(start + 1, len(view.text) + 1):
            assert view.to_folded(view.to_original(Span(start, end))) == Span(start, end)


@given(LETTERS)
def test_the_folded_words_of_a_span_are_those_of_the_characters_kept_in_it(text: str) -> None:
    view = fold(text)
    for start in range(len(text) + 1):
        for end in range(start + 1, len(text) + 1):
            kept = [at for at in range(len(view.text)) if view.ends[at] > start and view.starts[at] < end]
            assert view.words(Span(start, end)) == "".join(view.text[at] for at in kept)
            assert not kept or view.to_folded(Span(start, end)) == Span(kept[0], kept[-1] + 1)


@given(LETTERS)
def test_origins_rise_strictly_and_stay_inside(text: str) -> None:
    view = fold(text)
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert all(a < b for a, b in zip(view.starts, view.ends, strict=True))
    assert all(a <= b for a, b in zip(view.ends, list(view.starts)[1:], strict=False))
    assert not view.ends or view.ends[-1] <= len(text)
