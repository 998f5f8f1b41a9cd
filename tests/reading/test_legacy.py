"""Old encodings: tables against an independent library, lines told apart, fonts and content together."""

from pathlib import Path

import pytest
from viparse.normalize.tables import convert
from viparse.normalize.tcvn3 import TCVN3 as OTHER_TCVN3
from viparse.normalize.vni import VNI as OTHER_VNI

from lawcheck.reading import legacy, read_bytes
from tests.reading.word import W, word

PLAN = (Path(__file__).parents[2] / "corpus" / "documents" / "ke-hoach-5204-kh-ubnd.txt").read_text(encoding="utf-8")
LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
TCVN3 = {chr(value) if isinstance(value, int) else value: chr(key) for key, value in legacy._TCVN3.items()}
VNI = {value: key for key, value in reversed(legacy._VNI.items())}


def in_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(char, TCVN3.get(char.lower(), char)) for char in text)


def in_vni(text: str) -> str:
    return "".join(VNI.get(char, char) for char in text)


def test_every_letter_has_its_sign() -> None:
    assert legacy.to_unicode(in_tcvn3(LETTERS), "tcvn3") == LETTERS
    assert legacy.to_unicode(in_vni(LETTERS + LETTERS.upper()), "vni") == LETTERS + LETTERS.upper()


@pytest.mark.parametrize("letter", LETTERS)
def test_tables_agree_with_an_independent_library(letter: str) -> None:
    assert convert(in_tcvn3(letter), OTHER_TCVN3) == letter
    pair = "yï" if letter == "ỵ" else in_vni(letter)  # both ways of writing ỵ are read here; the other library knows the pair
    if letter != "ẳ":  # the other library leaves it out on purpose
        assert convert(pair, OTHER_VNI) == legacy.to_unicode(pair, "vni") == letter


@pytest.mark.parametrize("encode", [in_tcvn3, in_vni])
def test_the_plan_comes_back_exactly(encode: object) -> None:
    assert callable(encode)
    old = encode(PLAN)
    for data in (old.encode("latin-1"), old.encode()):
        reading = read_bytes(data)
        back = reading.source.text
        # TCVN3 has no toned capitals: what was a capital may come back small where its line does not tell
        assert back == PLAN if encode is in_vni else back.lower() == PLAN.lower()
        assert [problem.code for problem in reading.problems] == ["N-ENC-01"]


@pytest.mark.parametrize(("name", "encode"), [("tcvn3", in_tcvn3), ("vni", in_vni)])
def test_lines_of_four_words_are_told(name: str, encode: object) -> None:
    assert callable(encode)
    lines = [line for line in PLAN.splitlines() if len(line.split()) >= 4]
    told = [legacy.detect([encode(line)]) == name for line in lines if encode(line) != line]
    assert sum(told) >= 0.98 * len(told)


def test_unicode_is_never_taken_for_an_old_encoding() -> None:
    assert legacy.detect(PLAN.splitlines()) is None
    assert legacy.detect(["Có là và cho", "© 2024 Bản quyền", "à la carte", "café crème"]) is None


def test_a_mixed_document_keeps_its_unicode_lines() -> None:
    lines = PLAN.splitlines()
    mixed = [in_tcvn3(line) if index % 2 else line for index, line in enumerate(lines)]
    back, encoding = legacy.convert_lines(mixed)
    assert encoding == "tcvn3"
    wrong = sum(a.lower() != b.lower() for a, b in zip(back, lines, strict=True))
    assert wrong <= 0.02 * len(lines)


def run(text: str, font: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t>{text}</w:t></w:r>'


def test_fonts_tell_the_encoding_of_each_run() -> None:
    body = f"<w:p>{run('QuyÕt ®Þnh', '.VnTime')}{run(' của tỉnh', 'Times New Roman')}</w:p><w:p>{run('ñy ban nh©n d©n', '.VnTimeH')}</w:p><w:p>{run('QUYEÁT ÑÒNH', 'VNI-Times')}</w:p>"
    reading = read_bytes(word(body))
    assert reading.source.text == "Quyết định của tỉnh\nỦY BAN NHÂN DÂN\nQUYẾT ĐỊNH\n"
    assert [problem.code for problem in reading.problems] == ["N-ENC-01"]


def test_unicode_typed_in_an_old_font_stays() -> None:
    assert read_bytes(word(f"<w:p>{run('Lào Cai, ngày tháng năm', '.VnTime')}</w:p>")).source.text == "Lào Cai, ngày tháng năm\n"


def test_the_font_may_come_from_a_style() -> None:
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style></w:styles>'
    assert read_bytes(word("<w:p><w:r><w:t>thñ tôc hµnh chÝnh</w:t></w:r></w:p>", styles=styles)).source.text == "thủ tục hành chính\n"


def test_where_the_font_is_lost_the_content_tells() -> None:
    lines = ["XÐt ®Ò nghÞ cña Bé tr<w:softHyphen/>ëng Bé Y tÕ", "ChÝnh phñ cÇn nhiÒu y sü ®Ó gióp Bé Y tÕ", "Có Unicode ở dòng này"]
    body = "".join(f"<w:p><w:r><w:t>{line.replace('<w:softHyphen/>', '</w:t><w:softHyphen/><w:t>')}</w:t></w:r></w:p>" for line in lines)
    assert (
        read_bytes(word(body)).source.text
        == "Xét đề nghị của Bộ trưởng Bộ Y tế\nChính phủ cần nhiều y sỹ để giúp Bộ Y tế\nCó Unicode ở dòng này\n"
    )
