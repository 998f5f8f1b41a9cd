"""Messages between the jail and its callers: length-prefixed JSON and raw bytes. Never pickle: the child has touched hostile bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

from lawcheck.errors import Problem
from lawcheck.reading.model import OcrPage, Reading
from lawcheck.text import DocxOrigin, Generated, OcrOrigin, Origin, PdfOrigin, Piece, PlainOrigin, SourceText, Span, Table

_HEAD = struct.Struct(">QQ")
_KINDS: dict[str, type[Any]] = {"p": PlainOrigin, "d": DocxOrigin, "f": PdfOrigin, "o": OcrOrigin, "g": Generated}


def send(out: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    head = json.dumps(header).encode()
    out.write(_HEAD.pack(len(head), len(body)) + head)
    out.write(body)
    out.flush()


def receive(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one message; None at the end. Raises EOFError where a message breaks off."""
    start = source.read(_HEAD.size)
    if not start:
        return None
    if len(start) < _HEAD.size:
        raise EOFError
    head, body = _HEAD.unpack(start)
    raw, data = source.read(head), source.read(body)
    if len(raw) < head or len(data) < body:
        raise EOFError
    header: dict[str, Any] = json.loads(raw)
    return header, data


def pack(reading: Reading) -> dict[str, Any]:
    """A reading as plain JSON values; `unpack(pack(r)) == r`."""
    return {
        "text": reading.source.text,
        "pieces": [(len(piece.span), *_pack_origin(piece.origin)) for piece in reading.source.pieces],
        "format": reading.format,
        "sha256": reading.sha256,
        "tables": [(table.span, table.rows) for table in reading.tables],
        "pages": reading.pages,
        "problems": pack_problems(reading.problems),
        "ocr": [(page.page, page.words, page.confidence, page.doubtful) for page in reading.ocr],
    }


def unpack(values: dict[str, Any]) -> Reading:
    """The reading that was packed; its constructors check it again."""
    pieces: list[Piece] = []
    at = 0
    for length, kind, *rest in values["pieces"]:
        pieces.append(Piece(Span(at, at + length), _origin(kind, rest)))
        at += length
    return Reading(
        source=SourceText(values["text"], tuple(pieces)),
        format=values["format"],
        sha256=values["sha256"],
        tables=tuple(Table(Span(*span), tuple(tuple(Span(*cell) for cell in row) for row in rows)) for span, rows in values["tables"]),
        pages=values["pages"],
        problems=unpack_problems(values["problems"]),
        ocr=tuple(OcrPage(*page) for page in values["ocr"]),
    )


def _pack_origin(origin: Origin) -> tuple[Any, ...]:
    match origin:
        case DocxOrigin(part, paragraph, run, offset):
            return "d", part, paragraph, run, offset
        case PdfOrigin(page, box):
            return "f", page, box
        case OcrOrigin(page, confidence, box, written):
            return "o", page, confidence, box, written
        case Generated(why):
            return "g", why
        case PlainOrigin(offset):
            return "p", offset


def _origin(kind: str, rest: list[Any]) -> Origin:
    origin: Origin = _KINDS[kind](*(tuple(value) if isinstance(value, list) else value for value in rest))
    return origin


def pack_problems(problems: Sequence[Problem]) -> list[tuple[str, str, int | None, str]]:
    """Problems as plain JSON values."""
    return [(problem.code, problem.message, problem.page, problem.severity) for problem in problems]


def unpack_problems(values: Sequence[Any]) -> tuple[Problem, ...]:
    """The problems that were packed."""
    return tuple(Problem(code=code, message=message, page=page, severity=severity) for code, message, page, severity in values)
