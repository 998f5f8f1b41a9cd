"""Who checks, as papers say it; apart from the papers, because settings need it where none is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who checks: what the head, the recipients and the signature block say. Empty values become dotted lines."""

    parent: str = ""
    agency: str = ""
    symbol: str = "PKT"
    place: str = ""
    recipients: tuple[str, ...] = ("Cơ quan ban hành văn bản",)
    signer: str = "NGƯỜI KIỂM TRA"
