"""Plain text and html."""

from __future__ import annotations

import codecs
import re
import unicodedata

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.legacy import convert_lines, detect, notice
from lawcheck.reading.limits import MAX_TEXT
from lawcheck.reading.model import Reading
from lawcheck.text import Origin, PlainOrigin, SourceText

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "section",
        "article",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "header",
        "footer",
        "main",
        "body",
        "center",
        "pre",
        "hr",
        "td",
        "th",
    ]
)
_GUESSED = Problem(
    code="E-TXT-01", severity="notice", message="Tệp không ghi theo UTF-8; đã đoán bảng mã Windows-1258, hãy đối chiếu vài dòng."
)
_DROPPED = frozenset(["script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object"])


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of `data` in NFC with "\\n" line ends, and a notice where the encoding had to be guessed.

    Without UTF-8 or UTF-16 it is one of the old encodings on Latin-1 (TCVN3, VNI: legacy.py) or Windows-1258, whichever reads best.
    """
    problems: tuple[Problem, ...] = ()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            latin = data.decode("latin-1")
            if detect(latin.splitlines()) is not None:
                text = latin
            else:
                text = data.decode("cp1258", errors="replace")
                problems = (_GUESSED,)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")), problems


def from_legacy(text: str) -> tuple[SourceText, tuple[Problem, ...]]:
    """The text with lines in TCVN3 or VNI made Unicode. Offsets of the origins count in the decoded file."""
    lines = text.split("\n")
    converted, encoding = convert_lines(lines)
    if encoding is None:
        return SourceText.plain(text), ()
    parts: list[tuple[str, Origin]] = []
    at = 0
    for line, new in zip(lines, converted, strict=True):
        parts += [(new, PlainOrigin(at)), ("\n", PlainOrigin(at + len(line)))]
        at += len(line) + 1
    return SourceText.join(parts[:-1]), (notice([encoding]),)


def read_text(data: bytes, *, sha256: str) -> Reading:
    """Read plain text. Raises UnreadableError where it has no words or is too long."""
    text, problems = decode(data)
    if not any(char.isalnum() for char in text):
        raise UnreadableError(reasons.empty())
    if len(text) > MAX_TEXT:
        raise UnreadableError(reasons.too_large(f"hơn {MAX_TEXT // 1_000_000} triệu chữ"))
    source, converted = from_legacy(text)
    return Reading(source=source, format="txt", sha256=sha256, problems=(*problems, *converted))


def read_html(data: bytes, *, sha256: str) -> Reading:
    """Read an html page. Raises UnreadableError for a page without text."""
    source = html_text(data)
    if not any(char.isalnum() for char in source.text):
        raise UnreadableError(reasons.no_text("trang html không có chữ", "hãy lưu lại thành .docx hoặc .txt"))
    return Reading(source=source, format="html", sha256=sha256)


def html_text(data: bytes) -> SourceText:
    """The visible text of an html page, a line for each block. Raises UnreadableError for a page without text."""
    import lxml.html

    text, _ = decode(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(encoding=None, huge_tree=False, no_network=True))
    except (ValueError, lxml.etree.ParserError) as error:
        raise UnreadableError(reasons.corrupt("trang html", detail=type(error).__name__)) from None
    pieces: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        name = str(element.tag)
        if event == "start":
            if name in _BLOCKS:
                pieces.append("\n")
            if name not in _DROPPED and not any(str(above.tag) in _DROPPED for above in element.iterancestors()):
                pieces.append(re.sub(r"\s+", " ", element.text or "") if name != "pre" else element.text or "")
        else:
            if name in _BLOCKS:
                pieces.append("\n")
            if not any(str(above.tag) in _DROPPED for above in element.iterancestors()):
                pieces.append(re.sub(r"\s+", " ", element.tail or ""))
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in "".join(pieces).split("\n")]
    return from_legacy(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n")[0]
