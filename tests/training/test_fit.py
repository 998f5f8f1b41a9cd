"""Fitting the learned sign: the same labels give the same weights, and what speaks for a label gets a positive weight."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from lawcheck.rulebook.cohesion import STRANGER
from lawcheck.rulebook.ordinary_norms import OWN_WORDS
from lawcheck.rulebook.weights import load_weights
from lawcheck.text import Span
from lawcheck.training.dataset import Row, document_rows

pytest.importorskip("sklearn", reason="scikit-learn chưa được cài (extra “train”)")

from lawcheck.training.fit import fit, fit_norms, fit_with_own_words, logit, write
from lawcheck.training.parts import Clause, fit_parts


def row(name: str, word: str, label: int, belongs: str = "") -> Row:
    return Row({name: 1.0}, frozenset({word}), label, 1.0, "Lâm Đồng", "d", "dieu-1", Span(0, 1), belongs)


ROWS = [row("dau-hieu:thanh-phan-ho-so", "nộp", 1)] * 12 + [row("dieu:trach-nhiem", "chủ trì", 0)] * 12


def test_the_same_labels_give_the_same_weights(tmp_path: Path) -> None:
    write(fit(ROWS), tmp_path / "a.json")
    write(fit(list(reversed(ROWS))), tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_sign_of_procedures_weighs_for_and_a_duty_of_agencies_against() -> None:
    weights = fit(ROWS)
    assert weights.considerations["dau-hieu:thanh-phan-ho-so"] > 0 > weights.considerations["dieu:trach-nhiem"]
    assert weights.wording["nộp"] > 0 > weights.wording["chủ trì"]


def test_the_model_of_a_passage_by_itself_hears_neither_titles_nor_the_document() -> None:
    titled = [replace(one, values={**one.values, "van-ban:cong-bo": 1.0}, wording=one.wording | {"h:thủ tục"}) for one in ROWS]
    weights = fit_with_own_words(titled, [])
    assert weights.own is not None
    assert set(weights.own.considerations) == {"dau-hieu:thanh-phan-ho-so"} and not any(
        gram.startswith("h:") for gram in weights.own.wording
    )
    assert weights.of_itself({"nộp"}, {"dau-hieu:thanh-phan-ho-so": 1.0}) > 0 > weights.of_itself({"chủ trì"}, {})
    assert fit(titled).of_itself({"nộp"}, {}) == -math.inf


def test_a_passage_labelled_without_its_document_teaches_only_what_passages_say_by_themselves() -> None:
    alone = [replace(row("dau-hieu:phi-le-phi", "lệ phí", label, ""), weight=3.0) for label in (1, 1, 1, 1, 1)]
    taught, before = fit_with_own_words(ROWS, alone), fit_with_own_words(ROWS, [])
    assert taught.wording == before.wording and taught.of_itself({"lệ phí"}, {}) > before.of_itself({"lệ phí"}, {})


def test_the_model_of_ordinary_documents_hears_of_each_passage_what_a_model_that_has_not_seen_it_says() -> None:
    spoken = [replace(one, group=f"tỉnh {number}") for number, one in enumerate(ROWS)]
    ordinary = [replace(one, values={**one.values, STRANGER: 0.0}) for one in spoken]
    weights = fit_norms(spoken, [], ordinary)
    assert weights.own is not None and weights.ordinary is not None
    assert weights.ordinary.considerations[OWN_WORDS] > 0
    mislabelled = [replace(one, label=1 - one.label) for one in ordinary]
    misled = fit_norms(spoken, [], mislabelled).ordinary
    assert misled is not None and misled.considerations[OWN_WORDS] < 0  # the words are heard from elsewhere, whatever the labels here say


def test_each_part_has_a_model_of_its_own() -> None:
    listed = [
        Clause({f"dau-hieu:{part}": 1.0}, frozenset({word}), frozenset({part}), "Lâm Đồng", "d", Span(0, 1))
        for part, word in (("ho_so", "đơn"), ("phi_le_phi", "đồng"))
        for _ in range(12)
    ]
    models = fit_parts(listed)
    assert set(models) == {"ho_so", "phi_le_phi"}
    assert models["ho_so"].wording["đơn"] > 0 > models["ho_so"].wording["đồng"]


def test_one_passage_of_a_positive_clause_is_the_positive_one() -> None:
    clause = [row("dau-hieu:thanh-phan-ho-so", "nộp", 1, "c1"), row("dieu:trach-nhiem", "chủ trì", 1, "c1")]
    weights = fit([*ROWS, *clause])
    assert logit(clause[1], weights) < 0 < logit(clause[0], weights)


def test_a_listed_provision_is_positive_and_the_rest_of_a_complete_document_negative() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n\nSố: 12/2025/QĐ-UBND\n\nQUYẾT ĐỊNH\nQuy định hỗ trợ hộ nghèo\n\nĐiều 1. Hồ sơ\n"
        "1. Hộ gia đình nộp 01 bộ hồ sơ gồm đơn đề nghị hỗ trợ theo mẫu.\n2. Sở Tài chính có trách nhiệm bố trí kinh phí thẩm định hồ sơ hằng năm.\n"
    )
    provision = {
        "locator": "Điều 1 khoản 1",
        "quote": "Hộ gia đình nộp 01 bộ hồ sơ gồm đơn đề nghị",
        "parts": ["ho_so"],
        "certainty": "high",
    }
    record = {"id": "d", "kind": "vbqppl", "tthc": "co", "tthc_provisions": [provision], "note": "", "province": "LÂM ĐỒNG"}
    rows = list(document_rows(record, text, "tthc"))
    assert [one.clause for one in rows if one.label] == ["dieu-1/khoan-1"]
    assert all(one.weight == 1.0 for one in rows if one.clause == "dieu-1/khoan-2")


def test_the_shipped_weights_agree_with_the_law_on_what_a_procedure_is() -> None:
    weights = load_weights("tthc").considerations
    assert weights["dau-hieu:giay-to-phai-nop"] > 0 and weights["dieu:ho-so"] > 0
    assert weights["van-ban:cong-bo"] < 0 and weights["co-quan-lap-ho-so"] < 0
