"""Word comments on the exact words of the findings.

Runs are split without change of format; everything else in the package stays byte for byte.
Word ignores comment ranges in headers, footers, text boxes and notes ([MS-OI29500] 2.1.315): there the comment stands
on the note's reference mark, on the run that holds the text box, or on the first words of the document, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

from lxml import etree

from lawcheck.errors import UsageError
from lawcheck.reporting.annotate.docx_package import Package
from lawcheck.reporting.annotate.docx_places import Letter, Locator, Place, W
from lawcheck.reporting.annotate.notes import AUTHOR, INITIALS, Note
from lawcheck.text import SourceText

MAX_COMMENTS = 32_000
"""Word does not open a file with more than 32767 comment ranges ([MS-OI29500] 2.1.315)."""
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NUMBERED = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "comment", "commentRangeStart", "commentReference")}


def annotate_docx(
    data: bytes, source: SourceText, notes: Sequence[Note], *, changes: str = "accepted", insert_suggestions: bool = False
) -> bytes:
    """The docx `data` with a comment for each note; `source` is the text that was read from it.

    `insert_suggestions` also writes each suggestion behind the words, as a tracked insertion.
    Raises UsageError for more comments than Word can open.
    """
    if len(notes) > MAX_COMMENTS:
        raise UsageError(f"Có {len(notes)} phát hiện, Word không mở được tệp có nhiều chú thích như vậy; hãy tách văn bản.")
    if not notes:
        return data
    package = Package(data)
    main = package.main
    names = [name for name in package.names if name.endswith(".xml") and _has_text(name) and package.readable(name)]
    locator = Locator(source, {name: package.part(name) for name in {main, *names}}, changes)
    comments = _comments_part(package, main)
    number = _first_free(package.part(main), comments)
    marks: dict[Any, list[tuple[int, int, bool]]] = {}
    anchored: list[tuple[int, Any]] = []
    for id_, note in enumerate(notes, number):
        places = _same_container(locator.places(note.span))
        first = places[0] if places else None
        if first is not None and first.part == main and _text_box(first.paragraph) is None:
            marks.setdefault(first.paragraph, []).append((places[0].start, id_, True))
            marks.setdefault(places[-1].paragraph, []).append((places[-1].end, id_, False))
            where = ""
        else:
            anchor, where = _stand_in(package.part(main), main, first)
            if anchor is not None:
                anchored.append((id_, anchor))
        comments.append(_comment(id_, note, where))
    after = {id_: note.suggestion for id_, note in enumerate(notes, number)} if insert_suggestions else {}
    for id_, anchor in anchored:
        anchor.addprevious(_mark("commentRangeStart", id_))
        _close(anchor, id_)
    for paragraph, events in marks.items():
        _mark_paragraph(locator.letters(paragraph), events, after, number + len(notes))
    package.changed(main)
    return package.to_bytes()


def can_be_annotated(data: bytes) -> bool:
    """False for the strict kind of docx (ISO/IEC 29500 Strict), whose elements have other names than all Word files in use."""
    package = Package(data)
    return bool(package.part(package.main).tag == f"{W}document")


def _has_text(name: str) -> bool:
    return name.startswith(("word/header", "word/footer", "word/footnotes", "word/endnotes"))


def _comments_part(package: Package, main: str) -> Any:
    name = package.target(main, _COMMENTS)
    if name is None:
        name = "word/comments.xml" if "word/comments.xml" not in package.names else "word/commentsLawcheck.xml"
        package.add(name, etree.Element(f"{W}comments", nsmap={"w": W[1:-1]}), _COMMENTS_TYPE)
        package.relate(main, _COMMENTS, name)
    package.changed(name)
    return package.part(name)


def _first_free(main: Any, comments: Any) -> int:
    """The first number above all comments and tracked changes of the file."""
    numbers = [element.get(f"{W}id", "") for root in (main, comments) for element in root.iter(*_NUMBERED)]
    return max((int(number) for number in numbers if number.isdigit()), default=-1) + 1


def _same_container(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places of the cell, body or box that holds most of the words: a comment does not reach from one cell into another."""
    groups = [tuple(group) for _, group in groupby(places, key=lambda place: place.paragraph.getparent())]
    return max(groups, key=lambda group: sum(place.end - place.start for place in group), default=())


def _text_box(paragraph: Any) -> Any | None:
    """The run of the page that holds the text box of `paragraph`, None where it stands in none."""
    boxes = list(paragraph.iterancestors(f"{W}txbxContent"))
    return next(boxes[-1].iterancestors(f"{W}r"), None) if boxes else None


def _stand_in(main: Any, part: str, place: Place | None) -> tuple[Any | None, str]:
    """A run of the body for words that cannot carry a comment, and the sentence that says why it stands there."""
    if place is not None:
        box = _text_box(place.paragraph)
        if box is not None and place.part == part:
            return box, "Nội dung này nằm trong hộp văn bản."
        for kind in ("footnote", "endnote"):
            note = next(place.paragraph.iterancestors(f"{W}{kind}"), None)
            if note is not None:
                for mark in main.iter(f"{W}{kind}Reference"):
                    if mark.get(f"{W}id") == note.get(f"{W}id"):
                        return mark.getparent(), "Nội dung này nằm trong chú thích của văn bản, ở dấu chú thích này."
    first = next((run for run in main.iter(f"{W}r") if run.find(f"{W}t") is not None), None)
    where = "Nội dung này nằm ở đầu trang hoặc chân trang." if place is not None else "Nội dung này không xác định được chỗ đứng trong tệp."
    return first, f"{where} Word không cho đặt chú thích tại chỗ."


def _mark_paragraph(letters: list[Letter], events: list[tuple[int, int, bool]], after: dict[int, str], next_id: int) -> None:
    """Split the runs where ranges begin and end, last place first, then set the marks."""
    for at in sorted({at for at, _, _ in events}, reverse=True):
        _split(letters, at)
    for at, id_, opens in sorted(events, key=lambda event: (event[0], event[2]), reverse=True):
        if opens:
            letters[min(at, len(letters) - 1)].run.addprevious(_mark("commentRangeStart", id_))
        else:
            _close(letters[at - 1].run, id_)
            if id_ in after:
                letters[at - 1].run.getnext().addprevious(_insertion(letters[at - 1].run, after[id_], next_id + id_))


def _split(letters: list[Letter], at: int) -> None:
    """Make a run end before character `at`; the letters behind it move to the new run."""
    if not 0 < at < len(letters) or letters[at].run is not letters[at - 1].run:
        return
    run, child, index = letters[at].run, letters[at].child, letters[at].at
    new = etree.Element(run.tag, attrib=dict(run.attrib), nsmap=run.nsmap)
    style = run.find(f"{W}rPr")
    if style is not None:
        new.append(deepcopy(style))
    rest = list(run)[list(run).index(child) :]
    moved = dict.fromkeys(rest)
    if index > 0:
        text = child.text or ""
        tail = etree.SubElement(new, child.tag)
        child.text, tail.text = text[:index], text[index:]
        for part in (child, tail):
            part.set(_SPACE, "preserve")
        moved = dict.fromkeys(rest[1:])
        for letter in letters[at:]:
            if letter.child is child:
                letter.run, letter.child, letter.at = new, tail, letter.at - index
    for element in moved:
        new.append(element)
    for letter in letters[at:]:
        if letter.child in moved:
            letter.run = new
    run.addnext(new)


def _mark(name: str, id_: int) -> Any:
    return etree.Element(f"{W}{name}", {f"{W}id": str(id_)})


def _close(run: Any, id_: int) -> None:
    """End the range behind `run`; the reference mark stands outside insertions, links and content controls."""
    end = _mark("commentRangeEnd", id_)
    run.addnext(end)
    outside = end
    while outside.getparent().tag != f"{W}p":
        outside = outside.getparent()
    reference = etree.Element(f"{W}r")
    reference.append(_mark("commentReference", id_))
    outside.addnext(reference)


def _insertion(run: Any, words: str, id_: int) -> Any:
    """The suggestion as a tracked insertion in the format of `run`, which may itself stand in an insertion."""
    new = etree.Element(f"{W}r")
    style = run.find(f"{W}rPr")
    if style is not None:
        new.append(deepcopy(style))
    text = etree.SubElement(new, f"{W}t")
    text.text = f" [Đề nghị: {words}]"
    text.set(_SPACE, "preserve")
    if any(above.tag == f"{W}ins" for above in run.iterancestors()):
        return new
    inserted = etree.Element(f"{W}ins", {f"{W}id": str(id_), f"{W}author": AUTHOR})
    inserted.append(new)
    return inserted


def _comment(id_: int, note: Note, where: str) -> Any:
    comment = etree.Element(f"{W}comment", {f"{W}id": str(id_), f"{W}author": AUTHOR, f"{W}initials": INITIALS})
    lines = (*((("", where),) if where else ()), *note.lines)
    for index, (label, words) in enumerate(lines):
        paragraph = etree.SubElement(comment, f"{W}p")
        if index == 0:
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
        if label:
            _run(paragraph, f"{label}: ", bold=True)
        _run(paragraph, words, bold=not label and not where)
    return comment


def _run(paragraph: Any, words: str, *, bold: bool) -> None:
    run = etree.SubElement(paragraph, f"{W}r")
    style = etree.SubElement(run, f"{W}rPr")
    if bold:
        etree.SubElement(style, f"{W}b")
    for name in ("sz", "szCs"):
        etree.SubElement(style, f"{W}{name}", {f"{W}val": "20"})
    text = etree.SubElement(run, f"{W}t")
    text.text = words
    text.set(_SPACE, "preserve")
