"""Make a zip file from which lawcheck installs on a machine without network: wheels of everything, the rules to read, a script for each system.

    python packaging/bundle.py [--platform win_amd64] [--python-version 3.12] [--extra parquet]

Without options the zip file is for a machine like this one. Wheels for another system are downloaded, never built.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNIX = """#!/bin/sh
# Cài lawcheck vào thư mục lawcheck-env bên cạnh tệp này; không cần mạng, không cần quyền quản trị.
set -e
cd "$(dirname "$0")"
"${PYTHON:-python3}" -m venv lawcheck-env
lawcheck-env/bin/python -m pip install --quiet --no-index --find-links wheels lawcheck
lawcheck-env/bin/lawcheck --version
echo "Đã cài. Chạy: $(pwd)/lawcheck-env/bin/lawcheck check van-ban.docx"
"""
WINDOWS = """@echo off
rem Cai lawcheck vao thu muc lawcheck-env ben canh tep nay; khong can mang, khong can quyen quan tri.
cd /d "%~dp0"
py -3 -m venv lawcheck-env || exit /b 1
lawcheck-env\\Scripts\\python -m pip install --quiet --no-index --find-links wheels lawcheck || exit /b 1
lawcheck-env\\Scripts\\lawcheck --version
echo Da cai. Chay: %CD%\\lawcheck-env\\Scripts\\lawcheck check van-ban.docx
"""
README = """lawcheck {version} – bộ cài không cần mạng ({platform}, Python {python})

1. Máy cần có Python {python} (python.org).
2. Giải nén, chạy cai-dat.bat (Windows) hoặc sh cai-dat.sh (Linux, macOS).
3. Luật kiểm tra nằm trong gói; thư mục rules/ ở đây để đọc.
"""


def main() -> None:
    """Make the zip file in dist/ and print its name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", help="as pip names it: win_amd64, manylinux_2_28_x86_64, macosx_11_0_arm64")
    parser.add_argument("--python-version", default=f"{sys.version_info.major}.{sys.version_info.minor}")
    parser.add_argument("--extra", action="append", default=[])
    wanted = parser.parse_args()
    version = subprocess.run(
        [sys.executable, "-c", "import lawcheck; print(lawcheck.__version__)"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    platform = wanted.platform or sysconfig.get_platform().replace("-", "_")
    folder = ROOT / "build" / f"lawcheck-{version}-{platform}-py{wanted.python_version}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    own = next(wheels.glob("lawcheck-*.whl"))
    need = f"{own}[{','.join(wanted.extra)}]" if wanted.extra else str(own)
    other = ["--platform", wanted.platform, "--python-version", wanted.python_version] if wanted.platform else []
    _pip("download", "--only-binary=:all:", *other, "--dest", str(wheels), need)
    shutil.copytree(ROOT / "rules", folder / "rules", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    (folder / "cai-dat.sh").write_text(UNIX, encoding="utf-8")
    (folder / "cai-dat.sh").chmod(0o755)
    (folder / "cai-dat.bat").write_text(WINDOWS, encoding="ascii", newline="\r\n")
    (folder / "DOC-TRUOC.txt").write_text(README.format(version=version, platform=platform, python=wanted.python_version), encoding="utf-8")
    print(_zip(folder))


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments], check=True)


def _zip(folder: Path) -> Path:
    """The folder as dist/NAME.zip; wheels are compressed already and only stored."""
    target = ROOT / "dist" / f"{folder.name}.zip"
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            method = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            archive.write(path, path.relative_to(folder.parent), compress_type=method)
    return target


if __name__ == "__main__":
    main()
