"""References to documents and to units of documents: "điểm a, b khoản 2 Điều 5 Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ".

Grammar (on the folded text, blanks optional where lines wrap):

    reference  = [units] instrument | units        # khoản 2 Điều 5 Luật này · các điều 3, 4 và 7 · Quyết định số 12/2025/QĐ-UBND
    units      = unit {("," | "và" | "hoặc")? unit}
    unit       = word numbers                      # điểm a, b và c · Điều 5 · từ Điều 12 đến Điều 15 · Điều này
    instrument = type ("này" | "nêu trên" | "số"? number date? issuer? | title date?)

A line end that opens a paragraph or an item stands as "\\n" in the folded text, and nothing reads across it.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from lawcheck.datafiles import read_yaml, rules_folder
from lawcheck.language.model import Instrument, Provisions, Reference
from lawcheck.text import Folded, Span, fold

_TYPES = (
    r"nghị định|nghị quyết liên tịch|nghị quyết|thông tư liên tịch|thông tư liên bộ|thông tư|quyết định|chỉ thị|pháp lệnh|bộ luật|luật|hiến pháp|kế hoạch|công văn|tờ trình liên sở|tờ trình|báo cáo thẩm định|báo cáo|thông báo|"
    r"quy định|quy chế|kết luận|công điện|hướng dẫn|chương trình|đề án|văn bản|biên bản|điều lệ|giấy mời|sắc lệnh|phương án"
)
_FIRST = r"(?:này|số \d+|\d+(?:\.\d+)*[a-zđ]?(?!\w)|[ivx]+(?!\w)|[a-zđ]{1,2}(?!\w))"
"""the first number of a unit"""
_ANCHOR = re.compile(
    r"(?<!\w)(?:các |những |từ )?(?:"
    rf"(?:đ[iỉ][eêềể]u|khoản|điểm|chương|(?<!danh )(?<!danh\n)mục|phụ lục)(?=\s+{_FIRST})|"
    r"(?:bộ luật|luật|pháp lệnh|hiến pháp)(?!\w)|"
    rf"(?:{_TYPES})\s+(?:của\s+)?(?:này|nêu|nói|trên|kể|liên tịch|số|\d)|số\s*:?\s*\d)"
)
"""where a reference may begin: words of units and documents with what they cannot do without"""
_NUMBER = r"\d{1,6}[a-z]?\s?(?:/\s?\d{3,4}\s?)?(?:\s?/ ?(?:/ ?)?|-)\s?(?:[a-zđ][\wđ&]*)(?:(?: ?[-–] ?|\.)(?!và\b|của\b|ngày\b)[a-zđ][\wđ&]*)*(?: ?/ ?[a-zđ]+(?![\w]))?"
_UNIT = re.compile(rf"(?:các |những |từ |đến )?(?P<word>đ[iỉ][eêềể]u|khoản|điểm|chương|mục|phụ lục)\s+(?P<first>{_FIRST})")
_MORE = re.compile(
    r"(?P<glue>\s*,\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+|\s+đến\s+|\s*-\s*)(?P<next>\d+[a-zđ]?(?![\w/])|[a-zđ](?![\w)/]))(?!\s*(?:ngày|năm|tháng|%|\())"
)
_GLUE = re.compile(r"\s*(?:,\s*(?:và\s+)?|và\s+|hoặc\s+|và các\s+|;\s*|đến\s+|của\s+|thuộc\s+)?")
_INSTRUMENT = re.compile(rf"(?P<type>{_TYPES})(?:\s+(?:của\s+)?)")
_OF = re.compile(r"\s*(?:của\s+|tại\s+|,\s*)?")
_NAMED = re.compile(rf"(?:liên tịch\s+)?(?:số\s*:?\s*)?(?P<number>{_NUMBER})")
_DATE = re.compile(r",?\s*ngày\s+(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(?P<year>\d{4})")
_YEAR = re.compile(r"\s+năm\s+(?P<year>(?:19|20)\d\d)")
_MINISTRIES = (
    r"bộ (?!trưởng,)(?:trưởng )?(?:bộ )?(?:nông nghiệp và phát triển nông thôn|nông nghiệp và môi trường|tài nguyên và môi trường|giáo dục và đào tạo|giáo dục|khoa học và công nghệ|kế hoạch và đầu tư|"
    r"thông tin và truyền thông|văn hóa, thể thao và du lịch|lao động\s?[-–,]? thương binh và xã hội|dân tộc và tôn giáo|bưu chính, viễn thông|\w+ \w+(?! và)|\w+)"
)
_ISSUER = re.compile(
    r"\s+của\s+(?P<issuer>bộ trưởng, chủ nhiệm (?:văn phòng chính phủ|ủy ban dân tộc)|(?:quốc hội|ủy ban thường vụ quốc hội|chính phủ|thủ tướng chính phủ|bộ trưởng bộ|bộ|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|chủ tịch|ban |tỉnh ủy|thành ủy|bộ chính trị|giám đốc|sở|thống đốc|ngân hàng|tổng cục|cục|văn phòng|thanh tra|đoàn|trưởng|hội nghị|thuế|công an|công ty|liên bộ|liên sở)[^,;.:()\n]*?)"
    r"(?=\s+(?:về|quy định|ban hành|sửa đổi|hướng dẫn|phê duyệt|quy|công bố|thông qua|đã|được|bãi bỏ|về việc|trong|có|để|là|phải|như|thì|ngày|theo|khóa|chỉ đạo|kèm|giao|còn|hết|do|thực hiện|v ?/ ?v|triển khai|đính chính|sắp xếp|tại|đến|năm|và)\b|\s*[,;.:()\"\n]|\s*$)"
)
_MINISTRY = re.compile(
    rf"\s+của\s+(?P<issuer>{_MINISTRIES})(?=\s+(?:và )?(?:về|quy định|ban hành|sửa đổi|hướng dẫn|phê duyệt|công bố|đã|được|bãi bỏ|ngày|có|theo)\b|\s*[,;.:()\"\n]|\s*$)"
)
_TITLE_END = re.compile(
    r"\s*(?:[;.:()\"\n]|,|\b(?:và các|và quy|được|đã|ngày|năm|số|quy định|có hiệu lực|thì|về|khi|để|như|tại|theo|của|hoặc|trong|này|còn|đối với|trên|với|bảo đảm)\b|\b(?:và)\s+(?:luật|nghị|thông|các|pháp|điều|khoản))"
)
_AMENDING = re.compile(
    r"sửa đổi(?:, bổ sung|,bổ sung| và bổ sung)?(?: một số)?(?: điều)?(?: của)?\s+(?:các\s+)?(?:luật|bộ luật|pháp lệnh)\s+"
)
_BARE_TYPE = re.compile(r"\s+(?P<type>nghị định|thông tư|nghị quyết|luật)(?=\s*[);\n])")
_AND_LAW = re.compile(r"(?:,?\s+và|,)\s+(?:luật|bộ luật|pháp lệnh)\s+")
_BARE_NUMBER = re.compile(
    r"số\s+(?P<number>\d{1,4})(?=\s+của\s+(?:tỉnh ủy|thành ủy|bộ chính trị|ban chấp hành|chính phủ|thủ tướng|quốc hội|hội đồng|ủy ban))"
)
_SELF = re.compile(r"(?P<how>này|nêu trên|nói trên|trên|kể trên)(?!\w)")
_LAW_NUMBER = re.compile(rf"\s*,?\s*số\s*:?\s*(?P<number>{_NUMBER})")
_ROMAN = re.compile(r"[ivx]+")
_PLURAL = re.compile(r"(?:các|những|từ) ")
_BEFORE_ANCHORS = ("các ", "những ", "từ ")
_WORDS_OF_ANCHORS = (
    *(f"đ{i}{e}u" for i in "iỉ" for e in "eêềể"), "khoản", "điểm", "chương", "mục", "phụ lục", "luật", "số", *_TYPES.split("|"),
)  # fmt: skip
"""one of them stands in every match of _ANCHOR, first or behind one of _BEFORE_ANCHORS"""
_AMENDED_AT_END = re.compile(
    r"(?:^|[\s,(])\s*(?:đã\s+)?(?:được\s+)?(?:sửa đổi|bổ sung)(?:,\s*bổ sung|\s+và\s+bổ sung)?(?:\s+một số điều)?\s+(?:b[ởớ]i|tại|theo|bằng)\s+(?:các\s+)?$"
)


@cache
def law_titles() -> re.Pattern[str]:
    """The known titles of `rules/ten-luat.yml` as one pattern on folded text, longest first. Raises DataFileError."""
    file = read_yaml(rules_folder() / "ten-luat.yml")
    if not isinstance(file.value, dict) or set(file.value) != {"luat", "bo-luat", "phap-lenh"}:
        raise file.error("Tệp này phải có đúng ba danh sách: luat, bo-luat, phap-lenh.")
    titles = {fold(str(title)).text for group in file.value.values() for title in group}
    return re.compile("(?:" + "|".join(re.escape(title) for title in sorted(titles, key=len, reverse=True)) + r")(?!\w)")


def find_references(text: str, view: Folded | None = None) -> tuple[Reference, ...]:
    """The references in `text`, in order, not overlapping. `view` is its folded view, where that is at hand."""
    view = view or fold(text)
    folded = _with_paragraphs(view, text)
    found: list[Reference] = []
    at = 0
    for start in _anchors(folded):
        if start < at:
            continue
        read = _reference(folded, start)
        if read is None and (lead := _PLURAL.match(folded, start)):
            start = lead.end()
            read = _reference(folded, start)
        if read is None:
            continue
        end, provisions, instrument, how = read
        original = view.to_original(Span(start, end))
        if _is_no_reference(text, original, folded[start:end], folded[max(0, start - 12) : start], read) or _KEPT_WITH.match(folded, end):
            continue
        written = _as_written(instrument, text, view, Span(start, end))
        found.append(Reference(span=original, provisions=provisions, instrument=written, how=how))  # type: ignore[arg-type]
        at = end
    return _with_amendments(text, view, found)


def _anchors(folded: str) -> Iterator[int]:
    """Where the matches of _ANCHOR begin: it is only tried where one of its words stands, which an automaton finds three times as fast.

    Of two words that end together the longer one comes first.
    """
    done = 0
    for end, length in _words_of_anchors().iter(folded):
        word = end - length + 1
        if word < done:
            continue
        before = 0
        if folded.endswith(_BEFORE_ANCHORS, done, word):
            before = next(len(words) for words in _BEFORE_ANCHORS if folded.endswith(words, done, word))
        match = _ANCHOR.match(folded, word - before) or (_ANCHOR.match(folded, word) if before else None)
        if match is not None:
            yield match.start()
            done = match.end()


@cache
def _words_of_anchors() -> Any:
    """The automaton over _WORDS_OF_ANCHORS; values are their lengths."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for word in _WORDS_OF_ANCHORS:
        automaton.add_word(word, len(word))
    automaton.make_automaton()
    return automaton


_KEPT_WITH = re.compile(
    r"(?<=[ivx\d])\s+(?:ban hành )?kèm theo\s+(?:các\s+)?(?:nghị định|thông tư|quyết định|nghị quyết|luật|công văn|kế hoạch)\s"
)
"""an annex named before the document it goes with: the document is the reference"""


def _with_paragraphs(view: Folded, text: str) -> str:
    """The folded text with "\\n" for each blank that stands for the start of a paragraph or an item."""
    starts, places, folded = view.starts, view.places, view.text
    parts: list[str] = []
    at = index = done = 0
    while (line_end := text.find("\n", at)) >= 0:
        index = places[line_end] if places is not None else bisect_right(starts, line_end, lo=index) - 1
        at = end = starts[index + 1] if index + 1 < len(folded) else len(text)
        if index < 0 or folded[index] != " ":
            index = max(index, 0)
            continue
        gap = text[starts[index] : end]
        if gap.count("\n") > 1 or _ITEM.match(text, end - 1 if gap.strip() else end, end + 12):
            parts += (folded[done:index], "\n")
            done = index + 1
    return "".join((*parts, folded[done:]))


_ITEM = re.compile(r"\s*(?:[-+*•#|]|\(?\d{1,2}[.)]|[a-zđ]\)|Căn cứ|[A-ZĐ]{2,}\b.*[a-z]{0}$)")


_COMMON_NAME = re.compile(r"(?:quy định|quy chế|báo cáo|văn bản|kế hoạch|hướng dẫn|chương trình|đề án|phương án|biên bản)\b")


def _is_no_reference(
    text: str, span: Span, words: str, before: str, read: tuple[int, tuple[Provisions, ...], Instrument | None, str]
) -> bool:
    """Headings, "pháp luật", "Luật sư", "quy định nêu trên": words of a reference that name no document."""
    _, provisions, instrument, how = read
    if how == "relative":
        return _is_heading(text, span, instrument)
    if how in ("self", "earlier") and not provisions:
        return bool(_COMMON_NAME.match(words)) and (how == "earlier" or text[span.start].islower())
    if instrument is not None and instrument.type == "luật" and instrument.number is None and not provisions:
        lower = text[span.start : span.start + 1] == "l"
        title = text[span.start : span.end][len(instrument.type) :].lstrip(" ")
        unknown = not law_titles().search(words) and not title[:1].isupper()
        return lower or unknown or bool(re.search(r"(?:pháp|kỷ|quy|trật|đoàn|hội|kỉ)\s$", before)) or words.startswith("luật sư")
    return _is_heading(text, span, instrument)


def _reference(folded: str, at: int) -> tuple[int, tuple[Provisions, ...], Instrument | None, str] | None:
    end, provisions = _units(folded, at)
    start = _OF.match(folded, end).end() if provisions else at  # type: ignore[union-attr]
    instrument = _instrument(folded, start)
    if instrument is not None:
        return instrument[0], provisions, instrument[1], instrument[2]
    if provisions and (bare := _BARE_TYPE.match(folded, end)):
        return bare.end("type"), provisions, None, "relative"  # "(khoản 1 Điều 13 Nghị định)"
    if provisions:
        return end, provisions, None, "self" if folded.endswith(" này", 0, end) else "relative"
    return None


def _units(folded: str, at: int) -> tuple[int, tuple[Provisions, ...]]:
    """Unit words with their numbers, inner before outer. A list of inner units shares the outer unit that follows it."""
    match = _UNIT.match(folded, at)
    if match is None:
        return at, ()
    groups: list[list[tuple[str, list[str]]]] = [[]]
    end = at
    while match is not None:
        word = "dieu" if match["word"].endswith("u") and match["word"][0] == "đ" else match["word"]
        numbers = [match["first"].removeprefix("số ")]
        end = match.end()
        while numbers[0] != "này" and (more := _MORE.match(folded, end)):
            numbers += _range(numbers[-1], more["next"]) if more["glue"].strip() in ("đến", "-") else [more["next"]]
            end = more.end()
        levels = groups[-1]
        if not levels or _depth(word) < _depth(levels[-1][0]) or (word, levels[-1][0]) == ("dieu", "mục"):
            levels.append((word, numbers))
        elif folded[at - 5 : at].strip().endswith("đến") or match.group().startswith("đến "):
            levels[-1] = (levels[-1][0], levels[-1][1] + _range(levels[-1][1][-1], numbers[0]))
        else:
            groups.append([(word, numbers)])
        glue = _GLUE.match(folded, end)
        at = glue.end() if glue else end
        match = _UNIT.match(folded, at)
    return end, tuple(provision for group in _shared(groups) for provision in _spread(group))


def _shared(groups: list[list[tuple[str, list[str]]]]) -> list[list[tuple[str, list[str]]]]:
    """Groups with the outer units that stand after a later one: "khoản 3 và khoản 5 Điều 87", "điểm đ khoản 1, khoản 5 Điều này"."""
    result: list[list[tuple[str, list[str]]]] = []
    for group in reversed(groups):
        after = result[0] if result else []
        last = group[-1][0] if group else ""
        outer = [level for level in after if _depth(level[0]) < _depth(last) or (level[0], last) == ("dieu", "mục")]
        result.insert(0, group + outer)
    return result


_DEPTH = {"điểm": 3, "khoản": 2, "dieu": 1, "mục": 1, "chương": 0, "phụ lục": 0}


def _depth(word: str) -> int:
    return _DEPTH.get(word, 1)


def _spread(levels: list[tuple[str, list[str]]]) -> list[Provisions]:
    """Every combination is one provision: the innermost list over the one outer unit of each kind."""
    if not levels:
        return []
    names = {"điểm": "diem", "khoản": "khoan", "dieu": "dieu", "chương": "chuong", "mục": "muc", "phụ lục": "phu_luc"}
    outer = {names[word]: numbers[-1] for word, numbers in levels[1:]}
    return [
        Provisions(**{unit: _roman(number) for unit, number in {**outer, names[levels[0][0]]: number}.items()}) for number in levels[0][1]
    ]


def _roman(number: str) -> str:
    return number.upper() if _ROMAN.fullmatch(number) and number not in ("i", "v", "x") else number


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
        if type_ is None and not folded.startswith("số", start):
            return None
        return _tail(folded, named.end(), type_, named["number"])
    if type_ in ("luật", "bộ luật", "pháp lệnh", "hiến pháp"):
        return _by_title(folded, start, type_)
    if type_ and (bare := _BARE_NUMBER.match(folded, start)):
        return _tail(folded, bare.end(), type_, bare["number"])
    return None


def _by_title(folded: str, start: int, type_: str) -> tuple[int, Instrument | None, str] | None:
    inner = _AMENDING.match(folded, start)
    known = law_titles().match(folded, inner.end() if inner else start)
    end = _TITLE_END.search(folded, start)
    stop = known.end() if known else end.start() if end else min(len(folded), start + 80)
    if inner:
        stop = _amended_titles(folded, inner.end())
    if type_ == "hiến pháp":
        stop = start - 1
    title = folded[start:stop].strip() if stop > start else None
    if type_ != "hiến pháp" and (not title or len(title.split()) > (90 if known or inner else 8)):
        return None
    tail = stop
    number = _LAW_NUMBER.match(folded, tail)
    return _tail(folded, number.end(), type_, number["number"], title) if number else _tail(folded, tail, type_, None, title)


def _amended_titles(folded: str, at: int) -> int:
    """End of the titles after "sửa đổi, bổ sung một số điều của Luật": one or a list of them."""
    while True:
        known = law_titles().match(folded, at)
        end = known.end() if known else match.start() if (match := _TITLE_END.search(folded, at)) else at
        more = _AND_LAW.match(folded, end)
        if more is None:
            return end
        at = more.end()


def _tail(folded: str, end: int, type_: str | None, number: str | None, title: str | None = None) -> tuple[int, Instrument | None, str]:
    """An instrument with the date and issuer that follow its number or title, and the end of all."""
    date = issuer = year = None
    if match := _DATE.match(folded, end):
        try:
            date = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            date = None
        end = match.end()
    elif match := _YEAR.match(folded, end):
        year, end = int(match["year"]), match.end()
    if match := _MINISTRY.match(folded, end) or _ISSUER.match(folded, end):
        issuer, end = match["issuer"].strip(), match.end("issuer")
        end -= len(match["issuer"]) - len(match["issuer"].rstrip())
        if date is None and (late := _DATE.match(folded, end)):
            end = late.end()
    return end, Instrument(type=type_, number=number, title=title, date=date, year=year, issuer=issuer), "named"


def _as_written(instrument: Instrument | None, text: str, view: Folded, span: Span) -> Instrument | None:
    """Number and title with the capitals of the text (the number without blanks); `span` is the folded one of the reference."""
    if instrument is None:
        return None

    def original(part: str | None) -> str | None:
        at = view.text.find(part, span.start, span.end) if part else -1
        return " ".join(view.to_original(Span(at, at + len(part))).of(text).split()) if part and at >= 0 else part

    number = original(instrument.number)
    return Instrument(
        type=instrument.type,
        number="".join(number.split()).replace("Ð", "Đ") if number else None,
        date=instrument.date,
        issuer=original(instrument.issuer),
        title=original(instrument.title),
        year=instrument.year,
    )


_NUMBER_WORD = re.compile(r"\s*[Ss][Ốố]")
_AFTER_HEADING = re.compile(r"\s*(?:\.|:|\s[A-ZĐÀ-Ỹ]|\n|$)")


def _is_heading(text: str, span: Span, instrument: Instrument | None) -> bool:
    """True for the document's own "Điều 5." or "Chương II" at the start of a line, and for "Số: …" of its head."""
    line_start = text.rfind("\n", 0, span.start) + 1
    lead = text[line_start : span.start].strip(' \t*#>“‟„"|')
    if lead or (instrument is not None and not _NUMBER_WORD.match(text, span.start, span.end)):
        return False
    if text.startswith(("SỐ", "Số"), span.start, span.end):
        return line_start < 1500
    return text[span.start : span.start + 1].isupper() and bool(_AFTER_HEADING.match(text, span.end, span.end + 3))


_LONGEST_AMENDED = 100
"""folded code points that the words of _AMENDED_AT_END have at most"""


def _with_amendments(text: str, view: Folded, found: list[Reference]) -> tuple[Reference, ...]:
    """References with the documents named after "được sửa đổi, bổ sung bởi" added to the one they amend.

    That is the nearest one before in the sentence that the amending document can amend: a decree amends the decree, not the law whose
    details it sets.
    """
    amended: dict[int, list[Instrument]] = {}
    index = 0
    while index < len(found) - 1:
        reference, other = found[index], found[index + 1]
        between = view.to_folded(Span(reference.span.end, other.span.start))
        words = view.text[max(between.start, between.end - _LONGEST_AMENDED) : between.end]
        phrase = _AMENDED_AT_END.search(words) if "sửa đổi" in words or "bổ sung" in words else None
        target = None if phrase is None or other.instrument is None else _amended(text, found, index, other.instrument)
        index += 1
        if target is None:
            continue
        while index < len(found) and (instrument := found[index].instrument) is not None:
            amended.setdefault(target, []).append(instrument)
            gap = fold(text[found[index].span.end : found[index + 1].span.start]).text.strip() if index + 1 < len(found) else "."
            if gap not in (",", "và", ", và"):
                break
            index += 1
    for at, by in amended.items():
        found[at] = replace(found[at], amended_by=tuple(by))
    return tuple(found)


def _amended(text: str, found: list[Reference], index: int, by: Instrument) -> int | None:
    """Index of the reference that `by` amends, looking back from `index` within the sentence; None where there is none."""
    for at in range(index, max(-1, index - 6), -1):
        if re.search(r"[;.]\s|\n\s*\n", text[found[at].span.end : found[index + 1].span.start]):
            return None
        instrument = found[at].instrument
        if instrument is not None and _rank(instrument.type) == _rank(by.type):
            return at
    return None


def _rank(type_: str | None) -> str:
    return "luật" if type_ in ("luật", "bộ luật", "hiến pháp") else type_ or ""
