"""Measure how well scans are read; prints a line a file with its character error in per cent, then the figures of all.

    python benchmarks/ocr.py FOLDER

FOLDER holds scans (.pdf, .png, .jpg, .tiff) and, beside each, what a person read from the picture (.txt of the same name): running text in
reading order, the head and the foot left column first, without seals, signatures and page numbers. Character error is edits for each
character of that text, in NFC, with each run of blanks as one. Rules and places to fill in (rows of dots, hyphens or underscores) are left out
of both. The second figure leaves out diacritics: what it is smaller by are letters read with a wrong or without their mark.
"""

from __future__ import annotations

import argparse
import re
import time
import unicodedata
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from lawcheck.reading import read_file

SCANS = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
DRAWN = re.compile(r"[.…_\-–—]{3,}")


def squeezed(text: str) -> str:
    """The text in NFC, with runs of blanks as one and without what is drawn with dots or hyphens."""
    return unicodedata.normalize("NFC", " ".join(DRAWN.sub(" ", text).split()))


def bare(text: str) -> str:
    """The text without diacritics."""
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in letters if not unicodedata.combining(char))


def main() -> None:
    """Compare every scan of a folder with its transcript."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    edits = edits_bare = length = pages = 0
    spent = 0.0
    for scan in sorted(wanted.folder.iterdir()):
        transcript = scan.with_suffix(".txt")
        if scan.suffix.lower() not in SCANS or not transcript.exists():
            continue
        start = time.perf_counter()
        reading = read_file(scan)
        seconds = time.perf_counter() - start
        true, read = squeezed(transcript.read_text(encoding="utf-8")), squeezed(reading.source.text)
        wrong, wrong_bare = Levenshtein.distance(true, read), Levenshtein.distance(bare(true), bare(read))
        count = max(reading.pages or 1, 1)
        print(
            f"{scan.name}: {100 * wrong / len(true):.2f} % ({100 * wrong_bare / len(true):.2f} %), {seconds / count:.1f} s a page",
            flush=True,
        )
        edits, edits_bare, length = edits + wrong, edits_bare + wrong_bare, length + len(true)
        pages, spent = pages + count, spent + seconds
    if length:
        print(
            f"all: {100 * edits / length:.2f} % ({100 * edits_bare / length:.2f} % without diacritics), "
            f"{length} characters, {pages} pages, {spent / pages:.1f} s a page"
        )


if __name__ == "__main__":
    main()
