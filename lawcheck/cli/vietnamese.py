"""What click says of its own accord, in Vietnamese: help pages, usage lines, errors; and types whose errors say what to do."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from lawcheck.errors import did_you_mean


class Command(click.Command):
    """A command whose help page and errors are Vietnamese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]", **kwargs})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx
            raise
        if ctx.args and not ctx.resilient_parsing:
            raise click.UsageError(
                f"Thừa tham số “{' '.join(map(str, ctx.args))}”; tên có dấu cách phải đặt trong ngoặc kép. {_ask(ctx)}", ctx
            )
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(super().get_help_option(ctx))


class Group(click.Group):
    """A group whose help page and errors are Vietnamese; it answers an unknown command with the nearest known one."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]", "subcommand_metavar": "LỆNH [THAM SỐ]...", **kwargs})

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None:
            known = self.list_commands(ctx)
            near = did_you_mean(name, known) or f"Các lệnh: {', '.join(known)}."
            raise click.UsageError(f"Không có lệnh “{name}”. {near} {_ask(ctx)}", ctx)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        longest = max(map(len, commands), default=0)
        rows = [(name, command.get_short_help_str(formatter.width - 6 - longest)) for name, command in commands.items() if command]
        with formatter.section("Lệnh"):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(super().get_help_option(ctx))


class Argument(click.Argument):
    """An argument that knows what it stands for, in words an error can use."""

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.what = what


class Needed(click.Option):
    """An option that must be given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "required": True, "help": f"{kwargs['help']} Bắt buộc."})

    def get_help_extra(self, ctx: click.Context) -> Any:
        return {}


class Choice(click.Choice[str]):
    """A choice whose error is Vietnamese."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            raise click.UsageError(
                f"Giá trị “{value}” không hợp lệ; được dùng: {', '.join(self.choices)}. {did_you_mean(str(value), self.choices)}".strip()
            )
        return str(value)


class Day(click.ParamType[datetime.date]):
    """A day as YYYY-MM-DD."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise click.UsageError(f"Ngày “{value}” không hợp lệ; hãy viết dạng 2025-04-01.") from None


class Number(click.ParamType[float]):
    """A number between `least` and `most`, whole ones only where `whole`."""

    name = "số"

    def __init__(self, least: float | None = None, most: float | None = None, *, whole: bool = True) -> None:
        self._least, self._most, self._whole = least, most, whole

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = int(value) if self._whole else float(value)
        except ValueError:
            number = None
        if (
            number is None
            or number != number
            or (self._least is not None and number < self._least)
            or (self._most is not None and number > self._most)
        ):
            name = param.opts[0] if param is not None else "Giá trị"
            raise click.UsageError(f"{name} không nhận “{value}”; hãy nêu {self._wanted()}.")
        return number

    def _wanted(self) -> str:
        what = "một số nguyên" if self._whole else "một số"
        least = "" if self._least is None else f" từ {self._least:g}" + (" trở lên" if self._most is None else "")
        most = "" if self._most is None else f" đến {self._most:.0f}"
        return f"{what}{least}{most}".replace(".", ",")


class Existing(click.ParamType[Path]):
    """A file, or a folder, that is there. `what` names it in the error."""

    def __init__(self, what: str, *, folder: bool = False) -> None:
        self._what, self._folder = what, folder
        self.name = "thư-mục" if folder else "tệp"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if not path.exists():
            raise click.UsageError(f"Không có {self._what} “{value}”; hãy kiểm tra lại tên, hoặc ổ mạng đã nối chưa.")
        if path.is_dir() != self._folder:
            is_, wanted = ("thư mục", "một tệp") if path.is_dir() else ("tệp", "một thư mục")
            raise click.UsageError(f"“{value}” là {is_}; {self._what} phải là {wanted}.")
        return path


class Target(click.ParamType[Path]):
    """A file, or a folder, that will be written or read later on; whether that works is told then."""

    def __init__(self, name: str = "tệp") -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return Path(value)


def told(error: click.ClickException) -> str:
    """The error in Vietnamese: what is wrong and what to do."""
    ctx = getattr(error, "ctx", None)
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {_what(error.param)}. {_ask(ctx)}"
    if isinstance(error, click.NoSuchOption):
        return " ".join(filter(None, (f"Không có tùy chọn “{error.option_name}”.", _near(error), _ask(ctx))))
    if isinstance(error, click.BadOptionUsage):
        param = next((known for known in ctx.command.params if error.option_name in known.opts), None) if ctx else None
        switch = isinstance(param, click.Option) and param.is_flag
        return f"Tùy chọn “{error.option_name}” {'không nhận giá trị' if switch else 'cần một giá trị đi sau'}. {_ask(ctx)}"
    return error.format_message()


def _near(error: click.NoSuchOption) -> str:
    return did_you_mean(error.option_name, error.possibilities or ())


def _what(param: click.Parameter | None) -> str:
    if isinstance(param, Argument):
        return param.what
    if isinstance(param, click.Option):
        return f"{param.opts[0]} ({(param.help or '').removesuffix(' Bắt buộc.').rstrip('.').lower()})"
    return "tham số"


def _ask(ctx: click.Context | None) -> str:
    return f"Gõ “{ctx.command_path if ctx else 'lawcheck'} --help” để xem cách dùng."


def _usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix="Cách dùng: ")


def _options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    params = command.get_params(ctx)
    arguments = [(param.make_metavar(ctx), param.what) for param in params if isinstance(param, Argument)]
    options = [record for param in params if isinstance(param, click.Option) and (record := param.get_help_record(ctx)) is not None]
    for title, records in (("Tham số", arguments), ("Tùy chọn", options)):
        if records:
            with formatter.section(title):
                formatter.write_dl(records)


def _help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Hiện trang này rồi thoát."
    return option
