"""From a text to a document: header, kind and outline together."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from lawcheck.structure.header import read_header
from lawcheck.structure.kind import decide_kind
from lawcheck.structure.model import Document, Header, KindName, Level
from lawcheck.structure.outline import parse_outline
from lawcheck.text import SourceText, Table, fold


def parse(
    source: SourceText,
    tables: Sequence[Table] = (),
    *,
    known: Header | None = None,
    kind: KindName | None = None,
    on: datetime.date | None = None,
) -> Document:
    """Return the document in `source`. `known` fills header fields the text does not show (database rows); `kind` overrules."""
    header = read_header(source.text)
    if known is not None:
        header = replace(
            header,
            number=header.number or known.number,
            date=header.date or known.date,
            issuer=header.issuer or known.issuer,
            title=header.title or known.title,
            type=header.type if header.type != "khac" else known.type,
        )
    folded = fold(source.text)
    root = parse_outline(source, tables, folded)
    return Document(
        source=source,
        folded=folded,
        header=header,
        kind=decide_kind(header, source.text, on=on, override=kind),
        root=root,
        bases=tuple(node for node in root.walk() if node.level is Level.CAN_CU),
    )
