"""Officers' answers read back: "Đúng/Sai" in the Excel sheet of findings, or replies to the Word comments.

Each answer becomes one JSON line: id, fingerprint, rule, label (dung, sai), quote, note, source.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from lawcheck.errors import UsageError, os_reason
from lawcheck.reporting.annotate.docx_package import Package
from lawcheck.reporting.annotate.notes import AUTHOR, MARK
from lawcheck.reporting.wording import clean
from lawcheck.reporting.xlsx import FEEDBACK_COLUMN, FINDINGS_SHEET, FINGERPRINT_COLUMN
from lawcheck.text import fold

Label = Literal["dung", "sai"]
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_SAID = re.compile(r"(đúng|sai)\b[\s.,:;–-]*")
_NOTE = re.compile(r"Quy tắc ([A-Z]{2}\d{2}), " + re.escape(MARK) + r"([0-9a-f]{20})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an officer said of a finding. `id` is the document's (empty where the file does not say), `source` the file's name."""

    id: str
    fingerprint: str
    rule: str
    label: Label
    quote: str
    note: str
    source: str


def read_feedback(path: Path) -> tuple[Answer, ...]:
    """The answers in an Excel workbook or an annotated Word file. Raises UsageError for a file that is neither."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"Không đọc được “{path}” ({os_reason(error)}); hãy kiểm tra lại tên.") from None
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        names = []
    if "xl/workbook.xml" in names:
        return tuple(_from_workbook(data, path.name))
    if any(name.startswith("word/") for name in names):
        try:
            return tuple(_from_comments(Package(data), path))
        except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
            pass
    raise UsageError(f"“{path.name}” không phải tệp Excel hoặc Word do lawcheck tạo; hãy đưa tệp .xlsx hoặc bản Word đã trả lời chú thích.")


def to_jsonl(answers: Iterable[Answer]) -> str:
    """A JSON line for each answer."""
    return "".join(json.dumps(asdict(answer), ensure_ascii=False) + "\n" for answer in answers)


def from_jsonl(text: str, name: str) -> tuple[Answer, ...]:
    """The answers of a labelled file. Raises UsageError with the number of a broken line."""
    answers = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                answers.append(Answer(**{key: row[key] for key in Answer.__dataclass_fields__}))
            except (json.JSONDecodeError, KeyError, TypeError):
                raise UsageError(f"{name}, dòng {number}: không phải một câu trả lời do “lawcheck feedback” ghi.") from None
    return tuple(answers)


def precision(answers: Sequence[Answer]) -> Mapping[str, tuple[int, int]]:
    """By rule how many findings officers called right, and how many they answered; the last answer to a finding counts."""
    last = {(answer.id, answer.fingerprint): answer for answer in answers}
    counts: dict[str, tuple[int, int]] = {}
    for answer in last.values():
        right, told = counts.get(answer.rule, (0, 0))
        counts[answer.rule] = (right + (answer.label == "dung"), told + 1)
    return dict(sorted(counts.items()))


def contradicted(answers: Sequence[Answer], reported: Mapping[str, frozenset[str]]) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """Of the answers on documents in `reported` (fingerprints by id): right findings no longer told, and wrong ones still told."""
    known = [answer for answer in {(answer.id, answer.fingerprint): answer for answer in answers}.values() if answer.id in reported]
    lost = tuple(answer for answer in known if answer.label == "dung" and answer.fingerprint not in reported[answer.id])
    kept = tuple(answer for answer in known if answer.label == "sai" and answer.fingerprint in reported[answer.id])
    return lost, kept


def label_of(words: str) -> tuple[Label, str] | None:
    """ "Sai, chỉ nhắc lại luật" as ("sai", "chỉ nhắc lại luật"); None where the words answer neither."""
    text = clean(words)
    said = _SAID.match(fold(text).text)
    return None if said is None else ("dung" if said[1] == "đúng" else "sai", text[said.end() :])


def _from_workbook(data: bytes, name: str) -> Iterator[Answer]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book[FINDINGS_SHEET].iter_rows(values_only=True)
        titles = [str(value or "") for value in next(rows)]
        column = {
            title: titles.index(title)
            for title in (FEEDBACK_COLUMN, FINGERPRINT_COLUMN, "Mã văn bản", "Quy tắc", "Trích nguyên văn", "Ý kiến")
        }
    except (KeyError, ValueError, StopIteration, SyntaxError, zipfile.BadZipFile):  # SyntaxError: XML that is not well-formed
        raise UsageError(
            f"“{name}” không có trang “{FINDINGS_SHEET}” với cột “{FEEDBACK_COLUMN}”; hãy dùng tệp do “--format xlsx” tạo."
        ) from None
    for row in rows:
        value = {title: str(row[index] or "") if index < len(row) else "" for title, index in column.items()}
        said = label_of(value[FEEDBACK_COLUMN])
        if said is not None:
            yield Answer(
                id=value["Mã văn bản"],
                fingerprint=value[FINGERPRINT_COLUMN],
                rule=value["Quy tắc"],
                label=said[0],
                quote=value["Trích nguyên văn"].strip(
                    "… "
                ),  # the sheet marks where a quotation was cut; a label holds the text's own words
                note=clean(f"{said[1]} {value['Ý kiến']}"),
                source=name,
            )


def _from_comments(package: Package, path: Path) -> Iterator[Answer]:
    """Replies are comments of their own; commentsExtended says which comment each answers, by the id of its last paragraph."""
    comments, extended = package.target(package.main, _COMMENTS), package.target(package.main, _EXTENDED)
    if comments is None or comments not in package.names or extended is None or extended not in package.names:
        return
    parent = {
        entry.get(f"{_W15}paraId"): entry.get(f"{_W15}paraIdParent")
        for entry in package.part(extended).iter(f"{_W15}commentEx")
        if entry.get(f"{_W15}paraIdParent")
    }
    by_paragraph: dict[str, Any] = {}
    for comment in package.part(comments).iter(f"{_W}comment"):
        for paragraph in comment.iter(f"{_W}p"):
            by_paragraph[paragraph.get(f"{_W14}paraId", "")] = comment
    quotes = _quotes(package.part(package.main))
    for reply_id, parent_id in parent.items():
        reply, asked = by_paragraph.get(reply_id or ""), by_paragraph.get(parent_id or "")
        if reply is None or asked is None or asked.get(f"{_W}author") != AUTHOR:
            continue
        note, said = _NOTE.search(_words(asked)), label_of(_words(reply))
        if note is not None and said is not None:
            quote = quotes.get(asked.get(f"{_W}id"), "")
            yield Answer(id=path.stem, fingerprint=note[2], rule=note[1], label=said[0], quote=quote, note=said[1], source=path.name)


def _words(comment: Any) -> str:
    return " ".join("".join(text.text or "" for text in paragraph.iter(f"{_W}t")) for paragraph in comment.iter(f"{_W}p"))


def _quotes(main: Any) -> dict[str, str]:
    """The words each comment stands on, by its id."""
    open_: dict[str, str] = {}
    done: dict[str, str] = {}
    for element in main.iter(f"{_W}commentRangeStart", f"{_W}commentRangeEnd", f"{_W}t"):
        if element.tag == f"{_W}commentRangeStart":
            open_[element.get(f"{_W}id")] = ""
        elif element.tag == f"{_W}commentRangeEnd":
            done[element.get(f"{_W}id")] = open_.pop(element.get(f"{_W}id"), "")
        else:
            open_ = {id_: words + (element.text or "") for id_, words in open_.items()}
    return done
