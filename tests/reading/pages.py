"""Small pdf files made letter by letter, for tests of what stands where on a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
ROOM = "_"
"""stands for room left for a letter that is drawn later"""
FONTS = "<</F1 4 0 R/F2 5 0 R>>"


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


@dataclass(frozen=True)
class Stamped:
    """Words in the appearance of a signature field, as a clerk stamps number and day on a signed file."""

    words: Words


Drawn = Words | Stroke | Grid | Ground | Stamped


def pdf(*pages: Sequence[Drawn]) -> bytes:
    """A pdf with these pages, drawn in the order given."""
    written = [item.words if isinstance(item, Stamped) else item for page in pages for item in page]
    letters = sorted({char for item in written if isinstance(item, Words) for char in item.text} - {ROOM})
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
    fields: list[str] = []
    for index, page in enumerate(pages):
        stamps = [item.words for item in page if isinstance(item, Stamped)]
        first = 6 + 2 * len(pages) + len(fields)
        fields += [content for number, words in enumerate(stamps) for content in _field(words, first + 2 * number + 1, codes)]
        over = "".join(f"{first + 2 * number} 0 R " for number in range(len(stamps)))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {7 + 2 * index} 0 R/Resources<</Font{FONTS}>>/Annots[{over}]>>"
        )
        objects.append(_stream("\n".join(_drawn(item, codes) for item in page)))
    objects += fields
    body = "\n".join(f"{number} 0 obj{content}endobj" for number, content in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}\ntrailer<</Root 1 0 R>>\n".encode("ascii")


def _stream(content: str, more: str = "") -> str:
    return f"<<{more}/Length {len(content)}>>stream\n{content}\nendstream "


def _field(words: Words, appearance: int, codes: dict[str, int]) -> tuple[str, str]:
    """A signature field at the place of the words and its appearance, whose own lower left corner is (0, 0)."""
    width, height = len(words.text) * words.size / 2, words.size
    box = f"[{words.x} {words.y} {words.x + width} {words.y + height}]"
    drawn = _drawn(Words(0, 2, words.text, words.size, words.font), codes)
    form = f"/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<</Font{FONTS}>>"
    return f"<</Type/Annot/Subtype/Widget/FT/Sig/F 132/Rect{box}/AP<</N {appearance} 0 R>>>>", _stream(drawn, form)


def _drawn(item: Drawn, codes: dict[str, int]) -> str:
    if isinstance(item, Words):
        written = "".join("-500" if char == ROOM else f"<{codes[char]:02x}>" for char in item.text)
        return f"BT /F{item.font} {item.size} Tf {item.x} {item.y} Td [{written}] TJ ET"
    if isinstance(item, Stamped):
        return ""  # drawn over the page
    if isinstance(item, Ground):
        return f"q 1 g {item.left} {item.bottom} {item.right - item.left} {item.top - item.bottom} re f Q"
    strokes = item.strokes if isinstance(item, Grid) else (item,)
    return "\n".join(f"{stroke.x0} {stroke.y0} m {stroke.x1} {stroke.y1} l S" for stroke in strokes)
