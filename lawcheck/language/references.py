"""References to documents and to units of documents: "điểm a, b khoản 2 Điều 5 Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ".

Grammar (on the folded text, blanks optional where lines wrap):

    reference  = [units] instrument | units        # khoản 2 Điều 5 Luật này · các điều 3, 4 và 7 · Quyết định số 12/2025/QĐ-UBND
    units      = unit {("," | "và" | "hoặc")? unit}
    unit       = word numbers                      # điểm a, b và c · Điều 5 · từ Điều 12 đến Điều 15 · Điều này
    instrument = type ("này" | "nêu trên" | "số"? number date? issuer? | title date?)
"""

from __future__ import annotations

import datetime
import re

from lawcheck.language.model import Instrument, Provisions, Reference
from lawcheck.text import Span, fold

_TYPES = (
    r"nghị định|nghị quyết liên tịch|nghị quyết|thông tư liên tịch|thông tư|quyết định|chỉ thị|pháp lệnh|bộ luật|luật|hiến pháp|kế hoạch|công văn|tờ trình|báo cáo|thông báo|"
    r"quy định|quy chế|kết luận|công điện|hướng dẫn|chương trình|đề án|văn bản|biên bản|điều lệ|giấy mời|sắc lệnh|phương án"
)
_ANCHOR = re.compile(rf"(?<!\w)(?:các |những |từ )?(?:đ[iỉ][eêềể]u|khoản|điểm|chương|mục|phụ lục|{_TYPES}|số)(?!\w)")
_NUMBER = r"\d{1,6}[a-z]?\s?(?:/\s?\d{4}\s?)?(?:/|-)\s?(?:[a-zđ][\wđ&.]*)(?:\s?[-–.]\s?[a-zđ][\wđ&]*)*(?:/[a-zđ]+)?"
_UNIT = re.compile(
    r"(?:các |những |từ |đến )?(?P<word>đ[iỉ][eêềể]u|khoản|điểm|chương|mục|phụ lục)\s+(?P<first>này|số \d+|\d+(?:\.\d+)*[a-zđ]?(?!\w)|[ivx]+(?!\w)|[a-zđ]{1,2}(?!\w))"
)
_MORE = re.compile(
    r"(?P<glue>\s*,\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+|\s+đến\s+|\s*-\s*)(?P<next>\d+[a-zđ]?(?![\w/])|[a-zđ](?![\w)/]))(?!\s*(?:ngày|năm|tháng|%|\())"
)
_GLUE = re.compile(r"\s*(?:,\s*(?:và\s+)?|và\s+|hoặc\s+|và các\s+|;\s*|đến\s+|của\s+|thuộc\s+)?")
_INSTRUMENT = re.compile(rf"(?P<type>{_TYPES})(?:\s+(?:của\s+)?)")
_OF = re.compile(r"\s*(?:của\s+|tại\s+|,\s*)?")
_NAMED = re.compile(rf"(?:liên tịch\s+)?(?:số\s*:?\s*)?(?P<number>{_NUMBER})")
_DATE = re.compile(r",?\s*ngày\s+(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(?P<year>\d{4})")
_YEAR = re.compile(r"\s+năm\s+(?P<year>(?:19|20)\d\d)")
_ISSUER = re.compile(
    r"\s+của\s+(?P<issuer>(?:quốc hội|ủy ban thường vụ quốc hội|chính phủ|thủ tướng chính phủ|bộ trưởng bộ|bộ|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|chủ tịch|ban |tỉnh ủy|thành ủy|bộ chính trị|giám đốc|sở|thống đốc|ngân hàng|tổng cục|cục|văn phòng|thanh tra)[^,;.:()]*?)"
    r"(?=\s+(?:về|quy định|ban hành|sửa đổi|hướng dẫn|phê duyệt|quy|công bố|thông qua|đã|được|bãi bỏ|và|về việc|trong|có|để|là|phải|như|thì|ngày|theo|khóa|chỉ đạo|kèm|giao|còn|hết|do)\b|\s*[,;.:()\"]|\s*$)"
)
_TITLE_END = re.compile(
    r"\s*(?:[;.:()\"]|,|\b(?:và các|và quy|được|đã|ngày|năm|số|quy định|có hiệu lực|thì|về|khi|để|như|tại|theo|của|hoặc|trong|này|còn|đối với)\b|\b(?:và)\s+(?:luật|nghị|thông|các|pháp))"
)
_SELF = re.compile(r"(?P<how>này|nêu trên|nói trên|trên|kể trên)(?!\w)")
_AMENDED = re.compile(
    r"\s*[,(]?\s*(?:đã\s+)?(?:được\s+)?(?:sửa đổi|bổ sung)(?:,\s*bổ sung|\s+và\s+bổ sung)?(?:\s+một số điều)?\s+(?:bởi|tại|theo|bằng)\s+"
)


def find_references(text: str) -> tuple[Reference, ...]:
    """The references in `text`, in order, not overlapping."""
    view = fold(text)
    found: list[Reference] = []
    at = 0
    for anchor in _ANCHOR.finditer(view.text):
        if anchor.start() < at:
            continue
        read = _reference(view.text, anchor.start())
        if read is None:
            continue
        end, provisions, instrument, how = read
        original = view.to_original(Span(anchor.start(), end))
        if _is_heading(text, original, instrument):
            continue
        found.append(Reference(span=original, provisions=provisions, instrument=_as_written(instrument, text, original), how=how))  # type: ignore[arg-type]
        at = end
    return _with_amendments(text, found)


def _reference(folded: str, at: int) -> tuple[int, tuple[Provisions, ...], Instrument | None, str] | None:
    end, provisions = _units(folded, at)
    start = _OF.match(folded, end).end() if provisions else at  # type: ignore[union-attr]
    instrument = _instrument(folded, start)
    if instrument is not None:
        return instrument[0], provisions, instrument[1], instrument[2]
    if provisions:
        return end, provisions, None, "self" if folded[:end].endswith(" này") else "relative"
    return None


def _units(folded: str, at: int) -> tuple[int, tuple[Provisions, ...]]:
    """Unit words with their numbers, inner before outer: each outer unit closes the inner ones collected so far."""
    levels: list[tuple[str, list[str]]] = []
    done: list[Provisions] = []
    end = at
    while match := _UNIT.match(folded, at):
        word = "dieu" if match["word"].endswith("u") and match["word"][0] == "đ" else match["word"]
        numbers = [match["first"].removeprefix("số ")]
        end = match.end()
        while numbers[0] != "này" and (more := _MORE.match(folded, end)):
            numbers += _range(numbers[-1], more["next"]) if more["glue"].strip() in ("đến", "-") else [more["next"]]
            end = more.end()
        if levels and _depth(word) >= _depth(levels[-1][0]):
            if folded[at - 5 : at].strip().endswith("đến") or match.group().startswith("đến "):
                levels[-1] = (levels[-1][0], levels[-1][1] + _range(levels[-1][1][-1], numbers[0]))
            elif word == levels[-1][0]:
                levels[-1] = (word, levels[-1][1] + numbers)
            else:
                done += _spread(levels)
                levels = [(word, numbers)]
        else:
            levels.append((word, numbers))
        glue = _GLUE.match(folded, end)
        at = glue.end() if glue else end
        if not _UNIT.match(folded, at):
            break
    return end, tuple(done + _spread(levels))


_DEPTH = {"điểm": 3, "khoản": 2, "dieu": 1, "mục": 1, "chương": 0, "phụ lục": 0}


def _depth(word: str) -> int:
    return _DEPTH.get(word, 1)


def _spread(levels: list[tuple[str, list[str]]]) -> list[Provisions]:
    """Every combination is one provision: the innermost list over the one outer unit of each kind."""
    if not levels:
        return []
    names = {"điểm": "diem", "khoản": "khoan", "dieu": "dieu", "chương": "chuong", "mục": "muc", "phụ lục": "phu_luc"}
    outer = {names[word]: numbers[-1] for word, numbers in levels[1:]}
    return [Provisions(**{**outer, names[levels[0][0]]: number}) for number in levels[0][1]]


def _range(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 200:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    letters = "abcdđeghiklmnopqrstuvxy"
    if first in letters and last in letters and len(first) == len(last) == 1:
        return list(letters[letters.index(first) + 1 : letters.index(last) + 1])
    return [last]


def _instrument(folded: str, at: int) -> tuple[int, Instrument | None, str] | None:
    match = _INSTRUMENT.match(folded, at)
    type_ = match["type"] if match else None
    start = match.end() if match else at
    if match and (self_ := _SELF.match(folded, start)):
        return self_.end(), None, "self" if self_["how"] == "này" else "earlier"
    if named := _NAMED.match(folded, start):
        if type_ is None and not folded[start:].startswith("số"):
            return None
        return _tail(folded, named.end(), Instrument(type=type_, number=named["number"]))
    if type_ in ("luật", "bộ luật", "pháp lệnh", "hiến pháp"):
        return _by_title(folded, start, type_)
    return None


def _by_title(folded: str, start: int, type_: str) -> tuple[int, Instrument | None, str] | None:
    end = _TITLE_END.search(folded, start)
    stop = end.start() if end else min(len(folded), start + 80)
    if type_ == "hiến pháp":
        stop = start - 1
    title = folded[start:stop].strip() if stop > start else None
    if type_ != "hiến pháp" and (not title or len(title.split()) > 16):
        return None
    tail = stop
    number = re.compile(rf"\s*,?\s*số\s*:?\s*(?P<number>{_NUMBER})").match(folded, tail)
    instrument = Instrument(type=type_, title=title, number=number["number"] if number else None)
    return _tail(folded, number.end() if number else tail, instrument)


def _tail(folded: str, end: int, instrument: Instrument) -> tuple[int, Instrument | None, str]:
    date = issuer = year = None
    if match := _DATE.match(folded, end):
        try:
            date = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            date = None
        end = match.end()
    elif match := _YEAR.match(folded, end):
        year, end = int(match["year"]), match.end()
    if match := _ISSUER.match(folded, end):
        issuer, end = match["issuer"].strip(), match.end()
    return (
        end,
        Instrument(type=instrument.type, number=instrument.number, title=instrument.title, date=date, year=year, issuer=issuer),
        "named",
    )


def _as_written(instrument: Instrument | None, text: str, span: Span) -> Instrument | None:
    """Number and title with the capitals of the text (the number without blanks)."""
    if instrument is None:
        return None
    view = fold(span.of(text))
    raw = span.of(text)

    def original(part: str | None) -> str | None:
        at = view.text.find(part) if part else -1
        return " ".join(view.to_original(Span(at, at + len(part))).of(raw).split()) if part and at >= 0 else part

    number = original(instrument.number)
    return Instrument(
        type=instrument.type,
        number=re.sub(r"\s", "", number).replace("Ð", "Đ") if number else None,
        date=instrument.date,
        issuer=original(instrument.issuer),
        title=original(instrument.title),
        year=instrument.year,
    )


def _is_heading(text: str, span: Span, instrument: Instrument | None) -> bool:
    """True for the document's own "Điều 5." or "Chương II" at the start of a line, and for "Số: …" of its head."""
    line_start = text.rfind("\n", 0, span.start) + 1
    lead = text[line_start : span.start].strip(' \t*#>“"|')
    if lead or (instrument is not None and not re.match(r"\s*[Ss][Ốố]\s*:?", span.of(text))):
        return False
    if re.match(r"[Ss][Ốố]\s*:?", span.of(text)):
        return line_start < 1500
    return bool(re.match(r"\s*(?:\.|:|\s[A-ZĐÀ-Ỹ]|\n|$)", text[span.end : span.end + 3])) and text[span.start : span.start + 1].isupper()


def _with_amendments(text: str, found: list[Reference]) -> tuple[Reference, ...]:
    """References with the documents named after "được sửa đổi, bổ sung bởi" added to the one they amend."""
    result: list[Reference] = []
    for index, reference in enumerate(found):
        amended: list[Instrument] = []
        at = reference.span.end
        for other in found[index + 1 : index + 5]:
            between = fold(text[at : other.span.start]).text
            if other.instrument is None or not (_AMENDED.fullmatch(between) if not amended else between.strip() in (",", "và", ", và")):
                break
            amended.append(other.instrument)
            at = other.span.end
        result.append(
            Reference(
                span=reference.span,
                provisions=reference.provisions,
                instrument=reference.instrument,
                how=reference.how,
                amended_by=tuple(amended),
            )
            if amended
            else reference
        )
    return tuple(result)
