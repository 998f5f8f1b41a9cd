"""`lawcheck rules`: show, lint, test and start rules."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

import click

from lawcheck.cli.vietnamese import Argument, Group, Target


@click.group(cls=Group)
def rules() -> None:
    """Xem, soát, thử và tạo quy tắc."""


@rules.command("list")
def rules_list() -> None:
    """Liệt kê các quy tắc."""
    from lawcheck.rulebook import load_rulebook

    for rule in load_rulebook().rules:
        click.echo(f"{rule.id}  {rule.status:7} {rule.severity:8} {rule.title}")


@rules.command("show")
@click.argument("rule_id", cls=Argument, what="mã quy tắc (ví dụ TT01)", metavar="MÃ")
def rules_show(rule_id: str) -> None:
    """Xem một quy tắc: lỗi gì, vì sao, căn cứ, cách sửa."""
    from lawcheck.law import load_law
    from lawcheck.rulebook import load_rulebook

    book = load_rulebook()
    rule = book.rule(rule_id)
    if rule is None:
        near = ", ".join(near_ids(rule_id, [known.id for known in book.rules]))
        raise click.UsageError(f"Không có quy tắc “{rule_id}”. Các mã gần đó: {near}. Gõ “lawcheck rules list” để xem mọi quy tắc.")
    bases = "; ".join(provision.label for provision in load_law().provisions if provision.id in rule.basis)
    why = re.sub(r"\s*\{\w+\}", "", rule.why)
    click.echo(f"{rule.id} {rule.title}\n\nVì sao: {why}\nCách sửa: {rule.suggestion}\nCăn cứ: {bases}")
    for line in _figures(rule.id):
        click.echo(line)
    for unless in rule.unless:
        click.echo(f"Ngoại lệ: {unless.because}")
    for example in rule.examples.finds:
        click.echo(f"\nVí dụ có dấu hiệu:\n{example.text}")
    for example in rule.examples.passes:
        click.echo(f"\nVí dụ không có dấu hiệu:\n{example.text}")


def near_ids(rule_id: str, known: Sequence[str]) -> tuple[str, ...]:
    """The ids nearest to one that does not exist: those of its group, else the nearest by spelling, else one of each group."""
    wanted = rule_id.strip().upper()
    group = [one for one in known if one[:2] == wanted[:2]]
    return tuple(group or difflib.get_close_matches(wanted, known, n=6, cutoff=0.5) or {one[:2]: one for one in reversed(known)}.values())


def _figures(rule_id: str) -> list[str]:
    """What the rule reached on documents of provinces held out of fitting; nothing for rules that labels do not measure."""
    import json

    from lawcheck.batch.score_details import interval
    from lawcheck.datafiles import rules_folder
    from lawcheck.reporting.wording import number_text

    path = rules_folder() / "figures.json"
    count = json.loads(path.read_text(encoding="utf-8")).get(rule_id) if path.is_file() else None
    if count is None:
        return []
    lines = []
    for name, hits, of in (("Phát hiện đúng", count["right"], count["told"]), ("Quy định tìm được", count["found"], count["listed"])):
        low, high = interval(hits, of)
        lines.append(f"{name}: {hits}/{of} trên văn bản của tỉnh để riêng (khoảng tin cậy 95 %: {number_text(low)}–{number_text(high)})")
    return lines


@rules.command("test")
@click.pass_context
def rules_test(ctx: click.Context) -> None:
    """Chạy các ví dụ của mọi quy tắc qua toàn bộ đường kiểm tra."""
    from lawcheck.batch.examples import failed_examples

    failures = failed_examples()
    for failure in failures:
        click.echo(failure)
    click.echo(f"{len(failures)} ví dụ không đúng." if failures else "Mọi ví dụ đều đúng.")
    ctx.exit(1 if failures else 0)


@rules.command("lint")
@click.pass_context
def rules_lint(ctx: click.Context) -> None:
    """Soát tệp quy tắc và mẫu dấu hiệu: đủ ví dụ, căn cứ có trong laws.yml, ngoại lệ có ví dụ, có chỗ trong phiếu kiểm tra."""
    from lawcheck.language.lexicon import load_lexicon
    from lawcheck.law import load_coverage, load_law
    from lawcheck.rulebook import load_rulebook
    from lawcheck.rulebook.duties import unmet_duties

    load_lexicon()  # signs, modifiers and words are read at first use; a broken pattern is to be heard of here
    lines = unmet_duties(load_rulebook(), load_law(), load_coverage())
    for line in lines:
        click.echo(line)
    click.echo(f"{len(lines)} chỗ cần sửa." if lines else "Mọi quy tắc đều đủ.")
    ctx.exit(1 if lines else 0)


@rules.command("new")
@click.argument("rule_id", cls=Argument, what="mã quy tắc (ví dụ TT01)", metavar="MÃ")
@click.argument("name", cls=Argument, what="tên quy tắc", metavar="TÊN")
@click.option("--out", type=Target(), help="Tệp sẽ ghi; mặc định <mã>-<tên>.yml ở thư mục đang đứng.")
def rules_new(rule_id: str, name: str, out: Path | None) -> None:
    """Tạo tệp quy tắc mới (status: draft) để điền."""
    from lawcheck.cli.outputs import write
    from lawcheck.rulebook import load_rulebook
    from lawcheck.rulebook.template import new_rule

    if load_rulebook().rule(rule_id) is not None:
        raise click.UsageError(f"Mã {rule_id} đã có; gõ “lawcheck rules list” để xem các mã đang dùng.")
    text = new_rule(rule_id, name)
    path = out or Path(f"{rule_id}-{name}.yml")
    if path.exists():
        raise click.UsageError(f"Đã có tệp {path}; hãy chọn tên khác bằng --out.")
    write(text.encode(), path)
    click.echo(f"Đã ghi {path}. Điền nội dung, chuyển vào thư mục trong rules/ rồi gõ “lawcheck rules lint”.")
