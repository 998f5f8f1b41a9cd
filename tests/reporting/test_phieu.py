"""Phiếu kiểm tra: laid out as Nghị định 30/2020 asks, complete, and replaceable by an office's own template."""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from lawcheck.batch.examples import TODAY
from lawcheck.check import check
from lawcheck.errors import UsageError
from lawcheck.reporting.evidence import with_crops
from lawcheck.reporting.model import Report
from lawcheck.reporting.office.letterhead import Letterhead
from lawcheck.reporting.office.pdf import docx_to_pdf
from lawcheck.reporting.office.phieu import SECTIONS, to_phieu
from lawcheck.reporting.office.template import BLOCKS, WORDS, check_template, fill_template, new_template
from lawcheck.reporting.summary import answer
from tests.reporting.scan_page import scan

DECISION = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt").read_text(encoding="utf-8")
PLAN = (Path(__file__).parents[2] / "corpus" / "documents" / "ke-hoach-5204-kh-ubnd.txt").read_text(encoding="utf-8")
LETTERHEAD = Letterhead(parent="UBND tỉnh Nghệ An", agency="Sở Tư pháp", place="Nghệ An", recipients=("Văn phòng UBND tỉnh",))


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def words(document: Any) -> str:
    return "\n".join("".join(text.text or "" for text in paragraph.iter(TEXT)) for paragraph in document.element.body.iter(PARAGRAPH))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, PARAGRAPH = f"{W}t", f"{W}p"


def test_the_page_is_laid_out_as_the_decree_asks(check_text: Callable[..., Report]) -> None:
    document = opened(to_phieu(check_text(DECISION), LETTERHEAD))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = [round(margin.mm) for margin in (section.top_margin, section.bottom_margin, section.right_margin, section.left_margin)]
    assert margins == [20, 20, 20, 30]
    normal = document.styles["Normal"]
    assert normal.font.name == "Times New Roman" and Pt(13) <= normal.font.size <= Pt(14)
    assert section.different_first_page_header_footer and "PAGE" in section.header._element.xml


def test_the_head_names_agency_and_country_and_the_end_has_recipients_and_signature(check_text: Callable[..., Report]) -> None:
    text = words(opened(to_phieu(check_text(DECISION), LETTERHEAD)))
    for line in (
        "UBND TỈNH NGHỆ AN",
        "SỞ TƯ PHÁP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Nghệ An, ngày …… tháng …… năm ……",
    ):
        assert line in text
    assert text.index("Nơi nhận:") < text.index("- Văn phòng UBND tỉnh;") < text.index("- Lưu: VT") < text.index("NGƯỜI KIỂM TRA\n")


@pytest.mark.parametrize("text", [DECISION, PLAN, ""])
def test_no_section_is_left_out(check_text: Callable[..., Report], text: str) -> None:
    shown = words(opened(to_phieu(check_text(text))))
    at = [shown.index(section.title) for section in SECTIONS]
    assert at == sorted(at)
    assert all(
        shown[start + len(section.title) : end].strip() for section, start, end in zip(SECTIONS, at, [*at[1:], len(shown)], strict=True)
    )


def test_the_fields_of_the_decree_on_checking_documents_are_there(check_text: Callable[..., Report]) -> None:
    """Điều 17 khoản 2 and Điều 18 khoản 2 Nghị định 79/2025/NĐ-CP."""
    shown = words(opened(to_phieu(check_text(DECISION))))
    for field in (
        "Tên văn bản",
        "Căn cứ pháp lý",
        "Ý kiến về nội dung",
        "Đề xuất hướng xử lý",
        "Yêu cầu cơ quan",
        "xử lý trách nhiệm",
        "mâu thuẫn, chồng chéo",
        "Kiến nghị khác",
    ):
        assert field in shown
    assert "Quyết định số 97/2025/QĐ-UBND ngày 25/11/2025 của UBND tỉnh Nghệ An" in shown
    assert "khoản 1, 2, 3, 4 Điều 2" in shown and "25/9/2017" in shown


def test_nothing_is_called_a_breach(check_text: Callable[..., Report]) -> None:
    shown = words(opened(to_phieu(check_text(DECISION)))).replace("xử lý vi phạm hành chính", "").replace("Xử lý vi phạm hành chính", "")
    assert "vi phạm" not in shown.lower() and "có dấu hiệu" in shown


def test_the_answers_are_whole_sentences(check_text: Callable[..., Report]) -> None:
    for text in (DECISION, PLAN, ""):
        for group in ("tthc", "qppl"):
            sentence = answer(check_text(text), group)
            assert sentence[0].isupper() and sentence.endswith(".") and "  " not in sentence


def test_a_document_with_many_findings_names_every_place(check_text: Callable[..., Report]) -> None:
    many = DECISION + "\n".join(f"Điều {n}. Hồ sơ\n1. Hộ gia đình nộp 01 bộ hồ sơ gồm đơn đề nghị tại Sở {n}." for n in range(10, 70))
    report = check_text(many)
    shown = words(opened(to_phieu(report)))
    assert len(report.open_findings) > 50
    assert "Còn " in shown and " chỗ khác, vị trí đã nêu ở trên." in shown


def test_the_standard_template_gives_the_standard_paper(check_text: Callable[..., Report]) -> None:
    report = check_text(DECISION)
    assert check_template(new_template()) == ()
    filled = words(opened(fill_template(new_template(), report, LETTERHEAD)))
    assert "{{" not in filled
    standard = words(opened(to_phieu(report, LETTERHEAD)))
    assert (
        filled.split("PHIẾU KIỂM TRA")[1].split("Phiếu do")[0].split() == standard.split("PHIẾU KIỂM TRA")[1].split("Phiếu do")[0].split()
    )


def own_template(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for at in range(0, len(line), 5):  # Word breaks placeholders over runs
            paragraph.add_run(line[at : at + 5]).bold = at == 0
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_placeholder_broken_over_runs_is_filled_and_the_rest_stays(check_text: Callable[..., Report]) -> None:
    template = own_template("Kính gửi: Phòng A", "Về {{ so_ky_hieu }} của {{CO_QUAN_BAN_HANH}}, xem.", "{{danh_muc}}", "Hết.")
    document = opened(fill_template(template, check_text(DECISION), LETTERHEAD))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Kính gửi: Phòng A" and texts[1] == "Về 97/2025/QĐ-UBND của UBND tỉnh Nghệ An, xem." and texts[-1] == "Hết."
    assert document.paragraphs[0].runs[0].bold and len(document.tables) == 1


def test_the_check_names_what_is_missing_unknown_and_out_of_place() -> None:
    complaints = {
        complaint.message: complaint.fatal for complaint in check_template(own_template("{{ten_van_bn}} {{phat_hien}}", "{{ so_ky_hieu"))
    }
    text = " ".join(complaints)
    assert "“{{ten_van_bn}}”. Ý bạn là “ten_van_ban”?" in text
    assert "“{{phat_hien}}” phải đứng một mình" in text and "không đủ đôi" in text
    assert any("Thiếu “{{can_cu_phap_ly}}”" in message and not fatal for message, fatal in complaints.items())


def test_a_template_with_faults_is_not_used(check_text: Callable[..., Report]) -> None:
    for template in (own_template("{{gi_do}}"), b"not a docx"):
        with pytest.raises(UsageError, match="Mẫu phiếu không dùng được"):
            fill_template(template, check_text(PLAN), LETTERHEAD)


def test_every_placeholder_can_be_filled(check_text: Callable[..., Report]) -> None:
    template = own_template(*(f"{{{{{name}}}}}" for name in (*WORDS, *BLOCKS)))
    assert "{{" not in words(opened(fill_template(template, check_text(PLAN), Letterhead())))


def text_of(pdf: bytes) -> str:
    """The words of the pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    words: list[str] = []
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        words += text_page.get_text_range().split()
        text_page.close()
        page.close()
    document.close()
    return " ".join(words)


IN_THE_PDF = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Quyết định số 97/2025/QĐ-UBND ngày 25/11/2025 của UBND tỉnh Nghệ An",
)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_pdf_shows_vietnamese_right(check_text: Callable[..., Report]) -> None:
    text = text_of(docx_to_pdf(to_phieu(check_text(DECISION), LETTERHEAD)))
    assert all(words in text for words in IN_THE_PDF)


def test_without_libreoffice_weasyprint_makes_the_pdf(check_text: Callable[..., Report], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("weasyprint", exc_type=ImportError)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    text = text_of(docx_to_pdf(to_phieu(check_text(DECISION), LETTERHEAD)))
    assert all(words in text for words in IN_THE_PDF)
    page, scanned = scan()
    text = text_of(docx_to_pdf(to_phieu(with_crops(check(scanned, today=TODAY), page))))
    assert "Ảnh chụp từ trang 1 của bản quét" in text


def test_with_neither_the_officer_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UsageError, match=r"Cần LibreOffice để xuất PDF.*--format docx"):
        docx_to_pdf(b"")
