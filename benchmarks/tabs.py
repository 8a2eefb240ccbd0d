"""Opens tabs of Chromium with a processor that is slowed down."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from browser import programs
from browser.browsing import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SLOWER = 4  # as slow as Lighthouse's phone


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.chromium(), args=list(ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def tab(browser: Browser, script: str, slower: int = SLOWER) -> Iterator[Page]:
    """Open a tab with an empty cache and without animations; each page runs a script first."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", service_workers="block"
    )
    try:
        page = context.new_page()
        page.add_init_script(script)
        slow = context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        yield page
    finally:
        context.close()
