"""Messages between the jail and its callers: length-prefixed JSON and raw bytes. Never pickle: the child has touched hostile bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from lawcheck.errors import Problem
from lawcheck.reading.model import OcrPage, Reading
from lawcheck.text import DocxOrigin, Generated, OcrOrigin, Origin, PdfOrigin, Piece, PlainOrigin, SourceText, Span, Table, contiguous

_HEAD = struct.Struct(">QQ")
_KINDS: dict[str, type[Any]] = {"p": PlainOrigin, "d": DocxOrigin, "f": PdfOrigin, "o": OcrOrigin, "g": Generated}
_LETTERS = {class_: letter for letter, class_ in _KINDS.items()}


def message(header: dict[str, Any], body: bytes = b"") -> bytes:
    """One message as it is written."""
    head = encoded(header)
    return _HEAD.pack(len(head), len(body)) + head + body


def is_whole(raw: bytes) -> bool:
    """Whether `raw` is exactly as long as its message says; what stands in it is for the receiver to check."""
    return len(raw) >= _HEAD.size and len(raw) == _HEAD.size + sum(_HEAD.unpack_from(raw))


def receive(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one message; None at the end. Raises EOFError where a message breaks off, ValueError where it is none."""
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


def encoded(values: dict[str, Any]) -> bytes:
    """JSON that keeps every code point, half surrogates too."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def pack(reading: Reading) -> dict[str, Any]:
    """A reading as plain JSON values; `unpack(pack(r)) == r`."""
    return {
        "text": reading.source.text,
        "pieces": _pack_pieces(reading.source.pieces),
        "format": reading.format,
        "sha256": reading.sha256,
        "tables": [(table.span, table.rows) for table in reading.tables],
        "pages": reading.pages,
        "problems": pack_problems(reading.problems),
        "ocr": [(page.page, page.words, page.confidence, page.doubtful) for page in reading.ocr],
    }


def unpack(values: dict[str, Any]) -> Reading:
    """The reading that was packed; its constructors check it again."""
    pieces = values["pieces"]
    return Reading(
        source=SourceText(values["text"], contiguous(pieces["lengths"], _origins(pieces["kinds"], pieces["values"]))),
        format=values["format"],
        sha256=values["sha256"],
        tables=tuple(Table(Span(*span), tuple(tuple(Span(*cell) for cell in row) for row in rows)) for span, rows in values["tables"]),
        pages=values["pages"],
        problems=unpack_problems(values["problems"]),
        ocr=tuple(OcrPage(*page) for page in values["ocr"]),
    )


def _pack_pieces(pieces: Sequence[Piece]) -> dict[str, Any]:
    """Column by column: a list for each of ten thousand pieces takes several times as long to write and to read."""
    kinds = [_LETTERS[type(piece.origin)] for piece in pieces]
    of_kind: dict[str, list[Origin]] = {kind: [] for kind in dict.fromkeys(kinds)}
    for kind, piece in zip(kinds, pieces, strict=True):
        of_kind[kind].append(piece.origin)
    return {
        "lengths": [len(piece.span) for piece in pieces],
        "kinds": "".join(kinds),
        "values": {kind: list(zip(*origins, strict=True)) for kind, origins in of_kind.items()},
    }


def _origins(kinds: str, values: dict[str, list[list[Any]]]) -> Iterator[Origin]:
    made: dict[str, Iterator[Origin]] = {kind: map(_KINDS[kind], *map(_hashable, columns)) for kind, columns in values.items()}
    return (next(made[kind]) for kind in kinds)


def _hashable(column: list[Any]) -> list[Any]:
    """JSON has no tuples: boxes come back as lists."""
    return [tuple(value) if isinstance(value, list) else value for value in column]


def pack_problems(problems: Sequence[Problem]) -> list[tuple[str, str, int | None, str]]:
    """Problems as plain JSON values."""
    return [(problem.code, problem.message, problem.page, problem.severity) for problem in problems]


def unpack_problems(values: Sequence[Any]) -> tuple[Problem, ...]:
    """The problems that were packed."""
    return tuple(Problem(code=code, message=message, page=page, severity=severity) for code, message, page, severity in values)
