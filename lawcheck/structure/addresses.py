"""Addresses and labels: stable names of units for programs and people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from lawcheck.structure.model import Level, Node
from lawcheck.text import Span, unmarked

if TYPE_CHECKING:
    from lawcheck.structure.outline import Opening

_WORDS = {
    Level.PHAN: ("phan", "Phần"),
    Level.CHUONG: ("chuong", "Chương"),
    Level.MUC: ("muc", "Mục"),
    Level.TIEU_MUC: ("tieu-muc", "Tiểu mục"),
    Level.DIEU: ("dieu", "Điều"),
    Level.KHOAN: ("khoan", "khoản"),
    Level.DIEM: ("diem", "điểm"),
    Level.LA_MA: ("muc", "mục"),
}
_NAMES = {
    Level.VAN_BAN: "văn bản",
    Level.DAU: "phần mở đầu",
    Level.BAN_HANH: "lời ban hành",
    Level.NOI_NHAN: "nơi nhận",
    Level.CHU_KY: "chữ ký",
}
_LARGE = frozenset({Level.PHAN, Level.CHUONG, Level.MUC, Level.TIEU_MUC})
"""units through which articles are counted on"""
_COUNTED = {Level.GACH: "gạch đầu dòng", Level.DOAN: "đoạn", Level.BANG: "bảng", Level.DONG: "dòng", Level.CAN_CU: "căn cứ"}


def place(text: str, nested: Sequence[tuple[Opening, Span, int]]) -> Node:
    """Build the tree from openings in document order with lead and depth."""
    used: dict[str, int] = {}
    names = _names(nested, used)
    children: list[list[Node]] = [[]]
    root: Node | None = None
    for index in range(len(nested) - 1, -1, -1):
        opening, lead, depth = nested[index]
        while len(children) <= depth + 1:
            children.append([])
        mine = tuple(reversed(children[depth + 1]))
        del children[depth + 1 :]
        address, label = names[index]
        node = Node(
            level=opening.level,
            number=opening.number,
            heading=_trim(text, opening.heading, lead),
            span=Span(lead.start, mine[-1].span.end if mine else lead.end),
            lead=lead,
            address=address,
            label=label,
            quoted=opening.quoted,
            children=mine,
        )
        if depth == 0:
            root = node
        else:
            children[depth].append(node)
    assert root is not None
    return root


@lru_cache(maxsize=1024)
def slug(text: str) -> str:
    """`text` in ASCII letters, digits and hyphens ("quy định" → "quy-dinh", "đ" → "dd" where it stands alone)."""
    if text.lower() == "đ":
        return "dd"
    return re.sub(r"[^a-z0-9.]+", "-", unmarked(text)).strip("-")


def _names(nested: Sequence[tuple[Opening, Span, int]], used: dict[str, int]) -> list[tuple[str, str]]:
    names: list[tuple[str, str]] = []
    path: list[tuple[str, str, Level]] = []
    counts: dict[tuple[str, Level], int] = {}
    for opening, _, depth in nested:
        del path[depth:]
        above = _anchor(path, opening)
        own, shown = _own_name(opening, above, counts)
        address = "/".join(filter(None, (above[0], own))) if depth else "van-ban"
        used[address] = used.get(address, 0) + 1
        if used[address] > 1:
            again = f"{address}-lan-{used[address]}"
            while again in used:
                again += "x"
            used[again] = 1
            address = again
        label = _join_label(above[1], shown) if depth else "Văn bản"
        path.append((address, label, opening.level))
        names.append((address, label))
    return names


def _anchor(path: Sequence[tuple[str, str, Level]], opening: Opening) -> tuple[str, str]:
    """Address and label that the unit's own name is added to; articles are counted through the whole part."""
    through = opening.level is Level.DIEU and not opening.quoted
    for address, label, level in reversed(path):
        if level is Level.VAN_BAN:
            return "", ""
        if through and level in _LARGE:
            continue
        return address, label
    return "", ""


def _own_name(opening: Opening, above: tuple[str, str], counts: dict[tuple[str, Level], int]) -> tuple[str, str]:
    level, number = opening.level, opening.number
    if level in _COUNTED:
        count = counts[above[0], level] = counts.get((above[0], level), 0) + 1
        return f"{level}-{count}", f"{_COUNTED[level]} {count}"
    if level in _WORDS:
        word, shown = _WORDS[level]
        return f"{word}-{slug(number)}", f"{shown} {number.upper() if level in (Level.LA_MA, Level.CHUONG, Level.PHAN) else number}"
    if level in (Level.SO, Level.CHU):
        return slug(number), number if above[1] else f"mục {number}"
    if level is Level.PHU_LUC:
        word = opening.word if opening.word not in ("phụ biểu", "biểu mẫu") else "biểu"
        return "-".join(filter(None, (slug(word or "phụ lục"), slug(number)))), " ".join(
            filter(None, ((word or "phụ lục").capitalize(), number.upper()))
        )
    if level is Level.KEM_THEO:
        return slug(opening.word), opening.word.capitalize()
    return level, _NAMES[level]


_SHORT = re.compile(r"[\w.]{1,6}")
_BELOW_MUC = re.compile(r"[Mm]ục [\w.]+$")


def _join_label(above: str, own: str) -> str:
    last = above.replace(".", " ").rpartition(" ")[2] if "." in own else ""
    if last and own.startswith(f"{last}."):
        return above[: -len(last)] + own  # "9.2" below "Mục V.9" is "Mục V.9.2"
    if _SHORT.fullmatch(own) and _BELOW_MUC.search(above):
        return f"{above}.{own}"
    label = f"{above} {own}".strip()
    return label[:1].upper() + label[1:]


def _trim(text: str, heading: Span | None, lead: Span) -> Span | None:
    """The heading without blanks around it; a heading that wraps onto the next line runs to the end of the lead's first paragraph."""
    if heading is None:
        return None
    end = min(heading.end, lead.end)
    raw = text[heading.start : end]
    start = heading.start + len(raw) - len(raw.lstrip())
    return Span(start, start + len(raw.strip())) if raw.strip() else None
