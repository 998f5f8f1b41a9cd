"""`lawcheck report`: what a store says, as a workbook, a dashboard, a paper for the leadership or tables for analysts."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from lawcheck.cli.vietnamese import Argument, Choice, Command, Day, Number, Target
from lawcheck.errors import os_reason

_NAMES = {"xlsx": "ra-soat.xlsx", "html": "ra-soat.html", "docx": "bao-cao.docx", "parquet": "ra-soat"}


@click.command(cls=Command)
@click.argument("store_name", cls=Argument, what="kho kết quả", metavar="KHO")
@click.option(
    "--format", "format_", type=Choice(list(_NAMES)), default="xlsx", help="xlsx, html, docx (một trang cho lãnh đạo) hoặc parquet."
)
@click.option("--page", type=Choice(["lanh-dao", "cchc"]), default="lanh-dao", help="Với docx: trang lãnh đạo, hoặc số liệu chỉ số CCHC.")
@click.option("--out", type=Target(), help="Tệp sẽ ghi; html: thư mục thì ghi cả trang riêng từng nhóm.")
@click.option("--issuer", metavar="TÊN", help="Chỉ văn bản của cơ quan này.")
@click.option("--year", type=Number(1900, 2200), help="Chỉ văn bản ban hành năm này.")
@click.option("--type", "type_", metavar="LOẠI", help="Chỉ loại văn bản này (quyet-dinh, ke-hoach …).")
@click.option("--kind", type=Choice(["vbqppl", "vbhc", "khac"]), help="Chỉ văn bản quy phạm, hoặc văn bản hành chính.")
@click.option("--rule", metavar="MÃ", help="Chỉ văn bản có phát hiện của quy tắc này (TT01 …).")
@click.option("--status", type=Choice(["du", "mot-phan", "khong-doc-duoc"]), help="Chỉ văn bản đọc được đến mức này.")
@click.option("--limit", type=Number(1, 1_000_000), help="Với xlsx: số dòng nhiều nhất mỗi trang; mặc định 2.500.")
@click.option("--today", type=Day(), help="Ngày lập báo cáo, để tính quá hạn; mặc định hôm nay.")
def report(
    store_name: str,
    format_: str,
    page: str,
    out: Path | None,
    issuer: str | None,
    year: int | None,
    type_: str | None,
    kind: str | None,
    rule: str | None,
    status: str | None,
    limit: int | None,
    today: datetime.date | None,
) -> None:
    """Lập báo cáo từ kho kết quả của “lawcheck scan --store”."""
    from lawcheck.batch.answers.figures import Filter, expired_waivers
    from lawcheck.batch.store import open_store

    if page != "lanh-dao" and format_ != "docx":
        raise click.UsageError("“--page cchc” chỉ dùng với “--format docx”; trang html đã có sẵn số liệu chỉ số CCHC.")
    chosen = Filter(issuer=issuer, year=year, type=type_, kind=kind, rule=rule, status=status)
    day = today or datetime.date.today()
    path = out or Path(_NAMES[format_])
    store = open_store(store_name)
    try:
        store.tidy()
        expired = expired_waivers(store, day)
        if format_ == "xlsx":
            from lawcheck.batch.answers.workbook import LIMIT, write_workbook

            write_workbook(store, path, chosen, day, limit=limit or LIMIT)
        elif format_ == "html" and path.suffix.lower() in (".html", ".htm"):
            from lawcheck.batch.answers.dashboard import write_dashboard

            write_dashboard(store, path, chosen, day)
        elif format_ == "html":
            from lawcheck.batch.answers.dashboard import write_site

            write_site(store, path, chosen, day)
            path = path / "index.html"
        elif format_ == "docx":
            from lawcheck.batch.answers.letter import write_leadership, write_reform

            (write_leadership if page == "lanh-dao" else write_reform)(store, path, chosen, day)
        else:
            from lawcheck.batch.answers.tables import write_tables

            write_tables(store, path, chosen)
    except OSError as error:
        raise click.UsageError(f"Không ghi được “{path}” ({os_reason(error)}); hãy đóng tệp nếu đang mở, hoặc chọn nơi khác.") from None
    finally:
        store.close()
    if expired:
        click.echo(
            f"{expired} chấp nhận đã hết hạn sau lần quét gần nhất; hãy chạy lại “lawcheck scan” để phát hiện đó được tính lại.", err=True
        )
    click.echo(f"Đã ghi {path}.", err=True)
