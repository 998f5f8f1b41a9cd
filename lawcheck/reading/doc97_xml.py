"""Text of a Word 97–2003 file as XML: only characters that XML allows, surrogate pairs joined."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPED = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}


def escaped(text: str) -> str:
    """`text` for the content of an element."""
    if text.isascii() and text.isalnum():
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _FORBIDDEN.sub("", text).translate(_ESCAPED)


def attribute(text: str) -> str:
    """`text` for the value of an attribute in double quotes."""
    return escaped(text).replace("\t", " ").replace("\n", " ").replace("\r", " ")
