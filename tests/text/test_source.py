"""A text whose pieces do not cover it cannot be made."""

import pytest

from lawcheck.text import Generated, Piece, PlainOrigin, SourceText, Span


def test_pieces_must_be_contiguous_and_cover_the_text() -> None:
    with pytest.raises(ValueError, match="continue"):
        SourceText("abc", (Piece(Span(0, 1), PlainOrigin(0)), Piece(Span(2, 3), PlainOrigin(2))))
    with pytest.raises(ValueError, match="cover"):
        SourceText("abc", (Piece(Span(0, 2), PlainOrigin(0)),))


def test_origins_of_a_span_are_the_pieces_it_touches() -> None:
    source = SourceText.join([("Điều 1. ", Generated("automatic numbering")), ("Phạm vi", PlainOrigin(0))])
    assert [type(piece.origin).__name__ for piece in source.origins(Span(5, 10))] == ["Generated", "PlainOrigin"]
    assert len(source.origins(Span(9, 10))) == 1
