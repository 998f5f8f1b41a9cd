"""Which clauses set a part of an administrative procedure (Nghị định 63/2010/NĐ-CP Điều 3, Điều 8 khoản 2).

A clause's points are the sum over parts of its strongest unexcused sign, plus what the headings above promise.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from lawcheck.language.lexicon import load_lexicon
from lawcheck.language.model import Sentence, Sign
from lawcheck.language.weighing import excuses_of
from lawcheck.rulebook.case import Case, Hit
from lawcheck.rulebook.model import Evidence
from lawcheck.rulebook.occasion import answers_one_file, concerns_one_case, only_tells, recalls_law, steers, works_inside
from lawcheck.structure import Document, Level, Node
from lawcheck.text import Span, fold

_HEADING = re.compile(
    r"hồ sơ|trình tự|thủ tục|thời hạn giải quyết|cách thức|nộp|đơn đề nghị|lệ phí|mức thu phí|cấp (?:giấy|phép|thẻ|chứng)"
)
_EXCLUDED_HEADING = re.compile(
    r"trách nhiệm|tổ chức thực hiện|phối hợp|kiểm tra|thanh tra|xử lý vi phạm|báo cáo|điều khoản thi hành|hiệu lực|giải thích từ ngữ|phạm vi|đối tượng|nguyên tắc"
)
_SCOPE = re.compile(
    r"(?:thông tư|quyết định|nghị quyết|nghị định|quy định|quy chế)(?: số [^ ]+)? này (?:quy định|thay thế|áp dụng|hướng dẫn|có hiệu lực|bãi bỏ|sửa đổi)(?! (?:kèm|mức thu như|như) )"
)
"""says what the document is about, and sets nothing by itself"""
_PARTS_BY_HEADING: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"hồ sơ"), "thanh-phan-ho-so", "ho_so"),
    (re.compile(r"trình tự|thủ tục|quy trình"), "trinh-tu-giai-quyet", "trinh_tu"),
    (re.compile(r"thời hạn (?:giải quyết|thẩm định|xử lý|cấp|xét)"), "thoi-han-giai-quyet", "thoi_han"),
    (
        re.compile(r"(?:điều kiện|tiêu chuẩn|tiêu chí|yêu cầu)[^.;]{0,40}(?:cấp|hỗ trợ|tài trợ|hưởng|được|xét|công nhận|tặng|đăng ký)"),
        "dieu-kien-duoc-giai-quyet",
        "yeu_cau_dieu_kien",
    ),
    (re.compile(r"mức thu (?:phí|lệ phí)|mức lệ phí"), "phi-le-phi", "phi_le_phi"),
    (re.compile(r"(?:cấp|cấp lại|cấp đổi|gia hạn|thu hồi) (?:giấy|thẻ|chứng chỉ)"), "ket-qua-giai-quyet", "ket_qua"),
)
"""what the title of an article promises for its clauses: sign and part"""
_LISTS = {"thanh-phan-ho-so": "ho_so", "dieu-kien-duoc-giai-quyet": "yeu_cau_dieu_kien"}
"""signs whose sentence, ending in ":", opens a list of papers or conditions"""
TITLE_LINE = 200
"""code points below which the words of a unit with children are its title"""
SETS_PROCEDURES = 0.66
"""score of a clause that by itself shows a document to set procedures"""
_CITIZEN = re.compile(
    r"tổ chức, cá nhân|cá nhân|hộ gia đình|doanh nghiệp|người dân|công dân|người (?:nộp|đề nghị|yêu cầu|có|được|sử dụng|lao động|học|hưởng|khuyết|đứng|khiếu)|thương nhân|nhà đầu tư|"
    r"chủ (?:đầu tư|sở hữu|dự án|phương tiện|cơ sở|hộ|tàu|thể)|hợp tác xã|tổ chức(?! thực hiện| triển khai| kiểm| họp| hội)|đối tượng|cơ sở|học sinh|sinh viên|trung tâm tư vấn|giấy phép|tập thể|nghệ nhân|nộp (?:trực tiếp |trực tuyến )?hồ sơ|nộp hồ sơ|cổng dịch vụ công"
)
_AGENCY_FILES = re.compile(
    r"(?:ủy ban nhân dân|ubnd|sở|cơ quan|đơn vị|phòng)[^.;:]{0,60}\b(?:lập|gửi|trình|nộp|hoàn thiện)\b[^.;:]{0,20}\bhồ sơ"
)
_CITIZEN_FILES = re.compile(
    r"(?:cá nhân|tổ chức|hộ gia đình|hộ|doanh nghiệp|người \w+|công dân|thương nhân|chủ \w+|hợp tác xã|nhà đầu tư|đối tượng|cơ sở)[^.;:]{0,70}"
    r"\b(?:lập|gửi|nộp|chuẩn bị|hoàn thiện|có|làm)\b[^.;:]{0,30}\b(?:hồ sơ|đơn|tờ khai|văn bản đề nghị)"
)
_FEES = re.compile(r"(?<!học )(?<!viện )(?<!kinh )(?<!chi )(?<!thủy lợi )(?<!thuỷ lợi )\b(?:phí|lệ phí)\b")
MAX_EVIDENCE = 240


def _agencies_file(document: Document) -> bool:
    """True where files are made and sent by agencies and nowhere by people."""
    text = fold(document.text).text
    return bool(_AGENCY_FILES.search(text)) and not _CITIZEN_FILES.search(text)


def clause_points(case: Case, parts: Sequence[str]) -> Iterator[tuple[Node, float, list[tuple[Sentence, Sign]], list[tuple[str, Span]]]]:
    """For each clause with a sign: its node, its points, the signs that count and the modifiers that took others away."""
    groups: dict[str, list[Sentence]] = {}
    body = first_article(case)
    for sentence in case.analysis.sentences:
        if sentence.span.start >= body:
            groups.setdefault(case.clause(sentence.node).address, []).append(sentence)
    lexicon = load_lexicon()
    wanted = set(parts)
    doubt = _form_doubt(case)
    fees = bool(_FEES.search(fold((case.document.header.title or "")[:400]).text))
    for address, sentences in groups.items():
        node = case.nodes[address]
        best: dict[str, tuple[float, Sentence, Sign]] = {}
        excused: list[tuple[str, Span]] = []
        kept: list[tuple[Sentence, Sign]] = []
        for sentence in sentences:
            if _SCOPE.match(fold(sentence.body.of(case.document.text)).text):
                continue
            for sign in sentence.signs:
                if lexicon.signs[sign.label].group != "tthc" or sign.part not in wanted:
                    continue
                reasons = excuses_of(sign, sentence, lexicon, case.document.text)
                if reasons:
                    excused += [(reason.label, reason.span) for reason in reasons]
                    continue
                kept.append((sentence, sign))
                if sign.part not in best or best[sign.part][0] < sign.points:
                    best[sign.part] = (sign.points, sentence, sign)
        if node.level is Level.DIEU and _has_clauses(node) and all(sentence.node is node for sentence, _ in kept):
            kept = []  # the title of an article whose clauses are judged one by one
        if kept or excused:
            points = sum(value for value, _, _ in best.values())
            if fees and "phi_le_phi" in best:
                points += 1.5
            if kept:
                points += _context(case, node) - doubt
            yield node, points, kept, excused


def first_article(case: Case) -> int:
    """Where the articles of a normative document begin: what stands before says why it is issued. 0 for texts without articles."""
    if case.document.kind.name != "vbqppl":
        return 0
    return min((node.span.start for node in case.nodes.values() if node.level is Level.DIEU and not node.quoted), default=0)


def _has_clauses(node: Node) -> bool:
    return any(child.level in (Level.KHOAN, Level.SO) for child in node.children)


def _context(case: Case, node: Node) -> float:
    """What the surroundings add or take: headings about procedures, duties of agencies, citizens named in the clause."""
    points = 0.0
    near = [node, *[above for above in case.above(node) if above.level in (Level.DIEU, Level.LA_MA, Level.MUC, Level.KHOAN, Level.SO)]][:3]
    for unit in near:
        if unit.level in (Level.KHOAN, Level.SO) and not unit.lead.of(case.document.text).rstrip().endswith(":"):
            continue  # a clause that heads nothing
        heading = fold((unit.heading or Span(unit.lead.start, min(unit.lead.end, unit.lead.start + 160))).of(case.document.text)).text
        if unit is not node and _HEADING.search(heading):
            points += 1
        if _EXCLUDED_HEADING.search(heading) and not _HEADING.search(heading):
            points -= 1.5
    words = fold(Span(node.span.start, min(node.span.end, node.span.start + 3000)).of(case.document.text)).text
    points += 1 if _CITIZEN.search(words) else -1
    return points


def _form_doubt(case: Case) -> float:
    """Points taken from every clause of documents that rarely set procedures for people."""
    doubt = 0.0
    if works_inside(case):
        doubt += 3.5
    if _agencies_file(case.document):
        doubt += 2.5
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


def find_procedures(case: Case, parts: Sequence[str], at_least: float) -> Iterator[Hit]:
    """The clauses whose points reach `at_least`, and as excused hits those that a modifier brought below it.

    Where clauses show that the document sets a procedure, the other clauses of articles titled after a part belong to it: in
    the same article, or anywhere once two articles do.
    """
    hits = tuple(_by_signs(case, parts, at_least))
    yield from hits
    sure = [hit.node for hit in hits if hit.score >= SETS_PROCEDURES and not hit.excused]
    articles = {article.address for node in sure for article in (node, *case.above(node)) if article.level is Level.DIEU}
    yield from _by_heading(case, {hit.node.address for hit in hits}, articles if len(articles) < 2 else None)


def _by_signs(case: Case, parts: Sequence[str], at_least: float) -> Iterator[Hit]:
    for node, points, kept, excused in clause_points(case, parts):
        if kept and points >= at_least:
            evidence = tuple(proof for sentence, sign in _strongest(kept) for proof in _proofs(case, sentence, sign))
            first = max(_below_title(node, kept), key=lambda pair: pair[1].points)[0]
            found = sorted({sign.part for _, sign in kept})
            yield Hit(
                node=node,
                span=clip(first.body, first.signs[0].span, case.document.text),
                score=1 / (1 + math.exp(-(points - 4.0) * 0.7)),
                evidence=evidence,
                values={"parts": ", ".join(PART_NAMES[part] for part in found)},
                certainty="high" if points >= 7 else "medium" if points >= 4.5 else "low",
            )
        elif excused and not kept:
            label, span = excused[0]
            yield Hit(node=node, span=span, score=0.1, excused=((label, span),), values={"parts": ""})


def _below_title(node: Node, kept: Sequence[tuple[Sentence, Sign]]) -> Sequence[tuple[Sentence, Sign]]:
    """The sentences under the unit's title line where there are any: what they set is the better quotation."""
    below = [pair for pair in kept if pair[0].node.address != node.address]
    return below if below and len(node.lead) < TITLE_LINE else kept


def _by_heading(case: Case, taken: set[str], within: set[str] | None) -> Iterator[Hit]:
    """Clauses without a sign of their own under an article titled "Hồ sơ …", "Trình tự …", "Điều kiện được hỗ trợ …"."""
    text = case.document.text
    for article in case.nodes.values():
        if article.level is not Level.DIEU or article.heading is None or (within is not None and article.address not in within):
            continue
        title = fold(article.heading.of(text)).text
        found = next(((label, part) for pattern, label, part in _PARTS_BY_HEADING if pattern.search(title)), None)
        if found is None or _EXCLUDED_HEADING.search(title):
            continue
        for clause in [child for child in article.children if child.level is Level.KHOAN] or [article]:
            span = _words_of(clause, text)
            if clause.address in taken or span is None:
                continue
            label, part = found
            evidence = (Evidence(sign=label, part=part, span=span, quote=span.of(text)),)
            yield Hit(node=clause, span=span, score=0.45, evidence=evidence, values={"parts": PART_NAMES[part]}, certainty="low")


def _words_of(node: Node, text: str) -> Span | None:
    """The node's own words after number and title, at most MAX_EVIDENCE code points; None where it has none."""
    start = node.heading.end if node.heading else node.lead.start
    words = text[start : node.lead.end]
    if not words.strip(" .:\n*"):
        return None
    start += len(words) - len(words.lstrip(" .:\n*"))
    return Span(start, min(node.lead.start + len(text[node.lead.start : node.lead.end].rstrip()), start + MAX_EVIDENCE))


PART_NAMES = {
    "ten": "tên",
    "trinh_tu": "trình tự",
    "cach_thuc": "cách thức",
    "ho_so": "hồ sơ",
    "thoi_han": "thời hạn",
    "doi_tuong": "đối tượng",
    "co_quan": "cơ quan giải quyết",
    "ket_qua": "kết quả",
    "phi_le_phi": "phí, lệ phí",
    "mau_don": "mẫu đơn, tờ khai",
    "yeu_cau_dieu_kien": "yêu cầu, điều kiện",
}


def _strongest(kept: Sequence[tuple[Sentence, Sign]]) -> list[tuple[Sentence, Sign]]:
    """One sign for each sentence and part, the strongest, in document order."""
    best: dict[tuple[int, str], tuple[Sentence, Sign]] = {}
    for sentence, sign in kept:
        key = (sentence.span.start, sign.part)
        if key not in best or best[key][1].points < sign.points:
            best[key] = (sentence, sign)
    return sorted(best.values(), key=lambda pair: pair[1].span)


def _proofs(case: Case, sentence: Sentence, sign: Sign) -> Iterator[Evidence]:
    """The sentence with the sign, and where it opens a list of papers or conditions, the items."""
    text = case.document.text
    span = clip(sentence.body, sign.span, text)
    yield Evidence(sign=sign.label, part=sign.part, span=span, quote=span.of(text))
    if sign.label in _LISTS and sentence.span.of(text).rstrip().endswith(":"):
        for item in sentence.node.children:
            words = _words_of(item, text)
            if words is not None and item.level in (Level.DIEM, Level.CHU, Level.GACH):
                yield Evidence(sign=sign.label, part=_LISTS[sign.label], span=words, quote=words.of(text))


def clip(body: Span, around: Span, text: str) -> Span:
    """`body`, or where it is long a window of about MAX_EVIDENCE code points of whole words that holds `around`."""
    if len(body) <= MAX_EVIDENCE:
        return body
    start = max(body.start, around.start - MAX_EVIDENCE // 3)
    end = max(around.end, min(body.end, start + MAX_EVIDENCE))
    if start > body.start:
        start = next((at + 1 for at in range(start, around.start) if text[at].isspace()), around.start)
    if end < body.end:
        end = next((at for at in range(end, around.end, -1) if text[at].isspace()), around.end)
    return Span(start, end)
