"""Grouping findings into the procedures they belong to: one card a procedure, with the parts that stand somewhere and those that nowhere do.

A clause belongs to the procedure that the nearest heading above it names ("Điều 5. Hồ sơ đề nghị hỗ trợ lãi suất" → "hỗ trợ lãi suất"), or that it names
itself where it does more than the heading says ("4. Gia hạn giấy phép: …") or sets one rate of many. Two names are one procedure where they say the same
action of the same matter. A clause below no such name goes on with the procedure before it; a form at the end goes with the procedure whose words it shares.
Parts: Nghị định 63/2010/NĐ-CP Điều 8 khoản 2. Measured on documents that two readers grouped (`corpus/gold/procedures.jsonl`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lawcheck.law import PART_NAMES
from lawcheck.rulebook.case import Case
from lawcheck.rulebook.model import Finding, Procedure
from lawcheck.structure import Level, Node
from lawcheck.text import Span, fold, fold_words

UNNAMED = "thủ tục chưa được đặt tên"
"""stands for a name where neither a heading nor the title gives one; any other name is the part “tên”"""
SHORTEST_NAME, LONGEST_NAME = 3, 160
"""syllables, code points"""
_FORM = 1500
"""code points of a clause or form that say what it is about"""
_OPENING = 220
"""code points in which a clause says itself what it is about"""
_ITSELF = 110
"""code points of a name that a clause gives itself"""
_HEADED = frozenset({Level.DIEU, Level.MUC, Level.TIEU_MUC, Level.CHUONG, Level.LA_MA, Level.SO})
_NUMBER = re.compile(
    r"^(?:(?:điều|khoản|mục|chương|phần) [\divxlc]+\b[.:]? ?|[\d.]+[.)] ?|[a-zđ]\) ?|[-+–•] ?|(?:mẫu|phụ lục)(?: số)? [\divx./-]+\b[.:]? ?|mẫu )*"
)
_PART_WORDS = re.compile(
    r"^(?:(?:quy định|về|thành phần|số lượng|mức thu|mức|nội dung|điều kiện|tiêu chuẩn|tiêu chí|yêu cầu|đối tượng|hồ sơ|trình tự|thủ tục|quy trình|thời hạn|thời gian|cách thức|phương thức|thẩm quyền|cơ quan(?: có)?|"
    r"kết quả|mẫu đơn|biểu mẫu|phí|lệ phí|nộp|tiếp nhận|thẩm định|giải quyết|thực hiện|xem xét|xét duyệt|đề nghị|việc|và|hoặc|để|được|các)\b\s*|[,-]\s*)+"
)
"""what a heading says before it names the procedure"""
_NO_PROCEDURE = re.compile(
    r"^(?:phạm vi|đối tượng áp dụng|giải thích|nguyên tắc|hiệu lực|tổ chức thực hiện|điều khoản|trách nhiệm|quy định chung|quy định chuyển|kinh phí|nguồn)|"
    r"^(?:sửa đổi|bổ sung|thay thế|bãi bỏ)[^.]{0,60}\b(?:điều|khoản|điểm|phụ lục|mẫu|tên)\b|^(?:sửa đổi|bổ sung|thay thế|bãi bỏ|,|và|\s)+$"
)
"""headings of the rest of a document, and those that say what is amended"""
_GRANTS = re.compile(
    r"\b(?:cấp (?!xã|tỉnh|huyện|trên|dưới|có|nước)|gia hạn|đăng ký|công nhận|xét tặng|tặng |chấp thuận|hỗ trợ|cho phép|xác nhận|chứng nhận|thu hồi|miễn|giảm|chấm dứt|tách thửa|hợp thửa|thẩm định|bình tuyển|giao đất|thuê|vay|"
    r"trợ cấp|danh hiệu|bằng khen|giấy khen|cờ thi đua|nhập cảnh|xuất cảnh|chuyển cảng|quốc tịch|tuyển|đấu nối|niêm yết|quyết toán|kê khai)"
)
"""what an authority does for whoever asks"""
_ONE_MATTER = re.compile(r"công nhận|xét tặng|khen thưởng|cấp (?:giấy|phép)|hỗ trợ|chính sách|chấp thuận|chứng nhận")
"""in a title: the document is about granting one thing, and a heading that grants nothing ("Đội ngũ giáo viên") names no procedure of its own"""
_NAMES_ITSELF = re.compile(
    r"^(?:các |việc )?(?:cấp(?! (?:xã|tỉnh|huyện|trên|dưới)\b)|gia hạn|đăng ký|công nhận|xét|tặng|chấp thuận|hỗ trợ|cho|xác nhận|chứng nhận|thu hồi|điều chỉnh|sửa đổi|bổ sung|thay đổi|miễn|giảm|chấm dứt|đổi|làm lại|kéo dài|tách|hợp|thẩm định|phê duyệt|bình tuyển|"
    r"khai thác|nhập|xuất|chuyển|thôi|trở lại|trả lại|đơn |tờ khai|giấy|danh hiệu|cờ|bằng khen|mẫu|đối với|trường hợp|phí |lệ phí )"
)
_NEEDS_AN_ACTION = ("đối với", "trường hợp", "các ", "mẫu")
_NAME_ENDS = re.compile(
    r"[:.;]|, (?:hồ sơ|trình tự|thì|người|tổ chức|cá nhân|áp dụng|mức)|\b(?:gồm|nộp|gửi|phải|được|là|như sau|quy định tại|quy định trên)\b"
)
"""where a sentence goes on behind the name that it opens with"""
_CASE_OF = re.compile(r"^(?:(?:đối với|trường hợp|việc) ?)+")
_SIGNS_AT_THE_END = re.compile(r"[ .:;,]+(?:\d[\d.,]*)?$")
"""signs at the end, and the first figure of a rate"""
_AS_FOLLOWS = re.compile(r",? (?:như sau|cụ thể|theo các mức)\b")
_RATE = re.compile(r"\d ?(?:(?:đồng|đ)\b|%)")
_ACTIONS = {
    name: re.compile(pattern)
    for name, pattern in {
        "cấp lại": r"cấp lại|làm lại|cấp đổi|(?<!sửa )(?<!thay )(?<!chuyển )(?<!trao )\bđổi\b(?! mới)",
        "gia hạn": r"gia hạn|kéo dài|lùi |hết hạn|tiếp tục",
        "sửa đổi": r"sửa đổi|bổ sung|điều chỉnh|thay đổi",
        "thu hồi": r"thu hồi|tước",
        "chấm dứt": r"chấm dứt|giải thể|trả lại|thanh lý|thôi\b",
        "miễn giảm": r"\bmiễn\b|\bgiảm\b(?! nghèo)|hoãn|giãn",
        "công nhận": r"công nhận",
        "chuyển": r"chuyển nhượng|chuyển cho|chuyển cảng",
        "nhập": r"\bnhập (?:cảnh|quốc)",
        "xuất": r"xuất cảnh",
        "trở lại": r"trở lại",
    }.items()
}
"""what tells procedures on one object apart ("cấp giấy phép", "cấp lại giấy phép")"""
_OF_EVERY_PROCEDURE = frozenset(
    re.findall(
        r"\w+",
        "hồ sơ trình tự thủ tục thành phần số lượng mức thu phí lệ nội dung điều kiện tiêu chuẩn chí yêu cầu đối tượng quy trình thời hạn gian điểm cách thức phương thẩm quyền cơ quan kết quả mẫu đơn tờ khai biểu "
        "nộp tiếp nhận định giải quyết thực hiện xem xét duyệt đề nghị xin việc và hoặc để được các chế độ quản lý sử dụng trách nhiệm của nguyên tắc chung một phạm vi áp dụng tổ chức cá nhân người đơn vị nơi khi "
        "theo với trong tại từ có là không như sau này gồm về cho ủy ban dân tỉnh huyện xã thành phố hội đồng nhà nước pháp luật thông tư nghị quyết bộ trưởng trên địa bàn đến hiệu lực thi hành bản sao giấy văn khoản mục "
        "phụ lục trường hợp sở phòng ngày làm tháng năm những chưa ưu tiên trao loại hình danh thuộc đã hai mới kèm lần đầu cụ thể chi chuẩn hỗ trợ cấp xét tặng chấp thuận đăng ký",
    )
)
"""syllables that say nothing of which procedure it is"""
_TITLE_OPENING = re.compile(
    r"^(?:về việc |v/v )?(?:(?:sửa đổi|bổ sung|thay thế|hủy bỏ|bãi bỏ|,|và|\s)* (?:một số )?(?:điều|nội dung|quy định)[^.]*? (?:quy định|quy chế)\b(?: chi tiết)?(?: về)? ?|"
    r"(?:ban hành |sửa đổi, bổ sung (?:một số điều của )?)?(?:quy định|quy chế)?\s*(?:về |việc |một số )*)"
)
"""before the matter of a document: of one that amends another the whole name of that"""
_FORM_NAME = re.compile(r"(?:đơn|tờ khai|giấy|bản kê|phiếu|biên bản|mẫu)\b")
_SENT_WITH = re.compile(r",? ?(?:\(|(?:ban hành )?kèm theo (?:quyết định|nghị quyết))")
"""where a title goes on with the decision that its regulation is sent with"""
_ANOTHER_DOCUMENT = re.compile(r"(?:thông tư|nghị định|quyết định|nghị quyết|luật) (?:liên tịch )?số ?\d")
_SYLLABLE = re.compile(r"[^\W\d]+")


@dataclass(slots=True)
class _Card:
    """A card being filled: its name, what tells it from others, and the words of its clauses."""

    name: str
    content: frozenset[str]
    actions: frozenset[str]
    findings: list[Finding] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def procedures_in(case: Case, findings: Sequence[Finding]) -> tuple[Procedure, ...]:
    """The procedures that the open TTHC findings make up, in the order of their first clause."""
    told = [finding for finding in findings if finding.group == "tthc" and not finding.excused_by]
    words = [frozenset(_content(case.folded(case.nodes[finding.node].span)[:_FORM])) for finding in told]
    often = Counter(word for own in words for word in own)
    cards: list[_Card] = []
    last: _Card | None = None
    for finding, own in zip(told, words, strict=True):
        node = case.nodes[finding.node]
        named = _name_of(case, node)
        folded = fold_words(named or "")
        content, actions = frozenset(_content(folded)), _actions(folded)
        card = None
        if named is not None:
            card = next((card for card in reversed(cards) if _same(card, content, actions)), None)
        if card is None and (named is None or _FORM_NAME.match(folded)):
            card = _sharing(own, cards, often) if _in_annex(case, node) else None
            card = last if card is None and named is None else card
        if card is None:
            title = _by_title(case)
            matter = fold_words(named or (title if _about_one_matter(case) else ""))
            card = _Card(named or title, frozenset(_content(matter)), _actions(matter))
            cards.append(card)
        card.findings.append(finding)
        card.words |= own
        last = card
    return tuple(_procedure(card.name, card.findings) for card in cards)


def _procedure(name: str, findings: Sequence[Finding]) -> Procedure:
    parts: dict[str, list[str]] = {}
    for finding in findings:
        for part in dict.fromkeys(evidence.part for evidence in finding.evidence):
            parts.setdefault(part, []).append(finding.label)
    known = {part: tuple(parts[part]) for part in PART_NAMES if part in parts}
    return Procedure(
        name=name,
        clauses=tuple(finding.node for finding in findings),
        parts=known,
        missing=tuple(part for part in PART_NAMES if part not in known and not (part == "ten" and name != UNNAMED)),
    )


def _name_of(case: Case, node: Node) -> str | None:
    """The procedure that a clause names itself or the nearest heading above it does, None where neither does."""
    heading = next((name for span in _headings(case, node) if (name := _of_heading(span, case)) is not None), None)
    own = _of_itself(node, case)
    if own is None or heading is None:
        return own or heading
    does_more = _actions(fold_words(own)) - _actions(fold_words(heading))
    return own if does_more or _RATE.search(case.folded(node.lead)) else heading


def _headings(case: Case, node: Node) -> Iterator[str]:
    """The headings from the clause upwards without their numbers; of a unit without one the first words of its sentence."""
    text = case.document.text
    for unit in (node, *case.above(node)):
        if unit.level not in _HEADED:
            continue
        if unit.heading is not None:
            yield _without(_NUMBER, unit.heading.of(text))
        elif unit.children and unit is not node:
            yield _up_to(_NAME_ENDS, _without(_NUMBER, Span(unit.lead.start, min(unit.lead.end, unit.lead.start + LONGEST_NAME)).of(text)))


def _of_heading(words: str, case: Case) -> str | None:
    """What a heading is about ("Hồ sơ, thủ tục cấp giấy phép" → "cấp giấy phép")."""
    folded = fold_words(words)
    if _NO_PROCEDURE.match(folded) or len(_content(folded)) < 2 or (_about_one_matter(case) and not _GRANTS.search(folded)):
        return None
    name = " ".join(_up_to(_AS_FOLLOWS, _without(_PART_WORDS, words)).split()).strip(" .:;,")
    return name[:LONGEST_NAME] if len(name.split()) >= SHORTEST_NAME else None


def _of_itself(node: Node, case: Case) -> str | None:
    """What the first words of a clause are about ("1. Cấp mới giấy phép lao động: 400.000 đồng" → "Cấp mới giấy phép lao động")."""
    words = _up_to(
        _NAME_ENDS, _without(_NUMBER, Span(node.lead.start, min(node.lead.end, node.lead.start + _OPENING)).of(case.document.text))
    )
    name = fold_words(words)[:_ITSELF]
    if not _NAMES_ITSELF.match(name) or _NO_PROCEDURE.match(name) or not _content(name):
        return None
    if name.startswith(_NEEDS_AN_ACTION) and not _GRANTS.search(name):
        return None
    shown = words if len(words) <= _ITSELF else words[:_ITSELF].rpartition(" ")[0]
    return " ".join(_SIGNS_AT_THE_END.sub("", _without(_CASE_OF, shown)).split())


def _without(opening: re.Pattern[str], text: str) -> str:
    folded = fold(text)
    found = opening.match(folded.text)
    end = found.end() if found is not None else 0
    return text[folded.to_original(Span(0, end)).end :] if end else text


def _up_to(end: re.Pattern[str], text: str) -> str:
    """`text` as far as `end`, found in its folded form."""
    folded = fold(text)
    found = end.search(folded.text)
    return text if found is None else text[: folded.to_original(Span(found.start(), found.start())).start]


def _about_one_matter(case: Case) -> bool:
    return bool(_ONE_MATTER.search(fold_words(case.document.header.title or "")))


def _in_annex(case: Case, node: Node) -> bool:
    return any(unit.level is Level.PHU_LUC for unit in (node, *case.above(node)))


def _by_title(case: Case) -> str:
    title = " ".join((case.document.header.title or "").split())
    name = _up_to(_SENT_WITH, _without(_TITLE_OPENING, title)).strip()
    name = name if len(name) > 8 else title
    return UNNAMED if not name or _ANOTHER_DOCUMENT.search(fold_words(name)) else name[:LONGEST_NAME]


def _content(folded: str) -> list[str]:
    """The syllables of a folded text that tell one procedure from another."""
    return [word for word in _SYLLABLE.findall(folded) if word not in _OF_EVERY_PROCEDURE]


def _actions(folded: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _ACTIONS.items() if pattern.search(folded))


def _same(card: _Card, content: frozenset[str], actions: frozenset[str]) -> bool:
    """True for a name of the card's procedure; a card without a name is about something else than any name."""
    return bool(card.content) and card.actions == actions and (card.content <= content or content <= card.content)


def _sharing(words: frozenset[str], cards: Sequence[_Card], often: Counter[str]) -> _Card | None:
    """The card that has most of the rarer words of a form, None where it shares none."""
    shares = [(sum(1 / often[word] for word in words & card.words) / (1 + len(card.words) ** 0.5), card) for card in cards]
    best = max(shares, key=lambda row: row[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None
