"""Text of a Word 97–2003 file as XML: only characters that XML allows, surrogate pairs joined."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKUP = re.compile('[&<>"]')
_ESCAPED = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}


def escaped(text: str) -> str:
    """`text` for the content of an element."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _FORBIDDEN.sub("", text)
    return text.translate(_ESCAPED) if _MARKUP.search(text) else text


def attribute(text: str) -> str:
    """`text` for the value of an attribute in double quotes."""
    return escaped(text).replace("\t", " ").replace("\n", " ").replace("\r", " ")
