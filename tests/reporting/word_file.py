"""A Word file that has everything comments must live with, written part by part so that a test knows every byte."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1800000" cy="500000"/><wp:docPr id="1" name="Box"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    "<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    '<mc:Fallback><w:pict><v:shape style="width:140pt;height:40pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>'
    "</mc:AlternateContent></w:r>"
)


def _p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def _r(text: str, style: str = "") -> str:
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BODY = "".join(
    [
        _p(_r("Đầu văn bản có ") + _r("chữ đậm ở giữa", "<w:b/>") + _r(" câu này.")),
        _p(
            '<w:commentRangeStart w:id="3"/>' + _r("Đoạn đã có chú thích của người khác.") + '<w:commentRangeEnd w:id="3"/>'
            '<w:r><w:commentReference w:id="3"/></w:r>'
        ),
        _p(
            _r("Chữ cũ, ")
            + '<w:ins w:id="7" w:author="B" w:date="2026-01-02T00:00:00Z">'
            + _r("chữ được chèn thêm vào")
            + "</w:ins>"
            + '<w:del w:id="8" w:author="B" w:date="2026-01-02T00:00:00Z"><w:r><w:delText>chữ bị xóa</w:delText></w:r></w:del>'
            + _r(", chữ sau.")
        ),
        _p(_r("Xem ") + '<w:hyperlink w:anchor="x">' + _r("liên kết tới trang khác", '<w:u w:val="single"/>') + "</w:hyperlink>" + _r(".")),
        _p("<w:sdt><w:sdtPr/><w:sdtContent>" + _r("Ô nội dung được kiểm soát") + "</w:sdtContent></w:sdt>"),
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/><w:gridCol w:w='4000'/></w:tblGrid>"
        + "".join(
            f"<w:tr><w:tc>{_p(_r(f'Ô trái {n}'))}</w:tc><w:tc>{_p(_r(f'Ô phải {n} của bảng dữ liệu'))}</w:tc></w:tr>" for n in range(1, 5)
        )
        + "</w:tbl>",
        _p(_r("Câu có dấu chú thích") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + _r(" ở giữa.")),
        _p(_r("Trước hộp ") + _BOX.format(inside=_p(_r("Chữ trong hộp văn bản"))) + _r(" sau hộp.")),
        _p(_r("Chữ tổ hợp rời: ho\u0302\u0300 so\u031b va\u0300 tho\u031b\u0300i ha\u0323n.")),
        _p(_r("Đoạn cuối thứ nhất kéo dài")),
        _p(_r("sang đoạn thứ hai.") + "<w:r><w:tab/><w:t>sau dấu tab</w:t></w:r>"),
        _p(""),
    ]
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("comments", "comments"), ("footnotes", "footnotes"), ("header1", "header"))
    )
    + "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="rId{index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}.xml"/>'
        for index, (kind, target) in enumerate((("comments", "comments"), ("footnotes", "footnotes"), ("header", "header1")), 1)
    )
    + "</Relationships>",
    "word/document.xml": f"<w:document {_NS}><w:body>{BODY}"
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    "word/comments.xml": f'<w:comments {_NS}><w:comment w:id="3" w:author="Người khác">{_p(_r("Ý kiến có sẵn"))}</w:comment></w:comments>',
    "word/footnotes.xml": f'<w:footnotes {_NS}><w:footnote w:id="2">{_p(_r("Lời của chú thích cuối trang"))}</w:footnote></w:footnotes>',
    "word/header1.xml": f"<w:hdr {_NS}>{_p(_r('Chữ ở đầu trang'))}</w:hdr>",
    "word/media/dau.bin": "\x00\x01 không phải XML",
}


def word_file() -> bytes:
    """The file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in PARTS.items():
            package.writestr(name, text)
    return out.getvalue()
