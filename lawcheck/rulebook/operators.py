"""Named operators for rules that no counting of signs can express: dates, competence, numbers, own references."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from lawcheck.language.model import Reference
from lawcheck.rulebook.case import Case, Hit, once
from lawcheck.rulebook.norms import find_norms
from lawcheck.rulebook.passages import passages_of
from lawcheck.rulebook.profiles import PROFILES
from lawcheck.rulebook.weights import load_models
from lawcheck.structure import Level, Node, competence
from lawcheck.structure.documents import load_documents, type_names
from lawcheck.text import Span, fold, fold_words

Operator = Callable[[Case], Iterator[Hit]]

_EFFECT = re.compile(
    r"(?:có hiệu lực|hiệu lực thi hành)[^.;:]{0,40}?(?:từ|kể từ|vào)?\s*(?:ngày\s+)?(?P<day>\d{1,2})(?:/|\s+tháng\s+)(?P<month>\d{1,2})(?:/|\s+năm\s+)(?P<year>\d{4})"
)
_OWN_EFFECT = re.compile(
    r"(?:quyết định|nghị quyết|quy định|quy chế|chỉ thị|văn bản) này (?:(?!thay thế|bãi bỏ|số \d)[^.;:]){0,60}?" + _EFFECT.pattern
)
_ADMINISTRATIVE = frozenset(
    {
        "công văn",
        "thông báo",
        "tờ trình",
        "kế hoạch",
        "báo cáo",
        "kết luận",
        "công điện",
        "hướng dẫn",
        "chương trình",
        "đề án",
        "biên bản",
        "giấy mời",
    }
)
_NORMATIVE = (
    "quyet-dinh",
    "nghi-quyet",
    "thong-tu",
    "thong-tu-lien-tich",
    "nghi-dinh",
    "luat",
    "bo-luat",
    "phap-lenh",
    "lenh",
    "sac-lenh",
    "chi-thi",
)
_BLANKS_BELONG = frozenset({Level.DAU, Level.CAN_CU, Level.NOI_NHAN, Level.CHU_KY, Level.PHU_LUC, Level.KEM_THEO, Level.BANG})
"""heads and signatures, and the parts that hold forms"""
_SET_NOTHING = frozenset({Level.CAN_CU, Level.DAU, Level.NOI_NHAN, Level.CHU_KY})
_APART = frozenset({Level.KEM_THEO, Level.PHU_LUC})
"""parts with articles of their own"""
_BLANK = re.compile(
    r"(?:[Nn]gày|tháng|năm|[Ss]ố|khoản|Điều|mức|là)\s*(?:\.{3,}|…+|_{3,})|(?:\.{3,}|…+|_{3,})\s*(?:đồng|%|/20\d\d)|\[\s*[.…]*\s*\]|\b[xX]{2,}/(?:[xX]{2,}|20\d\d)"
)
_BLANK_SIGN = re.compile(r"\.\.\.|…|___|\[|xx|xX|Xx|XX")
"""in every match of _BLANK"""
_FINE = re.compile(r"(?:phạt tiền|mức phạt|xử phạt|bị phạt|phạt)\b[^.;:]{0,60}?\d[\d.]*\s*(?:đồng|đ\b|triệu|nghìn)")
_IMPOSED = re.compile(
    r"đã (?:xử )?phạt|(?:phạt|phạt tiền|xử phạt)[^.;:]{0,60} \d+ (?:đơn vị|trường hợp|vụ|cơ sở|tổ chức|cá nhân)|tổng số tiền"
)
"""fines that were imposed, as reports tell them"""
_FEE = re.compile(
    r"(?:mức thu|quy định|thu|nộp)\s+(?:một số |các |loại |khoản |mức )*(?:phí|lệ phí)\b[^;:]{0,80}?\d[\d.]*\s*(?:đồng|đ\b|nghìn|triệu)|"
    r"(?:phí|lệ phí) (?:thẩm định|cấp|đăng ký|vệ sinh|tham quan|sử dụng)[^.;:]{0,60}(?:là|:)\s*\d[\d.]*\s*(?:đồng|đ\b|nghìn|triệu)"
)
_EFFECT_ON_SIGNING = re.compile(
    r"(?:quyết định|nghị quyết|quy định|quy chế) này có hiệu lực(?:(?! sau (?:\d|mười|bảy|bốn mươi))[^.;:]){0,30}(?:kể )?từ ngày (?:ký|ban hành|thông qua)"
)
_VAGUE_REPEAL = re.compile(
    r"(?:các|những) (?:quy định|văn bản)[^.;:]{0,40}trước đây[^.;:]{0,60}(?:trái|mâu thuẫn|không phù hợp)[^.;:]{0,60}(?:bãi bỏ|hết hiệu lực|thay thế)"
)
_DISTRICT = re.compile(
    r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd) (?:cấp |các |cấp )?(?:huyện|quận|thị xã)(?!\w)|(?<!\w)cấp huyện(?!\w)"
)
_OF_ITS_TIME = re.compile(r"số \S+/\S+ (?:ngày [\d/ ]+(?:tháng \d+ năm \d+ )?)?của $")
"""an instrument cited by the name its issuer had"""
MOST_DISTRICTS = 5
"""places told per document, with the number of the others"""
_FORMER = re.compile(r"\((?:cũ|trước đây)\)|trước đây|(?<!\w)cũ(?!\w)|\(nay là|trước khi sắp xếp|không tổ chức|kết thúc hoạt động|giải thể")


def too_early(case: Case) -> Iterator[Hit]:
    """An effective date before the tenth (seventh) day from signing: Luật 80/2015 Điều 151; Luật 64/2025 Điều 53 khoản 1."""
    header = case.document.header
    if header.date is None:
        return
    days = 7 if header.issuer_level in ("huyen", "xa") and header.date < datetime.date(2025, 4, 1) else 10
    for node, words in _final_provisions(case):
        for match in _EFFECT.finditer(words):
            try:
                day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
            if header.date <= day < header.date + datetime.timedelta(days=days):
                yield Hit(
                    node=node,
                    span=_place(case, node, match),
                    score=0.9,
                    values={"days": str(days), "signed": f"{header.date:%d/%m/%Y}", "effective": f"{day:%d/%m/%Y}"},
                )


def vague_effect(case: Case) -> Iterator[Hit]:
    """ "Có hiệu lực kể từ ngày ký" in a normative document: Nghị định 78/2025 Điều 67 khoản 2."""
    yield from _search(case, _EFFECT_ON_SIGNING, _final_provisions(case), 0.85)


def vague_repeal(case: Case) -> Iterator[Hit]:
    """A repeal clause without a list: Luật 64/2025 Điều 8 khoản 3."""
    yield from _search(case, _VAGUE_REPEAL, _leads_with(case, "trước đây"), 0.85)


def not_competent(case: Case) -> Iterator[Hit]:
    """A body that could not issue a normative document of this type on that day."""
    header = case.document.header
    if header.number_span is None or competence(header.issuer_body, header.issuer_level, header.type, case.day) != "khong":
        return
    node = next((node for node in case.nodes.values() if node.level is Level.DAU), case.document.root)
    yield Hit(node=node, span=header.number_span, score=0.85, values={"issuer": header.issuer or "cơ quan này"})


def missing_article(case: Case) -> Iterator[Hit]:
    """A reference to an article of this document that the document does not have."""
    text = case.document.text
    word = {"quyet-dinh": "quyết định này", "nghi-quyet": "nghị quyết này"}.get(case.document.header.type)
    if word is None or any(node.level in _APART for node in case.nodes.values()):
        return
    own = {node.number for node in case.nodes.values() if node.level is Level.DIEU and not node.quoted}
    numbers = [int(number) for number in own if number.isdigit()]
    if not numbers or sorted(set(numbers)) != list(range(1, max(numbers) + 1)):
        return
    for reference in case.analysis.references:
        if reference.how != "self" or not fold_words(reference.span.of(text)).endswith(word):
            continue
        node = _node_at(case, reference.span)
        if sum(unit.level is Level.DIEU for unit in (node, *case.above(node))) > 1:
            continue  # the new wording of an article of another document, whose quotation marks are lost
        for provision in reference.provisions:
            if provision.dieu and provision.dieu.isdigit() and provision.dieu not in own:
                yield Hit(
                    node=node,
                    span=reference.span,
                    score=0.9,
                    values={"article": provision.dieu, "last": str(max(numbers))},
                )


def district_level(case: Case) -> Iterator[Hit]:
    """Wording of the abolished district level in a document of 01/7/2025 or later."""
    header = case.document.header
    if case.day < datetime.date(2025, 7, 1) or (header.date is None and not header.number_blank):
        return  # a text without a date is an old one far more often than a draft
    hits = []
    body = (lead for lead in _leads_with(case, "huyện", "quận", "thị xã") if lead[0].level not in (Level.CAN_CU, Level.DAU, Level.NOI_NHAN))
    for hit in _search(case, _DISTRICT, body, 0.7):
        around = fold(Span(max(0, hit.span.start - 80), hit.span.end + 80).of(case.document.text)).text
        before = fold(Span(max(0, hit.span.start - 60), hit.span.start).of(case.document.text)).text
        if not _FORMER.search(around) and not _OF_ITS_TIME.search(before):
            hits.append(hit)
    others = len(hits) - MOST_DISTRICTS
    more = f" Chỉ nêu {MOST_DISTRICTS} chỗ đầu, và {others} chỗ khác trong văn bản." if others > 0 else ""
    yield from (replace(hit, values={**hit.values, "more": more}) for hit in hits[:MOST_DISTRICTS])


def ended_basis(case: Case) -> Iterator[Hit]:
    """A căn cứ that names an instrument no longer in force on the day of the document."""
    for base, references in _named_in_bases(case):
        for reference in references:
            number = reference.instrument.number if reference.instrument else None
            known = case.law.by_number(number) if number else None
            if known is not None and known.end is not None and known.end <= case.day and known.confidence != "unverified":
                by = case.law.instrument(known.ended_by or "")
                yield Hit(
                    node=base,
                    span=reference.span,
                    score=0.85,
                    values={"instrument": known.name, "ended": f"{known.end:%d/%m/%Y}", "by": by.name if by else "văn bản khác"},
                )


def future_basis(case: Case) -> Iterator[Hit]:
    """A căn cứ that takes effect after the document itself does: Nghị định 78/2025 Điều 62."""
    effective = max([case.day, *(day for _, _, day in _effective_days(case))])
    for base, references in _named_in_bases(case):
        for reference in references:
            known = case.law.by_number(reference.instrument.number) if reference.instrument and reference.instrument.number else None
            if known is not None and known.start > effective and known.confidence == "verified":
                yield Hit(
                    node=base,
                    span=reference.span,
                    score=0.85,
                    values={"instrument": known.name, "starts": f"{known.start:%d/%m/%Y}"},
                )


def administrative_basis(case: Case) -> Iterator[Hit]:
    """A căn cứ that is no normative document: Nghị định 78/2025 Điều 62; Nghị định 34/2016 Điều 61."""
    for base, references in _named_in_bases(case):
        if not case.folded(base.lead).strip(" -*").startswith("căn cứ"):
            continue  # "Theo đề nghị của … tại Tờ trình số …" is no căn cứ
        first = next(iter(references), None)
        number = first.instrument.number if first and first.instrument else None
        if first is None or first.instrument is None or number is None or re.search(r"/T[WƯU]$", number):
            continue
        type_ = (first.instrument.type or "").lower()
        plain = type_ in _ADMINISTRATIVE
        if plain or (type_ in ("quyết định", "nghị quyết") and not re.search(r"/\d{4}/|QH\d", number)):
            yield Hit(
                node=base,
                span=first.span,
                score=0.8 if plain else 0.6,
                severity=None if plain else "note",
                values={"document": f"{type_} số {number}"},
            )


def retroactive(case: Case) -> Iterator[Hit]:
    """An effective date before the day of signing: Luật 64/2025 Điều 55; Luật 80/2015 Điều 152."""
    signed = case.document.header.date
    for node, span, day in _effective_days(case):
        # a gap of years is a misread date far more often than a rule
        if signed is not None and datetime.timedelta(0) < signed - day < datetime.timedelta(days=1100):
            yield Hit(node=node, span=span, score=0.8, values={"signed": f"{signed:%d/%m/%Y}", "effective": f"{day:%d/%m/%Y}"})


def number_against_type(case: Case) -> Iterator[Hit]:
    """The number's symbol and the name of the document disagree, or an administrative type carries the year of a normative one."""
    header, text = case.document.header, case.document.text
    if header.number is None or header.number_span is None:
        return
    types = load_documents()
    symbols = re.split(r"[/-]", re.sub(r"^[\d…]+[a-zA-Z]?(?:/\d{4})?/", "", header.number))
    by_symbol = next((types.type_of_symbol[symbol] for symbol in symbols if symbol in types.type_of_symbol), None)
    names = type_names()
    by_name = next((names[line] for line in _capital_lines(text, header.number_span.end) if line in names), None)
    node = next((node for node in case.nodes.values() if node.level is Level.DAU), case.document.root)
    title = {known.id: known.name for known in types.types}
    if by_symbol and by_name and by_symbol != by_name:
        yield Hit(
            node=node,
            span=header.number_span,
            score=0.8,
            values={"problem": f"ký hiệu của {title[by_symbol]}, tên loại là {title[by_name]}"},
        )
    elif by_symbol not in (None, *_NORMATIVE) and re.match(r"[\d…]+/\d{4}/", header.number):
        yield Hit(
            node=node, span=header.number_span, score=0.7, values={"problem": f"{title[by_symbol or '']} không mang năm trong số ký hiệu"}
        )


def left_blank(case: Case) -> Iterator[Hit]:
    """Blanks to be filled in that are left in the text of an issued document (its forms and annexes aside)."""
    if not _BLANK_SIGN.search(case.document.text):
        return
    for node in case.nodes.values():
        words = node.lead.of(case.document.text)
        match = _BLANK.search(words) if _BLANK_SIGN.search(words) else None
        if match and not any(unit.level in _BLANKS_BELONG for unit in (node, *case.above(node))):
            yield Hit(node=node, span=Span(match.start(), match.end()).shift(node.lead.start), score=0.7)


def own_fines(case: Case) -> Iterator[Hit]:
    """Fines with amounts set by the document itself: only the Government sets them (Luật Xử lý vi phạm hành chính 2012 Điều 4)."""
    yield from _own_amounts(case, _FINE, "phạt", 0.75)


def own_fees(case: Case) -> Iterator[Hit]:
    """Fees set by a body other than a provincial People's Council: Luật Phí và lệ phí 2015 Điều 21, Điều 22."""
    yield from _own_amounts(case, _FEE, "phí", 0.75)


def guidance_with_rules(case: Case) -> Iterator[Hit]:
    """Guidance on a normative document that sets rules of its own: Luật 64/2025 Điều 61 khoản 2."""
    title = fold_words((case.document.header.title or "")[:300])
    if case.document.header.type != "huong-dan" and not re.match(r"(?:v/v |về việc )?hướng dẫn\b", title):
        return
    for hit in find_norms(case, passages_of(case), PROFILES["can-bang"].norm, load_models().qppl):
        if not hit.excused:
            yield hit


OPERATORS: Mapping[str, Operator] = {
    "hieu-luc-qua-som": too_early,
    "hieu-luc-tu-ngay-ky": vague_effect,
    "bai-bo-chung-chung": vague_repeal,
    "khong-co-tham-quyen": not_competent,
    "dieu-khong-co": missing_article,
    "cap-huyen": district_level,
    "can-cu-het-hieu-luc": ended_basis,
    "can-cu-chua-hieu-luc": future_basis,
    "can-cu-hanh-chinh": administrative_basis,
    "hieu-luc-tro-ve-truoc": retroactive,
    "so-khac-loai": number_against_type,
    "cho-trong": left_blank,
    "dat-muc-phat": own_fines,
    "dat-phi": own_fees,
    "huong-dan-dat-moi": guidance_with_rules,
}


def _effective_days(case: Case) -> Iterator[tuple[Node, Span, datetime.date]]:
    """The days on which the document says that it takes effect itself."""
    for node, words in _final_provisions(case):
        for match in _OWN_EFFECT.finditer(words):
            try:
                day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
            yield node, _place(case, node, match), day


def _capital_lines(text: str, start: int) -> Iterator[str]:
    """The folded lines in capitals of the 1,200 code points after `start`."""
    for line in text[start : start + 1200].splitlines():
        words = line.strip(" *#|_\t:")
        if words and words == words.upper() and any(char.isalpha() for char in words):
            yield fold(words).text


def _own_amounts(case: Case, pattern: re.Pattern[str], word: str, score: float) -> Iterator[Hit]:
    """Matches outside căn cứ in units that cite no other document as the source of the amount; `word` stands in every match."""
    for node, words in _leads_with(case, word):
        if word not in words or node.level in _SET_NOTHING:
            continue
        match = pattern.search(words)
        if match and _IMPOSED.search(words):
            continue
        if match and not any(
            reference.how in ("named", "earlier") and node.lead.covers(reference.span) for reference in case.analysis.references
        ):
            yield Hit(node=node, span=_place(case, node, match), score=score)


@once
def _named_in_bases(case: Case) -> tuple[tuple[Node, tuple[Reference, ...]], ...]:
    """Every căn cứ with the references in it."""
    references = case.analysis.references
    found = []
    for base in case.document.bases:
        first = bisect_left(references, base.lead.start, key=lambda reference: reference.span.start)
        end = bisect_left(references, base.lead.end, key=lambda reference: reference.span.start)
        found.append((base, references[first:end]))
    return tuple(found)


@once
def _leads(case: Case) -> tuple[tuple[Node, str], ...]:
    """Every unit with its own words, folded."""
    return tuple((node, case.folded(node.lead)) for node in case.nodes.values())


def _leads_with(case: Case, *needed: str) -> tuple[tuple[Node, str], ...]:
    """Every unit with its own words; none where no word of `needed` stands anywhere in the document: then nothing can be found in them."""
    text = case.analysis.folded.text
    return _leads(case) if any(word in text for word in needed) else ()


@once
def _final_provisions(case: Case) -> tuple[tuple[Node, str], ...]:
    """Units that may hold the effect clause, with their own words."""
    return tuple(
        (node, words)
        for node, words in _leads_with(case, "hiệu lực")
        if "hiệu lực" in words and node.level not in (Level.CAN_CU, Level.DAU)
    )


def _search(case: Case, pattern: re.Pattern[str], leads: Iterable[tuple[Node, str]], score: float) -> Iterator[Hit]:
    """The first match in each of the units."""
    for node, words in leads:
        match = pattern.search(words)
        if match:
            yield Hit(node=node, span=_place(case, node, match), score=score)


def _place(case: Case, node: Node, match: re.Match[str]) -> Span:
    """Where a match in the folded words of `node` stands in the text."""
    view = case.analysis.folded
    return view.to_original(Span(*match.span()).shift(view.to_folded(node.lead).start))


def _node_at(case: Case, span: Span) -> Node:
    first = Span(span.start, span.start + 1)
    return next((node for node in case.nodes.values() if node.lead.covers(first)), case.document.root)
