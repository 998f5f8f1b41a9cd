"""The single passages of one reader each: what the labels promise holds for every line."""

import json
from pathlib import Path

from lawcheck.law import PART_NAMES

CORPUS = Path(__file__).parents[2] / "corpus"
PASSAGES = [json.loads(line) for line in (CORPUS / "silver" / "passages.jsonl").read_text(encoding="utf-8").splitlines()]
GOLD = (CORPUS / "gold" / "passages.jsonl").read_text(encoding="utf-8")


def test_every_passage_has_a_group_a_source_and_one_paragraph_of_words() -> None:
    for passage in PASSAGES:
        assert passage["group"] in "ABCD" and passage["confidence"] in ("high", "medium", "low")
        assert passage["document"] and 60 < len(passage["text"]) < 800 and "\n" not in passage["text"]


def test_no_passage_stands_twice_or_among_those_of_two_readers() -> None:
    texts = [passage["text"] for passage in PASSAGES]
    assert len(set(texts)) == len(texts)
    assert not any(text[:120] in GOLD for text in texts)


def test_only_passages_that_set_a_part_name_parts_and_only_known_ones() -> None:
    for passage in PASSAGES:
        assert ("parts" in passage) == (passage["group"] == "C")
        assert set(passage.get("parts", ())) <= set(PART_NAMES)
