"""`lawcheck.toml`: who checks, the paper's template, rules that are switched off, the usual gear.

[letterhead]
parent = "UBND tỉnh Nghệ An"
agency = "Sở Tư pháp"
place = "Nghệ An"
symbol = "PKT-STP"
signer = "Người kiểm tra"
recipients = ["Cơ quan ban hành văn bản", "Giám đốc Sở (để báo cáo)"]

[report]
template = "mau-phieu.docx"        # beside this file

[province]
name = "Nghệ An"
issuers = ["UBND tỉnh Nghệ An", "HĐND tỉnh Nghệ An"]   # a document of another issuer gets a notice

[check]
profile = "can-bang"
fail_on = "error"

[rules]
off = ["TC04"]                     # findings stay in the report, but do not count
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawcheck.desk.waivers import Entry
from lawcheck.errors import DataFileError, Problem, did_you_mean, os_reason
from lawcheck.reporting.office.letterhead import Letterhead
from lawcheck.text import fold

if TYPE_CHECKING:
    from lawcheck.reporting.model import Report

FILE = "lawcheck.toml"
_PROFILES = ("can-bang", "khong-bo-sot", "chac-chan")
_LEVELS = ("error", "warning", "note", "never")
_KEYS: dict[str, dict[str, type]] = {
    "letterhead": {"parent": str, "agency": str, "place": str, "symbol": str, "signer": str, "recipients": list},
    "report": {"template": str},
    "province": {"name": str, "issuers": list},
    "check": {"profile": str, "fail_on": str},
    "rules": {"off": list},
}
_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {("check", "profile"): _PROFILES, ("check", "fail_on"): _LEVELS}
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings. `template` is an absolute path; `profile`, `fail_on` are None where the file does not say."""

    path: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    template: Path | None = None
    issuers: tuple[str, ...] = ()
    profile: str | None = None
    fail_on: str | None = None
    rules_off: tuple[str, ...] = ()

    def entries(self, today: datetime.date) -> tuple[Entry, ...]:
        """The rules that are switched off, as accepted findings."""
        if not self.rules_off:
            return ()
        from lawcheck.reporting.model import Waiver

        waiver = Waiver(reason="Quy tắc được tắt trong tệp cấu hình", by=Path(self.path).name, date=today)
        return tuple(Entry(rule=rule, waiver=waiver, where=f"{self.path}: rules.off {rule}") for rule in self.rules_off)

    def with_notice(self, report: Report) -> Report:
        """The report, with a notice where its issuer is none of `issuers`."""
        issuer = report.header.issuer
        if not self.issuers or issuer is None or fold(issuer).text in {fold(known).text for known in self.issuers}:
            return report
        message = (
            f"Cơ quan ban hành “{issuer}” không có trong danh sách issuers của {Path(self.path).name}; hãy kiểm tra lại phần đầu văn bản."
        )
        return replace(report, problems=(*report.problems, Problem(code="N-CFG-01", severity="notice", message=message)))


def find_config(start: Path) -> Path | None:
    """`lawcheck.toml` in `start` or the nearest folder above it."""
    return next((folder / FILE for folder in (start, *start.parents) if (folder / FILE).is_file()), None)


def load_config(path: Path | None) -> Config:
    """Read the file; no path gives the defaults. Raises DataFileError with line, column and caret."""
    if path is None:
        return Config()
    text = _text(path)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else _end(text)
        raise _error("TOML sai: kiểm tra dấu bằng, ngoặc kép và ngoặc vuông.", path, text, line, column) from None
    _check(value, path, text)
    letterhead: Mapping[str, Any] = value.get("letterhead", {})
    province = value.get("province", {})
    named = {"parent": f"UBND tỉnh {province['name']}", "place": province["name"]} if "name" in province else {}
    recipients = {"recipients": tuple(letterhead["recipients"])} if "recipients" in letterhead else {}
    template = value.get("report", {}).get("template")
    check = value.get("check", {})
    return Config(
        path=str(path),
        letterhead=Letterhead(**{**named, **letterhead, **recipients}),
        template=(path.resolve().parent / template) if template else None,
        issuers=tuple(province.get("issuers", ())),
        profile=check.get("profile"),
        fail_on=check.get("fail_on"),
        rules_off=tuple(value.get("rules", {}).get("off", ())),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataFileError(f"Không đọc được tệp cấu hình ({os_reason(error)}); hãy kiểm tra lại đường dẫn.", path=path) from None
    except UnicodeDecodeError:
        raise DataFileError("Tệp cấu hình không phải UTF-8; hãy lưu lại với mã hóa UTF-8.", path=path) from None


def _check(value: dict[str, Any], path: Path, text: str) -> None:
    """Raise DataFileError for unknown keys and wrong values."""
    for table, keys in value.items():
        if table not in _KEYS:
            raise _at(f"Không có mục “[{table}]”.", path, text, table, None, did_you_mean(table, _KEYS))
        if not isinstance(keys, dict):
            raise _at(f"“{table}” phải là một mục “[{table}]”.", path, text, table, None)
        for key, entry in keys.items():
            kind = _KEYS[table].get(key)
            if kind is None:
                raise _at(f"Không có khóa “{key}” trong mục “[{table}]”.", path, text, table, key, did_you_mean(key, _KEYS[table]))
            if not _fits(entry, kind):
                raise _at(f"“{key}” phải là {'danh sách chữ' if kind is list else 'chữ trong ngoặc kép'}.", path, text, table, key)
            allowed = _CHOICES.get((table, key))
            if allowed and entry not in allowed:
                raise _at(f"“{key}” được dùng: {', '.join(allowed)}.", path, text, table, key, did_you_mean(entry, allowed))
    from lawcheck.rulebook import load_rulebook

    known = [rule.id for rule in load_rulebook().rules]
    for rule in value.get("rules", {}).get("off", ()):
        if rule not in known:
            raise _at(f"Không có quy tắc “{rule}”.", path, text, "rules", "off", did_you_mean(rule, known))


def _end(text: str) -> tuple[int, int]:
    """Line and column behind the last character: where TOML found the file to end too early."""
    lines = text.splitlines() or [""]
    return len(lines), len(lines[-1]) + 1


def _fits(entry: object, kind: type) -> bool:
    if kind is list:
        return isinstance(entry, list) and all(isinstance(item, str) for item in entry)
    return isinstance(entry, kind)


def _at(message: str, path: Path, text: str, table: str, key: str | None, hint: str = "") -> DataFileError:
    """The error at the line of `[table]`, or of `key` below it."""
    lines = text.splitlines()
    head = re.compile(rf"\s*\[\s*{re.escape(table)}\s*\]|\s*{re.escape(table)}\s*[.=]")
    first = next((number for number, line in enumerate(lines) if head.match(line)), 0)
    line = first
    if key is not None:
        wanted = re.compile(rf"\s*(?:{re.escape(table)}\s*\.\s*)?{re.escape(key)}\s*=")
        line = next((number for number in range(first, len(lines)) if wanted.match(lines[number])), first)
    source = lines[line] if lines else ""
    return _error(message, path, text, line + 1, len(source) - len(source.lstrip()) + 1, hint)


def _error(message: str, path: Path, text: str, line: int, column: int, hint: str = "") -> DataFileError:
    lines = text.splitlines()
    return DataFileError(message, path=path, line=line, column=column, source_line=lines[line - 1] if line <= len(lines) else "", hint=hint)
