"""A province's own phiếu: a docx with placeholders such as {{ten_van_ban}}, filled without changing anything else in it.

A placeholder may be broken over several runs, as Word likes to do; its words take the format of the run where it begins.
Sections ({{phat_hien}}, {{danh_muc}} …) stand alone in a paragraph, which is replaced by tables and paragraphs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lawcheck.errors import UsageError, did_you_mean, os_reason
from lawcheck.reporting.model import Report
from lawcheck.reporting.office.letterhead import Letterhead
from lawcheck.reporting.office.phieu import NOTHING, ROMAN, SECTIONS, head, save, signatures
from lawcheck.reporting.office.style import heading, new_document, paragraph
from lawcheck.reporting.summary import answer, document_name, rule_groups
from lawcheck.reporting.wording import DISCLAIMER, KINDS, clean, day_text, title_text

_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
BLOCKS = {section.name: section for section in SECTIONS}
WORDS = {
    "ten_van_ban": "loại, số, ngày và cơ quan ban hành văn bản",
    "trich_yeu": "trích yếu nội dung",
    "so_ky_hieu": "số, ký hiệu",
    "ngay_ban_hanh": "ngày ban hành",
    "co_quan_ban_hanh": "cơ quan ban hành",
    "hinh_thuc": "văn bản quy phạm pháp luật hay văn bản hành chính",
    "ngay_ap_dung": "ngày mà pháp luật được áp dụng",
    "ket_qua_tthc": "câu trả lời về thủ tục hành chính",
    "ket_qua_qppl": "câu trả lời về quy phạm pháp luật",
    "so_phat_hien": "số phát hiện",
    "de_xuat": "các đề xuất của công cụ, mỗi quy tắc một câu",
    "co_quan_kiem_tra": "cơ quan kiểm tra (từ lawcheck.toml)",
    "co_quan_chu_quan": "cơ quan chủ quản (từ lawcheck.toml)",
    "dia_danh": "địa danh (từ lawcheck.toml)",
    "phien_ban": "phiên bản lawcheck và bộ quy tắc, câu miễn trừ",
}
"""the placeholders of words, and what each gives"""
REQUIRED = ("ten_van_ban", *BLOCKS)
"""what a phiếu may not leave out"""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault of a template. A `fatal` one keeps it from being used; others leave a section out."""

    message: str
    fatal: bool


def fill_template(template: bytes, report: Report, letterhead: Letterhead) -> bytes:
    """The template with every placeholder replaced. Raises UsageError for a template that cannot be used."""
    faults = [complaint.message for complaint in check_template(template) if complaint.fatal]
    if faults:
        raise UsageError("Mẫu phiếu không dùng được: " + " ".join(faults) + " Gõ “lawcheck template check” để xem đủ.")
    document = _open(template)
    words = _words(report, letterhead)
    for element in list(_paragraphs(document)):
        names = _names(_text(element))
        if len(names) == 1 and names[0] in BLOCKS:
            _put_section(document, element, BLOCKS[names[0]].write, report)
        elif names:
            _put_words(element, words)
    return save(document)


def check_template(template: bytes) -> tuple[Complaint, ...]:
    """What is wrong with a template: unknown placeholders, sections out of place, sections that are missing."""
    try:
        document = _open(template)
    except UsageError as error:
        return (Complaint(str(error), fatal=True),)
    found: list[str] = []
    complaints: list[Complaint] = []
    body = set(document.element.body.iter(_w("p")))
    for element in _paragraphs(document):
        text = _text(element)
        for name in _names(text):
            found.append(name)
            if name not in BLOCKS and name not in WORDS:
                complaints.append(
                    Complaint(f"Không có chỗ điền “{{{{{name}}}}}”. {did_you_mean(name, [*BLOCKS, *WORDS])}".strip(), fatal=True)
                )
            elif name in BLOCKS and (element not in body or _PLACEHOLDER.sub("", text, count=1).strip()):
                complaints.append(Complaint(f"“{{{{{name}}}}}” phải đứng một mình trong một đoạn của thân văn bản.", fatal=True))
        if text.count("{{") != len(_PLACEHOLDER.findall(text)) or text.count("}}") != text.count("{{"):
            complaints.append(Complaint(f"Dấu ngoặc nhọn không đủ đôi ở đoạn “{clean(text)[:80]}”.", fatal=True))
    for name in REQUIRED:
        if name not in found:
            what = BLOCKS[name].title.lower() if name in BLOCKS else WORDS[name]
            complaints.append(Complaint(f"Thiếu “{{{{{name}}}}}” ({what}): phiếu sẽ không có nội dung này.", fatal=False))
    return tuple(complaints)


def new_template() -> bytes:
    """The standard phiếu with placeholders, to start from."""
    document = new_document()
    head(document, Letterhead(parent="{{co_quan_chu_quan}}", agency="{{co_quan_kiem_tra}}", place="{{dia_danh}}"))
    paragraph(document, "PHIẾU KIỂM TRA VĂN BẢN", bold=True, size=14, align="center", after=0)
    paragraph(document, "{{ten_van_ban}}", bold=True, align="center")
    for number, section in enumerate(SECTIONS):
        heading(document, f"{ROMAN[number]}. {section.title}")
        paragraph(document, f"{{{{{section.name}}}}}")
    paragraph(document, "Phiếu do {{phien_ban}}", italic=True, size=11, align="left", keep=True)
    signatures(document, Letterhead())
    return save(document)


def read_template(path: Path) -> bytes:
    """The bytes of a template file. Raises UsageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"Không đọc được mẫu phiếu “{path}” ({os_reason(error)}); hãy kiểm tra đường dẫn.") from None


def _open(template: bytes) -> Any:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return Document(io.BytesIO(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError):  # SyntaxError: XML that is not well-formed
        raise UsageError("Mẫu phiếu không phải tệp .docx đọc được; hãy mở bằng Word và lưu lại thành .docx.") from None


def _words(report: Report, letterhead: Letterhead) -> dict[str, str]:
    header = report.header
    return {
        "ten_van_ban": document_name(report),
        "trich_yeu": title_text(header.title or "") or NOTHING,
        "so_ky_hieu": header.number or "(chưa có số)",
        "ngay_ban_hanh": day_text(header.date) if header.date else "(chưa có ngày)",
        "co_quan_ban_hanh": clean(header.issuer or "") or "(không đọc được)",
        "hinh_thuc": KINDS[report.kind.name].capitalize(),
        "ngay_ap_dung": f"{day_text(report.checked_on.date)} ({report.checked_on.why})",
        "ket_qua_tthc": answer(report, "tthc"),
        "ket_qua_qppl": answer(report, "qppl"),
        "so_phat_hien": str(len(report.open_findings)),
        "de_xuat": " ".join(f"({group.rule}) {group.suggestion}" for group in rule_groups(report)) or NOTHING,
        "co_quan_kiem_tra": letterhead.agency.upper() or "………………",
        "co_quan_chu_quan": letterhead.parent.upper() or "………………",
        "dia_danh": letterhead.place or "…………",
        "phien_ban": f"lawcheck {report.engine.version}, bộ quy tắc {report.engine.rules}. {DISCLAIMER}",
    }


def _paragraphs(document: Any) -> Iterator[Any]:
    """Every w:p of the body, headers and footers, those in tables and text boxes included."""
    yield from document.element.body.iter(_w("p"))
    seen: set[Any] = set()
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not part.is_linked_to_previous and part._element not in seen:
                seen.add(part._element)
                yield from part._element.iter(_w("p"))


def _pieces(element: Any) -> list[Any]:
    """The w:t of a paragraph, those of text boxes in it aside."""
    return [piece for piece in element.iter(_w("t")) if next(piece.iterancestors(_w("p"))) is element]


def _text(element: Any) -> str:
    return "".join(piece.text or "" for piece in _pieces(element))


def _names(text: str) -> list[str]:
    return [name.lower() for name in _PLACEHOLDER.findall(text)]


def _put_words(element: Any, words: dict[str, str]) -> None:
    """Replace the placeholders of a paragraph, the last one first so that the earlier places stay right."""
    for match in reversed(list(_PLACEHOLDER.finditer(_text(element)))):
        at = 0
        new = words[match[1].lower()]
        for piece in _pieces(element):
            text = piece.text or ""
            start, end = max(match.start() - at, 0), min(match.end() - at, len(text))
            at += len(text)
            if start < end:
                piece.text = text[:start] + new + text[end:]
                piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                new = ""


def _put_section(document: Any, element: Any, write: Any, report: Report) -> None:
    """Write a section at the end of the document, then move it to where the placeholder stands."""
    body = document.element.body
    before = len(body)
    write(document, report)
    last = [child for child in body if child.tag != _w("sectPr")][before - sum(child.tag == _w("sectPr") for child in body) :]
    for child in last:
        element.addprevious(child)
    parent = element.getparent()
    if parent.tag != _w("tc") or len(parent.findall(_w("p"))) > 1:
        parent.remove(element)
    else:  # a cell ends with a paragraph
        for piece in _pieces(element):
            piece.text = ""


def _w(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name
