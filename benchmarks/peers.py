"""Compare with public tools on the same text: documents of the corpus, warm, processor time, the best of three.

    python benchmarks/peers.py

The tools answer other questions: a grep finds words, a matcher finds phrases, textlint replaces terms, and none of them knows a provision, an excuse
or a date. The table says what the answer to ours costs beside theirs.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lawcheck.batch.checking import check_path
from lawcheck.batch.work import Options

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted((ROOT / "corpus" / "documents").glob("*.txt"))
OPTIONS = Options(today=datetime.date(2026, 11, 24))
TEXTLINT = ROOT / "build" / "peers"
WORDS = (
    "hồ sơ", "thành phần hồ sơ", "trình tự", "thủ tục hành chính", "thời hạn giải quyết", "nộp hồ sơ", "lệ phí", "phí", "mẫu đơn", "điều kiện", "cấp giấy phép",
    "tổ chức, cá nhân", "phải", "không được", "nghiêm cấm", "có trách nhiệm", "được phép", "bắt buộc", "kết quả giải quyết", "cơ quan tiếp nhận",
)  # fmt: skip
"""What a clerk would search for."""


def lawcheck() -> int:
    """Findings of lawcheck."""
    return sum(len(check_path(str(path), OPTIONS).open_findings) for path in DOCUMENTS)


def python_grep() -> int:
    """Hits of one regular expression of all words."""
    pattern = re.compile("|".join(map(re.escape, WORDS)))
    return sum(len(pattern.findall(path.read_text(encoding="utf-8").lower())) for path in DOCUMENTS)


def grep() -> int:
    """Hits of the program grep."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as words:
        words.write("\n".join(WORDS))
        words.flush()
        done = subprocess.run(["grep", "-o", "-i", "-h", "-F", "-f", words.name, *map(str, DOCUMENTS)], capture_output=True, check=False)
    return done.stdout.count(b"\n")


def matcher() -> Callable[[], int]:
    """Hits of spaCy's Matcher with a pattern a word."""
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("xx")
    nlp.max_length = 10**8
    found: Any = Matcher(nlp.vocab)
    for word in WORDS:
        found.add(word, [[{"LOWER": token.text} for token in nlp.make_doc(word)]])
    return lambda: sum(len(found(nlp.make_doc(path.read_text(encoding="utf-8")))) for path in DOCUMENTS)


def textlint() -> Callable[[], int] | str:
    """Messages of textlint with the rule prh and the same words; installed from npm on first use."""
    npm = shutil.which("npm")
    program = TEXTLINT / "node_modules" / ".bin" / "textlint"
    if npm and not program.exists():
        TEXTLINT.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", "textlint", "textlint-rule-prh"], cwd=TEXTLINT, check=False)
    if not program.exists():
        return "không cài được (cần npm)"
    rules = "version: 1\nrules:\n" + "".join(f"  - expected: {word.upper()}\n    pattern: {word}\n" for word in WORDS)
    (TEXTLINT / "prh.yml").write_text(rules, encoding="utf-8")
    (TEXTLINT / ".textlintrc.json").write_text(json.dumps({"rules": {"prh": {"rulePaths": ["prh.yml"]}}}), encoding="utf-8")

    def run() -> int:
        done = subprocess.run(
            [program, "--format", "json", *map(str, DOCUMENTS)], cwd=TEXTLINT, capture_output=True, check=False, text=True
        )
        return sum(len(file["messages"]) for file in json.loads(done.stdout))

    return run


def languagetool() -> Callable[[], int] | str:
    """LanguageTool has no Vietnamese, and its Python package downloads the server when first used."""
    return "không có tiếng Việt; gói Python phải tải máy chủ từ mạng"


def best(run: Callable[[], int]) -> tuple[float, int]:
    """Processor seconds of the best of three warm runs, those of started programs included, and what was found."""
    found = run()
    taken = []
    for _ in range(3):
        start = os.times()
        run()
        taken.append(sum(os.times()[:4]) - sum(start[:4]))
    return max(min(taken), 0.01), found


def main() -> None:
    """Print the table."""
    size = sum(path.stat().st_size for path in DOCUMENTS) / 1e6
    print(f"{len(DOCUMENTS)} văn bản, {size:.1f} MB\n")
    print("| Công cụ | giây nhân | văn bản/giây | MB/giây | tìm thấy | trả lời câu gì |")
    print("|---|---|---|---|---|---|")
    for name, run, answers in (
        ("lawcheck", lawcheck, "phát hiện có căn cứ, đã trừ ngoại lệ"),
        ("tìm từ khóa (Python re)", python_grep, "từ"),
        ("grep -F", grep, "từ"),
        ("spaCy Matcher", matcher(), "cụm từ"),
        ("textlint + prh", textlint(), "từ cần thay"),
        ("LanguageTool", languagetool(), ""),
    ):
        if isinstance(run, str):
            print(f"| {name} | – | – | – | – | {run} |")
            continue
        seconds, found = best(run)
        print(f"| {name} | {seconds:.2f} | {len(DOCUMENTS) / seconds:,.0f} | {size / seconds:.2f} | {found} | {answers} |")


if __name__ == "__main__":
    main()
