"""Install a bundle as an office would, without network where the system can take it away, and check one document with what was installed.

python packaging/check_bundle.py dist/lawcheck-….zip
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PLAN = Path(__file__).resolve().parent.parent / "corpus" / "documents" / "ke-hoach-5204-kh-ubnd.txt"


def main(bundle: Path) -> None:
    """Unpack, install, check. Raises CalledProcessError where a step fails."""
    alone = (
        ["unshare", "--net"] if shutil.which("unshare") and not subprocess.run(["unshare", "--net", "true"], check=False).returncode else []
    )
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(folder)
        (unpacked,) = Path(folder).iterdir()
        subprocess.run([*alone, "sh", unpacked / "cai-dat.sh"], check=True)
        lawcheck = unpacked / "lawcheck-env" / "bin" / "lawcheck"
        shutil.copy(PLAN, folder)
        subprocess.run([*alone, lawcheck, "scan", PLAN.name, "--store", "s.db", "--out", "r.jsonl"], check=True, cwd=folder)
        for format_ in ("xlsx", "html", "docx"):
            subprocess.run([*alone, lawcheck, "report", "s.db", "--format", format_], check=True, cwd=folder)
    print("Bộ cài dùng được" + (" không cần mạng." if alone else " (máy này không ngắt được mạng để thử)."))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
