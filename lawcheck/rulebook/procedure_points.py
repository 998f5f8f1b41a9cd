"""The points that signs give a clause: one for each part of a procedure that it names, more under headings that promise one, less in documents that seldom set any.

Nghị định 63/2010/NĐ-CP Điều 3, Điều 8 khoản 2. This is what a rule by itself says of a clause; `procedures.py` adds the learned sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lawcheck.rulebook.case import Case
from lawcheck.rulebook.cohesion import strangeness
from lawcheck.rulebook.money import FEE
from lawcheck.rulebook.occasion import (
    answers_one_file,
    between_authorities,
    concerns_one_case,
    for_own_staff,
    lists_tasks,
    only_tells,
    recalls_law,
    steers,
    works_inside,
)
from lawcheck.rulebook.passages import Passage
from lawcheck.rulebook.procedure_considerations import CITIZEN, DAYS, NO_PART, STRONG, TAKES_EFFECT, Weighed, agencies_file
from lawcheck.structure import Level, Node
from lawcheck.text import Span, fold_words

_HEADING = re.compile(
    r"hồ sơ|giấy tờ|trình tự|thủ tục|tiếp nhận|xét duyệt|thời hạn giải quyết|cách thức|nộp|đơn đề nghị|lệ phí|mức thu phí|cấp (?:giấy|phép|thẻ|chứng)"
)
_EXCLUDED_HEADING = re.compile(
    rf"trách nhiệm|tổ chức thực hiện|phối hợp|kiểm tra|thanh tra|xử lý vi phạm|báo cáo|điều khoản thi hành|{TAKES_EFFECT}|giải thích từ ngữ|phạm vi|đối tượng|nguyên tắc|(?:nguồn |lập |sử dụng )kinh phí|dự toán|quyết toán"
)
_DELEGATION = re.compile(r"phân cấp|ủy quyền")
"""heads a list of powers, each named by what it grants"""
_NAMED_BY = frozenset({"ket_qua", "co_quan", "ten"})
"""parts that name a power: what is granted, who grants it, what it is called"""
_FEES = re.compile(FEE)
_NAMED_PART = re.compile(
    r"(?:(?:phương thức|cách thức|hình thức) (?:nộp|thực hiện|tiếp nhận)|thành phần(?:, số lượng)? hồ sơ|trình tự thực hiện|thời hạn (?:giải quyết|trả kết quả)|"
    r"kết quả (?:thực hiện|giải quyết)|phí, lệ phí|yêu cầu, điều kiện)[^:.;]{0,40}: ?\S"
)
"""a part under the name that the law gives it, and what it is (Nghị định 63/2010/NĐ-CP Điều 8)"""
NAMED = 1.5
"""points of such a passage: nothing but a procedure is written so"""
STRANGE = 0.8
"""share of a passage's word pairs that must stand nowhere else in the document"""
ENOUGH = 4.0
"""points at which a clause is as likely as not to set a part"""
_WORK_OF_OFFICES = re.compile(
    r"(?:tiếp nhận|xem xét|thẩm định|tổ chức thẩm định|kiểm tra|phối hợp|hướng dẫn|cấp|tổ chức)\b[^.;]{0,160}\b"
    r"(?:trình (?:cơ quan|cấp) có thẩm quyền|trình (?:ủy ban nhân dân|ubnd|chủ tịch|bộ trưởng)|theo thẩm quyền|hướng dẫn (?:ubnd|ủy ban)|theo quy định của pháp luật)|"
    r"(?:thẩm định và )?cấp(?:, (?:cấp lại|cấp đổi|gia hạn|điều chỉnh|cấp điều chỉnh|sửa đổi|bổ sung|tạm đình chỉ|đình chỉ))*(?:,? (?:và|hoặc))? thu hồi (?:giấy|thẻ|chứng chỉ)[^.;]{0,300}[.;]?$"
)
"""one of the tasks of an office, as in lists of its functions"""
WEAK = 1
"""points that a sign has in such a task at most"""
_TITLES = frozenset({Level.PHAN, Level.CHUONG, Level.MUC, Level.KEM_THEO, Level.PHU_LUC})
FORM = 5
"""points of an item in a list of forms"""
_SAY_ENOUGH = ("co_quan", "ket_qua", "yeu_cau_dieu_kien")
"""parts that say who grants, what is granted or when it is refused: with a strong sign of one, a clause need not name the citizen"""
HEADING = 100
"""code points of a heading at most"""
SCHEDULE = 5
"""points of rows of fees"""
CRITERION = 5
"""points of a criterion that one must meet to be recognised by a procedure of the same document"""
COUNTED_BY_PLACE = frozenset({"muc-bieu-mau", "to-mau", "bieu-phi", "tieu-chuan-de-xet"})
"""considerations that have points without a sign: forms in a list or to be filled in, schedules of fees, criteria to be met"""
SLIGHT = 1.5
"""points that what a document was written for takes at most from a clause about something else"""
STEP = 0.7
"""logits for a point"""


def rule_logits(case: Case, weighed: Sequence[Weighed]) -> Mapping[str, float]:
    """For each clause (by address) that has an unexcused sign: its points as a logit, 0 at ENOUGH."""
    clauses: dict[str, list[Weighed]] = {}
    for one in weighed:
        if "truoc-dieu-1" not in one.values:
            clauses.setdefault(one.passage.clause.address, []).append(one)
    doubt, inside = _form_doubt(case), _inside_doubt(case)
    fees = bool(_FEES.search(fold_words((case.document.header.title or "")[:400])))
    found: dict[str, float] = {}
    for address, passages in clauses.items():
        node = case.nodes[address]
        best: dict[str, int] = {}
        for one in passages:
            if one.passage.node is node and node.level is Level.DIEU and has_clauses(node):
                continue  # the title of an article whose clauses are judged one by one
            if not NO_PART.isdisjoint(one.values):
                continue
            most = WEAK if _WORK_OF_OFFICES.match(one.passage.words) and not DAYS.search(one.passage.words) else STRONG
            for _, sign in one.signs:
                best[sign.part] = max(best.get(sign.part, 0), min(sign.points, most))
            if "muc-bieu-mau" in one.values or "to-mau" in one.values:
                best["mau_don"] = max(best.get("mau_don", 0), FORM)
            if "bieu-phi" in one.values:
                best["phi_le_phi"] = max(best.get("phi_le_phi", 0), SCHEDULE)
            if "tieu-chuan-de-xet" in one.values and "co-quan-lap-ho-so" not in one.values and one.passage.node.level not in _TITLES:
                best["yeu_cau_dieu_kien"] = max(best.get("yeu_cau_dieu_kien", 0), CRITERION)
        if not best:
            continue
        named = NAMED if any(one.signs and _NAMED_PART.match(one.passage.words) for one in passages) else 0.0
        points = sum(best.values()) + named + (1.5 if fees and "phi_le_phi" in best else 0.0) + _context(case, node, best)
        strange = (inside or doubt > SLIGHT) and any(one.signs and is_about_something_else(case, one.passage) for one in passages)
        points -= min(doubt, SLIGHT) if strange else doubt + inside
        found[address] = (points - ENOUGH) * STEP
    return found


def has_clauses(node: Node) -> bool:
    """True for an article that is cut into clauses."""
    return any(child.level in (Level.KHOAN, Level.SO) for child in node.children)


def _context(case: Case, node: Node, best: Mapping[str, int]) -> float:
    """What the surroundings add or take: headings about procedures, duties of agencies, citizens named in the clause."""
    points = 0.0
    near = [node, *[above for above in case.above(node) if above.level in (Level.DIEU, Level.LA_MA, Level.MUC, Level.KHOAN, Level.SO)]][:3]
    for unit in near:
        if unit.level in (Level.KHOAN, Level.SO) and not _heads(unit, case.document.text):
            continue
        heading = case.folded(unit.heading or Span(unit.lead.start, min(unit.lead.end, unit.lead.start + 160)))
        if unit is not node and _HEADING.search(heading):
            points += 1
        excluded = _EXCLUDED_HEADING.search(heading) or (_DELEGATION.search(heading) and _only_names(best))
        if excluded and not _HEADING.search(heading):
            points -= 1.5
    words = case.folded(Span(node.span.start, min(node.span.end, node.span.start + 3000)))
    if CITIZEN.search(words):
        return points + 1
    return points if max(best.get(part, 0) for part in _SAY_ENOUGH) >= STRONG else points - 1


def _heads(clause: Node, text: str) -> bool:
    """True for a clause that heads what stands below it: "Hồ sơ gồm:", "8. Giấy tờ phải nộp" above 8.1."""
    lead = clause.lead.of(text).rstrip()
    return lead.endswith(":") or (bool(clause.children) and len(lead) < HEADING and lead[-1:] not in ".;")


def _only_names(best: Mapping[str, int]) -> bool:
    """True where nothing but what is granted and who grants it is said plainly."""
    return all(points <= WEAK for part, points in best.items() if part not in _NAMED_BY)


def is_about_something_else(case: Case, passage: Passage) -> bool:
    """True where nothing else in the document speaks of what the passage is about: that its other papers pass between offices does not explain it.

    The tasks of an office are each about something else, and so is each fault that a reply finds in a file.
    """
    return not (lists_tasks(case) or answers_one_file(case)) and strangeness(case, passage.span, passage.span) >= STRANGE


def _inside_doubt(case: Case) -> float:
    """Points taken from clauses of documents whose papers pass between offices."""
    inside = works_inside(case) or for_own_staff(case) or between_authorities(case)
    tasks = lists_tasks(case)  # a list of tasks names every part
    return (3.5 if inside else 0.0) + (2.5 if agencies_file(case) else 0.0) + (3.0 if tasks else 0.0)


def _form_doubt(case: Case) -> float:
    """Points taken from the clauses of documents that rarely set procedures for people; from one about something else SLIGHT at most."""
    doubt = 0.0
    if answers_one_file(case):
        doubt += 3.0
    if concerns_one_case(case) or only_tells(case):
        doubt += 5.5  # they hold one file against papers set elsewhere
    elif recalls_law(case) or steers(case):
        doubt += 3.0
    elif case.document.header.type in ("cong-van", "thong-bao"):
        doubt += 1.5  # letters and notices speak about single files far more often than they set papers for everybody
    if case.document.header.type in ("ke-hoach", "chi-thi", "chuong-trinh"):
        doubt += 0.75  # they hand out tasks about procedures
    return doubt
