"""Quotations: long sentences are cut where a reader would pause, and papers show where they were cut."""

import pytest

from lawcheck.reporting.wording import excerpt, shorten
from lawcheck.text import Span
from lawcheck.text.quoting import LEFT_OVER, LONGEST, clip

SENTENCE = (
    "Tổ chức, cá nhân có nhu cầu hỗ trợ phải lập hồ sơ theo mẫu ban hành kèm theo Quyết định này, gửi đến Ủy ban nhân dân cấp xã nơi có công trình, "
    "Ủy ban nhân dân cấp xã kiểm tra tính đầy đủ của hồ sơ và thông báo bằng văn bản cho tổ chức, cá nhân biết, trường hợp hồ sơ chưa đầy đủ thì hướng dẫn bổ sung, "
    "sau đó chuyển hồ sơ đến Sở Nông nghiệp và Môi trường để tổ chức thẩm định trong thời hạn 10 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ"
)
TEXT = f"1. {SENTENCE}.\n2. Điều khoản khác.\n"
BODY = Span(3, 3 + len(SENTENCE))


def clipped(words: str, text: str = TEXT, body: Span = BODY) -> str:
    start = text.index(words)
    return clip(body, Span(start, start + len(words)), text).of(text)


@pytest.mark.parametrize(
    "words", ["Tổ chức, cá nhân", "lập hồ sơ", "thông báo bằng văn bản", "hướng dẫn bổ sung", "chuyển hồ sơ", "10 ngày làm việc", "hợp lệ"]
)
def test_a_clipped_sentence_holds_the_sign_and_breaks_at_pauses(words: str) -> None:
    quote = clipped(words)
    assert words in quote and len(quote) <= LONGEST + LEFT_OVER
    before, after = SENTENCE.split(quote)
    assert before == "" or before.endswith(", ")
    assert after == "" or after.startswith((",", " trong "))


def test_without_a_pause_the_break_stands_before_a_joining_word_and_never_inside_a_syllable() -> None:
    long = "Sở Tư pháp chủ trì kiểm tra việc chấp hành " + "quy định của pháp luật và quy chế của cơ quan " * 12
    quote = clipped("chủ trì", long, Span(0, len(long)))
    assert long.startswith(quote) and long[len(quote) :].split()[0] in ("và", "của")
    names = " ".join(f"Bản{number}" for number in range(100))
    assert set(clipped("Bản50", names, Span(0, len(names))).split()) <= set(names.split())


def test_a_short_sentence_is_quoted_whole() -> None:
    assert clipped("Điều khoản", TEXT, Span(len(TEXT) - 21, len(TEXT) - 2)) == TEXT[-21:-2]


def test_papers_show_where_a_quotation_was_cut() -> None:
    assert excerpt(TEXT, BODY) == SENTENCE
    for words, shown in (("lập hồ sơ", (False, True)), ("thông báo", (True, True)), ("hợp lệ", (True, False))):
        start = TEXT.index(words)
        words = excerpt(TEXT, clip(BODY, Span(start, start + len(words)), TEXT))
        assert (words.startswith("… "), words.endswith(" …")) == shown
    wrapped = TEXT.replace("thông báo", "thông báo\n")
    at = wrapped.index(" bằng văn bản") + 1
    assert excerpt(wrapped, Span(at, at + 120)).startswith("… bằng văn bản"), "a line that was broken by its width goes on"
    listed = f"Hồ sơ gồm\na) {SENTENCE}\nb) Khác"
    assert excerpt(listed, Span(listed.index(SENTENCE), listed.index("\nb)"))) == SENTENCE
    at = TEXT.index("10 ngày")
    assert excerpt(TEXT, Span(at, at + 16)) == "10 ngày làm việc", "a phrase is no cut sentence"


def test_what_is_shortened_further_ends_at_a_pause_too() -> None:
    assert shorten(SENTENCE, 160).endswith("nơi có công trình …")
    assert shorten("ngắn", 160) == "ngắn"
    assert shorten("… " + SENTENCE + " …", 200).count("…") == 2
