"""One html file: nothing from outside, every finding reachable, words of the document never read as markup."""

import html.parser
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lawcheck.reporting.html import lines_of, to_html
from lawcheck.reporting.model import Report

DECISION = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-3be1bb7320a5.txt").read_text(encoding="utf-8")


class Page(html.parser.HTMLParser):
    """Ids, links and elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")


@pytest.fixture
def shown(check_text: Callable[..., Report]) -> str:
    return to_html(check_text(DECISION))


def test_the_page_stands_alone(shown: str) -> None:
    page = Page(shown)
    assert all(link.startswith("#") for link in page.links)
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert "url(" not in shown and "@import" not in shown and "default-src 'none'" in shown


def test_every_link_leads_somewhere_and_ids_are_unique(shown: str) -> None:
    page = Page(shown)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert {"f1", "m-f1"} <= set(page.ids) and page.links.count("#m-f1") == 1


def test_the_page_can_be_heard_and_walked_by_keyboard(shown: str) -> None:
    page = Page(shown)
    assert '<html lang="vi">' in shown and {"header", "main", "footer", "nav"} <= set(page.tags)
    assert page.tags.count("h1") == 1 and 'class="skip"' in shown and ":focus-visible" in shown
    assert "prefers-color-scheme: dark" in shown and "@media print" in shown


def test_colours_have_enough_contrast(shown: str) -> None:
    """WCAG 2.1 AA asks for 4.5 between text and ground; checked for both colour schemes."""
    for scheme in re.findall(r":root \{([^}]*--bg:[^}]*)\}", shown)[:2]:
        colour = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", scheme))
        pairs = [("fg", "bg"), ("fg", "card"), ("soft", "bg"), ("soft", "card"), ("link", "bg"), ("link", "card"), ("ok", "card")]
        pairs += [(name, f"{name}-bg") for name in ("error", "warning", "note")] + [
            ("fg", f"{name}-bg") for name in ("error", "warning", "note")
        ]
        assert all(_contrast(colour[text], colour[ground]) >= 4.5 for text, ground in pairs)


def _contrast(a: str, b: str) -> float:
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_words_of_the_document_are_never_markup(check_text: Callable[..., Report]) -> None:
    shown = to_html(check_text(DECISION.replace("bộ hồ sơ", 'bộ hồ sơ <script>alert("x")</script><img src=x onerror=y>')))
    assert "<script" not in shown and "<img" not in shown and "&lt;script&gt;" in shown


def test_the_whole_text_is_shown_and_each_finding_is_marked_where_it_stands(check_text: Callable[..., Report]) -> None:
    report = check_text(DECISION)
    assert report.document is not None
    lines = lines_of(report.document, report.open_findings)
    shown = "\n".join("".join(segment.text for segment in line.segments) for line in lines)
    assert shown.split() == report.document.text.split()
    for numbered in report.open_findings:
        marked = "".join(segment.text for line in lines for segment in line.segments if numbered.id in segment.findings)
        assert marked.split() == "".join(numbered.finding.quote.split("\n")).split()


def test_an_unreadable_document_has_a_page_too(check_text: Callable[..., Report]) -> None:
    shown = to_html(check_text(""))
    assert "Không kiểm tra được" in shown and "Đạt<" not in shown


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_the_page_fits_a_phone_and_prints(check_text: Callable[..., Report], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(to_html(check_text(DECISION)), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    subprocess.run(
        [*command, f"--print-to-pdf={tmp_path / 'a.pdf'}", (tmp_path / "a.html").as_uri()], check=True, capture_output=True, timeout=120
    )
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = document[0]
    text = page.get_textpage()
    assert round(page.get_width()) == 595 and "Kết quả kiểm tra" in text.get_text_range()
    text.close()
    page.close()
    document.close()
