"""Chromium reads a built site, and tells what it asked for, what it said and what axe finds."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FloatRect, Locator, Page, Request, Response

PATH = "/en/latest/"  # where the real site stands on its server
NARROW, WIDE = 390, 1440  # widths of a phone and of a desk, in CSS pixels
WIDTHS = (NARROW, WIDE)
HEIGHTS = {NARROW: 844, WIDE: 900}

expect.set_options(timeout=30_000)  # as Playwright waits for all else; a busy machine is slow

ARGUMENTS = (
    # A name that is looked up is a third party, also where the browser asks for itself.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True)
class Site:
    """A built site that is served on loopback."""

    folder: Path
    address: str

    @cached_property
    def pages(self) -> list[str]:
        """The address of each page, relative to the site; pages that only lead on are none."""
        found = [
            path.relative_to(self.folder).as_posix().removesuffix("index.html")
            for path in self.files
            if path.name == "index.html"
            and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
        ]
        return [*found, *(name for name in ("404.html",) if (self.folder / name).is_file())]

    @cached_property
    def files(self) -> list[Path]:
        """Every HTML file, those that only lead on included."""
        return sorted(path for path in self.folder.rglob("*.html") if path.is_file())

    @cached_property
    def longest(self) -> str:
        """The page with the largest HTML."""
        return max(self.pages, key=lambda page: self.file(page).stat().st_size)

    def file(self, address: str) -> Path:
        """Return the file behind an address, be it relative to the site or complete."""
        path = unquote(urlsplit(address.removeprefix(self.address)).path)
        return self.folder / (f"{path}index.html" if path[-1:] in {"", "/"} else path)


@dataclass
class Tab:
    """A tab of the browser, and what was noticed since it was last sent to an address."""

    page: Page
    site: Site
    requests: list[Request] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)  # never forgotten
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on(
            "console",
            lambda message: (
                self.said.append(f"{message.type}: {message.text}")
                if message.type in {"error", "warning", "assert"}
                else None
            ),
        )

    def _note(self, request: Request) -> None:
        if request.url.startswith(self.site.address):
            self.requests.append(request)
        elif not request.url.startswith(("data:", "blob:")):
            self.foreign.append(request.url)

    def go(self, address: str) -> Response | None:
        """Open a page of the site; what was noticed before is forgotten."""
        self.requests.clear()
        self.said.clear()
        return self.page.goto(f"{self.site.address}{address}", wait_until="load")

    def axe(self, within: Locator | None = None) -> list[str]:
        """Return what axe finds on the page, or in a part of it: one line an element."""
        # Beyond the defaults, the only rule of WCAG 2.2 AA that is not among them.
        options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
        run = "async (root, options) => (await axe.run(root, options)).violations"
        violations: list[dict[str, Any]] = (
            within.evaluate(run, options)
            if within
            else self.page.evaluate(f"options => ({run})(document, options)", options)
        )
        return [
            f"{violation['id']}: {' '.join(map(str, node['target']))}"
            f" ({node['failureSummary'].splitlines()[-1].strip()}) {node['html'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        ]

    def control(self, name: str) -> Locator:
        """Return the first button of a name; forms of a page may have another."""
        return self.page.get_by_role("button", name=name, exact=True).first

    def open(self, name: str) -> Locator:
        """Click a button, and return the dialog that it opens."""
        self.control(name).click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog, f"{name!r} on {self.page.url}").to_be_visible()
        return dialog


@dataclass
class Chromium:
    """The browser, with one site or several to read."""

    browser: Browser
    foreign: list[str] = field(default_factory=list)  # addresses beyond the site, of all tabs

    @contextmanager
    def tab(self, site: Site, width: int = WIDE, **settings: Any) -> Iterator[Tab]:
        """Open a tab with a cold cache and nothing stored; settings are those of Playwright."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]}, **settings
        )
        tab = Tab(context.new_page(), site)
        try:
            yield tab
        finally:
            self.foreign += tab.foreign
            context.close()


by_width = pytest.mark.parametrize(
    "width",
    [
        pytest.param(width, marks=pytest.mark.xdist_group(f"browser-{width}"), id=f"{width}px")
        for width in WIDTHS
    ],
)


def nothing(findings: Iterable[str]) -> None:
    """Fail with all findings, one a line; there should be none."""
    lines = list(findings)
    assert not lines, "\n".join([f"{len(lines)} findings:", *lines])


def picture(page: Page, clip: FloatRect) -> Image.Image:
    """Return a picture of a part of what the page shows."""
    with Image.open(BytesIO(page.screenshot(clip=clip, animations="disabled"))) as image:
        return image.convert("RGB")


def differing(one: Image.Image, other: Image.Image, by: int = 48) -> int:
    """Return how many pixels differ clearly, in at least one channel, between two pictures."""
    difference = ImageChops.difference(one, other)
    channels = (channel.point(lambda value: 255 * (value >= by)) for channel in difference.split())
    whole = Image.new("L", one.size)
    for channel in channels:
        whole = ImageChops.lighter(whole, channel)
    return sum(count for value, count in enumerate(whole.histogram()) if value)
