"""Facts of a document that can excuse a finding (`unless: {fact: …}` in a rule file)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from lawcheck.language.model import Reference
from lawcheck.rulebook.case import Case
from lawcheck.rulebook.occasion import answers_one_file, concerns_one_case, only_tells, publishes_procedures
from lawcheck.structure import Level, Node
from lawcheck.text import Span, fold

_ASSIGNS = re.compile(
    r"được giao quy định|(?:được giao|\bgiao (?:cho )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|chính quyền địa phương|chính phủ|bộ|các bộ)\b)[^.;]{0,120}(?:(?<!theo )quy định(?! tại)|ban hành)|"
    r"(?:trình tự|thủ tục|hồ sơ)[^.;]{0,60}được giao"
)
_GROUND = re.compile(r"[\W\d]*(?:(?:căn cứ|vào|quy định|tại|của|và|các|theo)[\s,;]*)*")
"""all that may stand between "Căn cứ" or the document named before it and a provision that is itself the ground: not the words of a title ("… sửa đổi khoản 2 Điều 8 …")"""
_SETS = re.compile(
    r"(?:thông tư|thông tư liên tịch|quyết định|nghị quyết|nghị định|quy định|quy chế) này (?:quy định|hướng dẫn|phân cấp|cụ thể hóa|ban hành)"
)
_ELSE = re.compile(r"^\W*(?:[\da-zđ]{1,2}[.)]\s*)?(?:đối tượng áp dụng|giải thích)|không áp dụng")
_UNDER = re.compile(
    r"(?:theo|quy định (?:tại|từ|chi tiết)|cụ thể hóa|chi tiết|hướng dẫn|thi hành)[^.;:]{0,60}$|quy định chi tiết[^.;:]{0,300} tại\s*$"
)
"""how a document on its scope names the provision that it carries out: "Thông tư này quy định … theo quy định tại khoản 2 Điều 40 Nghị định …" """
_SENTENCE_END = re.compile(r"(?<!\d)\.\s")
"""not the point after the number of an item"""


def central(case: Case) -> Span | None:
    """The issuer is a central body: the ban on provincial procedures does not speak to it."""
    header = case.document.header
    found = header.issuer_level == "trung-uong" or header.type in (
        "thong-tu",
        "nghi-dinh",
        "luat",
        "bo-luat",
        "phap-lenh",
        "thong-tu-lien-tich",
    )
    return (header.number_span or header.issuer_span or Span(0, 0)) if found else None


def published(case: Case) -> Span | None:
    """The document only publishes, lists or simplifies procedures."""
    return _title(case) if publishes_procedures(case) else None


def one_case(case: Case) -> Span | None:
    """The document settles one file, project or person, or only tells: an amount in it is worked out for that case."""
    return _title(case) if concerns_one_case(case) or answers_one_file(case) or only_tells(case) else None


def _title(case: Case) -> Span:
    header = case.document.header
    return header.title_span or header.type_span or Span(0, 0)


def cited_authority(case: Case) -> Span | None:
    """A căn cứ, the clause on the scope, or an enabling phrase in the body names the provision (not only the law) that assigns the regulation."""
    before = None
    units = sorted(case.nodes.values(), key=lambda node: node.lead.start)
    for reference in case.analysis.references:
        if reference.how != "named":
            continue
        if any(provision.dieu for provision in reference.provisions) and (
            _is_ground(case, reference, before) or _in_scope(case, reference, units) or _assigns(case, reference)
        ):
            return reference.span
        before = reference
    return None


def authority_note(case: Case) -> str:
    """What the document itself names as the ground for its rules, and what is missing (Luật 64/2025/QH15 Điều 21 khoản 1; Luật 80/2015/QH13 Điều 14 khoản 4)."""
    cited = cited_authority(case)
    if cited is not None:
        return f"Văn bản nêu “{_one_line(cited, case)}”; cần đối chiếu điều khoản đó có giao đúng nội dung này không."
    bases = [node.lead for node in case.document.bases if _NAMES_A_GROUND.match(case.folded(node.lead))]
    named = [
        reference
        for reference in case.analysis.references
        if reference.how == "named" and any(base.covers(reference.span) for base in bases)
    ]
    if not named:
        return "Văn bản không nêu căn cứ nào giao địa phương quy định nội dung này."
    names = list(dict.fromkeys(_name(reference, case) for reference in named))
    shown = "; ".join(names[:SHOWN_BASES]) + (f" và {len(names) - SHOWN_BASES} văn bản khác" if len(names) > SHOWN_BASES else "")
    return f"Phần căn cứ nêu {shown}, nhưng không nêu điều, khoản, điểm nào giao địa phương quy định nội dung này; nêu tên văn bản mà không nêu điều khoản thì chưa phải căn cứ giao."


def source_note(case: Case, node: Node) -> str:
    """Whether the words of a clause name another document that its rule may come from: what a reader has to compare."""
    references = case.analysis.references
    first = bisect_right(references, node.span.start, key=lambda reference: reference.span.end)
    for reference in references[first:]:
        if reference.span.start >= node.span.end:
            break
        if reference.how in ("named", "earlier"):
            return f"Đoạn có dẫn “{_name(reference, case)[:LONGEST]}” nhưng tự nêu nội dung: cần đối chiếu xem nội dung là của văn bản đó hay do đoạn này đặt thêm."
    return "Trong đoạn không thấy dẫn chiếu văn bản nào khác làm nguồn của nội dung này."


_NAMES_A_GROUND = re.compile(r"\W*(?:căn cứ|thực hiện|thi hành)\b")
"""not "Theo đề nghị … tại Tờ trình …", "Xét Báo cáo thẩm tra …": those are no grounds"""
SCOPE_REACH = 4000
"""code points of the article on the scope within which a provision counts as its ground; keeps the cost linear"""
LONGEST = 120
"""code points of a name of a document"""
SHOWN_BASES = 4
"""names of documents that the note lists"""


def _name(reference: Reference, case: Case) -> str:
    instrument = reference.instrument
    if instrument is None or not instrument.number:
        return _one_line(reference.span, case)
    kind = instrument.type or "văn bản"
    title = f" {instrument.title}" if instrument.title else ""
    return f"{kind[:1].upper()}{kind[1:]}{title} số {instrument.number}"


def _one_line(span: Span, case: Case) -> str:
    return " ".join(span.of(case.document.text).split())


def _is_ground(case: Case, reference: Reference, before: Reference | None) -> bool:
    """True for "Căn cứ khoản 3 Điều 12 Nghị định …", also after another document in the same căn cứ."""
    base = next((node.lead for node in case.document.bases if node.lead.covers(reference.span)), None)
    if base is None:
        return False
    start = before.span.end if before is not None and base.covers(before.span) else base.start
    return bool(_GROUND.fullmatch(case.folded(Span(start, reference.span.start))))


def _in_scope(case: Case, reference: Reference, units: Sequence[Node]) -> bool:
    """True where the article on the scope says what is regulated and under which provision; `units` in order."""
    at = reference.span.start
    if not _UNDER.search(case.folded(Span(max(0, at - 400), at))):
        return False
    node = units[bisect_right(units, at, key=lambda unit: unit.lead.start) - 1]
    path = (node, *case.above(node))
    article = next((unit for unit in path if unit.level is Level.DIEU), None)
    if (
        article is None
        or at - article.span.start > SCOPE_REACH
        or not (article.number == "1" or "phạm vi" in case.folded(article.heading or Span(at, at)))
    ):
        return False
    inside = path[: path.index(article)]
    if any(_ELSE.search(case.folded(Span(unit.span.start, at))) for unit in inside):
        return False
    words = case.folded(Span(article.span.start, at))
    return any(not _SENTENCE_END.search(words, match.end()) for match in _SETS.finditer(words))


def _assigns(case: Case, reference: Reference) -> bool:
    around = Span(max(0, reference.span.start - 160), reference.span.start)
    return bool(_ASSIGNS.search(fold(around.of(case.document.text)).text.rsplit(". ", 1)[-1]))


FACTS: Mapping[str, Callable[[Case], Span | None]] = {
    "trung-uong": central,
    "cong-bo": published,
    "mot-vu-viec": one_case,
    "co-dieu-khoan-giao": cited_authority,
}
