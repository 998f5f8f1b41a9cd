"""From a text to a document: header, kind and outline together."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lawcheck.structure.dates import until
from lawcheck.structure.header import read_header
from lawcheck.structure.kind import decide_kind
from lawcheck.structure.model import Document, Header, KindName, Level, Node
from lawcheck.structure.outline import parse_outline
from lawcheck.text import OcrOrigin, SourceText, Span, Table, fold


def parse(
    source: SourceText,
    tables: Sequence[Table] = (),
    *,
    known: Header | None = None,
    kind: KindName | None = None,
    on: datetime.date | None = None,
) -> Document:
    """Return the document in `source`. `known` fills header fields the text does not show (database rows); `kind` overrules."""
    folded = fold(source.text)
    header = _sure(read_header(source.text, folded), source)
    if known is not None:
        header = replace(
            header,
            number=header.number or known.number,
            date=header.date or known.date,
            issuer=header.issuer or known.issuer,
            title=header.title or known.title,
            type=header.type if header.type != "khac" else known.type,
        )
    root = parse_outline(source, tables, folded)
    return Document(
        source=source,
        folded=folded,
        header=header,
        kind=decide_kind(header, source.text, folded, on=on, override=kind),
        root=root,
        bases=tuple(node for node in root.walk() if node.level is Level.CAN_CU),
        copies=tuple(_copies(root, header, source.text)),
    )


_LETTERS = frozenset({"cong-van", "thong-bao", "bao-cao", "to-trinh", "giay-moi", "phieu-gui", "phieu-chuyen"})
_ISSUED = re.compile(r"(?:\A|\n)[^\n]{0,40}?\b(?:THÔNG TƯ|NGHỊ ĐỊNH|LUẬT|BỘ LUẬT|PHÁP LỆNH)\b[^a-zà-ỹ\n]{0,20}\n")
"""the title line of a law, decree or circular"""
_ON_A_DRAFT = re.compile(r"dự thảo|góp ý|lấy ý kiến", re.I)
_HEAD = 1200
"""code points of an attached text in which its head stands"""


def _copies(root: Node, header: Header, text: str) -> Iterator[Node]:
    """The laws, decrees and circulars that a letter sends along: drafts are none, and what a decision attaches it issues itself."""
    for node in root.children if header.type in _LETTERS else ():
        if node.level is not Level.KEM_THEO or _ON_A_DRAFT.search(text, 0, node.span.start):
            continue
        head = text[node.span.start : min(node.span.end, node.span.start + _HEAD)]
        if _ISSUED.search(head) and "DỰ THẢO" not in head.upper():
            yield node


_SURE_NUMBER, _SURE_WHOLE, _SURE_DATE = 0.7, 0.25, 0.5
"""confidence of OCR below which digits count as not read, as they are often written by hand: of a running number on its own, of one read
together with its symbol (which lowers the confidence of print too: "2709/QĐ-UBND"), of a date"""


def _sure(header: Header, source: SourceText) -> Header:
    """The header without a running number or date that OCR only guessed."""
    number, span = header.number, header.number_span
    if number is not None and span is not None and not number.startswith("…"):
        run = Span(span.start, span.start + max(span.of(source.text).find("/"), 1))
        whole = "/" in "".join(piece.span.of(source.text) for piece in source.origins(run))
        if _least_confidence(source, run) < (_SURE_WHOLE if whole else _SURE_NUMBER):
            header = replace(header, number=f"…/{number.partition('/')[2]}")
    if (
        header.date is not None
        and header.date_span is not None
        and _least_confidence(source, _from_day(source, header.date_span)) < _SURE_DATE
    ):
        header = replace(header, date=None, date_until=until(header.date_span.of(source.text)))
    if header.date is None and header.date_span is not None and source.ocr_confidence(header.date_span) is not None:
        header = replace(header, date_until=until(header.date_span.of(source.text)))  # a day left blank is one that OCR did not see
    return header


def _from_day(source: SourceText, span: Span) -> Span:
    """The part of a date from "ngày" on: OCR may put the number in front into the same line."""
    match = re.search(r"ng[àáa]y", span.of(source.text), re.I)
    return Span(span.start + match.start(), span.end) if match else span


def _least_confidence(source: SourceText, span: Span) -> float:
    """How sure OCR was of the least sure word with a digit in `span`; 1 where none was recognised."""
    words = [piece for piece in source.origins(span) if any(char.isdigit() for char in piece.span.of(source.text))]
    return min((piece.origin.confidence for piece in words if isinstance(piece.origin, OcrOrigin)), default=1.0)
