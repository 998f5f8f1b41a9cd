"""A workbook reckoned anew by LibreOffice, after its cached values were taken out."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from lawcheck.reading.office import find_office


def values(data: bytes, *, recalculated: Path | None = None, change: Callable[[Any], None] | None = None) -> dict[str, list[list[Any]]]:
    """The cells of each sheet: as cached, or, with a folder to work in, as LibreOffice reckons them, after `change` to the workbook."""
    if recalculated is None:
        book = load_workbook(io.BytesIO(data), data_only=True)
    else:
        if change is not None:
            changed = load_workbook(io.BytesIO(data))
            change(changed)
            out = io.BytesIO()
            changed.save(out)
            data = out.getvalue()
        (recalculated / "in.xlsx").write_bytes(_without_values(data))
        arguments = [str(find_office()), f"-env:UserInstallation={(recalculated / 'profile').as_uri()}", "--headless"]
        arguments += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(recalculated / "out"), str(recalculated / "in.xlsx")]
        subprocess.run(arguments, check=True, capture_output=True, timeout=120)
        book = load_workbook(recalculated / "out" / "in.xlsx", data_only=True)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def _without_values(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            new.writestr(name, content)
    return out.getvalue()
