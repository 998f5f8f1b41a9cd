"""Whom a norm binds or entitles, in the words of the text: "hộ có ao bị bệnh", not the "hộ có" by which the actor is recognised.

For the reader who has to be convinced; no judgement hangs on it.
"""

from __future__ import annotations

import re

from lawcheck.language.bound import TASK
from lawcheck.language.model import Norm, Sentence
from lawcheck.language.pipeline import find_actors
from lawcheck.rulebook.case import Case
from lawcheck.text import Span

LONGEST = 90
"""code points of an addressee at most"""
_SHORT_LINE = 40
"""code points of a heading in one line, with its text in the next"""
_BEFORE = 24
"""code points before an actor that are looked at"""
_MAY_STAND_AFTER = re.compile(r"(?:[;:.)(+*•\-–\"] ?|\b(?:đối với|cho|cấm|chỉ|riêng) )(?:các |những |mọi |mỗi |tất cả )*$")
"""what a subject or whoever a rate is for may follow; behind any other word an actor is part of something else ("pháp luật về hôn nhân và gia đình")"""
_NEW_CLAUSE = re.compile(r"(?:, ?|\b(?:thì|nếu|khi|hợp|mà) )(?:các |những |mọi |mỗi |tất cả )*$")
"""the same where the verb follows at once: elsewhere it may be the next of a list"""
_OTHERS_FIRST = re.compile(
    r"(?:các |những |mọi )?(?:(?!khi\b|nếu\b|trường hợp|trong\b|đối với|từ\b|sau\b|trước\b|tại\b|ngoài\b|để\b|nhằm\b|căn cứ|theo\b|quá\b|chậm nhất|với\b|do\b|ở\b|trên\b|định kỳ|hằng\b)[^\W\d_]+(?: [^\W\d_]+){0,4}, ){1,5}(?:các )?"
)
"""the rest of a list of addressees: "Sở, ban, ngành, đơn vị thuộc …" """
_ONE_PHRASE = re.compile(r"(?:(?!\b(?:thì|khi|nếu|là|mà|phải|được|không)\b)[^,;:.()])*")
"""between a name and its modal: it all belongs to the name ("hộ có ao bị bệnh phải …")"""
_OF = re.compile(r"\bcủa (?:các |những |mọi )?$")
"""in a heading: "Trách nhiệm của doanh nghiệp" """
_BREAK = re.compile(r"\n\s*+")
_WITHOUT_A_MODAL = frozenset({"gio-hoat-dong", "dung-han", "viec-lam", "muc-dinh-luong", "nguong"})
"""signs that are no verb: nothing shows where the name before them ends"""
_ALL = re.compile(r"(?:các |những |mọi |mỗi |tất cả )*")
_ENDS = re.compile(
    r"[;:.()\"]|(?<!\d)/(?![^\W\d])| [-–] |,? (?:phải|được|không|chỉ|bị|thì|là|nếu|khi|mà|mới|nên|nêu tại|nêu trên|theo quy định|tối đa|tối thiểu|chịu trách nhiệm|chậm nhất|căn cứ|để|bằng|nhưng|gồm|như sau|hoàn toàn|"
    r"có (?:trách nhiệm|nghĩa vụ|quyền|nhu cầu|tối|báo cáo|ý kiến|mặt)|tự|trước (?:khi|ngày)|sau khi|trong (?:thời|vòng|trường|quá)|kể từ|từ ngày|hằng|hàng (?:năm|tháng|ngày|quý)|định kỳ|mức|thực hiện|quyết định|chủ động|chấp hành|"
    r"ban hành|bố trí|xem xét|phân cấp|phối hợp|tổ chức thực hiện|hướng dẫn|quản lý về|nộp|nhận lại)\b|"
    r", (?:trong|tại|theo|trừ|ngoài|với|đồng|có|nhận|nộp|đóng|gửi|trả|thường xuyên)\b"
)
"""where the name of an addressee ends: the verb, the next clause, a sign"""
_UNFINISHED = re.compile(r"(?: (?:đang|đã|đều|vẫn|còn|cũng|sẽ|của|theo|thuộc đối tượng)|[ ,\-–])+$")
"""what stands between a name and the verb"""
_SAYS_NOTHING = re.compile(
    r"(?:các |những |mọi )?(?:người|hộ|chủ|ai|ngành|sở|phòng|cục|ban|chợ\b.*|đối tượng(?: áp dụng\b.*)?|tổ chức(?:,| và) (?:hoạt động|nhiệm vụ|bộ máy)\b.*|"
    r".*\b(?:có|không|bị|được)|(?:người|hộ|chủ) (?:đã|đang|đi|đến|khi|chưa|thì|tham gia))"
)
"""half of a name, or none"""


def addressee(case: Case, sentence: Sentence, norm: Norm) -> Span | None:
    """Where the text names whoever `norm` is for (code points of the document, at most LONGEST); None where it names nobody, or an actor that is only part of something else."""
    folded = case.analysis.folded
    body, sign = folded.to_folded(sentence.body), folded.to_folded(norm.sign.span)
    actor = folded.to_folded(norm.actor_span) if norm.actor_span is not None else _opening_class(folded.text, body)
    if actor is None:
        return None
    before = folded.text[max(0, actor.start - _BEFORE) : actor.start]
    original = folded.to_original(actor)
    opens = _begins_a_line(case, original) or bool(body.start <= actor.start and _ALL.fullmatch(folded.text, body.start, actor.start))
    if norm.inherited:
        end = _end(folded.text, actor.end, folded.to_folded(_rest_of_line(case, original)).end)
        opens = opens or bool(_OF.search(before))
    elif sign.start < actor.end:
        end = actor.end  # whoever is forbidden something, or does it: "Nghiêm cấm tổ chức, cá nhân lợi dụng …"
    else:
        end = _end(folded.text, actor.end, sign.start)
        if norm.sign.label in _WITHOUT_A_MODAL and end == sign.start:
            end = actor.end
        elif norm.sign.label not in _WITHOUT_A_MODAL and _ONE_PHRASE.fullmatch(folded.text, actor.end, sign.start):
            end = sign.start
    first = max(body.start, folded.to_folded(Span(_sentence_start(case, sentence.body, original), original.start)).start)
    if not norm.inherited and first < actor.start and _OTHERS_FIRST.fullmatch(folded.text, first, actor.start):
        actor, opens = Span(first, actor.end), True
    named = _UNFINISHED.sub("", folded.text[actor.start : end])
    if len(named) > LONGEST:
        named = folded.text[actor.start : actor.end]
    in_place = opens or _MAY_STAND_AFTER.search(before) or (_NEW_CLAUSE.search(before) and end + 1 >= sign.start)
    if not in_place or _SAYS_NOTHING.fullmatch(named) or TASK.match(named):
        return None
    return folded.to_original(Span(actor.start, actor.start + len(named)))


def _opening_class(text: str, body: Span) -> Span | None:
    """The open class that a sentence opens with, where its rule was found to bind nobody by name: "Người đầu tiên báo tin … được thưởng"."""
    start = _ALL.match(text, body.start, body.end).end()  # type: ignore[union-attr]
    found = next(iter(find_actors(text[start : min(body.end, start + LONGEST)])), None)
    return found[1].shift(start) if found is not None and found[0] == "mo" and found[1].start == 0 else None


def _begins_a_line(case: Case, actor: Span) -> bool:
    return case.document.text[max(0, actor.start - _BEFORE) : actor.start].rstrip(" ").endswith("\n")


def _sentence_start(case: Case, body: Span, actor: Span) -> int:
    """Where the sentence of an actor begins: behind a short first line, which is a heading, else with its body."""
    end = case.document.text.find("\n", body.start, min(actor.start, body.start + _SHORT_LINE))
    return body.start if end < 0 else end + 1


def _rest_of_line(case: Case, actor: Span) -> Span:
    """A heading ends with its line, where the next one does not go on in small letters."""
    text, latest = case.document.text, min(len(case.document.text), actor.end + 2 * LONGEST)
    for line in _BREAK.finditer(text, actor.end, latest):
        if not text[line.end() : line.end() + 1].islower() or text[line.end() + 1 : line.end() + 2] in (")", "."):
            return Span(actor.start, line.start())
    return Span(actor.start, latest)


def _end(text: str, start: int, latest: int) -> int:
    """Where a name that goes on at `start` ends: at the first sign that it does, at `latest` (the verb, the end of the heading) at the latest."""
    found = _ENDS.search(text, start, latest + 1)
    return latest if found is None else min(latest, found.start())
