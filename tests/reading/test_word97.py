"""A .doc of Word 97–2003 says what the same document says as .docx, with LibreOffice on the machine or without it."""

import io
import shutil
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import olefile
import pytest

from lawcheck.errors import UnreadableError
from lawcheck.reading import Reading, as_docx, jail, read_bytes, reasons
from lawcheck.reading.doc97.docx import docx_of_doc
from tests.reading.word import W, converted, paragraph, typed, whole_word
from tests.reading.word97 import DELETED, IN_TABLE, INSERTED, Typed, doc, font, in_list, para, row_end

office = [pytest.mark.office, pytest.mark.skipif(shutil.which("soffice") is None, reason="máy không có LibreOffice để tạo tệp .doc")]
TCVN3 = "QuyÕt ®Þnh vÒ viÖc thu phÝ: ng\u00ad\u00eai nép ®¬n t¹i ñy ban nh©n d©n"
UNICODE = "Quyết định về việc thu phí: người nộp đơn tại ủy ban nhân dân"
LEVELS = [(0, "Điều \0."), (0, "\1."), (4, "\2)")]
ARTICLES = [
    para("Phạm vi", in_list(1, 0)),
    para("Hồ sơ", in_list(1, 0)),
    para("Thành phần hồ sơ gồm", in_list(1, 1)),
    para("Đơn đề nghị;", in_list(1, 2)),
    para("Bản sao giấy phép.", in_list(1, 2)),
    para("Thời hạn", in_list(1, 1)),
    para("Trình tự", in_list(1, 0)),
    para("Nộp hồ sơ", in_list(1, 1)),
    para("Không đánh số"),
]
LISTS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="Điều %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>"""
NOTES = f"""<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="1" w:type="continuationSeparator"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Theo Luật Phí và lệ phí.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(text: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/>{properties}</w:tcPr>{paragraph(text)}</w:tc>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:gridCol w:w="3000"/>' * 3
    return f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>{paragraph("")}'


DOCUMENTS = {
    "lists": whole_word(
        paragraph("Phạm vi", "1")
        + paragraph("Hồ sơ", "1")
        + paragraph("Thành phần hồ sơ gồm", "1", 1)
        + paragraph("Đơn đề nghị;", "1", 2)
        + paragraph("Bản sao giấy phép.", "1", 2)
        + paragraph("Thời hạn", "1", 1)
        + paragraph("Gạch đầu dòng", "2")
        + paragraph("Trình tự", "1")
        + paragraph("Nộp hồ sơ", "1", 1)
        + paragraph("Hiệu lực", "3"),
        numbering=LISTS,
    ),
    "changes": whole_word(
        f'<w:p>{run("Người dân phải nộp")}<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve"> lệ phí</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="A">{run(" phí")}</w:ins>{run(".")}</w:p>' + paragraph("Điều 2.")
    ),
    "tables": whole_word(
        paragraph("Mức thu")
        + table(
            row(cell("STT", '<w:vMerge w:val="restart"/>'), cell("Mức thu phí", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), cell("Cá nhân"), cell("Tổ chức")),
            row(cell("1"), cell("5.000 đồng"), cell("10.000 đồng")),
        )
        + paragraph("Mức này áp dụng từ năm 2026.")
    ),
    "notes": whole_word(
        f'<w:p>{run("Điều 1. Phí")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" được nộp một lần")}</w:p>'
        f"<w:p>{run('Tên đường')}<w:r><w:tab/><w:t>số</w:t><w:br/><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r></w:p>",
        footnotes=NOTES,
    ),
    "old-fonts": whole_word(
        f'<w:p>{run(TCVN3, """<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime" w:cs=".VnTime"/>""")}{run(" – nơi nhận: Sở Tài chính")}</w:p>'
    ),
    "styles": whole_word(
        "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(words)}</w:p>'
            for style, words in (
                ("Dieu", "Phạm vi"),
                ("Dieu", "Hồ sơ"),
                ("Khoan", "Đơn"),
                ("Khoan", "Ảnh"),
                ("Dieu", "Phí"),
                ("Khoan", "Mức"),
            )
        ),
        numbering=LISTS.replace('<w:suff w:val="space"/>', '<w:pStyle w:val="Dieu"/><w:suff w:val="space"/>'),
        styles=f"<w:styles {W}>"
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/>'
            "</w:numPr></w:pPr></w:style>"
            for level, name in enumerate(("Dieu", "Khoan"))
        )
        + "</w:styles>",
    ),
    "header": whole_word(
        f'{paragraph("Điều 1.")}<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>',
        header=f"<w:hdr {W}>{paragraph('Dự thảo lần 2')}</w:hdr>",
    ),
    "tables-in-tables": whole_word(
        table(
            row(cell("STT"), cell("Mức"), cell("Ghi chú")),
            row(cell("1"), cell("5.000 đồng"), f"<w:tc>{table(row(cell('a'), cell('b')))}</w:tc>"),
        )
    ),
    "hidden": whole_word(f"<w:p>{run('Điều 1.')}{run(' phải nộp phí', '<w:vanish/>')}</w:p>"),
    "fields": whole_word(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.vn/"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Cổng dịch vụ công</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
}


def changed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A .doc with another stream of text and properties, of the same length."""
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        ole.write_stream("WordDocument", change(ole.openstream("WordDocument").read()))
    return file.getvalue()


def lines(reading: Reading) -> list[str]:
    """The lines of a reading that are not empty."""
    return [line for line in reading.source.text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each of DOCUMENTS as a .doc."""
    return converted(DOCUMENTS, "doc", tmp_path_factory.mktemp("word97"))


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No document of these tests may go through LibreOffice."""
    real = jail.call

    def without(step: str, *rest: object, **arguments: object) -> object:
        if step.startswith("convert"):
            raise UnreadableError(reasons.office_missing("tệp .doc"))
        return real(step, *rest, **arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(jail, "call", without)


def test_numbers_of_articles_clauses_and_points_are_read_and_begin_anew_under_each_article() -> None:
    assert lines(read_bytes(doc(ARTICLES, levels=LEVELS))) == [
        "Điều 1. Phạm vi",
        "Điều 2. Hồ sơ",
        "1. Thành phần hồ sơ gồm",
        "a) Đơn đề nghị;",
        "b) Bản sao giấy phép.",
        "2. Thời hạn",
        "Điều 3. Trình tự",
        "1. Nộp hồ sơ",
        "Không đánh số",
    ]


def test_what_a_tracked_change_deleted_is_not_read() -> None:
    changed_ = Typed([("Người dân phải nộp", b""), (" lệ phí", DELETED), (" phí", INSERTED), (".", b"")])
    gone = Typed([("Bỏ cả khoản.", DELETED)], in_list(1, 0), mark_sprms=DELETED)
    data = doc([para("Phí", in_list(1, 0)), changed_, gone, para("Hiệu lực", in_list(1, 0))], levels=LEVELS)
    reading = read_bytes(data)
    assert reading.source.text == "Điều 1. Phí\nNgười dân phải nộp phí.\nĐiều 2. Hiệu lực\n"
    assert [problem.code for problem in reading.problems] == ["N-DOCX-01"]
    assert lines(read_bytes(data, changes="original")) == [
        "Điều 1. Phí",
        "Người dân phải nộp lệ phí.",
        "Điều 2. Bỏ cả khoản.",
        "Điều 3. Hiệu lực",
    ]


def test_cells_of_a_table_stand_in_their_rows_and_a_deleted_row_is_gone() -> None:
    edges = (0, 1000, 4000, 7000)

    def cells(*texts: str, flags: Sequence[int] = (), mark: bytes = b"") -> list[Typed]:
        return [*(para(text, IN_TABLE, "\x07") for text in texts), Typed([], row_end(edges, flags), "\x07", mark)]

    first_down, next_down, first_across, next_across = 0x60, 0x20, 1, 2
    data = doc(
        [
            para("Mức thu"),
            *cells("STT", "Mức thu phí", "", flags=(first_down, first_across, next_across)),
            *cells("", "Cá nhân", "Tổ chức", flags=(next_down,)),
            *cells("1", "5.000 đồng", "10.000 đồng"),
            *cells("2", "bỏ", "bỏ", mark=DELETED),
            para("Áp dụng từ năm 2026."),
        ]
    )
    reading = read_bytes(data)
    assert reading.source.text == ("Mức thu\nSTT | Mức thu phí\nCá nhân | Tổ chức\n1 | 5.000 đồng | 10.000 đồng\nÁp dụng từ năm 2026.\n")
    rows = [[span.of(reading.source.text) for span in row] for row in reading.tables[0].rows]
    assert rows == [["STT", "Mức thu phí"], ["Cá nhân", "Tổ chức"], ["1", "5.000 đồng", "10.000 đồng"]]


def test_tcvn3_is_told_by_its_font() -> None:
    data = doc([Typed([(TCVN3, font(1))])], fonts=("Times New Roman", ".VnTime"), compressed="latin-1")
    reading = read_bytes(data)
    assert reading.source.text == UNICODE + "\n"
    assert [problem.code for problem in reading.problems] == ["N-ENC-01"]


def test_a_byte_a_character_is_windows_1252() -> None:
    assert read_bytes(doc([para("“Quy” – 5 €")], compressed="cp1252")).source.text == "“Quy” – 5 €\n"


def test_codes_of_fields_are_not_read_and_signs_are_what_they_look_like() -> None:
    field = '\x13 HYPERLINK "https://example.vn" \x14Cổng dịch vụ công\x15'
    text = f"{field}:\tsố 1\x1e2\x0bdòng sau \x13 TOC \x13 PAGE \x15\x14mục lục\x15."
    assert read_bytes(doc([para(text)])).source.text == "Cổng dịch vụ công:\tsố 1-2\ndòng sau mục lục.\n"


def test_a_change_that_a_fast_save_laid_over_pieces_counts() -> None:
    assert lines(read_bytes(doc(ARTICLES, levels=LEVELS, pieces=7))) == lines(read_bytes(doc(ARTICLES, levels=LEVELS)))
    hidden = b"\x3c\x08\x01"
    reading = read_bytes(doc([Typed([("Điều 1.", b""), (" ẩn", hidden)]), para("Điều 2.")], pieces=3))
    assert reading.source.text == "Điều 1.\nĐiều 2.\n"
    assert "ẩn" in reading.problems[0].message
    with pytest.raises(UnreadableError) as caught:
        read_bytes(doc([para("Điều 1."), para("Điều 2.")], changes=hidden, pieces=3))
    assert caught.value.problem.code == "E-READ-08"


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda word: word[: word.find("Không đánh số".encode("utf-16-le")) + 40].ljust(len(word), b"\0"), id="no properties"),
        pytest.param(lambda word: word[:76] + bytes([word[76] ^ 0x10]) + word[77:], id="another length"),
        pytest.param(lambda word: word.replace("Phạm vi".encode("utf-16-le"), "Phạm \x13i".encode("utf-16-le")), id="a field without end"),
    ],
)
def test_a_doc_that_is_not_understood_is_read_roughly_and_marked(broken: Callable[[bytes], bytes]) -> None:
    data = changed(doc(ARTICLES, levels=LEVELS), broken)
    reading = read_bytes(data)
    assert [problem.code for problem in reading.problems] == ["E-DOC-01"]
    assert "Thành phần hồ sơ gồm" in reading.source.text


def test_numbers_of_an_unknown_kind_are_left_to_libreoffice() -> None:
    assert docx_of_doc(doc(ARTICLES, levels=[(60, "\0."), *LEVELS[1:]])) is None


def test_pieces_that_repeat_the_same_text_without_end_are_refused() -> None:
    """A small file must not unfold to a large text."""
    data = doc(ARTICLES, levels=LEVELS, pieces=3)
    many = struct.pack("<I", 2**28)
    assert docx_of_doc(changed(data, lambda word: word[:76] + many + word[80:])) is None


def test_the_docx_made_of_a_doc_can_be_opened() -> None:
    own = as_docx(doc(ARTICLES, levels=LEVELS))
    assert own is not None
    assert [one.text for one in docx.Document(io.BytesIO(own)).paragraphs][:2] == ["Phạm vi", "Hồ sơ"]


class TestMadeByLibreOffice:
    pytestmark = office

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_a_doc_says_what_the_docx_says(self, name: str, made: dict[str, bytes]) -> None:
        typed_in, doc97 = read_bytes(DOCUMENTS[name]), read_bytes(made[name])
        assert lines(doc97) == lines(typed_in)
        assert doc97.format == "doc"
        assert [table.rows for table in doc97.tables] == [table.rows for table in typed_in.tables]
        assert [problem.code for problem in doc97.problems] == [problem.code for problem in typed_in.problems]

    def test_numbers_and_bullets_are_read(self, made: dict[str, bytes]) -> None:
        assert lines(read_bytes(made["lists"]))[5:] == [
            "2. Thời hạn",
            "- Gạch đầu dòng",
            "Điều 3. Trình tự",
            "1. Nộp hồ sơ",
            "Điều 7. Hiệu lực",
        ]

    def test_a_footnote_is_read_after_the_body(self, made: dict[str, bytes]) -> None:
        read = lines(read_bytes(made["notes"]))
        assert read[0] == "Điều 1. Phí được nộp một lần"
        assert read[-1].strip() == "Theo Luật Phí và lệ phí."

    def test_libreoffice_opens_the_docx_made_of_a_doc(self, made: dict[str, bytes], tmp_path: Path) -> None:
        own = {name: as_docx(made[name]) or b"" for name in ("lists", "tables", "notes")}
        for name, again in converted(own, "doc", tmp_path).items():
            assert lines(read_bytes(again)) == lines(read_bytes(made[name]))

    def test_a_typed_document_has_no_notice(self, tmp_path: Path) -> None:
        data = converted({"a": typed("Điều 1. Phạm vi\nHồ sơ gồm đơn đề nghị.")}, "doc", tmp_path)["a"]
        reading = read_bytes(data)
        assert (reading.format, reading.source.text, reading.problems) == ("doc", "Điều 1. Phạm vi\nHồ sơ gồm đơn đề nghị.\n", ())
