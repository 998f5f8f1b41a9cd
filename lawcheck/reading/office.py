"""LibreOffice as a separate program: OpenDocument, RTF, Word XML and what we do not understand of old Word become docx.

Always docx, never txt or pdf: those print text that a tracked change has deleted. Runs inside the jail, with a profile and folder of
its own for each call (two calls with one profile disturb each other), macros off, no printing, no crash recovery. Starting takes most of
the time of a call, so one call may be for several files; they share its process and its end.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from lawcheck.errors import UnreadableError
from lawcheck.reading import reasons

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun"><value>false</value></prop></item>
</oor:items>
"""
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SECONDS, SECONDS_TOGETHER = 110, 50
"""wall time of one conversion, and of a call for several files, which takes about three seconds; a file that fails there gets one of its own"""
_NAME_TOGETHER = "lawchecktep"
"""how files are called that are converted together; one alone is called “tep”, and a field of a document can print that"""


def find_office() -> str | None:
    """The path of LibreOffice's command, or None."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).exists()), None)


def to_docx(data: bytes, suffix: str, folder: Path) -> bytes:
    """`data` converted to docx in `folder`. Raises UnreadableError where LibreOffice is missing, refuses or makes nothing."""
    source = folder / f"tep{suffix}"
    source.write_bytes(data)
    _run([source], folder, SECONDS)
    made = _made(source, folder)
    if not made:  # exit code 0 proves nothing
        raise UnreadableError(reasons.corrupt(f"tệp {suffix}", detail="LibreOffice không chuyển được sang .docx"))
    return made


def many_to_docx(files: Sequence[tuple[bytes, str]], folder: Path) -> list[bytes]:
    """`files`, each with its suffix, converted to docx in `folder` by one call; empty where alone a file gives another docx, or none.

    Raises UnreadableError where the call did not end as it should: nothing that it made is to be trusted then.
    """
    sources = [folder / f"{_NAME_TOGETHER}{number}{suffix}" for number, (_, suffix) in enumerate(files)]
    for source, (data, _) in zip(sources, files, strict=True):
        source.write_bytes(data)
    code = _run(sources, folder, SECONDS_TOGETHER)
    if code != 0:
        raise UnreadableError(reasons.corrupt("tệp", detail=f"LibreOffice dừng với mã {code}"))
    return [made if (made := _made(source, folder)) and not _tells_its_name(made) else b"" for source in sources]


def _run(sources: Sequence[Path], folder: Path, seconds: float) -> int:
    """Have LibreOffice write a docx of each of `sources` to the folder "out"; its exit code. Raises UnreadableError where it is missing or late."""
    command = find_office()
    if command is None:
        raise UnreadableError(reasons.office_missing(f"tệp {sources[0].suffix}"))
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    try:
        done = subprocess.run(
            [
                command,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                "--nolockcheck",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(folder / "out"),
                *map(str, sources),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(reasons.timed_out(seconds)) from error
    except OSError as error:
        raise UnreadableError(reasons.office_missing(f"tệp {sources[0].suffix}")) from error
    return done.returncode


def _made(source: Path, folder: Path) -> bytes:
    """The docx made of `source`, empty where there is none."""
    made = folder / "out" / f"{source.stem}.docx"
    return made.read_bytes() if made.exists() else b""


def _tells_its_name(docx: bytes) -> bool:
    """True where a document made together with others holds the name it had there."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return any(_NAME_TOGETHER.encode() in package.read(name).lower() for name in package.namelist() if name.endswith(".xml"))
