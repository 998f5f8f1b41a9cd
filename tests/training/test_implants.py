"""Single passages put into documents stand where they are said to stand."""

import random

from lawcheck.training.implants import gaps, implant, implant_one

TEXT = "KẾ HOẠCH\n\n" + "\n\n".join(f"{number}. Việc thứ {number} của cơ quan." for number in range(1, 11)) + "\n\nNơi nhận: lưu."


def test_places_are_before_numbered_paragraphs_of_the_part_asked_for() -> None:
    places = gaps(TEXT, 0.3, 0.75)
    assert places
    for place in places:
        assert TEXT[place].isdigit() and 0.3 * len(TEXT) < place < 0.75 * len(TEXT)


def test_each_passage_stands_at_its_span_and_nothing_else_changes() -> None:
    passages = ["Hộ nuôi chó phải xích.", "Chợ họp từ 5 giờ."]
    text, spans = implant(TEXT, passages, gaps(TEXT, 0.15, 0.85)[1:3])
    assert [span.of(text) for span in spans] == passages
    for passage in passages:
        text = text.replace(f"- {passage}\n\n", "")
    assert text == TEXT


def test_a_text_without_a_place_takes_none() -> None:
    assert implant_one("Một dòng.", "Hộ nuôi chó phải xích.", random.Random(1)) is None
