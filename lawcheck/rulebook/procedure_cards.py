"""Grouping findings into the procedures they belong to: one card a procedure, with the parts that stand somewhere and those that nowhere do.

A clause belongs to the procedure that the nearest heading above it names ("Điều 5. Hồ sơ đề nghị hỗ trợ lãi suất" → "hỗ trợ lãi suất"); where no heading
names one, to the procedure before it, or to the one that the document's title names. Parts: Nghị định 63/2010/NĐ-CP Điều 8 khoản 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawcheck.law import PART_NAMES
from lawcheck.rulebook.case import Case
from lawcheck.rulebook.model import Finding, Procedure
from lawcheck.structure import Level, Node
from lawcheck.text import Span, fold, fold_words

_PART_WORDS = re.compile(
    r"^(?:(?:quy định|về|thành phần|số lượng|mức thu|mức|nội dung|điều kiện|tiêu chuẩn|tiêu chí|yêu cầu|đối tượng|hồ sơ|trình tự|thủ tục|quy trình|thời hạn|thời gian|cách thức|phương thức|thẩm quyền|cơ quan|"
    r"kết quả|mẫu đơn|biểu mẫu|phí|lệ phí|nộp|tiếp nhận|thẩm định|giải quyết|thực hiện|xem xét|xét duyệt|đề nghị|việc|và|hoặc|để|được|các|,|-)\s*)+"
)
UNNAMED = "thủ tục chưa được đặt tên"
"""stands for a name where neither a heading nor the title gives one; any other name is the part “tên”"""
_ACTIONS = (
    "cấp lại",
    "cấp đổi",
    "gia hạn",
    "sửa đổi",
    "điều chỉnh",
    "thu hồi",
    "chấm dứt",
    "tạm dừng",
    "công nhận",
    "xác nhận",
    "miễn",
    "giảm",
    "bổ nhiệm",
    "đình chỉ",
)
"""what tells procedures on one object apart ("cấp giấy phép", "cấp lại giấy phép")"""
_OPENS = re.compile(
    r"(?:cấp|đăng ký|gia hạn|công nhận|xét|tặng|chấp thuận|hỗ trợ|cho vay|xác nhận|thu hồi|điều chỉnh|sửa đổi, bổ sung giấy|miễn|giảm|chấm dứt)\b"
)
_OBJECT = re.compile(
    r"cấp|đăng ký|gia hạn|công nhận|xét|tặng|chấp thuận|hỗ trợ|vay|xác nhận|cho phép|phê duyệt|thu hồi|điều chỉnh|miễn|giảm|bồi thường|giao|thuê|tuyển|phí"
)
_TITLE_OPENING = re.compile(
    r"^(?:về việc |v/v )?(?:ban hành |sửa đổi, bổ sung (?:một số điều của )?)?(?:quy định|quy chế)?\s*(?:về |việc |một số )*"
)
_HEADED = frozenset({Level.DIEU, Level.MUC, Level.TIEU_MUC, Level.CHUONG, Level.LA_MA, Level.SO, Level.KEM_THEO})
SAME = 0.6
"""share of the shorter name's syllables that two names of one procedure have in common"""
SHORTEST_NAME, LONGEST_NAME = 3, 160
"""syllables, code points"""


def procedures_in(case: Case, findings: Sequence[Finding]) -> tuple[Procedure, ...]:
    """The procedures that the open TTHC findings make up, in the order of their first clause."""
    groups: list[tuple[str, list[Finding]]] = []
    for finding in findings:
        if finding.group != "tthc" or finding.excused_by:
            continue
        named = _named_above(case, case.nodes[finding.node])
        group = next((group for group in groups if named is not None and _same(group[0], named)), None)
        if group is None and named is None and groups:
            group = groups[-1]
        if group is None:
            group = (named or _by_title(case), [])
            groups.append(group)
        group[1].append(finding)
    return tuple(_procedure(name, found) for name, found in groups)


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


def _named_above(case: Case, node: Node) -> str | None:
    """The procedure that the nearest heading at or above `node` names, None where none does."""
    return next((name for heading in _headings(case, node) if (name := _object(heading, case)) is not None), None)


def _headings(case: Case, node: Node) -> Iterator[Span]:
    for unit in (node, *case.above(node)):
        if unit.level not in _HEADED:
            continue
        if unit.heading is not None:
            yield unit.heading
        elif unit.children and unit is not node:
            yield Span(unit.lead.start, min(unit.lead.end, unit.lead.start + LONGEST_NAME))


def _object(heading: Span, case: Case) -> str | None:
    """What a heading about a procedure is for ("Hồ sơ, thủ tục cấp giấy phép" → "cấp giấy phép")."""
    words = heading.of(case.document.text)
    folded = fold_words(words)
    parts = _PART_WORDS.match(folded)
    if (parts is None and not _OPENS.match(folded)) or not _OBJECT.search(folded):
        return None
    rest = fold(words).to_original(Span(parts.end() if parts else 0, len(folded)))
    name = " ".join(rest.of(words).split()).strip(" .:;,")
    return name[:LONGEST_NAME] if len(name.split()) >= SHORTEST_NAME else None


def _by_title(case: Case) -> str:
    title = " ".join((case.document.header.title or "").split())
    opening = _TITLE_OPENING.match(fold_words(title))
    name = title[opening.end() :] if opening and len(title) - opening.end() > 8 else title
    return name[:LONGEST_NAME] or UNNAMED


def _same(one: str, other: str) -> bool:
    one, other = fold_words(one), fold_words(other)
    if any((action in one) != (action in other) for action in _ACTIONS):
        return False
    first, second = set(one.split()), set(other.split())
    return len(first & second) >= SAME * min(len(first), len(second))
