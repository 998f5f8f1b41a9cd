"""Phiếu kiểm tra văn bản for signature: laid out after Nghị định 30/2020/NĐ-CP, with the fields of Điều 17–18 Nghị định 79/2025/NĐ-CP.

No section is ever left out: where there is nothing to say it says "Không có.". What only a person can say is a dotted line.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lawcheck.reporting.matrix import cards_of
from lawcheck.reporting.model import Report
from lawcheck.reporting.office.letterhead import Letterhead
from lawcheck.reporting.office.style import Picture, columns, dotted, heading, line, new_document, paragraph, run, table, thin
from lawcheck.reporting.summary import (
    CONFIDENCES,
    QUESTIONS,
    answer,
    bases,
    document_name,
    left_to_people,
    nothing_found,
    rule_groups,
    set_aside,
)
from lawcheck.reporting.wording import (
    CERTAINTIES,
    DISCLAIMER,
    KINDS,
    LEVELS,
    STATUSES,
    cite,
    clean,
    crop_text,
    day_text,
    shorten,
    title_text,
)

NOTHING = "Không có."
FORMATS = {
    "docx": "Word",
    "doc": "Word 97–2003",
    "odt": "OpenDocument",
    "rtf": "RTF",
    "pdf": "PDF",
    "image": "Ảnh",
    "txt": "Văn bản thường",
    "md": "Văn bản thường",
    "html": "Trang web",
}
WIDTH_CM = 16.0
"""between the margins"""
FIELDS_OF_A_PERSON = (
    "Yêu cầu cơ quan, người đã ban hành văn bản",
    "Kiến nghị xem xét, xử lý trách nhiệm (nếu có)",
    "Kiến nghị rà soát nội dung mâu thuẫn, chồng chéo hoặc không còn phù hợp (nếu có)",
    "Kiến nghị khác (nếu có)",
)
"""điểm c, d, đ, e khoản 2 Điều 18 Nghị định 79/2025/NĐ-CP"""
MAX_QUOTES = 40
"""findings of one rule that are quoted one by one; the places of all are always named"""


def to_phieu(report: Report, letterhead: Letterhead | None = None) -> bytes:
    """The paper as a docx."""
    return save(phieu_document(report, letterhead or Letterhead()))


def save(document: Any) -> bytes:
    """A python-docx document as bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def phieu_document(report: Report, letterhead: Letterhead) -> Any:
    """The paper as a python-docx document."""
    document = new_document()
    head(document, letterhead)
    paragraph(document, "PHIẾU KIỂM TRA VĂN BẢN", bold=True, size=14, align="center", after=0)
    paragraph(document, document_name(report), bold=True, align="center", after=0)
    line(document, length_cm=5, column_cm=16)
    for number, section in enumerate(SECTIONS):
        heading(document, f"{ROMAN[number]}. {section.title}")
        section.write(document, report)
    paragraph(document, f"Phiếu do lawcheck lập. {DISCLAIMER}", italic=True, size=11, align="left", keep=True)
    signatures(document, letterhead)
    return document


def head(document: Any, letterhead: Letterhead, width_cm: float = WIDTH_CM) -> None:
    """Agency, number, Quốc hiệu, place and date."""
    half = width_cm * 0.41, width_cm * 0.59
    left, right = columns(document, half)
    if letterhead.parent:
        paragraph(left, letterhead.parent.upper(), size=12, align="center", after=0)
    paragraph(left, letterhead.agency.upper() or "………………………", bold=True, size=12, align="center", after=0)
    line(left, length_cm=2.2, column_cm=half[0])
    paragraph(left, f"Số: ……/{letterhead.symbol}", align="center")
    paragraph(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, align="center", after=0)
    paragraph(right, "Độc lập - Tự do - Hạnh phúc", bold=True, align="center", after=0)
    line(right, length_cm=5.6, column_cm=half[1])
    paragraph(right, f"{letterhead.place or '…………'}, ngày …… tháng …… năm ……", italic=True, align="center")
    thin(document, after=6)


def _subject(document: Any, report: Report) -> None:
    header = report.header
    pages = f", {report.pages} trang" if report.pages else ""
    rows = [
        ("Tên văn bản", document_name(report)),
        ("Trích yếu", title_text(header.title) if header.title else "Không đọc được trích yếu."),
        ("Cơ quan ban hành", header.issuer or "Không đọc được cơ quan ban hành."),
        ("Hình thức", f"{KINDS[report.kind.name].capitalize()} ({clean('; '.join(report.kind.evidence))})"),
        ("Pháp luật áp dụng", _law(report)),
        ("Căn cứ của văn bản", "\n".join(report.bases) or NOTHING),
        (
            "Tệp đã kiểm tra",
            f"{FORMATS.get(report.format, report.format) or 'không đọc được'}{pages}; mã SHA-256: {report.sha256 or 'không có'}",
        ),
        ("Tình trạng đọc", _readability(report)),
    ]
    table(document, ("Thông tin", "Nội dung"), (4.0, 12.0), rows)


def _law(report: Report) -> str:
    if report.status == "khong-doc-duoc":
        return "Chưa xác định, vì không đọc được văn bản."
    return f"Tại ngày {day_text(report.checked_on.date)} ({report.checked_on.why}): {report.period or 'không xác định'}."


def _readability(report: Report) -> str:
    states = {
        "du": "Đọc được toàn bộ văn bản.",
        "mot-phan": "Chỉ đọc được một phần; phần còn lại nêu ở mục VII.",
        "khong-doc-duoc": "Không đọc được văn bản; lý do nêu ở mục VII.",
    }
    notices = [clean(problem.message) for problem in report.problems if problem.severity == "notice"]
    return "\n".join((states[report.status], *notices))


def _answers(document: Any, report: Report) -> None:
    for number, group in enumerate(("tthc", "qppl"), 1):
        added = paragraph(document, indent=True)
        run(added, f"{number}. {QUESTIONS[group]}: ", bold=True)
        run(added, answer(report, group))


def _findings(document: Any, report: Report) -> None:
    groups = rule_groups(report)
    if not groups:
        paragraph(document, nothing_found(report), indent=True)
    for number, group in enumerate(groups, 1):
        heading(document, f"{number}. {group.title} ({group.rule})", level=2)
        _labelled(document, "Vị trí", group.places)
        rows = [
            (
                numbered.id,
                cite([numbered.finding.label]) + (f"\n(trang {numbered.page})" if numbered.page else ""),
                f"“{shorten(numbered.quote, 320)}”" + (f"\n{clean(numbered.finding.reasons)}" if numbered.finding.reasons else ""),
                f"{LEVELS[numbered.finding.severity].capitalize()},\nđộ {CERTAINTIES[numbered.finding.certainty]}",
            )
            for numbered in group.findings[:MAX_QUOTES]
        ]
        pictures = [
            Picture(numbered.crop.png, crop_text(numbered.crop)) if numbered.crop else None for numbered in group.findings[:MAX_QUOTES]
        ]
        table(document, ("Mã", "Vị trí", "Trích nguyên văn", "Mức độ"), (1.2, 3.0, 8.8, 3.0), rows, size=11, pictures=pictures)
        if len(group.findings) > MAX_QUOTES:
            paragraph(document, f"Còn {len(group.findings) - MAX_QUOTES} chỗ khác, vị trí đã nêu ở trên.", indent=True, italic=True)
        _labelled(document, "Lý do", group.why)
        _labelled(document, "Căn cứ pháp lý", "; ".join(provision.label for provision in group.basis) or NOTHING)
        _labelled(document, "Đề nghị", group.suggestion)


def _labelled(document: Any, label: str, words: str) -> None:
    added = paragraph(document, indent=True)
    run(added, f"{label}: ", bold=True)
    run(added, words if words.endswith((".", "…", "”", "?", ":")) else f"{words}.")


def _matrix(document: Any, report: Report) -> None:
    cards = cards_of(report)
    if not cards:
        paragraph(document, nothing_found(report), indent=True)
    for number, card in enumerate(cards, 1):
        heading(document, f"{number}. {card.title}", level=2)
        rows = [
            (
                row.name.capitalize(),
                cite((proof.label for proof in row.proofs), most=20) or "Không thấy",
                f"“{shorten(row.proofs[0].quote, 140)}”" if row.proofs else "",
            )
            for row in card.rows
        ]
        table(document, ("Bộ phận, yếu tố", "Nơi có dấu hiệu", "Trích một chỗ"), (4.0, 4.5, 7.5), rows, size=11)


def _checklist(document: Any, report: Report) -> None:
    rows = [
        (str(number), row.title, STATUSES[row.status], ", ".join(row.findings) or "–") for number, row in enumerate(report.checklist, 1)
    ]
    table(document, ("TT", "Yêu cầu", "Kết quả", "Phát hiện"), (1.0, 8.5, 3.7, 2.8), rows)


def _set_aside(document: Any, report: Report) -> None:
    rows = [
        (f"{numbered.finding.rule}, {cite([numbered.finding.label])}", f"Đã trừ: {why}", f"“{shorten(numbered.quote, 140)}”")
        for numbered in report.excused_findings
        for why in set_aside(numbered)
    ]
    for numbered in report.waived_findings:
        waiver = numbered.waiver
        if waiver is not None:
            until = f", có giá trị đến trước ngày {day_text(waiver.until)}" if waiver.until else ""
            why = f"Đã được chấp nhận: {clean(waiver.reason)} ({clean(waiver.by)}, ngày {day_text(waiver.date)}{until})"
            rows.append((f"{numbered.finding.rule}, {cite([numbered.finding.label])}", why, f"“{shorten(numbered.quote, 140)}”"))
    if rows:
        table(document, ("Quy tắc, vị trí", "Lý do", "Trích"), (3.8, 6.2, 6.0), rows, size=11)
    for sentence in report.unused_waivers:
        paragraph(document, clean(sentence), indent=True)
    if not rows and not report.unused_waivers:
        paragraph(document, NOTHING, indent=True)


def _unchecked(document: Any, report: Report) -> None:
    rows = [(title, clean(why)) for title, why in left_to_people(report)]
    if rows:
        table(document, ("Nội dung", "Lý do"), (7.0, 9.0), rows)
    else:
        paragraph(document, NOTHING, indent=True)


def _bases(document: Any, report: Report) -> None:
    rows = [
        (
            provision.label + (f"\n“{provision.quote}”" if provision.quote else ""),
            day_text(provision.start),
            day_text(provision.end) if provision.end else "chưa xác định",
            CONFIDENCES[provision.confidence],
        )
        for provision in bases(report)
    ]
    if rows:
        table(document, ("Điều khoản", "Hiệu lực từ", "Đến trước", "Đối chiếu"), (8.4, 2.3, 2.3, 3.0), rows, size=11)
    else:
        paragraph(document, NOTHING, indent=True)


def _opinion(document: Any, report: Report) -> None:
    """What Điều 17 khoản 2 and Điều 18 khoản 2 Nghị định 79/2025/NĐ-CP ask for; the person writes, the machine proposes."""
    _labelled(document, "1. Ý kiến về nội dung có dấu hiệu trái pháp luật", "□ Đồng ý với các phát hiện nêu trên.   □ Không đồng ý, lý do:")
    dotted(document, WIDTH_CM, 2)
    groups = [group for group in rule_groups(report) if any(numbered.finding.severity != "note" for numbered in group.findings)]
    proposal = " ".join(f"({group.rule}) {group.suggestion}" for group in groups)
    _labelled(document, "2. Đề xuất hướng xử lý", f"Công cụ gợi ý: {proposal}" if proposal else "Công cụ không có gợi ý.")
    dotted(document, WIDTH_CM, 2)
    for number, field in enumerate(FIELDS_OF_A_PERSON, 3):
        run(paragraph(document, indent=True, keep=True), f"{number}. {field}:", bold=True)
        dotted(document, WIDTH_CM, keep=field is FIELDS_OF_A_PERSON[-1])


def signatures(document: Any, letterhead: Letterhead, width_cm: float = WIDTH_CM) -> None:
    """Recipients and signature, side by side."""
    left, right = columns(document, (width_cm / 2, width_cm / 2))
    paragraph(left, "Nơi nhận:", bold=True, italic=True, size=12, align="left", after=0)
    for recipient in letterhead.recipients:
        paragraph(left, f"- {recipient};", size=11, align="left", after=0)
    paragraph(left, "- Lưu: VT, ……", size=11, align="left", after=0)
    paragraph(right, letterhead.signer.upper(), bold=True, align="center", after=0, keep=True)
    paragraph(right, "(Ký, ghi rõ họ tên)", italic=True, align="center", after=60)
    thin(document)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the paper: its name in templates, its title, and the function that writes what stands below the title."""

    name: str
    title: str
    write: Callable[[Any, Report], None]


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
SECTIONS = (
    Section("van_ban", "VĂN BẢN ĐƯỢC KIỂM TRA", _subject),
    Section("ket_qua", "KẾT QUẢ KIỂM TRA HAI NỘI DUNG CHÍNH", _answers),
    Section("phat_hien", "NỘI DUNG CÓ DẤU HIỆU TRÁI PHÁP LUẬT HOẶC CẦN XEM XÉT, CĂN CỨ PHÁP LÝ", _findings),
    Section("bang_chung", "BẢNG BẰNG CHỨNG", _matrix),
    Section("danh_muc", "DANH MỤC KIỂM TRA", _checklist),
    Section("da_tru", "DẤU HIỆU ĐÃ TRỪ VÀ PHÁT HIỆN ĐÃ ĐƯỢC CHẤP NHẬN", _set_aside),
    Section("chua_kiem_tra", "NỘI DUNG CHƯA KIỂM TRA VÀ LÝ DO", _unchecked),
    Section("can_cu_phap_ly", "CĂN CỨ PHÁP LÝ ĐÃ ÁP DỤNG", _bases),
    Section("y_kien", "Ý KIẾN CỦA NGƯỜI KIỂM TRA VÀ ĐỀ XUẤT HƯỚNG XỬ LÝ", _opinion),
)
