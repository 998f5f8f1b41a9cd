"""What every paper about a report says in the same words: the two answers, findings rule by rule, what was left to people, the law used."""

from __future__ import annotations

from dataclasses import dataclass

from lawcheck.law import Provision
from lawcheck.reporting.model import Numbered, Report
from lawcheck.reporting.wording import cite, clean, day_text, shorten
from lawcheck.rulebook import Verdict, load_rulebook
from lawcheck.structure.documents import load_documents

CONFIDENCES = {"verified": "đã đối chiếu nguyên văn", "secondary": "theo nguồn thứ cấp, cần đối chiếu", "unverified": "chưa đối chiếu"}
NOT_LISTED = (
    "Lời văn có nội dung như vậy, nhưng văn bản không thuộc hình thức văn bản quy phạm pháp luật hay văn bản hành chính (ví dụ điều lệ, hợp đồng, "
    "văn bản của Đảng, của doanh nghiệp) nên không liệt kê từng đoạn; nếu sẽ ban hành theo một trong hai hình thức đó, hãy kiểm tra lại với --kind vbqppl hoặc --kind vbhc."
)
"""why "cần xem xét" stands without a place"""
QUESTIONS = {"tthc": "Đặt ra thủ tục hành chính", "qppl": "Chứa quy phạm pháp luật"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """The open findings of one rule, in document order, and what the rule says in its strongest one."""

    rule: str
    title: str
    findings: tuple[Numbered, ...]
    why: str
    suggestion: str
    basis: tuple[Provision, ...]

    @property
    def severity(self) -> str:
        """The worst severity of its findings."""
        return min((numbered.finding.severity for numbered in self.findings), key=("error", "warning", "note").index)

    @property
    def places(self) -> str:
        """Where the findings stand: "khoản 2, 3 Điều 5; Điều 7"."""
        return cite((numbered.finding.label for numbered in self.findings), most=30)


def rule_groups(report: Report) -> tuple[RuleGroup, ...]:
    """The open findings rule by rule, in the order in which the rules first speak."""
    groups: dict[str, list[Numbered]] = {}
    for numbered in report.open_findings:
        groups.setdefault(numbered.finding.rule, []).append(numbered)
    return tuple(_group(rule, findings) for rule, findings in groups.items())


def _group(rule: str, findings: list[Numbered]) -> RuleGroup:
    strongest = max(findings, key=lambda numbered: numbered.finding.score).finding
    return RuleGroup(
        rule=rule,
        title=rule_title(rule) or strongest.name,
        findings=tuple(findings),
        why=clean(strongest.why),
        suggestion=clean(strongest.suggestion),
        basis=strongest.basis,
    )


def rule_title(rule: str) -> str:
    """The title of a rule, empty where the rule book does not know it."""
    known = load_rulebook().rule(rule)
    return known.title if known else ""


def lists_nothing(report: Report, verdict: Verdict) -> bool:
    """True where a document is to be looked at and no rule names a place, because its form is none the rules are about."""
    return report.kind.name == "khac" and verdict.status == "can-xem-xet"


def answer(report: Report, group: str) -> str:
    """The answer to one main question as a sentence an officer can sign; `group` is tthc or qppl."""
    verdict = report.tthc if group == "tthc" else report.qppl
    does = "đặt ra thủ tục hành chính" if group == "tthc" else "chứa quy phạm pháp luật"
    places = [numbered.finding.label for numbered in report.open_findings if numbered.finding.group == group]
    where = f" tại {cite(places)}" if places else ""
    normative = report.kind.name == "vbqppl"
    if verdict.status == "khong-co":
        return f"Không thấy dấu hiệu văn bản {does}."
    if verdict.status == "duoc-mien":
        return f"Văn bản có nói về nội dung này nhưng thuộc trường hợp được miễn (công bố thủ tục, quy trình nội bộ); không tính là {does}."
    if verdict.status == "khong-kiem-tra-duoc":
        return f"Không kiểm tra được văn bản có {does} hay không, vì có phần không đọc được; phải kiểm tra trực tiếp trên bản gốc."
    if lists_nothing(report, verdict):
        return f"Cần xem xét: {NOT_LISTED[0].lower()}{NOT_LISTED[1:]}"
    if verdict.status == "can-xem-xet":
        return f"Cần xem xét: một số đoạn có thể {does}{where}; chưa đủ dấu hiệu để kết luận."
    if verdict.violation and normative:
        return f"Văn bản có dấu hiệu {does}{where}; chưa thấy điều khoản giao địa phương quy định nội dung này."
    if verdict.violation:
        return f"Văn bản hành chính nhưng có dấu hiệu {does}{where}; nội dung này không phù hợp với hình thức văn bản."
    if group == "qppl" and normative:
        return "Văn bản chứa quy phạm pháp luật, phù hợp với hình thức văn bản quy phạm pháp luật."
    return f"Văn bản có dấu hiệu {does}{where}; có căn cứ cho thấy được giao quy định, cần đối chiếu căn cứ đó."


def set_aside(numbered: Numbered) -> tuple[str, ...]:
    """Why a hit does not count: each reason as a sentence, with the words it rests on where they are not the whole quotation."""
    quote = clean(numbered.quote)
    reasons = [(clean(excuse.because).rstrip("."), clean(excuse.quote)) for excuse in numbered.finding.excused_by]
    return tuple(f"{because}." if proof == quote else f"{because} (“{shorten(proof, 120)}”)." for because, proof in reasons)


def nothing_found(report: Report) -> str:
    """What stands where findings would stand: never that there are none in what was not read."""
    return {
        "du": "Không có.",
        "mot-phan": "Không có trong phần đọc được của văn bản.",
        "khong-doc-duoc": "Không kiểm tra được, vì không đọc được văn bản.",
    }[report.status]


def left_to_people(report: Report) -> tuple[tuple[str, str], ...]:
    """The requirements the machine did not decide, each with the reason, and the parts of the document it could not read."""
    waived = {numbered.id for numbered in report.waived_findings}
    unread = "Không đọc được văn bản." if report.status == "khong-doc-duoc" else "Có phần của văn bản không đọc được."
    rows = [
        (row.title, row.why or (unread if row.status == "khong-kiem-tra-duoc" else "Cần người kiểm tra."))
        for row in report.checklist
        if row.status in ("nguoi-kiem-tra", "khong-kiem-tra-duoc") and not waived & set(row.findings)
    ]
    pages = [
        (f"Trang {problem.page}" if problem.page else "Cả văn bản", problem.message)
        for problem in report.problems
        if problem.severity == "unreadable"
    ]
    return (*pages, *rows)


def bases(report: Report) -> tuple[Provision, ...]:
    """Every provision that a row or a finding of the report rests on, once, in the order of the checklist."""
    found = {provision.id: provision for row in report.checklist for provision in row.basis}
    found |= {provision.id: provision for numbered in report.listed_findings for provision in numbered.finding.basis}
    return tuple(found.values())


def document_name(report: Report) -> str:
    """How a paper names the document: type, number, day and issuer, as far as they are known."""
    header = report.header
    names = {known.id: known.name for known in load_documents().types}
    parts = [names.get(header.type, "Văn bản"), f"số {header.number}" if header.number else "(chưa có số)"]
    if header.date:
        parts.append(f"ngày {day_text(header.date)}")
    if header.issuer:
        parts.append(f"của {header.issuer}")
    return clean(" ".join(parts))
