"""Word files made on the fly, for the tests of this folder and those that compare formats."""

import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word(body: str, **parts: str | bytes) -> bytes:
    """A docx with this body; `numbering="<w:numbering …"` and so on add parts."""
    return package(
        {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
        | {f"word/{name}.xml": content for name, content in parts.items()}
    )


def whole_word(body: str, **parts: str) -> bytes:
    """As `word`, with all that other programs ask of a package. `footnotes="<w:footnotes …"` and so on add parts."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    about = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{name}+xml"/>' for name in parts)
    relations = "".join(f'<Relationship Id="{name}" Type="{office}/{name}" Target="{name}.xml"/>' for name in parts)
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{about}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{about}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{about}/relationships">{relations}</Relationships>',
            "word/document.xml": f'<w:document {W} xmlns:r="{office}"><w:body>{body}</w:body></w:document>',
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def paragraph(text: str, num: str = "", level: int = 0) -> str:
    """One w:p with one run; `num` names a list."""
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>' if num else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def typed(text: str) -> bytes:
    """A docx as an office would type it: a paragraph a line, in a font that has all Vietnamese letters."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Tinos", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Tinos")
    for line in text.split("\n"):
        made = document.add_paragraph("".join(char for char in line if char.isprintable()))
        made.paragraph_format.space_after = Pt(4)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def converted(files: dict[str, bytes], target: str, folder: Path) -> dict[str, bytes]:
    """These docx files in another format, by one call of LibreOffice."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = [str(folder / f"{name}.docx") for name in files]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), *sources], capture_output=True, check=True
    )
    return {name: (folder / f"{name}.{target}").read_bytes() for name in files}
