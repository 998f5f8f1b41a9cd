"""Damaged files, a few hundred of them and always the same: each ends as text or as a named reason, never as anything else."""

import random
import re
import struct

import pytest

from lawcheck.errors import UnreadableError
from lawcheck.reading import read_bytes
from lawcheck.reading.docx import read_docx
from lawcheck.reading.plain import read_html, read_text
from tests.reading.test_jail import pdf
from tests.reading.test_reading import NUMBERING
from tests.reading.word import W, package, paragraph, typed, word

BODY = (
    paragraph("Hồ sơ", "1")
    + paragraph("Đơn", "1", 1)
    + f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    + "<w:p><w:ins><w:r><w:t>x</w:t></w:r></w:ins><w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr></w:r></w:p>"
)
END, NONE = 0xFFFFFFFE, 0xFFFFFFFF
"""in an OLE file: no further sector, no such entry"""
VALUES = ['""', '"-1"', '"99999999999"', '"abc"', '"%1%2%9"', '"￿"']


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` with some bytes changed, lost, doubled."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 40))):
        at = chance.randrange(len(out))
        match chance.randrange(4):
            case 0:
                out[at] = chance.randrange(256)
            case 1:
                del out[at : at + chance.randrange(1, 30)]
            case 2:
                out[at:at] = out[chance.randrange(len(out)) :][: chance.randrange(1, 100)]
            case _:
                out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999"))
        if not out:
            return b"?"
    return bytes(out)


def shuffled(xml: str, chance: random.Random) -> str:
    """`xml` with tags lost, doubled, moved, and values replaced: often no longer well-formed, sometimes well-formed and absurd."""
    tags = re.findall(r"<[^>]+>", xml)
    for _ in range(chance.choice((1, 2, 5))):
        tag = chance.choice(tags)
        match chance.randrange(4):
            case 0:
                xml = xml.replace(tag, "", 1)
            case 1:
                xml = xml.replace(tag, tag * chance.choice((2, 60)), 1)
            case 2:
                xml = xml.replace(tag, chance.choice(tags), 1)
            case _:
                xml = re.sub(r'(w:(?:val|ilvl|numId|char|abstractNumId)=)("[^"]*"|\'[^\']*\')', lambda m: m[1] + chance.choice(VALUES), xml)
    return xml


def test_an_old_word_file_that_has_lost_its_directory_is_called_damaged_not_of_another_type() -> None:
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0
    )
    allocation = struct.pack("<II", 0xFFFFFFFD, END).ljust(512, b"\xff")
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBIII", 22, 5, 1, NONE, NONE, NONE)
    with pytest.raises(UnreadableError, match="Tệp hỏng"):
        read_bytes(header.ljust(512, b"\xff") + allocation + root.ljust(512, b"\0"))


@pytest.mark.parametrize("seed", range(150))
def test_absurd_word_files(seed: int) -> None:
    chance = random.Random(seed)
    document = f"<w:document {W}><w:body>{shuffled(BODY, chance)}</w:body></w:document>"
    parts = {"word/document.xml": document, "word/numbering.xml": shuffled(NUMBERING, chance)}
    try:
        reading = read_docx(package(parts), sha256="", changes=chance.choice(("accepted", "original")))
    except UnreadableError as error:
        assert error.problem.code.startswith("E-")
    else:
        assert reading.source.text


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes(seed: int) -> None:
    chance = random.Random(seed)
    original = chance.choice((typed("Điều 1. Phạm vi"), word(BODY, numbering=NUMBERING), pdf(3), b"<html><body><p>xin</p></body></html>"))
    try:
        assert read_bytes(damaged(original, chance)).source.text
    except UnreadableError as error:
        assert error.problem.message.endswith(".")


@pytest.mark.parametrize("seed", range(60))
def test_any_bytes_as_text(seed: int) -> None:
    chance = random.Random(seed)
    data = damaged("Điều 1. Phạm vi điều chỉnh\n".encode() * 20, chance)
    for read in (read_text, read_html):
        try:
            assert read(data, sha256="").source.text
        except UnreadableError as error:
            assert error.problem.code.startswith("E-")
