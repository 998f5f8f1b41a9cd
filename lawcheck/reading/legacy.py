"""Text in the encodings before Unicode: TCVN3 (ABC, fonts .Vn…) and VNI (fonts VNI-…), told by font name and by content.

In both, letters stand on code points of Latin-1. TCVN3 (TCVN 5712:1993, VN3) has one sign a letter and no toned capitals: fonts whose name
ends in H show small letters as capitals. VNI Windows writes most letters as a vowel and a mark.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Literal

from lawcheck.errors import Problem
from lawcheck.text.syllables import is_syllable

Encoding = Literal["tcvn3", "vni"]
NAMES: dict[Encoding, str] = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_PLAIN_MARKS = "øùûõï"
_VNI_PAIRS = {
    vowel + mark: letter
    for vowel, marks, letters in (
        ("a", _PLAIN_MARKS + "êèéúüë" + "âàáåãä", "àáảãạăằắẳẵặâầấẩẫậ"),
        ("e", _PLAIN_MARKS + "âàáåãä", "èéẻẽẹêềếểễệ"),
        ("o", _PLAIN_MARKS + "âàáåãä", "òóỏõọôồốổỗộ"),
        ("ô", _PLAIN_MARKS, "ờớởỡợ"),
        ("u", _PLAIN_MARKS, "ùúủũụ"),
        ("ö", _PLAIN_MARKS, "ừứửữự"),
        ("y", _PLAIN_MARKS, "ỳýỷỹỵ"),  # some programs write ỵ as a pair, most as the single sign below
    )
    for mark, letter in zip(marks, letters, strict=True)
}
_VNI_SINGLE = dict(zip("ñìíæóòôöî", "đìíỉĩịơưỵ", strict=True))
_VNI = {key: value for table in (_VNI_PAIRS, _VNI_SINGLE) for key, value in table.items()}
_VNI |= {key.upper(): value.upper() for key, value in _VNI.items()}
_VNI |= {key[0].upper() + key[1]: value.upper() for key, value in _VNI_PAIRS.items()}
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_HIGH = re.compile("[\u00a1-\u00ff]")
_TRIM = " \t.,;:!?()[]{}<>\"'“”‘’…/-–—*+|=_"
_SHOUTED = re.compile(r"[^\W\d_]+")


def to_unicode(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """`text` in Unicode. `capitals` says that the font shows small letters as capitals (.VnTimeH)."""
    if encoding == "vni":
        return _VNI_SIGN.sub(lambda match: _VNI[match.group()], text)
    converted = text.translate(_TCVN3)
    plain = [char for char in text if char.isascii() and char.isalpha()]
    if capitals or (len(plain) >= 2 and all(char.isupper() for char in plain)):
        return converted.upper()
    return _SHOUTED.sub(_as_neighbours, converted)


def _as_neighbours(match: re.Match[str]) -> str:
    """A word whose other letters are capitals gets capitals for the toned letters too: TCVN3 has none ("ĐồNG")."""
    word = match.group()
    plain = [char for char in word if char.isascii()]
    if len(plain) >= 2 and all(char.isupper() for char in plain):
        return word.upper()
    return word


def encoding_of_font(font: str) -> tuple[Encoding, bool] | None:
    """What the name of a font says: the encoding, and whether it shows capitals; None for other fonts."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3", name.endswith("h")
    if name.startswith(("vni-", "vni ")):
        return "vni", False
    return None


def applies(text: str, encoding: Encoding, *, proven: bool) -> bool:
    """False where `text` in a legacy font is Unicode all the same (typed later, the font left as it was).

    What reads as well either way ("Sè", "tháng") follows the rest of the document: `proven` says that it really is in `encoding`.
    """
    if _UNICODE_ONLY.search(text):
        return False
    raw, converted = _good(text), _good(to_unicode(text, encoding))
    return converted > raw or (proven and converted >= raw) or not _HIGH.search(text)


def detect(lines: Sequence[str]) -> Encoding | None:
    """The encoding that most telling lines of a document are in, without any font; None where they read well as they are."""
    best: Encoding | None = None
    most = 0
    sample = [line for line in lines if _HIGH.search(line) and not _UNICODE_ONLY.search(line)][:2000]
    for encoding in NAMES:
        votes = sum(_better(line, encoding, margin=2) for line in sample)
        if votes > most:
            best, most = encoding, votes
    return best if most >= 1 and most >= 0.3 * len(sample) else None


def convert_lines(lines: Sequence[str]) -> tuple[list[str], Encoding | None]:
    """The lines in Unicode, each where it reads better so (mixed documents keep their Unicode lines), and the encoding that was found.

    A line that reads as well either way ("Sè:") follows the rest of the document.
    """
    encoding = detect(lines)
    if encoding is None:
        return list(lines), None
    telling = [line for line in lines if _HIGH.search(line)]
    unicode_lines = sum(_UNICODE_ONLY.search(line) is not None for line in lines)
    margin = 0 if unicode_lines < 0.1 * len(telling) else 1
    return [
        to_unicode(line, encoding)
        if _HIGH.search(line) and not _UNICODE_ONLY.search(line) and _better(line, encoding, margin=margin)
        else line
        for line in lines
    ], encoding


def reads_better(text: str, encoding: Encoding) -> bool:
    """True for a paragraph that reads as well or better in `encoding`, in a document that is known to use it."""
    return _HIGH.search(text) is not None and not _UNICODE_ONLY.search(text) and _better(text, encoding, margin=0)


def notice(encodings: Sequence[Encoding]) -> Problem:
    """Tells that text was converted."""
    return Problem(
        code="N-ENC-01",
        severity="notice",
        message=f"Văn bản dùng bảng mã {', '.join(NAMES[name] for name in encodings)}; đã chuyển sang Unicode để kiểm tra, hãy đối chiếu vài dòng.",
    )


def _better(line: str, encoding: Encoding, *, margin: int) -> bool:
    converted = to_unicode(line, encoding)
    if converted == line:
        return False
    after, total = _good(converted), _count(converted)
    return after >= _good(line) + margin and after >= 0.7 * total


def _words(text: str) -> list[str]:
    return [word for raw in text.split() if (word := raw.strip(_TRIM)) and any(not char.isascii() for char in word)]


def _count(text: str) -> int:
    return len(_words(text))


def _good(text: str) -> int:
    """How many of the words that are not plain ASCII can be Vietnamese; a capital after a small letter speaks against it."""
    return sum(is_syllable(word) and not any(b.isupper() and a.islower() for a, b in itertools.pairwise(word)) for word in _words(text))
