"""What a worker does with one document: read it, unless it was read before, judge it, and say what the store must know."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path

from lawcheck.batch import archives, readings, remote
from lawcheck.batch.checking import check_reading, known_of, read_row, unread
from lawcheck.batch.work import Options, Outcome, Work
from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import convert_together, file_bytes, read_bytes
from lawcheck.reading.model import Reading
from lawcheck.reporting.json import to_json
from lawcheck.reporting.model import Report

_HEADINGS = (
    re.compile(r"^[ \t]*Điều\s+\d+\w?[.:][^\n]*(?:\n(?![ \t]*(?:\d+[.)]|[a-zđ]\)|[-+•]))[^\n]+)?", re.M),
    re.compile(r"^[ \t]*(?:[IVX]+|\d+)[.)][^\n]*", re.M),
)
_SHORT = 60
"""code points up to which the first line of a heading is taken to go on in the next"""
_REACH = 12_000
"""code points above a finding in which its heading is looked for"""


def examine(work: Work, options: Options) -> Outcome:
    """Read and judge one document. What cannot be read is an outcome too; only a bug raises."""
    try:
        reading = _stored(work) or _read(work, options)
    except UnreadableError as error:
        return refused(error.problem, options)
    report = check_reading(reading, options, known=None if work.row is None else known_of(work.row))
    return Outcome(
        report=to_json(report, indent=None),
        reading=readings.to_bytes(reading) if work.keep and readings.worth_keeping(reading) else None,
        headings=tuple(heading_above(reading.source.text, numbered.finding.span.start) for numbered in report.open_findings),
        undated=_undated(report, options),
    )


def convert(works: Sequence[Work]) -> tuple[Work, ...]:
    """`works` with what LibreOffice makes of their files in one call; as it is each that is to be read without."""
    made = convert_together(map(_bytes_if_any, works))
    return tuple(dataclasses.replace(work, converted=converted) for work, converted in zip(works, made, strict=True))


def _bytes_if_any(work: Work) -> bytes:
    try:
        return _bytes(work)
    except UnreadableError:  # its own reading will say why
        return b""


def refused(problem: Problem, options: Options) -> Outcome:
    """The outcome of a document that could not be read."""
    lasting = not problem.code.startswith("E-FILE")
    return Outcome(report=to_json(unread(problem, options, "", None), indent=None), undated=options.on is None, lasting=lasting)


def _stored(work: Work) -> Reading | None:
    try:
        return readings.from_bytes(work.reading) if work.reading is not None else None
    except ValueError:  # written by something else, or damaged: the file itself is still there
        return None


def _read(work: Work, options: Options) -> Reading:
    if work.row is not None:
        return read_row(work.row)
    return read_bytes(_bytes(work), changes=options.changes, converted=work.converted)


def _bytes(work: Work) -> bytes:
    """The bytes of a file. Raises UnreadableError."""
    if work.file is not None:
        return file_bytes(Path(work.file))
    return archives.read_member(*work.member) if work.member is not None else remote.read_url(work.url or "")


def _undated(report: Report, options: Options) -> bool:
    return options.on is None and report.header.date is None and report.checked_on.date == options.today


def heading_above(text: str, at: int) -> str:
    """The nearest line above `at` that begins an article (else a numbered item), blanks folded: it names what the finding is about."""
    line_end = text.find("\n", at)
    window = text[max(0, at - _REACH) : line_end if line_end >= 0 else len(text)]
    for pattern in _HEADINGS:
        if lines := pattern.findall(window):
            first, _, more = str(lines[-1]).strip().partition("\n")
            return " ".join((f"{first} {more}" if len(first) < _SHORT else first).split())[:300]
    return ""
