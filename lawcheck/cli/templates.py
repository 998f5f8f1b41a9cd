"""`lawcheck template`: an office's own phiếu."""

from __future__ import annotations

from pathlib import Path

import click

from lawcheck.cli.vietnamese import Argument, Group, Target


@click.group(cls=Group)
def template() -> None:
    """Mẫu phiếu kiểm tra của cơ quan (.docx có chỗ điền như {{ten_van_ban}})."""


@template.command("check")
@click.argument("file", type=Target(), cls=Argument, what="tệp mẫu phiếu (.docx)", metavar="TỆP")
@click.pass_context
def template_check(ctx: click.Context, file: Path) -> None:
    """Soát mẫu phiếu: chỗ điền sai tên, sai chỗ, mục còn thiếu."""
    from lawcheck.reporting.office.template import check_template, read_template

    complaints = check_template(read_template(file))
    for complaint in complaints:
        click.echo(f"{'Lỗi' if complaint.fatal else 'Thiếu'}: {complaint.message}")
    click.echo(f"{len(complaints)} chỗ cần sửa." if complaints else "Mẫu phiếu đủ các mục.")
    ctx.exit(1 if complaints else 0)


@template.command("new")
@click.argument("file", type=Target(), cls=Argument, what="tệp mẫu phiếu (.docx)", metavar="TỆP")
def template_new(file: Path) -> None:
    """Tạo mẫu phiếu chuẩn để sửa lại theo ý cơ quan."""
    from lawcheck.cli.outputs import write
    from lawcheck.reporting.office.template import new_template

    if file.exists():
        raise click.UsageError(f"Đã có tệp {file}; hãy chọn tên khác.")
    write(new_template(), file)
    click.echo(
        f"Đã ghi {file}. Sửa bằng Word, soát bằng “lawcheck template check {file}”, rồi đặt tên tệp vào mục [report] của lawcheck.toml."
    )


@template.command("list")
def template_list() -> None:
    """Liệt kê các chỗ điền và nội dung của chúng."""
    from lawcheck.reporting.office.template import BLOCKS, WORDS

    for name, words in WORDS.items():
        click.echo(f"{{{{{name}}}}}  {words}")
    for name, section in BLOCKS.items():
        click.echo(f"{{{{{name}}}}}  mục “{section.title.capitalize()}” (đứng một mình trong một đoạn)")
