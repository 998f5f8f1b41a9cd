"""A document repository in CI: the pre-commit hook, the GitHub action and the GitLab template as they are run there."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.batch.batches import DECISION, LETTER

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shell(tmp_path: Path) -> Run:
    """Runs a command in a repository of documents, with `lawcheck` on the path as after an installation, and nothing of the caller's git."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "lawcheck").write_text(f'#!/bin/sh\nexec {sys.executable} -W ignore -c "from lawcheck.cli.main import main; main()" "$@"\n')
    (programs / "lawcheck").chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_", "CI", "PRE_COMMIT"))}
    identity = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {
        **kept,
        **identity,
        "PATH": f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
    }
    environment |= {"PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": "/dev/null"}

    def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path / "repo", env=environment | variables, capture_output=True, text=True, check=False)

    (tmp_path / "repo").mkdir()
    run("git", "init", "-q", "-b", "main")
    (tmp_path / "repo" / "old.txt").write_text(DECISION.format(number=1, what="máy cũ"), encoding="utf-8")
    run("git", "add", ".")
    run("git", "commit", "-q", "-m", "old")
    run("git", "tag", "base")
    return run


def add(shell: Run, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "repo" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    shell("git", "add", ".")


def commit(shell: Run) -> None:
    shell("git", "commit", "-q", "-m", "new", "--no-verify")


def test_the_hook_stops_a_commit_that_sets_a_procedure_and_lets_a_letter_pass(tmp_path: Path, shell: Run) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "hooks"), ("tag", "v1")):
        shell("git", "-C", str(hooks), *command)
    config = {"repos": [{"repo": str(hooks), "rev": "v1", "hooks": [{"id": "lawcheck-system"}]}]}
    (tmp_path / "repo" / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    assert shell(sys.executable, "-m", "pre_commit", "install").returncode == 0
    add(shell, tmp_path, "cv.txt", LETTER.format(number=3))
    passed = shell("git", "commit", "-m", "letter")
    assert passed.returncode == 0, passed.stderr
    add(shell, tmp_path, "qd.txt", DECISION.format(number=2, what="máy mới"))
    stopped = shell("git", "commit", "-m", "decision")
    assert stopped.returncode == 1
    assert "TT01" in stopped.stdout + stopped.stderr and "máy cũ" not in stopped.stdout + stopped.stderr


def test_both_hooks_say_the_same_but_for_where_lawcheck_comes_from() -> None:
    own, system = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (own["language"], system["language"]) == ("python", "system")
    assert own["entry"] == system["entry"] == "lawcheck check" and own["files"] == system["files"]


def action_step(name: str) -> dict[str, Any]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return next(step for step in action["runs"]["steps"] if step["name"] == name)


def run_action(shell: Run, tmp_path: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's step with its inputs in the environment, as the runner does."""
    variables = {"LAWCHECK_" + name: "" for name in ("PATHS", "BASE", "BASELINE", "SARIF", "JUNIT")}
    variables |= {"LAWCHECK_ALL": "false", "LAWCHECK_FAIL_ON": "error", "LAWCHECK_PROFILE": "can-bang"} | inputs
    step = action_step("Kiểm tra văn bản")
    assert set(step["env"]) == set(variables)
    return shell(
        "bash", "-eo", "pipefail", "-c", step["run"], GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"), **variables
    )


def test_the_action_checks_only_what_changed_and_shows_it(tmp_path: Path, shell: Run) -> None:
    add(shell, tmp_path, "thu muc/qd, mới.txt", DECISION.format(number=2, what="máy | mới"))
    add(shell, tmp_path, "broken.docx", "PK\x03\x04 broken")
    commit(shell)
    done = run_action(shell, tmp_path, LAWCHECK_BASE="base")
    assert done.returncode == 1, done.stderr
    notes = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert any(line.startswith("::error file=thu muc/qd%2C mới.txt,line=1") and "TT01" in line for line in notes)
    assert any(line.startswith("::warning file=broken.docx") for line in notes) and "old.txt" not in done.stdout
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "2 văn bản thay đổi" in summary and "broken.docx" in summary and "không thay thế thẩm định" in summary


def test_the_action_may_check_all_and_then_nothing_is_left_out(tmp_path: Path, shell: Run) -> None:
    assert "old.txt" in run_action(shell, tmp_path, LAWCHECK_ALL="true", LAWCHECK_BASE="base").stdout
    assert run_action(shell, tmp_path, LAWCHECK_BASE="base").returncode == 0
    assert run_action(shell, tmp_path, LAWCHECK_BASE="0" * 40).returncode == 1  # the first push of a branch: everything is new
    lost = run_action(shell, tmp_path, LAWCHECK_BASE="no-such-commit")
    assert lost.returncode == 2 and "fetch-depth" in lost.stderr


def writes(shell: Run, format_: str) -> bool:
    """Whether this version writes a format."""
    return shell("lawcheck", "check", "old.txt", "--format", format_).returncode != 2


def test_the_action_writes_sarif_and_junit(tmp_path: Path, shell: Run) -> None:
    if not (writes(shell, "sarif") and writes(shell, "junit")):
        pytest.skip("this version writes no SARIF and JUnit yet")
    add(shell, tmp_path, "qd.txt", DECISION.format(number=2, what="máy mới"))
    commit(shell)
    run_action(shell, tmp_path, LAWCHECK_BASE="base", LAWCHECK_SARIF="l.sarif", LAWCHECK_JUNIT="l.xml")
    assert json.loads((tmp_path / "repo" / "l.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "<testsuite" in (tmp_path / "repo" / "l.xml").read_text(encoding="utf-8")


def test_the_gitlab_template(tmp_path: Path, shell: Run) -> None:
    job = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["lawcheck"]
    add(shell, tmp_path, "qd.txt", DECISION.format(number=2, what="máy mới"))
    commit(shell)
    variables = {key: str(value) for key, value in job["variables"].items()} | {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "base"}
    if not writes(shell, "junit"):
        variables["LAWCHECK_JUNIT"] = ""
    done = shell("sh", "-e", "-c", "\n".join(job["script"]), **variables)
    assert done.returncode == 1, done.stderr
    found = json.loads((tmp_path / "repo" / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert {entry["location"]["path"] for entry in found} == {"qd.txt"} and found[0]["location"]["lines"]["begin"] > 1
    assert len({entry["fingerprint"] for entry in found}) == len(found)
    assert "1 văn bản thay đổi" in (tmp_path / "repo" / "lawcheck.md").read_text(encoding="utf-8")


def test_outside_a_git_repository_the_message_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "from lawcheck.cli.main import main; main()", "ci"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT), "GIT_CEILING_DIRECTORIES": "/"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "kho git" in done.stderr
