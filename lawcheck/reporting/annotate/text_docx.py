"""A Word file made from a text that has none of its own (txt, html, scans), so that it can carry comments."""

from __future__ import annotations

import io

from lawcheck.reporting.office.style import new_document, paragraph
from lawcheck.text import DocxOrigin, Generated, Origin, SourceText

_MAIN = "word/document.xml"


def docx_of_text(text: str) -> tuple[bytes, SourceText]:
    """A docx with a paragraph for each line of `text`, and the same text with the origins that point into that docx."""
    document = new_document()
    parts: list[tuple[str, Origin]] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            parts.append(("\n", Generated("line end")))
        parts.append((line, DocxOrigin(_MAIN, number, 0, 0)))
        words = "".join(char if char.isprintable() or char == "\t" else " " for char in line)
        paragraph(document, words, align="left", after=2)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), SourceText.join(parts)
