"""Imported once by the fork server: what it loads, all workers share."""

from __future__ import annotations

import datetime
import gc

from lawcheck.batch.examining import examine
from lawcheck.batch.work import Options, Work

examine(
    Work(row={"text": "ỦY BAN NHÂN DÂN\nQUYẾT ĐỊNH\nĐiều 1. Tổ chức, cá nhân phải nộp hồ sơ đề nghị."}),
    Options(today=datetime.date(2025, 1, 1)),
)

gc.collect()
gc.freeze()  # the collector of a worker then leaves the shared pages alone, and they stay shared
