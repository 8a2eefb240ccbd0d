"""The whole chart: its lines, its filters, its branches and its panel, with keys and without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import programs
from browser.browsing import WIDE, assert_none, by_width
from browser.viewing import axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Route

    from browser.browsing import Chromium, Site, Tab

WHOLE = 'class="compass-chart compass-wide'
BOX = ".compass-org a.compass-box"

# Boxes that are not below their own manager, or not beside their siblings in a row.
MISPLACED = """() => {
    const found = [];
    for (const list of document.querySelectorAll(".compass-org ul")) {
        const box = element => element.getBoundingClientRect();
        const own = box(list.parentElement);
        const tops = new Set();
        for (const item of list.children) {
            const {left, right, top} = box(item.querySelector("a"));
            tops.add(Math.round(top));
            if (left < own.left - 9 || right > own.right + 9) found.push(item.textContent);
        }
        const isRow = getComputedStyle(list).display === "flex";
        if (tops.size !== (isRow ? 1 : list.children.length)) found.push(list.textContent);
    }
    return found;
}"""

# The name in the box that has the focus.
FOCUSED_BOX = "document.activeElement?.closest('a.compass-box')?.querySelector('strong').innerText"


@pytest.fixture(scope="module")
def chart(site: Site) -> str:
    """Return the address of the page with the whole chart."""
    (page,) = (page for page in site.pages if WHOLE in site.file(page).read_text(encoding="utf-8"))
    return page


@pytest.fixture
def tab(site: Site, chart: str, chromium: Chromium, width: int) -> Iterator[Tab]:
    """Open the chart."""
    with chromium.tab(site, width, reduced_motion="reduce") as opened:
        opened.page.add_init_script(path=programs.package("axe-core/axe.min.js"))
        opened.go(chart)
        yield opened


def manager(tab: Tab) -> Locator:
    """Return a box of the third row with boxes below it."""
    return tab.page.locator(".compass-org > li > ul > li > ul > li:has(ul) > p > a").first


def name_of(box: Locator) -> str:
    """Return the name of the role of a box."""
    return box.locator("strong").inner_text()


@by_width
def test_every_box_is_below_its_own_manager(tab: Tab, width: int) -> None:
    """Rows do not wrap, and stacked boxes are inside the column of their manager."""
    assert_none(tab.page.evaluate(MISPLACED))
    rows = tab.page.locator(".compass-bus").evaluate_all(
        "lists => lists.filter(list => getComputedStyle(list).display === 'flex').length"
    )
    assert bool(rows) == (width == WIDE)


@by_width
def test_enter_opens_a_panel_and_escape_closes_it(tab: Tab) -> None:
    """The panel has the summary, duties and links of a role; the focus returns to the box."""
    box, panel = manager(tab), tab.page.get_by_role("dialog", name=name_of(manager(tab)))
    box.press("Enter")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("button", name="Close")).to_be_focused()
    expect(panel.locator(".compass-duties li").first).to_be_visible()
    address = box.evaluate("box => box.href")
    link = panel.get_by_role("link", name="Open the page")
    assert link.evaluate("link => link.href") == address
    expect(box).to_have_attribute("aria-current", "true")
    assert_none(axe(tab))
    tab.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).not_to_have_attribute("aria-current", "true")


@by_width
def test_the_focus_stays_where_a_reader_moves_it(tab: Tab) -> None:
    """The browser reports later that the panel was closed."""
    manager(tab).press("Enter")
    panel, other = tab.page.get_by_role("dialog"), tab.page.locator(".compass-areas button").first
    expect(panel.get_by_role("button").first).to_have_text("Close")
    other.evaluate(
        """async other => {
            const panel = document.querySelector("dialog[open]");
            const closed = new Promise(
                done => panel.addEventListener("close", () => setTimeout(done)));
            panel.querySelector("button").click();
            other.focus();
            await closed;
        }"""
    )
    expect(other).to_be_focused()
    expect(panel).to_have_count(0)
    expect(tab.page).to_have_url(re.compile(r"/$"))


@by_width
def test_the_address_says_whose_panel_is_open(tab: Tab) -> None:
    """Somebody who opens the address sees the panel; after it is closed, nobody does."""
    box = manager(tab)
    name = name_of(box)
    box.press("Enter")
    tab.page.wait_for_url("**?role=*")
    tab.page.reload()
    panel = tab.page.get_by_role("dialog", name=name)
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="Close").press("Space")
    expect(panel).to_be_hidden()
    tab.page.wait_for_url(re.compile(r"/$"))


def test_another_box_takes_the_panel(site: Site, chart: str, chromium: Chromium) -> None:
    """Beside the chart, the panel can stay open: then it is about the box chosen last."""
    with chromium.tab(site, WIDE, reduced_motion="reduce") as tab:
        tab.go(chart)
        box, other = manager(tab), tab.page.locator(".compass-org > li > ul > li > p > a").last
        for chosen in (box, other):
            chosen.press("Enter")
            expect(tab.page.get_by_role("dialog", name=name_of(chosen))).to_be_visible()
        expect(box).not_to_have_attribute("aria-current", "true")
        expect(other).to_have_attribute("aria-current", "true")
        expect(tab.page.get_by_role("button", name="Close", exact=True)).to_be_focused()
        expect(tab.page).to_have_url(re.compile(r"\?role="))


@by_width
def test_keys_filter_the_chart(tab: Tab) -> None:
    """Chips show what they do, a line says how many roles are left, and the address keeps it."""
    boxes = tab.page.locator(BOX)
    before = boxes.count()
    chip = tab.page.locator(f".compass-areas button[class*='{hue(manager(tab))}']")
    everything = tab.page.locator(".compass-areas button").first
    expect(everything).to_have_attribute("aria-pressed", "true")
    chip.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(everything).to_have_attribute("aria-pressed", "false")
    tally = tab.page.locator(".compass-tally")
    expect(tally).to_have_text(re.compile(r"^\d+ of \d+ roles$"))
    assert 0 < boxes.filter(visible=True).count() < before
    expect(tab.page).to_have_url(re.compile(r"\?area="))
    assert_none(axe(tab))
    said = tally.inner_text()
    tab.page.reload()
    expect(tally).to_have_text(said)
    everything.press("Enter")
    expect(tally).to_be_empty()
    expect(boxes.filter(visible=True)).to_have_count(before)
    tab.page.wait_for_url(re.compile(r"/$"))


def hue(box: Locator) -> str:
    """Return the class with the hue of a box."""
    found = re.search(r"compass-hue-\w+", box.get_attribute("class") or "")
    assert found
    return found[0]


@by_width
def test_keys_filter_by_status(tab: Tab) -> None:
    """Only roles with the status are left, and those above them, which look different."""
    chip = tab.page.locator(".compass-signs button").first
    status = chip.inner_text().strip().lower()  # a label begins with a capital letter
    chip.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    left = tab.page.locator(".compass-chart li:not([hidden], .compass-on-way, .compass-legend *)")
    expect(tab.page.locator(".compass-tally")).not_to_be_empty()
    assert left.count()
    for item in left.all():
        assert item.get_attribute("data-status") == status
    chip.press("Space")
    expect(tab.page.locator(".compass-tally")).to_be_empty()


@by_width
def test_keys_close_a_branch(tab: Tab) -> None:
    """The button is the next stop after its box; it tells its state, which the address keeps."""
    box = manager(tab)
    box.focus()
    tab.page.keyboard.press("Tab")
    button = tab.page.locator(":focus")
    expect(button).to_have_attribute("aria-expanded", "true")
    below = box.locator("xpath=ancestor::li[1]/ul")
    tab.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(below).to_be_hidden()
    expect(tab.page).to_have_url(re.compile(r"\?branch="))
    tab.page.reload()
    expect(below).to_be_hidden()
    box.locator("xpath=following-sibling::button").press("Space")
    expect(below).to_be_visible()
    tab.page.wait_for_url(re.compile(r"/$"))


@by_width
def test_tab_reaches_every_box_in_order(tab: Tab) -> None:
    """The order of the focus is that of the chart."""
    names = tab.page.locator(f"{BOX} strong").all_inner_texts()
    reached = []
    tab.page.locator(BOX).first.focus()
    for _ in range(3 * len(names)):
        name = tab.page.evaluate(FOCUSED_BOX)
        reached += [name] if name else []
        tab.page.keyboard.press("Tab")
    assert reached == names


@by_width
def test_control_and_click_opens_the_page(tab: Tab) -> None:
    """A box is a link as any other, for those who want the page in another tab."""
    box = manager(tab)
    with tab.page.context.expect_page() as opened:
        box.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(box.evaluate("box => box.href"))
    expect(tab.page.get_by_role("dialog")).to_have_count(0)


@by_width
def test_without_content_a_box_is_a_link(tab: Tab) -> None:
    """If the page of a role cannot be read, or has no card, the box opens it."""
    box = manager(tab)
    address = box.evaluate("box => box.href")
    page = address.partition("#")[0]
    answered: list[bool] = []  # whether each request opened the page

    def answer(route: Route) -> None:
        answered.append(route.request.is_navigation_request())
        if len(answered) > 1:
            route.continue_()
        else:
            route.fulfill(status=200, body="<p>No card</p>", content_type="text/html")

    tab.page.route(page, answer)
    tab.page.reload()  # so that the first request is caught even if the browser is slow
    box.press("Enter")
    tab.page.wait_for_url(address)
    assert answered == [False, True]


@by_width
def test_without_a_script_all_is_there(
    site: Site, chart: str, chromium: Chromium, width: int
) -> None:
    """Boxes are links, groups open, and there is no control without a function."""
    with chromium.browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto(f"{site.address}{chart}")
        shown = page.locator(".compass-chart")
        assert shown.get_by_role("button").count() == 0
        assert page.locator(BOX).filter(visible=True).count() == page.locator(BOX).count()
        group = page.locator(".compass-group").first
        group.locator("summary").press("Enter")
        expect(group.get_by_role("link").first).to_be_visible()
        box = page.locator(BOX).last
        address = box.get_attribute("href") or ""
        box.click()
        expect(page).to_have_url(re.compile(f"{re.escape(address.lstrip('./'))}$"))


def test_it_prints_on_one_sheet(site: Site, chart: str, chromium: Chromium) -> None:
    """The sheet lies across, and other pages with a part of the chart do not."""
    with chromium.tab(site, WIDE) as tab:
        for page, sheets, is_across in ((chart, 1, True), (site.typical.text, None, False)):
            tab.go(page)
            pdf = tab.page.pdf(prefer_css_page_size=True)
            sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
            assert sheets in {None, len(sizes)}, page
            assert {float(across) > float(down) for across, down in sizes} == {is_across}, page
