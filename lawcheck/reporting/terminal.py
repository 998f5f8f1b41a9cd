"""The report for a person at a terminal, at 80 columns or piped."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING

from lawcheck.law import Provision
from lawcheck.reporting.model import Numbered, Report
from lawcheck.rulebook import Verdict
from lawcheck.rulebook.procedures import PART_NAMES

if TYPE_CHECKING:
    from rich.console import Console

KINDS = {"vbqppl": "văn bản quy phạm pháp luật", "vbhc": "văn bản hành chính", "khac": "văn bản khác"}
VERDICTS = {
    "khong-co": "Không thấy dấu hiệu",
    "co-dau-hieu": "Có dấu hiệu",
    "can-xem-xet": "Cần xem xét",
    "duoc-mien": "Được miễn (công bố, quy trình nội bộ)",
    "khong-kiem-tra-duoc": "Không kiểm tra được",
}
STATUSES = {
    "dat": "Đạt",
    "khong-dat": "Có dấu hiệu không đạt",
    "can-xem-xet": "Cần xem xét",
    "khong-ap-dung": "Không áp dụng",
    "khong-kiem-tra-duoc": "Không kiểm tra được",
    "nguoi-kiem-tra": "Người kiểm tra",
}
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "note": "Lưu ý"}
CERTAINTIES = {"high": "chắc chắn cao", "medium": "chắc chắn vừa", "low": "chắc chắn thấp"}
ELEMENTS = {
    **PART_NAMES,
    "quy_tac": "quy tắc xử sự",
    "bat_buoc": "bắt buộc chung",
    "doi_tuong": "đối tượng không xác định",
    "tinh_huong": "áp dụng khi có tình huống",
    "tu_dat": "tự đặt ra",
}
DISCLAIMER = "Công cụ hỗ trợ, không thay thế thẩm định của cơ quan tư pháp."
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """`text` on one line without control characters: what a document contains never steers the terminal."""
    return " ".join(unicodedata.normalize("NFC", _CONTROLS.sub("", text)).split())


def to_text(report: Report, *, show_excused: bool = False, width: int = 80, colour: bool = False) -> str:
    """The report as text of at most `width` columns."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
    _head(console, report)
    _verdicts(console, report)
    for numbered in report.open_findings:
        _finding(console, numbered)
    if show_excused:
        _excused(console, report)
    _checklist(console, report)
    for problem in report.problems:
        where = f" (trang {problem.page})" if problem.page else ""
        console.print(f"! {problem.code}{where}: {clean(problem.message)}", style="yellow")
    console.print(f"\n{DISCLAIMER} lawcheck {report.engine.version}, bộ quy tắc {report.engine.rules}.", style="dim")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _head(console: Console, report: Report) -> None:
    header = report.header
    console.print(clean(report.path or report.id), style="bold")
    parts = [
        header.number or "chưa có số",
        header.issuer or "không rõ cơ quan",
        f"{header.date:%d/%m/%Y}" if header.date else "chưa có ngày",
    ]
    console.print("  " + clean(" · ".join(parts)))
    if header.title:
        console.print("  " + clean(header.title))
    console.print(
        f"  Hình thức: {KINDS[report.kind.name]} (độ chắc chắn {report.kind.certainty:.0%}: {clean('; '.join(report.kind.evidence))})"
    )
    console.print(f"  Kiểm tra theo pháp luật ngày {report.checked_on.date:%d/%m/%Y} ({report.checked_on.why}): {report.period}.")


def _verdicts(console: Console, report: Report) -> None:
    console.print()
    for name, verdict in (("Đặt ra thủ tục hành chính", report.tthc), ("Chứa quy phạm pháp luật", report.qppl)):
        console.print(f"{name}: {_verdict(verdict)}", style="bold")


def _verdict(verdict: Verdict) -> str:
    wrong = " – không đúng hình thức hoặc chưa thấy điều khoản giao" if verdict.violation else ""
    return f"{VERDICTS[verdict.status]} (điểm {verdict.score:.2f}){wrong}"


def _finding(console: Console, numbered: Numbered) -> None:
    finding = numbered.finding
    page = f", trang {numbered.page}" if numbered.page else ""
    console.print(
        f"\n[{numbered.id}] {SEVERITIES[finding.severity]} {finding.rule}, {CERTAINTIES[finding.certainty]}{page}",
        style="bold red" if finding.severity == "error" else "bold yellow",
    )
    console.print("  " + clean(finding.message))
    console.print(f"  Trích: “{clean(finding.quote)[:300]}”")
    for part in dict.fromkeys(evidence.part for evidence in finding.evidence):
        quotes = [clean(evidence.quote) for evidence in finding.evidence if evidence.part == part]
        more = f" (và {len(quotes) - 1} chỗ khác)" if len(quotes) > 1 else ""
        console.print(f"    - {ELEMENTS.get(part, part)}: “{quotes[0][:110]}{'…' if len(quotes[0]) > 110 else ''}”{more}")
    console.print("  Vì sao: " + clean(finding.why))
    for provision in finding.basis:
        console.print("  Căn cứ: " + basis_text(provision))
    console.print("  Đề nghị: " + clean(finding.suggestion))


def basis_text(provision: Provision) -> str:
    """Label, since when in force, and the wording where it is verified."""
    until = f" đến trước {provision.end:%d/%m/%Y}" if provision.end else ""
    words = f": “{provision.quote}”" if provision.quote else "" if provision.confidence == "verified" else " (cần đối chiếu nguyên văn)"
    return f"{provision.label}, hiệu lực từ {provision.start:%d/%m/%Y}{until}{words}"


def _excused(console: Console, report: Report) -> None:
    console.print("\nĐã trừ (không tính là phát hiện):", style="bold")
    for numbered in report.findings:
        for excuse in numbered.finding.excused_by:
            console.print(
                f"  {numbered.finding.rule} {clean(numbered.finding.label)}: đã trừ vì {clean(excuse.because)} “{clean(excuse.quote)[:120]}”"
            )


def _checklist(console: Console, report: Report) -> None:
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(title="Phiếu kiểm tra", title_justify="left", box=SIMPLE, pad_edge=False, title_style="bold")
    table.add_column("Yêu cầu", ratio=3)
    table.add_column("Kết quả", ratio=1, no_wrap=False)
    table.add_column("Phát hiện", ratio=1)
    for row in report.checklist:
        table.add_row(clean(row.title), STATUSES[row.status], ", ".join(row.findings) or "–")
    console.print()
    console.print(table)
