"""`lawcheck registry`: the published list of administrative procedures."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from lawcheck.cli.vietnamese import Argument, Existing, Group, Needed

_SHOWN = 20


@click.group(cls=Group)
def registry() -> None:
    """Danh mục thủ tục hành chính đã công bố."""


@registry.command("import")
@click.argument("file", type=Existing("tệp danh mục"), cls=Argument, what="tệp danh mục thủ tục", metavar="TỆP")
@click.option("--store", "store_name", cls=Needed, metavar="KHO", help="Kho kết quả sẽ nhận danh mục.")
def registry_import(file: Path, store_name: str) -> None:
    """Nạp danh mục (.xlsx, .csv, .json, .jsonl), thay danh mục cũ, rồi so mọi phát hiện về thủ tục với danh mục."""
    from lawcheck.batch.answers.words import MATCH_TITLES
    from lawcheck.batch.registry import import_list
    from lawcheck.batch.store import open_store

    store = open_store(store_name, create=True)
    try:
        done = import_list(store, file, datetime.datetime.now())
    finally:
        store.close()
    click.echo(f"Đã nạp {done.procedures} thủ tục.")
    if done.skipped:
        lines = ", ".join(map(str, done.skipped[:_SHOWN])) + (" …" if len(done.skipped) > _SHOWN else "")
        click.echo(f"Bỏ {len(done.skipped)} dòng không có tên thủ tục: {lines}.", err=True)
    for status, title in MATCH_TITLES.items():
        if number := done.statuses.get(status):
            click.echo(f"  {number} phát hiện: {title.lower()}")
