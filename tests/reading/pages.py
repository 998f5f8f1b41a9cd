"""Small pdf files made letter by letter, for tests of what stands where on a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
ROOM = "_"
"""stands for room left for a letter that is drawn later"""


@dataclass(frozen=True)
class Words:
    """Words with the left end of their baseline at (x, y); every letter is half as wide as `size`. Two fonts are at hand: 1 and 2."""

    x: float
    y: float
    text: str
    size: float = 12
    font: int = 1


@dataclass(frozen=True)
class Stroke:
    """A straight rule between two points."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Ground:
    """A white box without an edge, as programs draw it behind a cell or marked words."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Grid:
    """The rules of a table: all of `xs` and `ys`."""

    xs: Sequence[float]
    ys: Sequence[float]
    strokes: tuple[Stroke, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Draw the rules from end to end."""
        left, right, low, high = min(self.xs), max(self.xs), min(self.ys), max(self.ys)
        across = [Stroke(left, y, right, y) for y in self.ys]
        object.__setattr__(self, "strokes", (*across, *(Stroke(x, low, x, high) for x in self.xs)))


Drawn = Words | Stroke | Grid | Ground


def pdf(*pages: Sequence[Drawn]) -> bytes:
    """A pdf with these pages, drawn in the order given."""
    letters = sorted({char for page in pages for item in page if isinstance(item, Words) for char in item.text} - {ROOM})
    codes = {char: 33 + index for index, char in enumerate(letters)}
    names = "\n".join(f"<{code:02x}> <{ord(char):04x}>" for char, code in codes.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{names}\nendbfchar endcmap end end"
    )
    widths = " ".join(["500"] * 224)
    fonts = [
        f"<</Type/Font/Subtype/Type1/BaseFont/{name}/FirstChar 32/LastChar 255/Widths[{widths}]/ToUnicode 3 0 R>>"
        for name in ("Helvetica", "Times-Roman")
    ]
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", _stream(to_unicode), *fonts]
    for index, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {7 + 2 * index} 0 R/Resources<</Font<</F1 4 0 R/F2 5 0 R>>>>>>"
        )
        objects.append(_stream("\n".join(_drawn(item, codes) for item in page)))
    body = "\n".join(f"{number} 0 obj{content}endobj" for number, content in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}\ntrailer<</Root 1 0 R>>\n".encode("ascii")


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream "


def _drawn(item: Drawn, codes: dict[str, int]) -> str:
    if isinstance(item, Words):
        written = "".join("-500" if char == ROOM else f"<{codes[char]:02x}>" for char in item.text)
        return f"BT /F{item.font} {item.size} Tf {item.x} {item.y} Td [{written}] TJ ET"
    if isinstance(item, Ground):
        return f"q 1 g {item.left} {item.bottom} {item.right - item.left} {item.top - item.bottom} re f Q"
    strokes = item.strokes if isinstance(item, Grid) else (item,)
    return "\n".join(f"{stroke.x0} {stroke.y0} m {stroke.x1} {stroke.y1} l S" for stroke in strokes)
