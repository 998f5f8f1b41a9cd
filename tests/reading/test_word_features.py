"""What Word shows on the page is read, wherever it stands in the file; what it does not print is told, not read."""

import pytest

from lawcheck.errors import UnreadableError
from lawcheck.reading import read_bytes
from tests.reading.word import W, package, paragraph, word

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def text(body: str, **parts: str | bytes) -> str:
    return read_bytes(word(body, **parts)).source.text


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in read_bytes(data).problems]


def test_a_field_shows_its_result_and_not_its_code() -> None:
    simple = '<w:p><w:fldSimple w:instr="REF dieu5"><w:r><w:t>Điều 5</w:t></w:r></w:fldSimple></w:p>'
    complex_ = (
        "<w:p>"
        + run('<w:fldChar w:fldCharType="begin"/>')
        + run("<w:instrText>REF x</w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>khoản 2</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
        + "</w:p>"
    )
    assert text(simple + complex_) == "Điều 5\nkhoản 2\n"


def test_leaving_out_looks_leaves_out_no_text() -> None:
    looks = '<w:b/><w:sz w:val="28"/><w:lang w:val="vi-VN"/><w:color w:val="000000"/><w:spacing w:after="4" />'
    body = (
        '<w:p w:rsidR="00AB12" w:rsidRDefault="00AB13"><w:pPr><w:jc w:val="both"/><w:keepNext/></w:pPr><w:proofErr w:type="spellStart"/>'
        + run("<w:t>Điều 1.</w:t><w:tab/><w:t>Hồ sơ</w:t><w:br/>", looks)
        + run("<w:t>ẩn</w:t>", looks + "<w:vanish/>")
        + run('<w:t>thuộc tính w:rsidR="00AB12" và &lt;w:b/&gt;</w:t>', looks)
        + '</w:p><w:p w:rsidR="00AB12"/>'
    )
    assert text(body) == 'Điều 1.\tHồ sơ\nthuộc tính w:rsidR="00AB12" và <w:b/>\n\n'


def test_content_controls_smart_tags_links_and_formulas_are_text() -> None:
    body = (
        "<w:p><w:sdt><w:sdtPr/><w:sdtContent>" + run("<w:t>Hồ sơ</w:t>") + "</w:sdtContent></w:sdt>"
        "<w:smartTag>" + run("<w:t> gồm</w:t>") + "</w:smartTag><w:hyperlink>" + run("<w:t> đơn</w:t>") + "</w:hyperlink>"
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t> x²</m:t></m:r></m:oMath></w:p>'
    )
    assert text(body) == "Hồ sơ gồm đơn x²\n"


def test_a_text_box_written_twice_for_old_programs_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Mẫu số 01')}</w:txbxContent>"
    inner = run(f"<w:pict>{box}</w:pict>")
    nested = f"<w:txbxContent><w:p>{run('<w:t>ngoài</w:t>')}{inner}</w:p></w:txbxContent>"
    twice = f"<mc:AlternateContent {MC}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert text(f"<w:p>{run(twice)}</w:p>").split() == ["Mẫu", "số", "01"]
    assert text(f"<w:p>{run(f'<w:pict>{nested}</w:pict>')}</w:p>").split() == ["ngoài", "Mẫu", "số", "01"]


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="X" w:char="zz"/>', "•"),
        ("<w:noBreakHyphen/>", "-"),
        ("<w:softHyphen/>", ""),
        ("<w:t>\uf0fc</w:t>", "✓"),
    ],
)
def test_signs(sign: str, shown: str) -> None:
    assert text(f"<w:p>{run('<w:t>a</w:t>' + sign + '<w:t>b</w:t>')}</w:p>") == f"a{shown}b\n"


def test_hidden_text_is_told_and_not_read() -> None:
    shown = run("<w:t> Tên</w:t>", '<w:vanish w:val="0"/>')
    data = word(f"<w:p>{run('<w:t>Điều 1.</w:t>')}{run('<w:t> phải nộp phí</w:t>', '<w:vanish/>')}{shown}</w:p>")
    reading = read_bytes(data)
    assert reading.source.text == "Điều 1. Tên\n"
    assert [problem.code for problem in reading.problems] == ["N-DOCX-03"]
    assert "Có chữ ẩn" in reading.problems[0].message
    assert "phải nộp phí" in reading.problems[0].message


def test_text_hidden_by_its_style_is_told_too() -> None:
    styles = f'<w:styles {W}><w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    hidden = run("<w:t>a</w:t>", '<w:rStyle w:val="An"/>')
    body = f"<w:p>{hidden}{run('<w:t>b</w:t>')}</w:p>"
    assert text(body, styles=styles) == "b\n"


def test_comments_changes_and_macros_are_told() -> None:
    body = f"<w:p><w:ins>{run('<w:t>x</w:t>')}</w:ins></w:p>"
    comments = f'<w:comments {W}><w:comment w:id="1">{paragraph("ý kiến")}</w:comment></w:comments>'
    reading = read_bytes(word(body, comments=comments))
    assert "1 chỗ sửa đổi" in reading.problems[0].message
    assert "1 chú thích" in reading.problems[0].message
    with_macros = package(
        {"word/document.xml": f"<w:document {W}><w:body>{paragraph('x')}</w:body></w:document>", "word/vbaProject.bin": b"x"}
    )
    assert codes(with_macros) == ["N-DOCX-02"]


def test_a_row_and_a_paragraph_deleted_by_track_changes_are_gone() -> None:
    cell = f"<w:tc>{paragraph('nộp')}</w:tc><w:tc>{paragraph('đơn')}</w:tc>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell.replace('nộp', 'bỏ')}</w:tr>"
    assert text(f"<w:tbl><w:tr>{cell}</w:tr>{deleted}</w:tbl>") == "nộp | đơn\n"
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
    )
    data = word(paragraph("một", "1") + gone + paragraph("hai", "1"), numbering=numbering)
    assert read_bytes(data).source.text == "1. một\n2. hai\n"
    assert read_bytes(data, changes="original").source.text == "1. một\n2. cũ\n3. hai\n"


def test_a_list_level_is_found_by_its_style() -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="Dieu"/><w:lvlText w:val="Điều %1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Khoan"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    styles = f"<w:styles {W}>{style.format('Dieu')}{style.format('Khoan')}</w:styles>"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
        for name, words in (("Dieu", "A"), ("Khoan", "b"), ("Khoan", "c"), ("Dieu", "D"), ("Khoan", "e"))
    )
    assert text(body, numbering=numbering, styles=styles) == "Điều 1. A\n1. b\n2. c\nĐiều 2. D\n1. e\n"


def test_a_cell_that_holds_only_an_automatic_number_shows_it() -> None:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    rows = "".join(f"<w:tr><w:tc>{paragraph('', '1')}</w:tc><w:tc>{paragraph(words)}</w:tc></w:tr>" for words in ("Đơn đề nghị", "Bản sao"))
    assert text(f"<w:tbl>{rows}</w:tbl>", numbering=lists) == "1. | Đơn đề nghị\n2. | Bản sao\n"


def test_merged_and_nested_cells_stand_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc><w:tc>{paragraph('y')}</w:tc></w:tr></w:tbl>"
    rows = (
        f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{paragraph('gộp')}</w:tc><w:tc>{inner}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc><w:tc>{paragraph('z')}</w:tc></w:tr>"
    )
    assert text(f"<w:tbl>{rows}</w:tbl>").split() == ["gộp", "|", "x", "|", "y", "z"]


def test_strict_open_xml_is_read_like_the_usual_one() -> None:
    xml = f"<w:document {W}><w:body>{paragraph('Điều 1')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert read_bytes(package({"word/document.xml": xml})).source.text == "Điều 1\n"


def test_the_main_part_is_the_one_that_the_package_names() -> None:
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="/van/ban.xml"/></Relationships>'
    data = package(
        {
            "_rels/.rels": relation,
            "[Content_Types].xml": "x",
            "van/ban.xml": f"<w:document {W}><w:body>{paragraph('đây')}</w:body></w:document>",
        }
    )
    assert read_bytes(data).source.text == "đây\n"
    with pytest.raises(UnreadableError):
        read_bytes(package({"[Content_Types].xml": "x"}))
