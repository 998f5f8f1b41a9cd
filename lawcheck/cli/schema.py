"""`lawcheck schema`: the JSON Schema of the report."""

from __future__ import annotations

import sys

import click

from lawcheck.cli.vietnamese import Command


@click.command(cls=Command)
def schema() -> None:
    """In JSON Schema của báo cáo (--format json, jsonl)."""
    from lawcheck.reporting.json import report_schema

    sys.stdout.write(report_schema())
