"""Deadlines of inspection and handling: Nghị định 79/2025/NĐ-CP, Điều 25 and Điều 26.

"Kể từ ngày nhận được" is counted from the day after receipt, so that 30 days from 01/8 end on 31/8. "Ngày làm việc" leaves out Saturdays,
Sundays and public holidays (Tết and substituted days included, from the package `holidays`). Where the last day of a period is a day off,
the day itself is shown, but nothing is called overdue before the next working day has passed.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Unit = Literal["ngày", "ngày làm việc"]


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the decree: who must do what, within how many days of which kind, by which provision."""

    who: str
    what: str
    days: int
    unit: Unit
    basis: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period with its last day; `grace` is that day, or the next working day where it is a day off."""

    period: Period
    due: datetime.date
    grace: datetime.date

    def overdue(self, today: datetime.date) -> bool:
        """True once the last day, moved to a working day, has passed."""
        return today > self.grace


ISSUER, CONCLUDER, SUPERIOR = "Cơ quan ban hành văn bản", "Cơ quan kết luận kiểm tra", "Cơ quan cấp trên"
PETITION = Period(
    ISSUER, "kiến nghị xem xét lại kết luận, nếu không đồng ý", 5, "ngày làm việc", "khoản 1 Điều 25 Nghị định số 79/2025/NĐ-CP"
)
HANDLE = Period(ISSUER, "xử lý văn bản và thông báo kết quả", 30, "ngày", "khoản 1 Điều 26 Nghị định số 79/2025/NĐ-CP")
ANSWER = Period(CONCLUDER, "giải quyết kiến nghị và thông báo kết quả", 10, "ngày", "khoản 2 Điều 25 Nghị định số 79/2025/NĐ-CP")
ANSWER_ABOVE = Period(
    SUPERIOR, "giải quyết kiến nghị, báo cáo và thông báo kết quả", 10, "ngày", "khoản 4 Điều 25 Nghị định số 79/2025/NĐ-CP"
)
HANDLE_REFUSED = Period(
    ISSUER, "xử lý văn bản sau khi kiến nghị không được chấp thuận", 10, "ngày", "điểm a khoản 2 Điều 26 Nghị định số 79/2025/NĐ-CP"
)
HANDLE_REFUSED_ABOVE = Period(
    ISSUER, "xử lý văn bản sau khi cấp trên không chấp thuận", 5, "ngày làm việc", "điểm b khoản 2 Điều 26 Nghị định số 79/2025/NĐ-CP"
)


def deadline(period: Period, received: datetime.date) -> Deadline:
    """The last day of a period that began with a receipt on `received`."""
    if period.unit == "ngày":
        due = received + datetime.timedelta(days=period.days)
    else:
        due = received
        for _ in range(period.days):
            due = _next_working_day(due + datetime.timedelta(days=1))
    return Deadline(period, due, _next_working_day(due))


def is_working_day(day: datetime.date) -> bool:
    """False on Saturdays, Sundays and public holidays of Việt Nam."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def _next_working_day(day: datetime.date) -> datetime.date:
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day


@cache
def _holidays(year: int) -> Any:
    import holidays

    return holidays.country_holidays("VN", years=[year])
