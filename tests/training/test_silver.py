"""The single passages: what the labels promise holds for every line."""

import json
import re
from pathlib import Path

import pytest

from lawcheck.law import PART_NAMES

CORPUS = Path(__file__).parents[2] / "corpus"
ASKED = {"A": ("norm", "co"), "B": ("norm", "khong"), "C": ("tthc", "co"), "D": ("tthc", "khong")}
"""what the first reader of a picked passage said, by its group"""


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


PICKED, DRAWN = rows("silver/passages.jsonl"), rows("silver/drawn.jsonl")
PASSAGES = [*PICKED, *DRAWN]


def test_every_passage_has_a_source_one_paragraph_of_words_and_two_answers() -> None:
    for passage in PASSAGES:
        assert passage["document"] and 60 <= len(str(passage["text"])) < 800 and "\n" not in str(passage["text"])
        assert {passage["norm"], passage["tthc"]} <= {"co", "khong", "ranh_gioi"}


def test_a_picked_passage_keeps_the_answer_of_its_first_reader_unless_the_second_differs() -> None:
    for passage in PICKED:
        question, first = ASKED[str(passage["group"])]
        assert passage[question] == ("ranh_gioi" if "second" in passage else first)


def test_only_passages_that_set_a_part_name_parts_and_only_known_ones() -> None:
    for passage in PASSAGES:
        assert ("parts" in passage) == (passage["tthc"] == "co")
        assert set(passage.get("parts", ())) <= set(PART_NAMES)  # type: ignore[call-overload]


def test_no_passage_stands_twice() -> None:
    texts = [_letters(str(passage["text"])) for passage in PASSAGES]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("gold", ["gold/passages.jsonl", "gold/implants.jsonl", "documents"])
def test_no_passage_stands_among_what_figures_are_taken_from(gold: str) -> None:
    if gold == "documents":
        known = [path.read_text(encoding="utf-8") for path in (CORPUS / gold).glob("*.txt")]
    else:
        known = [str(row["text"]) for row in rows(gold)]
    texts = "|".join(map(_letters, known))
    assert not [passage["id"] for passage in PASSAGES if _letters(str(passage["text"]))[:100] in texts]


def _letters(text: str) -> str:
    return re.sub(r"\W", "", re.sub(r"^(?:\d+\.|[a-zđ]\)|-)\s*", "", text).lower())
