"""`lawcheck`: the entry point; heavy parts are imported when a command runs."""

from __future__ import annotations

import errno
import sys

import click

from lawcheck import __version__
from lawcheck.cli.accepting import baseline
from lawcheck.cli.answering import feedback
from lawcheck.cli.checking import check
from lawcheck.cli.ci import ci
from lawcheck.cli.comparing import compare
from lawcheck.cli.corpus import corpus
from lawcheck.cli.doctor import doctor
from lawcheck.cli.extracting import extract
from lawcheck.cli.handling import handle
from lawcheck.cli.registry import registry
from lawcheck.cli.reporting import report
from lawcheck.cli.rules import rules
from lawcheck.cli.scanning import scan
from lawcheck.cli.schema import schema
from lawcheck.cli.templates import template
from lawcheck.cli.vietnamese import Group, told
from lawcheck.cli.watch import watch
from lawcheck.errors import LawcheckError, UnreadableError, os_reason


@click.group(cls=Group, context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lawcheck", message="%(prog)s %(version)s", help="In phiên bản.")
def cli() -> None:
    """Kiểm tra văn bản: thủ tục hành chính và quy phạm pháp luật đặt sai chỗ.

    Công cụ hỗ trợ, không thay thế thẩm định của cơ quan tư pháp. Văn bản không rời khỏi máy.
    """


for command in (
    check,
    scan,
    report,
    handle,
    registry,
    watch,
    ci,
    compare,
    baseline,
    feedback,
    extract,
    template,
    schema,
    doctor,
    rules,
    corpus,
):
    cli.add_command(command)


def main() -> None:
    """Entry point: errors for users end with a message and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding="utf-8")
    try:
        sys.exit(cli.main(prog_name="lawcheck", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        sys.exit(_fail(told(error)))
    except click.Abort:
        sys.exit(130)
    except UnreadableError as error:
        sys.exit(_fail(f"{error.problem.code}: {error.problem.message}"))
    except LawcheckError as error:
        sys.exit(_fail(str(error)))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise
        where = f"“{error.filename}”" if error.filename else "tệp kết quả hoặc thư mục tạm"
        sys.exit(_fail(f"Không ghi được {where} ({os_reason(error)}); hãy dọn đĩa hoặc chọn nơi khác rồi chạy lại cùng lệnh."))


def _fail(message: str) -> int:
    click.echo(f"Lỗi: {message}", err=True)
    return 2
