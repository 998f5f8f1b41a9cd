"""Plain text and html."""

from __future__ import annotations

import codecs
import re
import unicodedata

from lawcheck.errors import Problem, UnreadableError
from lawcheck.reading import reasons
from lawcheck.reading.model import Reading
from lawcheck.text import SourceText

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
_DROPPED = frozenset(["script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object"])


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of `data` in NFC with "\\n" line ends, and a notice where the encoding had to be guessed."""
    problems: tuple[Problem, ...] = ()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1258", errors="replace")
            problems = (
                Problem(
                    code="E-TXT-01",
                    severity="notice",
                    message="Tệp không ghi theo UTF-8; đã đoán bảng mã Windows-1258, hãy đối chiếu vài dòng.",
                ),
            )
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")), problems


def read_text(data: bytes, *, sha256: str) -> Reading:
    """Read plain text. Raises UnreadableError where it has no words."""
    text, problems = decode(data)
    if not any(char.isalnum() for char in text):
        raise UnreadableError(reasons.empty())
    return Reading(source=SourceText.plain(text), format="txt", sha256=sha256, problems=problems)


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
    return SourceText.plain(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n")
