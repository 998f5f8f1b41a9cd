"""What travels between a scan and its workers; light to import, because a scan that finds everything in its store never judges."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lawcheck.reading.model import Changes, Converted
    from lawcheck.structure import KindName

_ROW_HEAD = ("so_hieu", "loai", "co_quan", "ngay", "tieu_de")
"""The keys of a database row that the report depends on, beside "text"."""
_OFFICE = (".doc", ".dot", ".odt", ".ott", ".rtf")
MOST_TOGETHER = 12
"""files converted in one call: more gain little, and one that fails costs the time of all"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How documents are checked; `today` stands in for documents without a date."""

    kind: KindName | None = None
    on: datetime.date | None = None
    profile: str = "can-bang"
    changes: Changes = "accepted"
    today: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A document for a worker. `reading` is a stored reading (`readings.to_bytes`); `keep` asks for a reading to store.

    One of `file`, `member`, `url`, `row` is set, as in `sources.Item`. `converted` is what LibreOffice has made of it already (see `Together`).
    """

    file: str | None = None
    member: tuple[str, str] | None = None
    url: str | None = None
    row: dict[str, Any] | None = None
    reading: bytes | None = None
    keep: bool = False
    converted: Converted | None = None

    @property
    def for_office(self) -> bool:
        """Whether LibreOffice may have to convert it, as far as its name tells; not for a url, which would be fetched twice."""
        name = self.file or (self.member[1] if self.member is not None else "")
        return self.reading is None and name.lower().endswith(_OFFICE)


@dataclass(frozen=True, slots=True)
class Together:
    """Works whose files LibreOffice converts in one call; each is then done by itself."""

    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a worker found: the report of the contract as JSON without id and path.

    `reading` is to be stored, where it is worth it. `headings` has for each finding of the report the heading it stands under.
    `undated` is true where the report depends on the day of the scan. `lasting` is false where trying again may give another result
    (the file could not be opened).
    """

    report: str
    reading: bytes | None = None
    headings: tuple[str, ...] = ()
    undated: bool = False
    lasting: bool = True


def row_sha256(row: dict[str, Any]) -> str:
    """A hash of everything in a row that the report depends on."""
    digest = hashlib.sha256(json.dumps([row.get(key) for key in _ROW_HEAD], default=str).encode())
    text = row.get("text")
    digest.update(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else b"\xff" + str(text).encode())
    return digest.hexdigest()


def line_stamp(line: bytes) -> str:
    """A hash of a line of a database and of the keys that are taken from it: as long as it is the same, so is the `row_sha256` of its row."""
    return hashlib.sha256(f"{_ROW_HEAD}\n".encode() + line).hexdigest()
