"""Cards that show what a link leads to: with a pointer, with keys, and on other sites."""

from __future__ import annotations

import json
import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser import programs
from browser.browsing import NARROW, WIDE, assert_none, by_width, wait_for_any, wait_until
from browser.viewing import axe, compressed
from sphinx_compass.finding import previews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Route

    from browser.browsing import Chromium, Site, Tab

MOST_BYTES = 3_000  # of the script, compressed
MOST_DATA = 4_000  # that one card loads, compressed
SCRIPT = f"_static/{previews.SCRIPT}"
DATA = f"{previews.DATA}/"
CARD = "finding-preview"
LINKS = "article p a.reference.internal:not([href^='#'])"
ROLE = "a.reference.internal[href*='#role-']"
ANY = re.compile("")

# Wait for a frame and its events, also while the clock of the page stands still.
FRAME = """element => new Promise(done => {
    new IntersectionObserver((_entries, observer) => {
        observer.disconnect();
        done();
    }).observe(element);
})"""
# The lines of the open card.
LINES = "card => [...card.shadowRoot.querySelectorAll('p')].map(line => line.textContent)"
# Whether the card is in the window, and beside the line of its link that is at a position.
PLACED = """([card, link, x]) => {
    const box = card.getBoundingClientRect();
    const lines = [...link.getClientRects()];
    const line = lines.find(line => x >= line.left && x <= line.right);
    const {clientWidth} = document.documentElement;
    const isInside = box.left >= 0 && box.right <= clientWidth
        && box.top >= 0 && box.bottom <= innerHeight;
    const gap = Math.max(box.top - line.bottom, line.top - box.bottom);
    return isInside && gap >= 0 && gap < 16;
}"""


@pytest.fixture
def width() -> int:
    """Return the width of the window in tests that do not name one."""
    return WIDE


@pytest.fixture
def tab(site: Site, chromium: Chromium, width: int) -> Iterator[Tab]:
    """Open the page of a role."""
    with chromium.tab(site, width, reduced_motion="reduce") as opened:
        opened.page.add_init_script(path=programs.package("axe-core/axe.min.js"))
        opened.go(site.typical.role)
        yield opened


@pytest.fixture
def still(site: Site, chromium: Chromium) -> Iterator[Tab]:
    """Open the page of a role, where time passes only when a test says so."""
    with chromium.tab(site, WIDE, reduced_motion="reduce") as opened:
        opened.page.clock.install(time=0)
        opened.page.clock.pause_at(1)
        opened.go(site.typical.role)
        yield opened


def card_of(page: Page) -> Locator:
    """Return the open card."""
    return page.locator(CARD)


def lines(page: Page) -> list[str]:
    """Wait for the card, and return its lines."""
    card = card_of(page)
    expect(card).to_be_visible()
    found: list[str] = card.evaluate(LINES)
    return found


def show(link: Locator) -> None:
    """Scroll to a link, and wait for the event of that, which closes cards."""
    link.scroll_into_view_if_needed()
    link.evaluate(FRAME)


def hover(link: Locator) -> None:
    """Move the pointer to a link that is in view."""
    show(link)
    link.hover()


def focus(page: Page, link: Locator) -> None:
    """Move the focus to a link with the keyboard."""
    link.evaluate("link => link.focus()")
    page.keyboard.press("Shift+Tab")
    show(link)
    page.keyboard.press("Tab")
    expect(link).to_be_focused()


def asked(tab: Tab) -> list[str]:
    """Return the data files that the page has asked for."""
    return [request.url for request in tab.requests if DATA in request.url]


def description(page: Page, link: Locator) -> str:
    """Return the description of a link that a screen reader announces."""
    link.evaluate("link => { link.dataset.here = ''; }")
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": "[data-here]"})
    tree = session.send(
        "Accessibility.getPartialAXTree", {"nodeId": found["nodeId"], "fetchRelatives": False}
    )
    node: dict[str, Any] = tree["nodes"][0]
    return str(node.get("description", {}).get("value", ""))


# -- what a card says ------------------------------------------------------------------


def test_card_of_a_role(tab: Tab, site: Site) -> None:
    """It has kind, name and summary, then area, manager and status as `compass.json` has them."""
    data = json.loads((site.folder / "compass.json").read_text(encoding="utf-8"))
    link = tab.page.locator(f"article {ROLE}").first
    anchor = str(link.get_attribute("href")).partition("#role-")[2]
    role = next(role for role in data["roles"] if role["slug"] == anchor)
    hover(link)
    kind, name, summary, *facts = lines(tab.page)
    assert (kind, name, summary) == ("Role", role["name"], role["summary"])
    labels = [fact.partition(":")[0] for fact in facts]
    known = {"area": "Area", "reports_to": "Reports to", "status": "Status"}
    assert labels == [label for key, label in known.items() if role.get(key)]


def test_card_of_a_page(tab: Tab, site: Site) -> None:
    """It has title and description, and says who owns the page and what it describes."""
    data = json.loads((site.folder / "compass.json").read_text(encoding="utf-8"))
    tab.go(site.typical.sections[0].address)
    link = tab.page.locator("article a.reference.internal:not([href*='#'])").first
    hover(link)
    kind, title, summary, *facts = lines(tab.page)
    page = next(page for page in data["pages"] if page["title"] == title)
    assert (kind, summary) == ("Page", page["description"])
    assert facts[0].startswith("Owner: ")
    assert re.fullmatch(r"Describes \w+ \d{4}", facts[1])


def test_most_links_have_a_card(chromium: Chromium, site: Site) -> None:
    """Each link in the text to a page or a place of the site is in the data."""
    files = (site.folder / DATA).glob("[0-9]*.json")
    known = {key for file in files for key, _card in json.loads(file.read_text(encoding="utf-8"))}
    with chromium.tab(site) as opened:
        missing: set[str] = set()
        for page in site.pages[::10]:
            opened.go(page)
            hrefs = opened.page.locator(LINKS).evaluate_all("links => links.map(link => link.href)")
            inside = {
                href.removeprefix(site.address) for href in hrefs if href.startswith(site.address)
            }
            missing |= {href for href in inside if href.partition("#")[0] not in known}
        assert_none(sorted(missing))


# -- with a pointer --------------------------------------------------------------------


@by_width
def test_card_is_beside_its_link(tab: Tab, site: Site, width: int) -> None:
    """Cards stay in the window, and cover no line of the link that the pointer is on."""
    found = []
    for page in (site.typical.role, site.typical.text, site.typical.glossary):
        tab.go(page)
        links = tab.page.locator(f"{LINKS}:visible")
        for number in range(0, min(links.count(), 24), 3):
            tab.page.mouse.move(0, 0)
            expect(card_of(tab.page)).to_have_count(0)
            link = links.nth(number)
            show(link)
            rect = link.evaluate("link => link.getClientRects()[0].toJSON()")
            x = rect["x"] + 2
            tab.page.mouse.move(x, rect["y"] + rect["height"] / 2)
            lines(tab.page)
            handles = [card_of(tab.page).element_handle(), link.element_handle(), x]
            if not tab.page.evaluate(PLACED, handles):
                found.append(f"/{page} at {width} px: {link.get_attribute('href')}")
    assert_none(found)


@pytest.mark.parametrize("width", [NARROW])
def test_card_is_beside_the_line_of_a_long_link(tab: Tab, site: Site) -> None:
    """If a link has two lines, the card is beside the one with the pointer."""
    tab.go(site.typical.role)
    link = tab.page.locator(f"article {ROLE}").first
    link.evaluate("""link => {
        const text = document.createElement("p");
        text.append("Some words before the link, and ", link, " after");
        link.textContent = "words of a link ".repeat(4);
        document.querySelector("article").prepend(text);
    }""")
    rects = link.evaluate("link => [...link.getClientRects()].map(rect => rect.toJSON())")
    assert len(rects) > 1
    for rect in (rects[0], rects[-1]):
        x = rect["x"] + (rect["width"] - 3 if rect is rects[0] else 3)
        tab.page.mouse.move(x, rect["y"] + rect["height"] / 2)
        lines(tab.page)
        handles = [card_of(tab.page).element_handle(), link.element_handle(), x]
        assert tab.page.evaluate(PLACED, handles)
        tab.page.mouse.move(0, 0)
        expect(card_of(tab.page)).to_have_count(0)


def test_card_waits_150_milliseconds(still: Tab) -> None:
    """A pointer that crosses a link opens nothing, and one that rests opens a card after that."""
    page, clock = still.page, still.page.clock
    link = page.locator(ROLE).first
    hover(link)
    clock.run_for(150)
    lines(page)  # waits until the data has been loaded, too
    page.mouse.move(0, 0)
    clock.run_for(1000)
    expect(card_of(page)).to_have_count(0)
    hover(link)
    clock.run_for(149)
    expect(card_of(page)).to_have_count(0)
    clock.run_for(1)
    lines(page)
    page.mouse.move(0, 0)
    clock.run_for(1000)
    expect(card_of(page)).to_have_count(0)
    hover(link)
    clock.run_for(149)
    page.mouse.move(0, 0)
    clock.run_for(1000)
    expect(card_of(page)).to_have_count(0)


def test_time_until_a_card_opens(tab: Tab, figure: Callable[[str], None]) -> None:
    """It includes the time until the data has been loaded, which depends on the computer."""
    link = tab.page.locator(ROLE).first
    link.evaluate("""link => {
        globalThis.times = [];
        link.addEventListener("pointerover", () => times.push(performance.now()));
        new MutationObserver(() => times.push(performance.now()))
            .observe(document.querySelector("main"), { childList: true });
    }""")
    hover(link)
    lines(tab.page)
    begin, *_others, end = tab.page.evaluate("times")
    figure(f"Previews: the first card opens {end - begin:.0f} ms after the pointer is on a link")
    assert end - begin > 145  # timers of browsers are not exact


def test_card_can_be_hovered(still: Tab) -> None:
    """It stays while the pointer is on it or on its link, and goes away after that."""
    page, clock = still.page, still.page.clock
    hover(page.locator(ROLE).first)
    clock.run_for(150)
    lines(page)
    card = card_of(page)
    clock.run_for(500)
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=4)
    clock.run_for(500)
    expect(card).to_be_visible()
    page.mouse.move(0, 0)
    clock.run_for(249)
    expect(card).to_be_visible()
    clock.run_for(1)
    expect(card).to_have_count(0)


def test_scrolling_closes_the_card(tab: Tab) -> None:
    """A card does not float over other text."""
    hover(tab.page.locator(ROLE).first)
    lines(tab.page)
    tab.page.mouse.wheel(0, 60)
    expect(card_of(tab.page)).to_have_count(0)


def test_the_tooltip_of_the_browser_does_not_show_too(tab: Tab) -> None:
    """The title of a link is away while its card is open, and back after that."""
    link = tab.page.locator(f"article {ROLE}").first
    link.evaluate("link => { link.title = 'What it is'; }")
    hover(link)
    lines(tab.page)
    expect(link).not_to_have_attribute("title", ANY)
    tab.page.mouse.move(0, 0)
    expect(link).to_have_attribute("title", "What it is")
    expect(link).not_to_have_attribute("aria-describedby", ANY)


# -- with keys -------------------------------------------------------------------------


def test_focus_opens_the_card(tab: Tab) -> None:
    """A screen reader gets it as description, and the focus moves on as without it."""
    link = tab.page.locator(ROLE).first
    focus(tab.page, link)
    shown = lines(tab.page)
    card = card_of(tab.page)
    expect(card).to_have_attribute("role", "tooltip")
    said = description(tab.page, link)
    assert_none(line for line in shown if line not in said)
    expect(link).to_be_focused()
    tab.page.keyboard.press("Tab")
    expect(link).not_to_be_focused()
    expect(link).not_to_have_attribute("aria-describedby", ANY)
    assert tab.page.evaluate("document.activeElement.localName") != CARD


def test_link_that_scrolls_into_view_has_a_card(still: Tab, site: Site) -> None:
    """The focus brings the link into view, and its card opens when it is there."""
    still.go(site.typical.glossary)
    link = still.page.locator(f"{LINKS}:visible").last
    focus(still.page, link)
    still.page.keyboard.press("Shift+Tab")
    still.page.evaluate("scrollTo(0, 0)")
    link.evaluate(FRAME)
    expect(link).not_to_be_in_viewport()
    still.page.keyboard.press("Tab")
    expect(link).to_be_focused()
    link.evaluate(FRAME)
    still.page.clock.run_for(150)
    lines(still.page)
    expect(link).to_be_in_viewport()


def test_escape_closes_the_card_alone(tab: Tab) -> None:
    """It closes for the pointer and for the focus, and does not open again by itself."""
    link = tab.page.locator(ROLE).first
    for come in (partial(hover, link), partial(focus, tab.page, link)):
        come()
        lines(tab.page)
        tab.page.keyboard.press("Escape")
        expect(card_of(tab.page)).to_have_count(0)
        tab.page.wait_for_timeout(400)
        expect(card_of(tab.page)).to_have_count(0)
        tab.page.mouse.move(0, 0)
    expect(link).to_be_focused()


@by_width
def test_link_in_a_dialog(tab: Tab, site: Site, width: int) -> None:
    """A card is above the dialog that its link is in, and Escape closes the card before it."""
    chart = next(
        page
        for page in site.pages
        if 'class="compass-chart compass-wide' in site.file(page).read_text(encoding="utf-8")
    )
    tab.go(chart)
    tab.page.locator(".compass-org a.compass-box").first.click()
    panel = tab.page.get_by_role("dialog")
    expect(panel).to_be_visible()
    link = panel.locator("a[href*='#'], a[href*='../']").first
    hover(link)
    lines(tab.page)
    top = "card => { const {x, y} = card.getBoundingClientRect();"
    assert card_of(tab.page).evaluate(
        f"{top} return document.elementFromPoint(x + 9, y + 9) === card; }}"
    )
    tab.page.keyboard.press("Escape")
    expect(card_of(tab.page)).to_have_count(0)
    expect(panel).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert width in {NARROW, WIDE}


# -- what stays as it is ------------------------------------------------------------------


def test_on_touch_a_link_stays_a_link(site: Site, chromium: Chromium) -> None:
    """A tap opens the page, loads no card, and shows none."""
    with chromium.tab(site, NARROW, has_touch=True, is_mobile=True) as opened:
        opened.go(site.typical.role)
        link = opened.page.locator(f"article {ROLE}:not([href^='#'])").first
        href = link.evaluate("link => link.href")
        link.tap()
        opened.page.wait_for_url(href)
        opened.page.wait_for_timeout(300)
        assert asked(opened) == []
        expect(card_of(opened.page)).to_have_count(0)


def test_card_never_blocks_the_link(tab: Tab) -> None:
    """A click opens the page while the card loads, and if it cannot be loaded."""
    waiting: list[Route] = []
    tab.page.route(f"**/{DATA}*", lambda route: waiting.append(route))  # noqa: PLW0108
    tab.page.reload()  # so that the first request is caught even if the browser is slow
    link = tab.page.locator(f"article {ROLE}:not([href^='#'])").first
    href = link.evaluate("link => link.href")
    hover(link)
    wait_for_any(tab.page, waiting, "request")
    link.click()
    tab.page.wait_for_url(href)


def test_menus_have_no_cards(tab: Tab) -> None:
    """Neither have the links of headings, nor those to other sites and to the top of the page."""
    page = tab.page
    hover(page.locator("article h2").first)
    links = (
        page.locator("article h2 .headerlink").first,
        page.locator(".bd-docs-nav a:visible").first,
        page.locator(".compass-crumbs a").first,
        page.locator(".compass-site-foot a[href*='2i2c.org']").first,
    )
    for link in links:
        hover(link)
        page.wait_for_timeout(300)
    assert asked(tab) == []
    expect(card_of(page)).to_have_count(0)


def test_nothing_in_print(tab: Tab) -> None:
    """A card that is open is not printed."""
    hover(tab.page.locator(ROLE).first)
    lines(tab.page)
    tab.page.emulate_media(media="print")
    expect(card_of(tab.page)).to_be_hidden()


def test_motion(site: Site, chromium: Chromium) -> None:
    """Cards fade in, but not if a reader has asked for less motion."""
    box = f"document.querySelector('{CARD}').shadowRoot.querySelector('div')"
    for setting, name in (("reduce", "none"), ("no-preference", "show")):
        with chromium.tab(site, WIDE, reduced_motion=setting) as opened:
            opened.go(site.typical.role)
            hover(opened.page.locator(ROLE).first)
            lines(opened.page)
            assert opened.page.evaluate(f"getComputedStyle({box}).animationName") == name
            wait_until(opened.page, f"{box}.getAnimations().length === 0")


@by_width
def test_axe_finds_nothing_while_a_card_is_open(tab: Tab, site: Site) -> None:
    """In both color schemes, for a role, a page and a term."""
    found: list[str] = []
    for page in (site.typical.role, site.typical.sections[0].address, site.typical.text):
        tab.go(page)
        hover(tab.page.locator(f"{LINKS}:visible").first)
        lines(tab.page)
        found += axe(tab)
        expect(card_of(tab.page)).to_be_visible()
    assert_none(found)


# -- what it costs ---------------------------------------------------------------------


def test_little_is_loaded(tab: Tab, site: Site, figure: Callable[[str], None]) -> None:
    """The script is small, nothing loads before it is needed, and nothing loads twice."""
    size = compressed(site.folder / SCRIPT)
    assert asked(tab) == []
    link = tab.page.locator(ROLE).first
    hover(link)
    lines(tab.page)
    files = asked(tab)
    data = sum(compressed(site.file(address)) for address in files)
    tab.page.mouse.move(0, 0)
    expect(card_of(tab.page)).to_have_count(0)
    hover(link)
    lines(tab.page)
    assert asked(tab) == files
    largest = max(map(compressed, (site.folder / DATA).glob("*.json")))
    figure(
        f"Previews, compressed: script {size:,} bytes; first card {data:,} bytes in "
        f"{len(files)} requests, largest file of cards {largest:,} bytes"
    )
    assert size <= MOST_BYTES
    assert len(files) == 2
    assert largest <= MOST_DATA


# -- on other sites ---------------------------------------------------------------------


class _OpenHandler(SimpleHTTPRequestHandler):
    """Serves a folder to scripts of any site, as the hosts of documentation do."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Don't print requests."""


@pytest.fixture
def elsewhere(site: Site, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Serve the handbook and another site on two ports; yield the address of both."""
    servers = [
        ThreadingHTTPServer(("127.0.0.1", 0), partial(_OpenHandler, directory=str(folder)))
        for folder in (site.folder, tmp_path)
    ]
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    handbook, other = (f"http://127.0.0.1:{server.server_port}/" for server in servers)
    yield handbook, other
    for server in servers:
        server.shutdown()
        server.server_close()


def documented_line(site: Site) -> str:
    """Return the line that the handbook shows to those who link to it."""
    blocks = (
        block.text.strip()
        for page in site.pages
        if previews.SCRIPT in site.file(page).read_text(encoding="utf-8")
        for block in site.typical.soup(page).select(".highlight-html pre")
    )
    return next(block for block in blocks if previews.SCRIPT in block)


@pytest.mark.parametrize("changed", [False, True], ids=["script as it is", "changed script"])
def test_cards_on_another_site(
    site: Site,
    chromium: Chromium,
    elsewhere: tuple[str, str],
    tmp_path: Path,
    *,
    changed: bool,
) -> None:
    """The documented line is enough, under a strict policy; a changed script does not run."""
    handbook, other = elsewhere
    line = re.sub(r'src="[^"]*?/_static/', f'src="{handbook}_static/', documented_line(site))
    if changed:
        line = re.sub("sha384-.{4}", "sha384-AAAA", line)
    policy = f"default-src 'none'; script-src {handbook}; connect-src {handbook}"
    (tmp_path / "index.html").write_text(
        f"""<!doctype html><html lang="en"><title>Other site</title>
        <meta http-equiv="Content-Security-Policy" content="{policy}">{line}
        <main><h1>Other site</h1>
        <p><a href="{handbook}{site.typical.role}">A page</a> and
        <a href="/elsewhere/">another</a></p></main>""",
        encoding="utf-8",
    )
    context = chromium.browser.new_context()
    page = context.new_page()
    page.goto(other)
    page.get_by_role("link", name="another").hover()
    page.wait_for_timeout(300)
    expect(card_of(page)).to_have_count(0)
    page.get_by_role("link", name="A page").hover()
    if changed:
        page.wait_for_timeout(600)
        expect(card_of(page)).to_have_count(0)
    else:
        assert lines(page)[0] == "Page"
        session = page.context.new_cdp_session(page)
        session.send("Page.setBypassCSP", {"enabled": True})
        colors = card_of(page).evaluate(
            "card => { const {color, backgroundColor} = getComputedStyle("
            "card.shadowRoot.querySelector('div')); return [color, backgroundColor]; }"
        )
        assert colors == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    context.close()
