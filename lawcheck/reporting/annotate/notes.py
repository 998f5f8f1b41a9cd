"""What a note on a finding says: the same words in Word comments and pdf notes."""

from __future__ import annotations

from dataclasses import dataclass

from lawcheck.reporting.model import Numbered, Report
from lawcheck.reporting.wording import CERTAINTIES, ELEMENTS, LEVELS, basis_text, clean, shorten
from lawcheck.text import Span

AUTHOR, INITIALS = "lawcheck", "LC"
MARK = "mã phát hiện "
"""stands before the fingerprint in every note: replies are read back by it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on `span` of the text: (label, words) lines, and what to write instead or do."""

    span: Span
    page: int | None
    lines: tuple[tuple[str, str], ...]
    suggestion: str

    @property
    def text(self) -> str:
        """The note as plain text, a line for each label."""
        return "\n".join(f"{label}: {words}" if label else words for label, words in self.lines)


def notes_of(report: Report) -> tuple[Note, ...]:
    """A note for each open finding, in the order of the text."""
    return tuple(_note(numbered) for numbered in report.open_findings)


def _note(numbered: Numbered) -> Note:
    finding = numbered.finding
    signs = [
        f"{ELEMENTS.get(part, part)} “{shorten(next(quote for known, quote in numbered.proofs if known == part), 120)}”"
        for part in dict.fromkeys(known for known, _ in numbered.proofs)
    ]
    lines = [("", clean(finding.message)), ("Đánh giá", f"{LEVELS[finding.severity]}, độ {CERTAINTIES[finding.certainty]}")]
    if signs:
        lines.append(("Dấu hiệu", "; ".join(signs)))
    lines.append(("Vì sao", clean(finding.whole_why)))
    lines += [("Căn cứ", basis_text(provision)) for provision in finding.basis]
    lines.append(("Đề nghị", clean(finding.suggestion)))
    lines.append(
        (f"Quy tắc {finding.rule}, {MARK}{finding.fingerprint}", "trả lời “đúng” hoặc “sai” dưới chú thích này nếu muốn góp ý cho công cụ.")
    )
    return Note(span=finding.span, page=numbered.page, lines=tuple(lines), suggestion=clean(finding.suggestion))
