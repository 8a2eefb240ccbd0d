"""The live preview changes open pages in place, and lists the findings in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.browsing import wait_for_any
from browser.viewing import SETTLED
from live_server import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Route, WebSocket

    from browser.browsing import Chromium
    from conftest import Handbook

CONF = """
extensions += ["sphinx_compass.reading"]
compass_check_pages = True
compass_content_security_policy = True
nitpicky = True
"""
LONG = "\n\n".join(f"Paragraph {number}." for number in range(80))
PAGE = f"# Start\n\nFIRST\n\n```{{toctree}}\nother\n```\n\n{LONG}\n\n[A link](other.md)\n"
OTHER = "# Other\n\nText.\n\n```{toctree}\ndeep\n```\n"
PANEL = "#live-findings"


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a handbook with a page that is longer than a screen."""
    pages = {
        "index.md": PAGE.replace("FIRST", "The first text."),
        "other.md": OTHER,
        "deep.md": "# Deep\n\nText.\n",
    }
    return handbook(pages, CONF)


@pytest.fixture
def port(book: Handbook) -> Iterator[int]:
    """Start the preview of that handbook."""
    with served(book) as port:
        yield port


@pytest.fixture
def page(port: int, chromium: Chromium) -> Iterator[Page]:
    """Open its first page, and mark it, so that a reload would show."""
    page = chromium.browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/")
    expect(page.get_by_text("The first text.")).to_be_visible()
    page.evaluate(SETTLED)
    page.evaluate("window.isStillThere = true")
    yield page
    page.close()


def is_same_page(page: Page) -> bool:
    """Tell whether the page has not been loaded again."""
    return bool(page.evaluate("window.isStillThere === true"))


def test_a_save_changes_the_page_in_place(book: Handbook, page: Page) -> None:
    """Readers stay where they were, and what they opened stays open."""
    page.evaluate("document.querySelector('details').open = true")
    page.get_by_role("link", name="A link").focus()
    page.evaluate("scrollTo(0, 900)")
    before = page.evaluate("scrollY")
    book.write({"index.md": PAGE.replace("FIRST", "The second text.")})
    expect(page.get_by_text("The second text.")).to_be_attached()
    expect(page.get_by_text("The first text.")).to_have_count(0)
    assert is_same_page(page)
    assert page.evaluate("scrollY") == before > 0
    assert page.evaluate("document.querySelector('details').open")
    expect(page.get_by_role("link", name="A link")).to_be_focused()


def test_an_answer_that_fails_is_not_the_last(book: Handbook, page: Page) -> None:
    """The page asks again if it was told of more in the meantime."""
    held: list[Route] = []
    messages: list[str] = []
    ends: list[str] = []  # those at the end of a build

    def hold(route: Route) -> None:
        if held or route.request.is_navigation_request():
            route.continue_()
        else:
            held.append(route)

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", note)

    def note(message: str | bytes) -> None:
        messages.append(str(message))
        ends.extend(text for text in messages[-1:] if '"assets": true' in text)

    page.on("websocket", listen)
    page.route(page.url, hold)  # first, so that no request is missed even if the browser is slow
    page.reload()
    wait_for_any(page, messages, "message")
    book.write({"index.md": PAGE.replace("FIRST", "The second text.")})
    wait_for_any(page, held, "request")
    ends.clear()
    wait_for_any(page, ends, "end of the build")
    held[0].fulfill(status=500, body="This page cannot be shown.")
    expect(page.get_by_text("The second text.")).to_be_attached()


def test_findings_are_listed_until_they_are_fixed(book: Handbook, page: Page) -> None:
    """File, line, sentence and fix, also of other pages."""
    panel = page.locator(PANEL)
    expect(panel).to_be_hidden()
    book.write({"other.md": OTHER.replace("Text", "Ask the {role}`nobody`")})
    expect(panel).to_contain_text("1 finding")
    expect(panel.locator("code")).to_have_text("other.md:3")
    expect(panel.locator("p").first).to_have_text("There is no role named 'nobody'")
    expect(panel.locator(".fix")).to_contain_text("Correct the name")
    book.write({"other.md": OTHER.replace("Text", "Ask somebody")})
    expect(panel).to_be_hidden()
    assert is_same_page(page)


def test_titles_and_settings_reach_the_open_page(book: Handbook, page: Page, port: int) -> None:
    """A title of another page at once, and a setting after a restart that keeps the port."""
    book.edit("other.md", "# Other", "# Another title")
    expect(page.get_by_text("Another title").first).to_be_attached()
    with (book.folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('html_title = "Renamed handbook"\n')
    expect(page).to_have_title(re.compile("Renamed handbook"))
    assert is_same_page(page)
    page.goto(f"http://127.0.0.1:{port}/other/")
    expect(page.get_by_role("heading", name="Another title")).to_be_visible()
