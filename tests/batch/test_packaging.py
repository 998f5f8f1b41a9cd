"""Wheel and sdist hold everything that runs, and the Dockerfile installs as the offline bundle does."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "corpus" / "documents" / "ke-hoach-5204-kh-ubnd.txt"


def test_the_wheel_made_from_the_sdist_checks_and_reports(tmp_path: Path) -> None:
    pytest.importorskip("build", reason="the package “build” is not installed")
    subprocess.run([sys.executable, "-m", "build", "--outdir", tmp_path, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("lawcheck-*.whl")
    assert list(tmp_path.glob("lawcheck-*.tar.gz"))
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    site = next((tmp_path / "env" / "lib").glob("python*")) / "site-packages"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site, wheel], check=True, capture_output=True)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))  # what lawcheck needs, without installing it a second time

    def run(*arguments: str) -> str:
        code = "import lawcheck; from lawcheck.cli.main import main; assert 'env' in lawcheck.__file__; main()"
        clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        command = [str(tmp_path / "env" / "bin" / "python"), "-W", "ignore", "-c", code, *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path, env=clean)
        return done.stdout

    assert "5204/KH-UBND" in run("check", str(PLAN))
    run("scan", str(PLAN), "--store", "s.db")
    for format_ in ("html", "xlsx", "docx"):
        run("report", "s.db", "--format", format_)
    assert "TT01" in run("rules", "list")


def test_the_dockerfile_installs_as_the_bundle_does() -> None:
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "RUN python packaging/bundle.py" in docker and "packaging/bundle.py" in makefile
    assert "cai-dat.sh" in docker and "cai-dat.sh" in (ROOT / "packaging" / "bundle.py").read_text(encoding="utf-8")
    (oldest,) = re.findall(r"python_requires = >=(3\.\d+)", (ROOT / "setup.cfg").read_text(encoding="utf-8"))
    assert set(re.findall(r"FROM python:(3\.\d+)-slim", docker)) == {oldest}
    assert docker.index("USER lawcheck") < docker.index("ENTRYPOINT") and "ADD http" not in docker
