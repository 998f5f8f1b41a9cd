"""Reading rule files, with every mistake shown at its line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lawcheck.datafiles import DataFile, KeyPath, deciding_files, read_yaml, rules_folder, yaml_files
from lawcheck.errors import DataFileError, did_you_mean
from lawcheck.rulebook.schema import Rule

RULES_VERSION = "2026.12"
RULE_FOLDERS = ("thu-tuc", "quy-pham", "tham-quyen", "can-cu", "hieu-luc", "the-thuc")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules in order of id. `sha256` is of every file below `rules/` that decides a finding, learned weights included."""

    rules: tuple[Rule, ...]
    version: str
    sha256: str

    def rule(self, id_or_name: str) -> Rule | None:
        """The rule with this id or name."""
        return next((rule for rule in self.rules if id_or_name in (rule.id, rule.name)), None)


@cache
def load_rulebook(folder: Path | None = None) -> Rulebook:
    """Read all rules below `folder` (default: `rules/`). Raises DataFileError for the first file that is wrong."""
    root = folder or rules_folder()
    rules = [read_rule(path) for path in rule_files(root)]
    ids = [rule.id for rule in rules]
    for path, rule in zip(rule_files(root), rules, strict=True):
        if ids.count(rule.id) > 1:
            raise DataFileError(f"Mã quy tắc {rule.id} dùng hai lần.", path=path)
    return Rulebook(tuple(sorted(rules, key=lambda rule: rule.id)), RULES_VERSION, _digest(root))


def rule_files(root: Path) -> tuple[Path, ...]:
    """The rule files below `root`, sorted."""
    return tuple(path for name in RULE_FOLDERS for path in yaml_files(root / name))


def read_rule(path: Path) -> Rule:
    """Read one rule file. Raises DataFileError with line, caret and hint."""
    file = read_yaml(path)
    if not isinstance(file.value, dict):
        raise file.error("Tệp quy tắc phải gồm các khóa id, name, title …")
    try:
        rule = Rule.model_validate(file.value)
    except ValidationError as error:
        raise _first_error(file, error) from None
    if path.stem != f"{rule.id}-{rule.name}":
        raise file.error(f"Tên tệp phải là {rule.id}-{rule.name}.yml.", ("id",))
    return rule


_MESSAGES = {
    "missing": "Thiếu khóa “{key}”.",
    "extra_forbidden": "Không có khóa “{key}”.",
    "literal_error": "Giá trị của “{key}” không hợp lệ; được dùng: {expected}.",
    "string_pattern_mismatch": "Giá trị của “{key}” viết sai mẫu.",
    "string_too_short": "“{key}” đang trống.",
    "string_type": "“{key}” phải là chữ.",
    "tuple_type": "“{key}” phải là danh sách.",
    "value_error": "{message}.",
}


def _first_error(file: DataFile, error: ValidationError) -> DataFileError:
    first: Any = error.errors()[0]
    at: KeyPath = tuple(first["loc"])
    key = str(at[-1]) if at else ""
    context = first.get("ctx", {})
    message = _MESSAGES.get(first["type"], "Giá trị của “{key}” không hợp lệ: {message}.").format(
        key=key, expected=context.get("expected", ""), message=context.get("error", first["msg"])
    )
    return file.error(message, at, hint=did_you_mean(key, _known_keys(at)) if first["type"] == "extra_forbidden" else "")


def _known_keys(at: KeyPath) -> tuple[str, ...]:
    """The keys allowed where the last step of `at` stands."""
    model: Any = Rule
    for step in at[:-1]:
        if isinstance(step, int):
            continue
        annotation = model.model_fields[step].annotation if step in model.model_fields else None
        model = next((inner for inner in (annotation, *getattr(annotation, "__args__", ())) if hasattr(inner, "model_fields")), None)
        if model is None:
            return ()
    return tuple(model.model_fields)


def _digest(root: Path) -> str:
    digest = hashlib.sha256()
    for path in deciding_files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
