"""Files become text with provenance, or a named problem in Vietnamese."""

import io
import zipfile
from pathlib import Path

import pytest

from lawcheck.errors import UnreadableError
from lawcheck.reading import read_bytes, read_file
from lawcheck.text import DocxOrigin, Generated, Span

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>"""


def docx(body: str, numbering: str | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        if numbering:
            package.writestr("word/numbering.xml", numbering)
    return out.getvalue()


def paragraph(text: str, num: str = "", level: int = 0) -> str:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>' if num else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_automatic_numbers_are_text_that_stands_in_no_file() -> None:
    reading = read_bytes(
        docx(
            paragraph("Hồ sơ", "1")
            + paragraph("Đơn", "1", 1)
            + paragraph("Tờ khai", "1", 1)
            + paragraph("Thời hạn", "1")
            + paragraph("Khác", "2"),
            NUMBERING,
        )
    )
    assert reading.source.text == "Điều 1. Hồ sơ\na) Đơn\nb) Tờ khai\nĐiều 2. Thời hạn\nĐiều 7. Khác\n"
    number, words = reading.source.origins(Span(0, 10))
    assert number.origin == Generated("automatic numbering")
    assert words.origin == DocxOrigin("word/document.xml", 0, 0, 0)


def test_tracked_changes_are_read_as_asked() -> None:
    body = "<w:p><w:r><w:t>phải nộp</w:t></w:r><w:del><w:r><w:delText> đơn</w:delText></w:r></w:del><w:ins><w:r><w:t> tờ khai</w:t></w:r></w:ins></w:p>"
    assert read_bytes(docx(body)).source.text == "phải nộp tờ khai\n"
    assert read_bytes(docx(body), changes="original").source.text == "phải nộp đơn\n"
    assert [problem.code for problem in read_bytes(docx(body)).problems] == ["N-DOCX-01"]


def test_a_data_table_is_a_line_a_row() -> None:
    def cell(text: str) -> str:
        return f"<w:tc>{paragraph(text)}</w:tc>"

    body = f"<w:tbl><w:tr>{cell('STT')}{cell('Mức thu')}</w:tr><w:tr>{cell('1')}{cell('5.000 đồng')}</w:tr></w:tbl>"
    reading = read_bytes(docx(body))
    assert reading.source.text == "STT | Mức thu\n1 | 5.000 đồng\n"
    assert [[span.of(reading.source.text) for span in row] for row in reading.tables[0].rows] == [["STT", "Mức thu"], ["1", "5.000 đồng"]]


def test_the_head_in_two_columns_is_read_column_after_column() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('UBND TỈNH')}{paragraph('Số: 1/KH')}</w:tc><w:tc>{paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}</w:tc></w:tr></w:tbl>"
    assert read_bytes(docx(body)).source.text == "UBND TỈNH\nSố: 1/KH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-FMT-01"), (b"   \n", "E-FMT-01"), (b"PK\x03\x04 broken", "E-DOCX-01"), (b"{\\rtf1 x}", "E-FMT-03"), (b"\x89PNG....", "E-FMT-04"), (b"%PDF-1.4 broken", "E-PDF-05"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "E-FMT-05"), (b"\x00\x01\x02binary", "E-FMT-06"),
        (docx("<w:p/>"), "E-DOCX-04"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_a_name(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data)
    assert caught.value.problem.code == code
    assert caught.value.problem.message.endswith(".")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "khong-co.docx", "E-FILE-01"), (tmp_path, "E-FILE-02")):
        with pytest.raises(UnreadableError) as caught:
            read_file(path)
        assert caught.value.problem.code == code


def test_doctype_in_a_word_file_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "word/document.xml", f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}><w:body>{paragraph("&a;")}</w:body></w:document>'
        )
    with pytest.raises(UnreadableError) as caught:
        read_bytes(out.getvalue())
    assert caught.value.problem.code == "E-DOCX-05"


def test_html_and_encodings() -> None:
    reading = read_bytes(
        "<html><head><title>x</title><script>bad()</script></head><body><p>Điều 1.\n Hồ sơ</p><p>a) Đơn</p></body></html>".encode()
    )
    assert reading.source.text == "Điều 1. Hồ sơ\n\na) Đơn\n"
    assert read_bytes("Điều 1".encode("utf-16")).source.text == "Điều 1"
