"""What the jail does with a file, one function a step. Runs inside the jail only; tests call the readers themselves."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons, wire
from lawcheck.reading.model import Place, Reading

if TYPE_CHECKING:
    from lawcheck.reading.doc97.ole import OleKind

Answer = tuple[dict[str, Any], bytes]


def run(header: dict[str, Any], data: bytes) -> Answer:
    """Do the step that `header` names on `data`; what cannot be read is an answer too."""
    try:
        return _STEPS[header["step"]](data, header)
    except UnreadableError as error:
        return {"problem": wire.pack_problems([error.problem])[0]}, b""


def _read(data: bytes, header: dict[str, Any]) -> Answer:
    """Read by kind; {"convert": suffix} where LibreOffice has to make a docx first, {"ocr": n} where n pages need OCR.

    With `asked` a .doc is not read: {"convert": ".doc", "own": whether it can do without LibreOffice, as far as its head tells}.
    """
    kind, sha256, changes = header["kind"], hashlib.sha256(data).hexdigest(), header.get("changes", "accepted")
    if kind == "zip":
        kind = _zip_kind(data)
    if kind == "ole":
        from lawcheck.reading.doc97.ole import OleKind, ole_kind

        ole = ole_kind(data)
        if not isinstance(ole, OleKind):
            raise UnreadableError(ole)
        return _read_ole(data, ole, header, sha256)
    if kind in ("rtf", "odt", "word-xml"):
        return {"convert": ".xml" if kind == "word-xml" else f".{kind}"}, b""
    if kind == "docx":
        from lawcheck.reading.docx import read_docx

        return _reading(read_docx(data, sha256=sha256, changes=changes))
    if kind == "html":
        from lawcheck.reading.plain import read_html

        return _reading(read_html(data, sha256=sha256))
    if kind == "image":
        from lawcheck.reading.images import read_image

        scan = read_image(data, sha256=sha256, recognise=header.get("recognise", False), jobs=header.get("jobs", 1))
    else:
        from lawcheck.reading.pdf import read_pdf

        scan = read_pdf(data, sha256=sha256, recognise=header.get("recognise", False), jobs=header.get("jobs", 1))
    return ({"ocr": scan}, b"") if isinstance(scan, int) else _reading(scan)


def _read_ole(data: bytes, ole: OleKind, header: dict[str, Any], sha256: str) -> Answer:
    """A .doc that is wholly understood is read here; LibreOffice has to convert the others, and Works files."""
    from lawcheck.reading.doc97.docx import docx_of_doc
    from lawcheck.reading.docx import read_docx

    docx = docx_of_doc(data) if ole.word97 and not header.get("asked") else None
    if docx is None:
        return {"convert": f".{ole.name}", "own": ole.word97, "macros": ole.macros}, b""
    reading = read_docx(docx, sha256=sha256, changes=header.get("changes", "accepted"))
    macros = (reasons.MACROS,) if ole.macros else ()
    return _reading(dataclasses.replace(reading, format="doc", problems=(*reading.problems, *macros)))


def _zip_kind(data: bytes) -> str:
    """ "docx" or "odt". Raises UnreadableError for other archives."""
    from lawcheck.reading.packages import open_package, read_part

    package = open_package(data, "tệp nén")
    names = set(package.namelist())
    if any(name.lower().startswith("word/") or name == "[Content_Types].xml" for name in names):
        if any(name.startswith(("xl/", "ppt/", "visio/")) for name in names):
            raise UnreadableError(reasons.unsupported("bảng tính Excel, bản trình chiếu hoặc bản vẽ"))
        return "docx"
    if "mimetype" in names:
        mimetype = read_part(package, "mimetype", "tệp OpenDocument", limit=200)
        if b"opendocument.text" in mimetype:
            if b"encryption-data" in (
                read_part(package, "META-INF/manifest.xml", "tệp OpenDocument") if "META-INF/manifest.xml" in names else b""
            ):
                raise UnreadableError(reasons.encrypted("tệp OpenDocument"))
            return "odt"
        raise UnreadableError(reasons.unsupported("gói OpenDocument/EPUB không phải văn bản Writer"))
    if not names:
        raise UnreadableError(reasons.empty())
    raise UnreadableError(
        Problem(
            code="E-READ-10",
            message="Tệp nén chứa nhiều tệp: một tệp nén không phải một văn bản; hãy dùng “lawcheck scan” với tệp .zip này, hoặc giải nén rồi kiểm tra từng tệp.",
        )
    )


def _reading(reading: Reading) -> Answer:
    return {"reading": wire.pack(reading)}, b""


def _convert(data: bytes, header: dict[str, Any]) -> Answer:
    """The docx that LibreOffice makes of the file."""
    from lawcheck.reading.office import to_docx

    with tempfile.TemporaryDirectory(prefix="lawcheck-") as folder:
        return {}, to_docx(data, header["suffix"], Path(folder))


def _convert_together(data: bytes, header: dict[str, Any]) -> Answer:
    """The docx that LibreOffice makes of each of several files after one another, in one call: sizes and suffixes in, sizes out."""
    from lawcheck.reading.office import many_to_docx

    ends = itertools.accumulate(size for size, _ in header["files"])
    files = [(data[end - size : end], suffix) for end, (size, suffix) in zip(ends, header["files"], strict=True)]
    with tempfile.TemporaryDirectory(prefix="lawcheck-") as folder:
        made = many_to_docx(files, Path(folder))
    return {"sizes": [len(docx) for docx in made]}, b"".join(made)


def _doc_text(data: bytes, header: dict[str, Any]) -> Answer:
    from lawcheck.reading.doc97.ole import doc_text

    return {"text": doc_text(data)}, b""


def _doc_docx(data: bytes, header: dict[str, Any]) -> Answer:
    """The docx that is made of a .doc without LibreOffice, empty where it is not wholly understood."""
    from lawcheck.reading.doc97.docx import docx_of_doc

    return {}, docx_of_doc(data) or b""


def _members(data: bytes, header: dict[str, Any]) -> Answer:
    """The files of an archive or mail: names and sizes in the header, their bytes after one another."""
    from lawcheck.reading.archive import unpack

    found = unpack(data, header["kind"])
    if found is None:
        return {}, b""
    files = list(found)
    return {"files": [(name, len(content)) for name, content in files]}, b"".join(content for _, content in files)


def _pictures(data: bytes, header: dict[str, Any]) -> Answer:
    """Pictures of parts of pages: their sizes in the header, their bytes after one another."""
    from lawcheck.reading.images import pictures

    found = pictures(data, header["kind"], [Place(*place) for place in header["places"]])
    return {"sizes": [len(picture) for picture in found]}, b"".join(found)


_STEPS = {
    "read": _read,
    "convert": _convert,
    "convert-together": _convert_together,
    "doc-docx": _doc_docx,
    "doc-text": _doc_text,
    "members": _members,
    "pictures": _pictures,
}
