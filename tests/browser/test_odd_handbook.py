"""A handbook with odd names and numbers: long names, many reports, more areas than hues."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.browsing import NARROW, WIDE, Site, assert_none
from conftest import ROOT
from sites import served, sphinx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Tab

pytestmark = pytest.mark.xdist_group("browser-odd")

CONF = f"""\
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_compass", "myst_parser", "sphinx_compass.reading"]
primary_domain = "compass"
html_theme = "sphinx_book_theme"
html_theme_options = {{"navbar_persistent": [], "collapse_navbar": True}}
suppress_warnings = ["myst.topmatter", "compass.reporting_line"]
compass_statuses = ["new", "On leave", "休職"]
"""
AREAS = 30
REPORTS = 40
LONG = "Q" * 120  # a name without a place to break it
ODD = (LONG, "The second name " * 13, "<script>alert(1)</script>", "مدير", "責任者", "R&D {x} 100%")
STATUSES = ("new", "On leave", "休職")

CUT = """() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("main *")]
        .filter(element => element.getBoundingClientRect().right > width + 1)
        .filter(element => element.checkVisibility())
        .filter(element => !element.closest(".compass-areas, .compass-filter-row, .compass-hidden"))
        .map(element => `${element.tagName}.${element.className}`);
}"""


def role(name: str, **options: str) -> str:
    """Return the declaration of a role."""
    lines = [f":{option.replace('_', '-')}: {value}" for option, value in options.items()]
    return "\n".join([f"```{{role}} {name}", *lines, "", "Does what the name says.", "```", "", ""])


def pages() -> dict[str, str]:
    """Return the pages of the handbook by file name."""
    areas = [f"```{{area}} Area {number}\n\nText.\n```\n" for number in range(AREAS)]
    first = f"```{{area}} {LONG}\n:slug: first\n:lead: Lead\n\nText.\n```\n"
    people = [role(name, slug=f"odd-{number}", reports_to="Lead", area="first", status="new")
              for number, name in enumerate(ODD)]  # fmt: skip
    people += [
        role(f"Person {n}", reports_to="Lead", area=f"area-{n % AREAS}", status=STATUSES[n % 3])
        for n in range(REPORTS)
    ]
    team = "```{team} Board\n:kind: governing\n\nGoverns.\n```\n"
    return {
        "conf.py": CONF,
        "index.md": "# Home\n\nText.\n\n```{toctree}\nroles\nareas\nchart\ndirectory\n```\n",
        "roles.md": "# Roles\n\nText.\n\n" + role("Lead", area="first") + "\n".join(people)
        + role("Member", reports_to="Board") + role("Alone"),
        "areas.md": "# Areas\n\nText.\n\n" + "\n".join([first, *areas, team]),
        "chart.md": "# Chart\n\nText.\n\n```{org-chart}\n```\n",
        "directory.md": "# Directory\n\nText.\n\n```{directory}\n```\n",
    }  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build and serve the handbook."""
    with built(tmp_path_factory.mktemp("odd"), pages()) as site:
        yield site


@contextmanager
def built(folder: Path, texts: Mapping[str, str]) -> Iterator[Site]:
    """Build and serve pages, given as file name: text."""
    source = folder / "source"
    source.mkdir()
    for name, text in texts.items():
        (source / name).write_text(text, encoding="utf-8")
    sphinx("dirhtml", source, folder / "site")
    with served(folder / "site") as address:
        yield Site(folder / "site", address)


def shown_boxes(tab: Tab) -> Locator:
    """Return the boxes of the chart that are visible."""
    return tab.page.locator(".compass-org a.compass-box").filter(visible=True)


@pytest.mark.parametrize("width", [320, NARROW, WIDE])
@pytest.mark.parametrize("page", ["chart/", "directory/", "roles/", "areas/"])
def test_no_name_is_cut(odd: Site, chromium: Chromium, page: str, width: int) -> None:
    """Names break where they are longer than a line; 320 pixels are a zoom of 400%."""
    with chromium.tab(odd, WIDE) as tab:
        tab.page.set_viewport_size({"width": width, "height": 800})
        tab.go(page)
        assert_none(tab.page.evaluate(CUT))


@pytest.mark.parametrize(
    "query",
    [
        "area=none",
        "status=none",
        "status=",
        "area=",
        "branch=none",
        "role=none",
        "role=%",
        "area=<b",
    ],
)
def test_unknown_values_in_the_address_have_no_effect(
    odd: Site, chromium: Chromium, query: str
) -> None:
    """Otherwise the chart is empty, and no button says why."""
    with chromium.tab(odd) as tab:
        tab.go("chart/")
        before = shown_boxes(tab).count()
        tab.go(f"chart/?{query}")
        expect(shown_boxes(tab)).to_have_count(before)
        expect(tab.page.locator(".compass-areas [aria-pressed=true]")).to_have_count(1)
        expect(tab.page.locator(".compass-tally")).to_be_empty()
        assert tab.console == []


def test_statuses_of_the_site_filter_the_chart(odd: Site, chromium: Chromium) -> None:
    """Their words can have spaces and be of any script."""
    with chromium.tab(odd) as tab:
        for status in STATUSES:
            tab.go("chart/")
            tab.page.locator(f".compass-signs [data-status='{status}'] button").click()
            expect(tab.page).to_have_url(re.compile(r"\?status="))
            expect(tab.page.locator(".compass-tally")).not_to_be_empty()
            said = tab.page.locator(".compass-tally").inner_text()
            tab.page.reload()
            expect(tab.page.locator(".compass-tally")).to_have_text(said)


def test_a_stack_is_below_its_manager(odd: Site, chromium: Chromium) -> None:
    """The line to many reports begins below the box of the manager, and boxes stay boxes."""
    with chromium.tab(odd) as tab:
        tab.go("chart/")
        top = tab.page.locator(".compass-org > li:has(> .compass-stack)")
        manager = top.locator("> p a").bounding_box()
        line = top.locator("> ul").bounding_box()
        assert manager
        assert line
        assert manager["x"] <= line["x"] <= manager["x"] + manager["width"]
        widths = top.locator("li a").evaluate_all("boxes => boxes.map(box => box.offsetWidth)")
        assert max(widths) <= manager["width"]


def test_the_panel_keeps_all_reports(odd: Site, chromium: Chromium) -> None:
    """Those beyond the first ones open on demand."""
    with chromium.tab(odd) as tab:
        tab.go("chart/?role=role-lead")
        panel = tab.page.get_by_role("dialog")
        panel.locator("details summary").first.click()
        names = panel.locator(".compass-chain li:last-child a")
        expect(names.filter(visible=True)).to_have_count(REPORTS + len(ODD))


def test_the_panel_shows_what_was_chosen_last(odd: Site, chromium: Chromium) -> None:
    """The page of the first choice may come after that of the second."""
    with chromium.tab(odd) as tab:
        tab.go("chart/")
        delay = """() => {
            const load = window.fetch;
            let number = 0;
            window.fetch = async (...given) => {
                if (!number++) await new Promise(done => { window.continueFirst = done; });
                return load(...given);
            };
        }"""
        tab.page.evaluate(delay)
        boxes = tab.page.locator(".compass-org a.compass-box:has(strong)")
        boxes.filter(has_text="Person 1").first.click()
        boxes.filter(has_text="Person 2").first.click()
        heading = tab.page.get_by_role("dialog").get_by_role("heading").first
        expect(heading).to_have_text("Person 2")
        tab.page.evaluate("continueFirst()")
        tab.page.wait_for_timeout(900)
        expect(heading).to_have_text("Person 2")


@pytest.mark.parametrize(
    ("page", "chosen", "other"),
    [
        ("directory/?kind=role", "main [aria-pressed=true]", "main [aria-pressed=false]"),
        ("chart/?area=area-1", "main [aria-pressed=true]", "main [aria-pressed=false]"),
        ("chart/", ".compass-tree [aria-current]", ".compass-tree a:not([aria-current])"),
    ],
)
def test_what_is_chosen_shows_in_colors_of_the_system(
    odd: Site, chromium: Chromium, page: str, chosen: str, other: str
) -> None:
    """With forced colors, browsers replace the backgrounds of a page."""
    with chromium.tab(odd, forced_colors="active") as tab:
        tab.go(page)
        background = "(element, part) => getComputedStyle(element, part).backgroundColor"
        part = "::before" if "tree" in chosen else None
        shown, *usual = (
            tab.page.locator(found).first.evaluate(background, own)
            for found, own in ((chosen, part), (other, part), ("body", None))
        )
        assert shown not in usual


def test_no_filter_is_without_a_choice(tmp_path: Path, chromium: Chromium) -> None:
    """A handbook without areas and statuses has no row of chips for them."""
    text = "# Home\n\nText.\n\n" + role("Alone") + "```{directory}\n```\n"
    with built(tmp_path, {"conf.py": CONF, "index.md": text}) as site, chromium.tab(site) as tab:
        tab.go("")
        names = tab.page.locator(".compass-filters").get_by_role("group")
        assert [name.get_attribute("aria-label") for name in names.all()] == ["Kind"]
