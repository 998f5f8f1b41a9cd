"""LibreOffice as a separate program: old Word, OpenDocument, RTF and Word XML become docx.

Always docx, never txt or pdf: those print text that a tracked change has deleted. Runs inside the jail, with a profile and folder of
its own for each call (two calls with one profile disturb each other), macros off, no printing, no crash recovery.
"""

from __future__ import annotations

import os
import shutil
import subprocess
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
SECONDS = 110
"""wall time of one conversion"""


def find_office() -> str | None:
    """The path of LibreOffice's command, or None."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).exists()), None)


def to_docx(data: bytes, suffix: str, folder: Path) -> bytes:
    """`data` converted to docx in `folder`. Raises UnreadableError where LibreOffice is missing, refuses or makes nothing."""
    command = find_office()
    if command is None:
        raise UnreadableError(reasons.office_missing(f"tệp {suffix}"))
    profile, source = folder / "profile", folder / f"tep{suffix}"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source.write_bytes(data)
    out = folder / "out"
    try:
        subprocess.run(
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
                str(out),
                str(source),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(reasons.timed_out(SECONDS)) from error
    except OSError as error:
        raise UnreadableError(reasons.office_missing(f"tệp {suffix}")) from error
    result = out / "tep.docx"
    if not result.exists() or result.stat().st_size == 0:  # exit code 0 proves nothing
        raise UnreadableError(reasons.corrupt(f"tệp {suffix}", detail="LibreOffice không chuyển được sang .docx"))
    return result.read_bytes()
