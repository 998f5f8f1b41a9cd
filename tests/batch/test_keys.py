"""What a stored result depends on: rules or weights that could judge otherwise are another judge, and a report says which ones judged it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lawcheck
from lawcheck.batch import keys
from lawcheck.datafiles import rules_folder
from lawcheck.rulebook import load_rulebook


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped rules, which a test may change."""
    return Path(shutil.copytree(rules_folder(), tmp_path / "rules"))


def named(folder: Path | None = None) -> tuple[str, str]:
    """The key of the judge, and the hash that a report carries."""
    return keys.judge(folder), load_rulebook(folder).sha256


def test_rules_that_are_the_same_are_the_same_judge_wherever_they_stand(copy: Path) -> None:
    assert named(copy) == named()


@pytest.mark.parametrize("name", ["tthc", "qppl"])
def test_weights_that_were_fitted_anew_are_another_judge(copy: Path, name: str) -> None:
    weights = copy / "weights" / f"{name}.json"
    weights.write_text(json.dumps(json.loads(weights.read_text(encoding="utf-8")) | {"bias": -1.0}), encoding="utf-8")
    (key, sha256), (old_key, old_sha256) = named(copy), named()
    assert key != old_key and sha256 != old_sha256


def test_a_word_in_a_rule_is_another_judge(copy: Path) -> None:
    words = copy / "words.yml"
    words.write_text(words.read_text(encoding="utf-8") + "# \n", encoding="utf-8")
    (key, sha256), (old_key, old_sha256) = named(copy), named()
    assert key != old_key and sha256 != old_sha256


def test_figures_of_how_right_rules_were_judge_nothing(copy: Path) -> None:
    (copy / "figures.json").write_text("{}", encoding="utf-8")
    assert named(copy) == named()


def test_all_of_the_program_that_judges_is_part_of_the_key() -> None:
    """A module that judging begins to use must be named in keys.py, or what it changes would not be seen in old stores."""
    carriers = {"__init__.py", "batch/__init__.py", "batch/archives.py", "batch/engines/__init__.py", "batch/engines/warm.py"}
    carriers |= {"batch/readings.py", "batch/remote.py", "batch/work.py", "reporting/__init__.py"}  # they say nothing about a document
    code = "import lawcheck.batch.engines.warm, sys; print(*(m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'lawcheck'))"
    root = Path(lawcheck.__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(root.parent)}, capture_output=True, check=True, text=True
    )
    used = {Path(name).relative_to(root).as_posix() for name in done.stdout.split()}
    assert "rulebook/judging.py" in used and "reading/model.py" in used
    assert {name for name in used - carriers if not any(name == one or name.startswith(f"{one}/") for one in keys.JUDGING)} == set()
