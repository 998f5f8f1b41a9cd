"""Files become text with provenance, or a named problem in Vietnamese."""

from pathlib import Path

import pytest

from lawcheck.errors import UnreadableError
from lawcheck.reading import read_bytes, read_file
from lawcheck.text import DocxOrigin, Generated, Span
from tests.reading.word import W, package, paragraph, word

NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>"""


def test_automatic_numbers_are_text_that_stands_in_no_file() -> None:
    reading = read_bytes(
        word(
            paragraph("Hồ sơ", "1")
            + paragraph("Đơn", "1", 1)
            + paragraph("Tờ khai", "1", 1)
            + paragraph("Thời hạn", "1")
            + paragraph("Khác", "2"),
            numbering=NUMBERING,
        )
    )
    assert reading.source.text == "Điều 1. Hồ sơ\na) Đơn\nb) Tờ khai\nĐiều 2. Thời hạn\nĐiều 7. Khác\n"
    number, words = reading.source.origins(Span(0, 10))
    assert number.origin == Generated("automatic numbering")
    assert words.origin == DocxOrigin("word/document.xml", 0, 0, 0)


def test_tracked_changes_are_read_as_asked() -> None:
    body = "<w:p><w:r><w:t>phải nộp</w:t></w:r><w:del><w:r><w:delText> đơn</w:delText></w:r></w:del><w:ins><w:r><w:t> tờ khai</w:t></w:r></w:ins></w:p>"
    assert read_bytes(word(body)).source.text == "phải nộp tờ khai\n"
    assert read_bytes(word(body), changes="original").source.text == "phải nộp đơn\n"
    assert [problem.code for problem in read_bytes(word(body)).problems] == ["N-DOCX-01"]


def test_a_data_table_is_a_line_a_row() -> None:
    def cell(text: str) -> str:
        return f"<w:tc>{paragraph(text)}</w:tc>"

    body = f"<w:tbl><w:tr>{cell('STT')}{cell('Mức thu')}</w:tr><w:tr>{cell('1')}{cell('5.000 đồng')}</w:tr></w:tbl>"
    reading = read_bytes(word(body))
    assert reading.source.text == "STT | Mức thu\n1 | 5.000 đồng\n"
    assert [[span.of(reading.source.text) for span in row] for row in reading.tables[0].rows] == [["STT", "Mức thu"], ["1", "5.000 đồng"]]


def test_the_head_in_two_columns_is_read_column_after_column() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('UBND TỈNH')}{paragraph('Số: 1/KH')}</w:tc><w:tc>{paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}</w:tc></w:tr></w:tbl>"
    assert read_bytes(word(body)).source.text == "UBND TỈNH\nSố: 1/KH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"


def test_a_head_of_several_rows_is_read_column_after_column_too() -> None:
    rows = (("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("SỞ Y TẾ", "Độc lập"), ("Số: 1/KH", "ngày 1"), ("V/v họp", ""))
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in row) + "</w:tr>" for row in rows)
    assert read_bytes(word(f"<w:tbl>{cells}</w:tbl>")).source.text.split("\n")[:5] == [
        "UBND TỈNH",
        "SỞ Y TẾ",
        "Số: 1/KH",
        "V/v họp",
        rows[0][1],
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-READ-07"), (b"   \n", "E-READ-07"), (bytes(900), "E-READ-07"), (b"PK\x03\x04 broken", "E-READ-02"), (b"%PDF-1.4 broken", "E-READ-02"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "E-READ-02"), (b"\x00\x01\x02binary", "E-READ-06"), (b"Rar!\x1a\x07\x00", "E-READ-04"),
        (word("<w:p/>"), "E-READ-08"), (package({"xl/workbook.xml": "x", "[Content_Types].xml": "x"}), "E-READ-04"), (package({"a.txt": "x"}), "E-READ-10"),
        (b"MZ" + bytes(200), "E-READ-04"), (b"\x89PNG\r\n\x1a\n broken", "E-READ-02"),
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
    xml = f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}><w:body>{paragraph("&a;")}</w:body></w:document>'
    for data in (xml.encode(), xml.encode("utf-16")):
        with pytest.raises(UnreadableError) as caught:
            read_bytes(package({"word/document.xml": data}))
        assert caught.value.problem.code == "E-READ-11"


def test_html_and_encodings() -> None:
    reading = read_bytes(
        "<html><head><title>x</title><script>bad()</script></head><body><p>Điều 1.\n Hồ sơ</p><p>a) Đơn</p></body></html>".encode()
    )
    assert reading.source.text == "Điều 1. Hồ sơ\n\na) Đơn\n"
    assert read_bytes("Điều 1".encode("utf-16")).source.text == "Điều 1"


def test_commands_for_a_terminal_are_shown_not_sent() -> None:
    reading = read_bytes("\x1b[31mĐiều 5\x07 \x9b31m".encode())
    assert reading.source.text == "\ufffd[31mĐiều 5\ufffd \ufffd31m"
