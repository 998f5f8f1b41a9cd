"""What annexes set for a procedure without a sentence: blank forms to hand in, and schedules of fees (Nghị định 63/2010/NĐ-CP Điều 8 khoản 2)."""

from __future__ import annotations

import re

from lawcheck.rulebook.case import Case, once
from lawcheck.rulebook.money import FEE
from lawcheck.rulebook.passages import Passage
from lawcheck.structure import Level, Node
from lawcheck.text import Sought, Span

_BRINGS = frozenset({Level.PHU_LUC, Level.KEM_THEO})
_BLANK = re.compile(r"…+|\.{4,}|_{4,}|(?:\. ){3,}|□")
BLANKS = 3
"""blanks from which a page is to be filled in"""
LONGEST = 6000
"""code points of an annex in which its blanks are counted"""
_BEFORE_TITLE = re.compile(
    r"(?:phụ lục(?: số)?(?: [\divx]+\b)?[.:–-]?|mẫu(?: số)? ?\d[\w./-]*:?|\([^)]*\)|cộng h[òo]a xã hội chủ nghĩa việt nam|độc lập ?[–-] ?tự do ?[–-] ?hạnh phúc|[-_*. ]+)+"
)
"""what may stand on the page before the name of the paper"""
_TITLE_OF_FORM = re.compile(
    r"(?:mẫu )?(?:đơn (?!vị|giá)|giấy (?:đề nghị|đăng ký|xin|cam kết|cam đoan|khai)|tờ khai|phiếu (?:xin|đề nghị|đăng ký|khai|kê khai|ghi tên|tự|dự|yêu cầu)|"
    r"bản (?:khai|kê|cam kết|cam đoan|đăng ký|đề nghị|tự)|đề nghị (?:hỗ trợ|cấp|được|xét|hưởng)|(?:văn bản|công văn|tờ trình|danh sách)[^.;:]{0,40}(?:đề nghị|đăng ký|xin)|v/v đề nghị|về việc đề nghị)"
)
"""the name of a paper that people write and hand in"""
_AMOUNT = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.])|\b\d+ ?usd\b")
AMOUNTS = 2
"""sums from which a passage is a schedule"""
_FEE_TITLE = Sought(rf"{FEE}|mức thu")
_GRANTS = re.compile(
    r"thẩm định|cấp (?:mới|lại|đổi|giấy|phép|bản|biển)|giấy (?:phép|chứng nhận|xác nhận)|đăng ký|bình tuyển|đề án|gia hạn|(?:sao|trích) lục|xác nhận"
)
"""what a file is handed in for"""
_SHARES = re.compile(r"để lại|tỷ lệ|trích nộp|nộp ngân sách")


def is_form(case: Case, passage: Passage) -> bool:
    """True for the title of an annex to be filled in by whoever asks for something."""
    return passage.node.address in _forms(case)


@once
def _forms(case: Case) -> frozenset[str]:
    """Addresses of the first title in each annex that is a blank form."""
    found: dict[str, str] = {}
    text = case.document.text
    for node in case.nodes.values():
        page = _page_of(case, node)
        if page is None or page.address in found or not _is_title(case.folded(node.lead)):
            continue
        if len(_BLANK.findall(text, page.span.start, min(page.span.end, page.span.start + LONGEST))) >= BLANKS:
            found[page.address] = node.address
    return frozenset(found.values())


def _is_title(words: str) -> bool:
    before = _BEFORE_TITLE.match(words)
    return bool(_TITLE_OF_FORM.match(words, before.end() if before else 0))


def _page_of(case: Case, node: Node) -> Node | None:
    """The annex that a node is, or stands right below."""
    return node if node.level in _BRINGS else parent if (parent := case.parents.get(node.address)) and parent.level in _BRINGS else None


def is_fee_schedule(passage: Passage, title: str) -> bool:
    """True for rows of sums for what files are handed in for, under a heading about fees or in a document that is about them (`title`, folded)."""
    if not any(_FEE_TITLE.search(heading) for heading in (title, passage.chapter, passage.article, passage.above[:200])):
        return False
    words = passage.words
    return len(_AMOUNT.findall(words)) >= AMOUNTS and bool(_GRANTS.search(words)) and not _SHARES.search(words)


def row_of_a_fee(case: Case, passage: Passage) -> Span:
    """The words in a schedule that first name what a file is handed in for: rows about other fees may stand before them."""
    at = case.analysis.folded.to_folded(passage.span)
    match = _GRANTS.search(case.analysis.folded.text, at.start, at.end)
    return case.analysis.folded.to_original(Span(*match.span())) if match else Span(passage.span.start, passage.span.start)
