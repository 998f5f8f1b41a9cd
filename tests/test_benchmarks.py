"""The scripts of benchmarks/ and packaging/ start: what they use of the program is still where they look for it. Nothing is measured here."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted((*(ROOT / "benchmarks").glob("*.py"), *(ROOT / "packaging").glob("*.py")))


def test_there_are_scripts() -> None:
    assert {"batch.py", "measure.py", "bundle.py"} <= {script.name for script in SCRIPTS}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_starts(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])  # scripts put their own folders there
    spec = importlib.util.spec_from_file_location(f"script_{script.stem}", script)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert callable(module.main)
