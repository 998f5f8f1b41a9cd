"""How much one file may cost: bytes, seconds, pages, entries."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 200_000_000
"""bytes of a file; a larger one is refused before it is read"""
MAX_PART = 80_000_000
"""bytes of one unzipped part of a package"""
MAX_UNZIPPED = 1_000_000_000
"""bytes that all entries of an archive declare together"""
MAX_RATIO = 200
"""unzipped to zipped bytes of a part over RATIO_FROM; office XML stays below 40, a bomb is near 1,000"""
RATIO_FROM = 20_000_000
MAX_ENTRIES = 10_000
"""entries of a package or archive"""
MAX_PAGES = 2000
"""pages of a pdf or an image file"""
MAX_OCR_PAGES = 400
"""pages recognised by OCR in one file; the others are named as unread"""
MAX_TEXT = 20_000_000
"""code points of a text"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one child process: address space and answer in bytes, CPU and wall time in seconds."""

    memory: int = 1_500_000_000
    cpu: int = 60
    wall: float = 60.0
    output: int = 200_000_000


READ = Limits()
OFFICE = Limits(memory=6_000_000_000, cpu=100, wall=120.0)
"""LibreOffice reserves address space far beyond what it uses"""
OFFICE_TOGETHER = Limits(memory=OFFICE.memory, cpu=50, wall=60.0, output=100_000_000)
"""the same for several files in one call, each at most MAX_TOGETHER bytes: larger ones gain little"""
MAX_TOGETHER = 4_000_000


OCR_PAGE_SECONDS = 30.0
"""wall time for recognising one page, about ten times what it takes on a slow office computer"""


def ocr_seconds(pages: int) -> float:
    """After how many seconds no further page is begun; the pages left are named as unread."""
    return min(20.0 + 6.0 * pages, 300.0)


def ocr_limits(pages: int) -> Limits:
    """Limits for recognising `pages` pages."""
    seconds = ocr_seconds(pages)
    return Limits(memory=3_000_000_000, cpu=int(seconds) + 60, wall=seconds + 2 * OCR_PAGE_SECONDS + 30)
