"""A document: header, kind, căn cứ and the tree of its provisions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from lawcheck.text import Folded, SourceText, Span


class Level(StrEnum):
    """What a node is. Levels of normative documents: Luật 64/2025/QH15 Điều 7, Nghị định 78/2025/NĐ-CP Điều 63."""

    VAN_BAN = "van-ban"
    """the whole document (root)"""
    DAU = "dau"
    """everything before the căn cứ: agency, number, place and date, type, title"""
    CAN_CU = "can-cu"
    """one legal basis ("Căn cứ …;") or reason ("Xét đề nghị …", "Theo đề nghị …")"""
    BAN_HANH = "ban-hanh"
    """the enacting formula ("QUYẾT ĐỊNH:")"""
    KEM_THEO = "kem-theo"
    """an attached Quy định, Quy chế, Kế hoạch … issued with the document"""
    PHU_LUC = "phu-luc"
    """an annex (Phụ lục, Biểu, Danh mục), forms included"""
    PHAN = "phan"
    CHUONG = "chuong"
    MUC = "muc"
    TIEU_MUC = "tieu-muc"
    DIEU = "dieu"
    KHOAN = "khoan"
    DIEM = "diem"
    LA_MA = "la-ma"
    """"I." of a plan or annex"""
    SO = "so"
    """"1." or "1.2." of a plan or annex"""
    CHU = "chu"
    """"a)" of a plan or annex"""
    GACH = "gach"
    """"-", "+" or "•" """
    DOAN = "doan"
    """a paragraph that has no number of its own"""
    BANG = "bang"
    DONG = "dong"
    """a row of a table"""
    NOI_NHAN = "noi-nhan"
    CHU_KY = "chu-ky"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A unit of the outline.

    `span` covers the node with its children. `lead` is its own text before the first child: number, heading, opening words.
    The leads of all nodes in document order join to the whole text.
    `number` is as written without its sign ("5", "5a", "II", "1.2", "đ"), empty where there is none.
    `heading` is the span of the title ("Phạm vi điều chỉnh"), None where the unit has none.
    `address` is stable and readable ("dieu-5/khoan-2/diem-a", "phu-luc-1/muc-ii/1/a"); unique in the document.
    `label` is the same for people ("Điều 5 khoản 2 điểm a").
    `quoted` marks the text of a provision that an amending document inserts into another ("“Điều 5. …”").
    """

    level: Level
    number: str = ""
    heading: Span | None = None
    span: Span
    lead: Span
    address: str
    label: str
    quoted: bool = False
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


KindName = Literal["vbqppl", "vbhc", "khac"]
IssuerLevel = Literal["tinh", "so", "huyen", "xa", "trung-uong", "khac"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the head of a document says of it. Unknown values are None (`type`: "khac"); spans say where each was read.

    `number` is normalised ("5204/KH-UBND", "12/2025/QĐ-UBND"); blanks of a draft stand as "…" ("…/2026/QĐ-UBND").
    `number_blank`: the running number is left blank, so the document is a draft.
    `issuer`: "UBND tỉnh Lâm Đồng"; `issuer_body`: hdnd, ubnd, chu-tich-ubnd, so, … (`rules/documents.yml`).
    `type`: quyet-dinh, nghi-quyet, ke-hoach, cong-van … (`rules/documents.yml`).
    `date_until`: where the day or month was written by hand or misread, the last day that the date can be.
    `metadata_span`: lines of a web page before the document itself (title, "Số hiệu", "Ngày ban hành"), None if there are none.
    """

    number: str | None = None
    number_span: Span | None = None
    number_blank: bool = False
    issuer: str | None = None
    issuer_span: Span | None = None
    issuer_level: IssuerLevel = "khac"
    issuer_body: str = "khac"
    date: datetime.date | None = None
    date_span: Span | None = None
    date_until: datetime.date | None = None
    place: str | None = None
    type: str = "khac"
    type_span: Span | None = None
    title: str | None = None
    title_span: Span | None = None
    metadata_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The form a document is issued in, with certainty 0–1 and the reasons in Vietnamese, strongest first."""

    name: KindName
    certainty: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed document. `folded` is the view of its text, `bases` are the căn cứ nodes, in order.

    `copies` are documents of others that a letter sends along; they are in force by themselves and are not judged.
    """

    source: SourceText
    folded: Folded
    header: Header
    kind: Kind
    root: Node
    bases: tuple[Node, ...]
    copies: tuple[Node, ...] = ()

    @property
    def judged(self) -> Iterator[Node]:
        """The nodes of the document without those of the copies, in order."""
        if not self.copies:
            return self.root.walk()
        return (node for node in self.root.walk() if not any(copy.span.covers(node.span) for copy in self.copies))

    @property
    def text(self) -> str:
        """The working text all spans count in."""
        return self.source.text
