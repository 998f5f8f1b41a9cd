"""Harder cases made of labelled documents: what is changed, what the labels then say, and what is no case at all."""

from typing import Any

from lawcheck.training.variants import Variant, variants

PLAN = "KẾ HOẠCH\n\n" + "\n\n".join(f"{number}. Việc thứ {number} của cơ quan." for number in range(1, 11)) + "\n\nNơi nhận: lưu."
DECISION = "ỦY BAN NHÂN DÂN\nTỈNH A\n\nSố: 12/2025/QĐ-UBND\n\nQUYẾT ĐỊNH\n\nCăn cứ Quyết định số 06/2008/QĐ-UBND;\n"
PASSAGES = [
    {"group": "A", "document": "khac", "text": "Hộ nuôi chó phải xích."},
    {"group": "B", "document": "khac", "text": "Chào bà con."},
]


def label(id_: str, kind: str, qppl: str) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "tthc": "khong", "tthc_provisions": [], "qppl": qppl, "qppl_provisions": [], "note": ""}


def made(*gold: tuple[dict[str, Any], str]) -> list[Variant]:
    return list(variants(gold, PASSAGES, 1))


def test_a_swap_takes_the_year_from_the_documents_own_number_and_from_no_other() -> None:
    swap = made((label("a", "vbqppl", "co"), DECISION), (label("p", "vbhc", "khong"), PLAN))[0]
    assert swap.kind == "swap" and swap.record["kind"] == "vbhc" and "nhiều hơn" in swap.record["note"]
    assert "Số: 12/QĐ-UBND" in swap.text and "06/2008/QĐ-UBND" in swap.text


def test_a_document_without_a_number_of_its_own_cannot_be_swapped() -> None:
    unnumbered = DECISION.replace("Số: 12/2025/QĐ-UBND\n\n", "")
    assert not [one for one in made((label("a", "vbqppl", "co"), unnumbered), (label("p", "vbhc", "khong"), PLAN)) if one.kind == "swap"]


def test_an_implanted_norm_is_labelled_and_a_harmless_passage_changes_no_label() -> None:
    for one in made((label("p", "vbhc", "khong"), PLAN)):
        wanted = "co" if one.kind == "implant-qppl" else "khong"
        assert one.record["qppl"] == wanted
        assert all(provision["quote"] in one.text for provision in one.record["qppl_provisions"])
