"""Throw damaged files at the reading step, jail and all, and check what comes back; prints a JSON object, keeps each input that failed.

    python benchmarks/fuzz.py --minutes 40 --seed 1 [--files FOLDER] [--kept FOLDER]

A file must end as text or as a named reason. What fails: any other exception, text that cannot be written as UTF-8 or judged, a reader that
dies (`dies`), one that is stopped by its time limit (`hangs`). Readers may raise what they like on a broken file; which errors reached the
jail is counted under `raised`. Small files of FOLDER are damaged too, besides the ones made here.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lawcheck.batch.checking import check_reading
from lawcheck.batch.work import Options
from lawcheck.errors import UnreadableError
from lawcheck.reading import members, read_bytes
from tests.reading.test_fuzz import BODY, damaged, shuffled
from tests.reading.test_jail import pdf
from tests.reading.test_reading import NUMBERING
from tests.reading.word import W, package, typed, word

DECISION = "Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định việc cấp giấy phép.\nĐiều 2. Hồ sơ\n1. Đơn đề nghị theo mẫu.\n"
RTF = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 .VnTime;}}\pard\f0 \'d0i\'d2u 1. Ph\u7841?m vi\par{\*\revtbl{Unknown;}}\trowd\cellx100 a\cell\row}"
LARGEST = 200_000
"""bytes of a real file that is worth damaging: a larger one only takes longer"""
JUDGED = 60_000
"""code points that are judged after reading"""
OPTIONS = Options(today=datetime.date(2026, 1, 15))
_DETAIL = re.compile(r"chi tiết kỹ thuật: ([^)]*)")
Make = Callable[[random.Random], bytes]


def mail() -> bytes:
    """A mail with a letter in two forms and an attached document."""
    made = EmailMessage()
    made["Subject"] = "Dự thảo quyết định"
    made.set_content(DECISION)
    made.add_alternative(f"<p>{DECISION}</p>", subtype="html")
    made.add_attachment(typed(DECISION), maintype="application", subtype="octet-stream", filename="dự thảo.docx")
    return made.as_bytes()


def absurd_word(chance: random.Random) -> bytes:
    """A docx whose parts are XML with tags and values moved about."""
    document = f"<w:document {W}><w:body>{shuffled(BODY, chance)}</w:body></w:document>"
    return package({"word/document.xml": document, "word/numbering.xml": shuffled(NUMBERING, chance)})


def damaged_parts(archive: bytes, chance: random.Random) -> bytes:
    """A zip in which one entry is damaged and packed anew, so that the damage reaches the parser behind the checksum; a broken zip is damaged as it is."""
    try:
        with zipfile.ZipFile(BytesIO(archive)) as opened:
            parts = {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError):
        return damaged(archive, chance)
    if not parts:
        return damaged(archive, chance)
    text = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    for name in chance.sample(text, min(len(text), chance.choice((1, 1, 2)))):
        body = parts[name]
        if name.endswith(".xml") and chance.random() < 0.6:
            parts[name] = shuffled_part(body.decode("utf-8", "replace"), chance).encode()
        else:
            parts[name] = damaged(body or b"?", chance)
    return package(parts)


def shuffled_part(xml: str, chance: random.Random) -> str:
    """As `shuffled`, for parts that may be large or hold no tag."""
    return (
        shuffled(xml, chance) if len(xml) < LARGEST and "<" in xml and re.search(r"<[^>]+>", xml) else xml[: chance.randrange(len(xml) + 1)]
    )


def damaged_stream(data: bytes, chance: random.Random) -> bytes:
    """A pdf whose tokens are swapped: numbers, names and keywords stay well-formed and stop making sense."""
    tokens = re.findall(rb"/[A-Za-z]+|\b\d+\b|<<|>>|\[|\]|\bobj\b|\bendobj\b|\bR\b", data) or [b"%PDF-"]
    for _ in range(chance.choice((1, 3, 12))):
        old, new = chance.choice(tokens), chance.choice([*tokens, b"-1", b"4294967295", b"1e38", b"/"])
        at = data.find(old, chance.randrange(len(data)))
        if at >= 0:
            data = data[:at] + new + data[at + len(old) :]
    return data


def mixed_text(chance: random.Random) -> bytes:
    """Text in one of many encodings, with odd characters, then damaged."""
    odd = "".join(chr(chance.choice((0, 9, 11, 27, 0x85, 0xAD, 0x300, 0x202E, 0x2028, 0xFEFF, 0x1D400, 0xE000))) for _ in range(8))
    text = "".join(
        chance.choice((DECISION, odd, "<p>", "&#0;", "&#xD800;", "</div>" * 40, "<div>" * 200)) for _ in range(chance.randrange(1, 9))
    )
    return damaged(text.encode(chance.choice(("utf-8", "utf-16", "utf-16-be", "utf-32", "cp1258")), "replace"), chance)


def kinds(files: Sequence[Path]) -> dict[str, Make]:
    """What to make, by kind of damage."""
    by_ending: dict[str, list[bytes]] = {}
    for path in files:
        if path.is_file() and 0 < path.stat().st_size <= LARGEST:
            by_ending.setdefault(path.suffix.lower(), []).append(path.read_bytes())
    words = [typed(DECISION * 3), word(BODY, numbering=NUMBERING), *by_ending.get(".docx", [])]
    pdfs = [pdf(3), *by_ending.get(".pdf", [])]
    archive = package({"a/qd.docx": words[0], "b.txt": DECISION, "c.pdf": pdfs[0]})
    letter = mail()
    made: dict[str, Make] = {
        "word-xml": absurd_word,
        "word-parts": lambda chance: damaged_parts(chance.choice(words), chance),
        "word-bytes": lambda chance: damaged(chance.choice(words), chance),
        "pdf-bytes": lambda chance: damaged(chance.choice((pdfs[0], chance.choice(pdfs))), chance),
        "pdf-tokens": lambda chance: damaged_stream(chance.choice((pdfs[0], chance.choice(pdfs))), chance),
        "zip": lambda chance: damaged(archive, chance) if chance.random() < 0.5 else damaged_parts(archive, chance),
        "mail": lambda chance: damaged(letter, chance),
        "text": mixed_text,
        "rtf": lambda chance: damaged(RTF, chance),
    }
    if ".doc" in by_ending:
        made["doc"] = lambda chance: damaged(chance.choice(by_ending[".doc"]), chance)
    return made


def tried(data: bytes, folder: Path) -> str:
    """How reading ended: "text", or the code of the reason with its technical detail. Raises what must not happen."""
    try:
        path = folder / "a"
        path.write_bytes(data)
        inside = members(path)
        for member in inside or ():
            member.name.encode()
        reading = read_bytes(data)
    except UnreadableError as error:
        error.problem.message.encode()
        detail = _DETAIL.search(error.problem.message)
        return error.problem.code + (f" {detail[1]}" if detail else "")
    reading.source.text.encode()
    if len(reading.source.text) <= JUDGED:
        check_reading(reading, OPTIONS)
    return "text"


def main() -> None:
    """Try files until the time is over and print how they ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("fuzz"))
    wanted = parser.parse_args()
    makers = kinds(sorted(wanted.files.iterdir()) if wanted.files else [])
    slow = {"rtf", "doc"}
    draw = [name for name in makers for _ in range(1 if name in slow else 8)]  # a conversion takes as long as twenty other files
    ended: dict[str, Counter[str]] = {name: Counter() for name in makers}
    failed, slowest, number = list[str](), (0.0, ""), 0
    until = time.monotonic() + 60 * wanted.minutes
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            chance = random.Random(f"{wanted.seed}-{number}")
            kind = chance.choice(draw)
            data = makers[kind](chance)
            start = time.monotonic()
            try:
                end = tried(data, Path(folder))
            except Exception:
                end = "failed"
                failed.append(f"{kind}-{number}: {traceback.format_exc()[-1500:]}")
            taken = time.monotonic() - start
            slowest = max(slowest, (round(taken, 1), f"{kind}-{number}"))
            ended[kind][end] += 1
            if end == "failed" or "đột ngột" in end or end.startswith("E-READ-05") or taken > 20:
                wanted.kept.mkdir(exist_ok=True)
                (wanted.kept / f"{kind}-{wanted.seed}-{number}").write_bytes(data)
                print(f"{kind}-{number}: {end}, {taken:.1f} s", file=sys.stderr, flush=True)
            number += 1
    total = sum((count for count in ended.values()), Counter[str]())
    figures = {
        "files": number,
        "failed": failed,
        "dies": sum(count for end, count in total.items() if "đột ngột" in end),
        "hangs": sum(count for end, count in total.items() if end.startswith("E-READ-05")),
        "raised": {end: count for end, count in sorted(total.items()) if " " in end},
        "slowest": slowest,
        "by_kind": {name: dict(count.most_common()) for name, count in ended.items()},
    }
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
