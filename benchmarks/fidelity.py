"""Measure how far a pdf reads as the Word file it was made of; prints a line a file, how many differ by at most 0.5 %, and all edits in per cent of all characters.

    python benchmarks/fidelity.py FOLDER [--pdfs FOLDER]

Each .docx and .doc of FOLDER becomes a pdf through LibreOffice (kept in `--pdfs`), both are read, and the edits between the two texts are
counted in per cent of the Word text, blanks left out. Text that Word keeps elsewhere than where it is seen (boxes, frames) counts as edits.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from lawcheck.errors import UnreadableError
from lawcheck.reading import read_file

CLOSE = 0.5


def converted(word: Path, pdfs: Path) -> Path:
    """The pdf of a Word file, made where it is not yet there."""
    made = pdfs / f"{word.name}.pdf"
    if not made.exists():
        with tempfile.TemporaryDirectory() as folder:
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(word)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            (Path(folder) / f"{word.stem}.pdf").rename(made)
    return made


def squeezed(path: Path) -> str:
    """What is read of a file, without blanks."""
    return "".join(read_file(path).source.text.split())


def main() -> None:
    """Compare all Word files of a folder with their pdfs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pdfs", type=Path, default=Path("pdfs"))
    wanted = parser.parse_args()
    wanted.pdfs.mkdir(parents=True, exist_ok=True)
    for suffix in (".docx", ".doc"):
        errors: list[float] = []
        edits = characters = 0
        for word in sorted(wanted.folder.glob(f"*{suffix}")):
            try:
                own, shown = squeezed(word), squeezed(converted(word, wanted.pdfs))
            except (UnreadableError, OSError, subprocess.SubprocessError) as error:
                print(f"{word.name}: {error}")
                continue
            distance = Levenshtein.distance(own, shown)
            edits, characters = edits + distance, characters + len(own)
            errors.append(100 * distance / max(len(own), 1))
            print(f"{word.name}: {errors[-1]:.3f} %", flush=True)
        print(
            f"{suffix}: {sum(error <= CLOSE for error in errors)}/{len(errors)}, {edits} edits in {characters} characters: {100 * edits / max(characters, 1):.3f} %"
        )


if __name__ == "__main__":
    main()
