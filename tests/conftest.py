"""Shared settings and helpers: property tests have no deadline, because the first call may load a model."""

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from lawcheck.batch.examples import TODAY
from lawcheck.check import check
from lawcheck.reading.model import Reading
from lawcheck.reporting.model import Report
from lawcheck.text import SourceText


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew; nothing else ever does."""
    parser.addoption("--update-golden", action="store_true", default=False, help="write the golden files anew")


settings.register_profile("lawcheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lawcheck")


@pytest.fixture
def check_text() -> Callable[..., Report]:
    """A function that checks plain text as a document of its own, in the balanced gear unless told otherwise."""

    def checked(text: str, profile: str = "can-bang") -> Report:
        reading = Reading(source=SourceText.plain(text), format="txt", sha256=hashlib.sha256(text.encode()).hexdigest())
        return check(reading, today=TODAY, profile=profile)

    return checked
