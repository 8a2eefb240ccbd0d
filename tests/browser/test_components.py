"""What was taken from the theme is not missed: icons, tabs, copying, colours, links to names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.browsing import WIDE, by_width, differing, nothing, picture
from browser.viewing import DRAWN

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import FloatRect

    from browser.browsing import Chromium, Site, Tab

wide = pytest.mark.xdist_group("browser-1440")

ADMONITIONS = 11  # on the page of specimens
MARGIN = 4  # CSS pixels around an icon, which may stand out
ICON = "__icon__"  # attribute by which a test finds an element again
# Elements whose picture a font draws: their text is a glyph of a private area of Unicode.
MARK_GLYPHS = f"""() => {{
    let count = 0;
    for (const element of document.querySelectorAll("body *")) {{
        for (const part of ["::before", "::after"]) {{
            const {{content, visibility, display}} = getComputedStyle(element, part);
            if (/[\\uE000-\\uF8FF\\u{{F0000}}-\\u{{FFFFD}}]/u.test(content)
                && visibility === "visible" && display !== "none"
                && element.checkVisibility({{visibilityProperty: true}})) {{
                element.setAttribute("{ICON}", count++);
                break;
            }}
        }}
    }}
    return count;
}}"""
ADD_STYLE = """() => document.head.append(
    Object.assign(document.createElement("style"), {id: "test-style"}))"""
# What an icon must not look like: nothing, and the box that another font has for it.
STYLES = (
    "::before, ::after { visibility: hidden !important }",
    "::before, ::after { font-family: monospace !important }",
)


def looks(tab: Tab, number: int) -> tuple[Image, ...]:
    """Return pictures of an icon, as it is and with each style put upon it."""
    box = tab.page.locator(f"[{ICON}='{number}']").bounding_box()
    assert box
    clip: FloatRect = {
        "x": max(0, box["x"] - MARGIN),
        "y": max(0, box["y"] - MARGIN),
        "width": min(box["width"], 1000) + 2 * MARGIN,
        "height": min(box["height"], 60) + 2 * MARGIN,
    }
    pictures = []
    for style in ("", *STYLES):
        tab.page.locator("#test-style").evaluate(
            "(tag, text) => { tag.textContent = text }",
            style.replace("::", f"[{ICON}='{number}']::"),
        )
        pictures.append(picture(tab.page, clip))
    return tuple(pictures)


@by_width
def test_every_icon_is_drawn(specimens: Site, chromium: Chromium, width: int) -> None:
    """An icon looks like nothing else: neither like no icon nor like the box of another font."""
    missing = []
    with chromium.tab(specimens, width, reduced_motion="reduce") as tab:
        tab.go("about/specimens/")
        tab.page.evaluate(ADD_STYLE)
        count = tab.page.evaluate(MARK_GLYPHS)
        for number in range(count):
            element = tab.page.locator(f"[{ICON}='{number}']")
            element.scroll_into_view_if_needed()
            drawn, *others = looks(tab, number)
            missing += [
                f"{element.evaluate('e => e.outerHTML')[:120]} looks as with {style}"
                for style, other in zip(STYLES, others, strict=True)
                if differing(drawn, other) < 12
            ]
        titles = tab.page.locator(f".admonition-title[{ICON}]").count()
    nothing(missing)
    assert titles == ADMONITIONS < count, "each admonition has an icon, and so have controls"


def forget(tab: Tab) -> None:
    """Empty the clipboard, which all tabs of a browser share."""
    tab.page.evaluate("navigator.clipboard.writeText('')")


def pasted(tab: Tab) -> str:
    """Return what a reader would paste, once there is something."""
    tab.page.wait_for_function("navigator.clipboard.readText().then(text => text !== '')")
    return str(tab.page.evaluate("navigator.clipboard.readText()"))


CLIPBOARD = ("clipboard-read", "clipboard-write")


@wide
@pytest.mark.parametrize("key", [None, "Enter", "Space"])
def test_code_is_copied(specimens: Site, chromium: Chromium, key: str | None) -> None:
    """The button beside an example copies it, by pointer and by key."""
    with chromium.tab(specimens, WIDE, permissions=CLIPBOARD) as tab:
        tab.go("about/specimens/")
        block = tab.page.locator(".highlight", has_text="copied as it is written").first
        block.hover()
        button = block.get_by_role("button")
        forget(tab)
        button.press(key) if key else button.click()
        assert pasted(tab).strip() == 'print("copied as it is written")'


@wide
def test_tabs_switch(specimens: Site, chromium: Chromium) -> None:
    """A tab shows what it holds, by pointer and by key."""
    with chromium.tab(specimens) as tab:
        tab.go("about/specimens/")
        first = tab.page.get_by_text("What the first tab says.")
        second = tab.page.get_by_text("What the second tab says.")
        expect(first).to_be_visible()
        expect(second).to_be_hidden()
        tab.page.get_by_text("Second", exact=True).click()
        expect(second).to_be_visible()
        expect(first).to_be_hidden()
        tab.page.keyboard.press("ArrowLeft")
        expect(first).to_be_visible()
        expect(second).to_be_hidden()


@wide
def test_what_is_folded_opens(specimens: Site, chromium: Chromium) -> None:
    """A dropdown shows what it holds."""
    with chromium.tab(specimens) as tab:
        tab.go("about/specimens/")
        folded = tab.page.get_by_text("What was folded away.")
        expect(folded).to_be_hidden()
        tab.page.get_by_text("More on this", exact=True).click()
        expect(folded).to_be_visible()


@wide
def test_a_whole_card_is_a_link(specimens: Site, chromium: Chromium) -> None:
    """Also its text leads where the card says."""
    with chromium.tab(specimens) as tab:
        tab.go("about/specimens/")
        # By force: the link lies over the text.
        tab.page.get_by_text("What the card says.").click(force=True)
        tab.page.wait_for_url("**/about/mission/")


BRIGHTNESS = """() => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const brightness = colour => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
        return (r + g + b) / 3;
    };
    const text = document.querySelector("article p");
    return [getComputedStyle(document.body).backgroundColor, getComputedStyle(text).color]
        .map(brightness);
}"""


def is_dark(tab: Tab) -> bool:
    """Tell whether words are bright on dark; both have to be far from each other."""
    tab.page.evaluate(DRAWN)
    ground, words = tab.page.evaluate(BRIGHTNESS)
    assert abs(ground - words) > 100, (ground, words)
    return bool(ground < words)


@by_width
def test_colours_are_kept(site: Site, chromium: Chromium, width: int) -> None:
    """A choice holds on other pages, against the system's; 'System' takes it back."""
    with chromium.tab(site, width, color_scheme="light", reduced_motion="reduce") as tab:
        tab.go("about/mission/")
        assert not is_dark(tab)
        for choice, dark in (("Dark", True), ("Light", False), ("System", True)):
            if choice == "Light":
                tab.page.emulate_media(color_scheme="dark")
            tab.control("Color mode").click()
            tab.control(choice).click()
            expect(tab.control(choice)).to_be_hidden()
            assert is_dark(tab) is dark, choice
            tab.go("about/glossary/")
            assert is_dark(tab) is dark, f"{choice} on the next page"
            assert tab.said == []
            tab.control("Color mode").click()
            expect(tab.control(choice)).to_have_attribute("aria-pressed", "true")
            tab.control(choice).click()


# -- Links to names -------------------------------------------------------------------


@by_width
def test_a_link_to_a_name_is_copied(site: Site, chromium: Chromium, width: int) -> None:
    """The button beside a role opens the forms of its link, and each is copied as it stands."""
    with chromium.tab(site, width, permissions=CLIPBOARD) as tab:
        tab.go("roles/technology-lead/")
        details = tab.page.locator("details").filter(
            has=tab.page.get_by_label("Link to Technology Lead", exact=True)
        )
        opener, forms = details.locator("summary").first, details.get_by_role("listitem")
        opener.click()
        expect(forms.first).to_be_visible()
        assert forms.count() > 1
        for form in forms.all():
            forget(tab)
            form.get_by_role("button").click()
            assert pasted(tab) == form.locator("code").text_content()
            expect(tab.page.get_by_role("status")).to_contain_text("Copied")
        tab.page.keyboard.press("Escape")
        expect(forms.first).to_be_hidden()
        expect(opener).to_be_focused()
        opener.press("Enter")
        expect(forms.first).to_be_visible()


@by_width
def test_names_are_filtered(site: Site, chromium: Chromium, width: int) -> None:
    """The filter leaves the names with all words, and says how many there are."""
    with chromium.tab(site, width) as tab:
        tab.go("operations/linking/")
        field = tab.page.get_by_role("searchbox", name="Filter names")
        count = tab.page.get_by_text(" names", exact=False).and_(tab.page.locator("[aria-live]"))
        everything = int(count.inner_text().split()[0])
        names = tab.page.locator(".compass-names > div > ul > li").filter(visible=True)
        assert everything > 100
        field.fill("lead technology")
        shown = names.all_inner_texts()
        assert 1 <= len(shown) < 20
        assert [text for text in shown if "technology" not in text.lower()] == []
        expect(count).to_have_text(f"{len(shown)} of {everything} names")
        field.fill("no such name")
        expect(count).to_have_text(f"0 of {everything} names")
