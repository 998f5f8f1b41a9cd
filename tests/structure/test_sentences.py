"""Sentences break where a reader breaks them."""

from lawcheck.structure import split_sentences
from lawcheck.text import Span


def sentences(text: str) -> list[str]:
    return [" ".join(span.of(text).split()) for span in split_sentences(text, Span(0, len(text)))]


def test_numbers_labels_and_abbreviations_do_not_end_a_sentence() -> None:
    assert sentences("Điều 2. Trách nhiệm của TT. HĐND. Mức thu 1.500.000 đồng. Nộp tại TP. Huế.") == [
        "Điều 2. Trách nhiệm của TT. HĐND.", "Mức thu 1.500.000 đồng.", "Nộp tại TP. Huế.",
    ]  # fmt: skip


def test_items_of_a_list_are_sentences_and_wrapped_lines_are_not() -> None:
    assert sentences("Hồ sơ gồm:\na) Đơn đề\nnghị;\nb) Tờ khai.") == ["Hồ sơ gồm:", "a) Đơn đề nghị;", "b) Tờ khai."]
