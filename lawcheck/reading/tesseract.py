"""Where Tesseract is, and whether it knows Vietnamese: asked for every scan, also by those that never load what reads its words."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

_PLACES = (
    "C:/Program Files/Tesseract-OCR/tesseract.exe",
    "C:/Program Files (x86)/Tesseract-OCR/tesseract.exe",
    "/opt/homebrew/bin/tesseract",
)


@functools.cache
def find_tesseract() -> str | None:
    """The path of Tesseract, or None."""
    return shutil.which("tesseract") or next((place for place in _PLACES if Path(place).exists()), None)


@functools.cache
def can_recognise() -> bool:
    """True where Tesseract and its Vietnamese model are installed."""
    command = find_tesseract()
    if command is None:
        return False
    try:
        listed = subprocess.run([command, "--list-langs"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"vie" in (listed.stdout + listed.stderr).split()
