"""Opens a built site in Chromium, and collects requests, console messages and axe results."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator, expect

from conftest import SECTIONS
from typical import Typical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, FloatRect, Page, Request, Response

SPECIMENS = f"{SECTIONS[0]}/specimens/"  # a page with every kind of content, for tests only

PATH = "/en/latest/"  # path of the published site on its server
NARROW, WIDE = 390, 1440  # widths of a phone and of a desktop, in CSS pixels
WIDTHS = (NARROW, WIDE)
HEIGHTS = {NARROW: 844, WIDE: 900}

TIMEOUT = 30_000  # milliseconds: Playwright's for everything else, for slow machines
expect.set_options(timeout=TIMEOUT)

# Tells each violation of the Content-Security-Policy to the test.
LISTEN = """addEventListener("securitypolicyviolation", event => noteViolation(
    [event.effectiveDirective, event.blockedURI, event.sample, event.documentURI].join(" ")))"""

ARGUMENTS = (
    # Resolve no names, not even for the browser itself: any host name is a third party.
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
        """The address of each page except redirects, relative to the site."""
        found = [
            path.relative_to(self.folder).as_posix().removesuffix("index.html")
            for path in self.files
            if path.name == "index.html"
            and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
        ]
        return [*found, *(name for name in ("404.html",) if (self.folder / name).is_file())]

    @cached_property
    def files(self) -> list[Path]:
        """Every HTML file, including redirects."""
        return sorted(path for path in self.folder.rglob("*.html") if path.is_file())

    @cached_property
    def typical(self) -> Typical:
        """Pages by what is on them."""
        return Typical(self.folder)

    @cached_property
    def longest(self) -> str:
        """The page with the largest HTML."""
        return max(self.pages, key=lambda page: self.file(page).stat().st_size)

    def file(self, address: str) -> Path:
        """Return the file at an address, which may be relative to the site or absolute."""
        path = unquote(urlsplit(address.removeprefix(self.address)).path)
        return self.folder / (f"{path}index.html" if path[-1:] in {"", "/"} else path)

    @contextmanager
    def without(self, address: str) -> Iterator[None]:
        """Let the server answer that a file does not exist.

        Tests should not block requests of a page that is open. If the browser is slow, a request
        that follows at once may not be blocked.
        """
        path = self.file(address)
        hidden = path.rename(path.with_name(f"{path.name}.hidden"))
        try:
            yield
        finally:
            hidden.rename(path)


@dataclass
class Tab:
    """A tab of the browser, with its requests and messages since the last navigation."""

    page: Page
    site: Site
    requests: list[Request] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)  # kept when the tab opens another page
    console: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)  # of the policy; kept like foreign

    def __post_init__(self) -> None:
        self.page.expose_function("noteViolation", self._note_violation)
        self.page.add_init_script(LISTEN)
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        self.page.on(
            "console",
            lambda message: (
                self.console.append(f"{message.type}: {message.text}")
                if message.type in {"error", "warning", "assert"}
                else None
            ),
        )

    def _note(self, request: Request) -> None:
        if request.url.startswith(self.site.address):
            self.requests.append(request)
        elif not request.url.startswith(("data:", "blob:")):
            self.foreign.append(request.url)

    def _note_violation(self, text: str) -> None:
        self.violations.append(text)

    def go(self, address: str) -> Response | None:
        """Open a page of the site, and forget requests and messages of the previous one."""
        self.requests.clear()
        self.console.clear()
        return self.page.goto(f"{self.site.address}{address}", wait_until="load")

    def axe(self, within: Locator | None = None, *, rules: Iterable[str] = ()) -> list[str]:
        """Return the violations that axe finds on the page or in a part of it, one per element.

        Without rules, it checks those of WCAG 2.2 AA and its best practices.
        """
        options: dict[str, object] = {"resultTypes": ["violations"]}
        if rules:
            options["runOnly"] = [*rules]
        else:
            # The only rule of WCAG 2.2 AA that is not enabled by default.
            options["rules"] = {"target-size": {"enabled": True}}
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
        """Return the first button with a name; forms on the page may have another one."""
        return self.page.get_by_role("button", name=name, exact=True).first

    def link_to(self, address: str, within: Locator) -> Locator:
        """Return the first link to a page; a menu may name it in fewer words than its title."""
        find = """(part, url) => [...part.querySelectorAll('a')]
            .findIndex(a => a.href.split('#')[0] === url)"""
        place = within.evaluate(find, f"{self.site.address}{address}")
        assert place >= 0, f"no link to {address!r} on {self.page.url}"
        return within.locator("a").nth(place)

    def open(self, name: str) -> Locator:
        """Click a button, and return the dialog that it opens."""
        self.control(name).click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog, f"{name!r} on {self.page.url}").to_be_visible()
        return dialog


@dataclass
class Chromium:
    """The browser, for one or more sites."""

    browser: Browser
    foreign: list[str] = field(default_factory=list)  # requests to other hosts, from all tabs
    violations: list[str] = field(default_factory=list)  # of the policy, from all tabs

    @contextmanager
    def tab(self, site: Site, width: int = WIDE, **settings: Any) -> Iterator[Tab]:
        """Open a tab with an empty cache and storage; settings are those of Playwright."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]}, **settings
        )
        tab = Tab(context.new_page(), site)
        try:
            yield tab
        finally:
            self.foreign += tab.foreign
            self.violations += tab.violations
            context.close()


by_width = pytest.mark.parametrize(
    "width",
    [
        pytest.param(width, marks=pytest.mark.xdist_group(f"browser-{width}"), id=f"{width}px")
        for width in WIDTHS
    ],
)


def assert_none(findings: Iterable[str]) -> None:
    """Fail if there are findings, and show all of them, one per line."""
    lines = list(findings)
    assert not lines, "\n".join([f"{len(lines)} findings:", *lines])


def picture(page: Page, clip: FloatRect) -> Image.Image:
    """Return a screenshot of a part of the page."""
    with Image.open(BytesIO(page.screenshot(clip=clip, animations="disabled"))) as image:
        return image.convert("RGB")


def differing(one: Image.Image, other: Image.Image, by: int = 48) -> int:
    """Return the number of pixels that differ clearly in at least one channel."""
    difference = ImageChops.difference(one, other)
    channels = (channel.point(lambda value: 255 * (value >= by)) for channel in difference.split())
    whole = Image.new("L", one.size)
    for channel in channels:
        whole = ImageChops.lighter(whole, channel)
    return sum(count for value, count in enumerate(whole.histogram()) if value)


def wait_until(place: Page | Locator, expression: str) -> None:
    """Wait until a JavaScript expression is true on a page, or a function for an element.

    The page's policy forbids what Playwright's ``wait_for_function`` does.
    """
    page = place.page if isinstance(place, Locator) else place
    deadline = time.monotonic() + TIMEOUT / 1000
    while not place.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


def wait_for_any(page: Page, found: Sequence[object], what: str) -> None:
    """Wait until a list that events fill has an item."""
    deadline = time.monotonic() + TIMEOUT / 1000
    while not found:
        assert time.monotonic() < deadline, f"no {what}"
        page.wait_for_timeout(50)
