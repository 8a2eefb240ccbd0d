"""Components work without the theme's files: icons, tabs, copying, colors, links to names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.browsing import (
    SPECIMENS,
    WIDE,
    assert_none,
    by_width,
    differing,
    picture,
    wait_until,
)
from browser.viewing import DRAWN

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import FloatRect

    from browser.browsing import Chromium, Site, Tab

wide = pytest.mark.xdist_group("browser-1440")

ADMONITIONS = 11  # on the page SPECIMENS
MARGIN = 4  # CSS pixels around an icon, which may be larger than its box
ICON = "__icon__"  # attribute that marks elements for the test
# Elements with an icon from a font: their text is a character for private use.
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
# The policy of the site blocks style elements, but not this.
ADD_STYLE = "() => { document.adoptedStyleSheets = [window.testStyle = new CSSStyleSheet()]; }"
# An icon must look different without its text, and with the placeholder box of another font.
STYLES = (
    "::before, ::after { visibility: hidden !important }",
    "::before, ::after { font-family: monospace !important }",
)


def looks(tab: Tab, number: int) -> tuple[Image, ...]:
    """Return screenshots of an icon, as it is and with each style applied."""
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
        tab.page.evaluate(
            "text => window.testStyle.replaceSync(text)",
            style.replace("::", f"[{ICON}='{number}']::"),
        )
        pictures.append(picture(tab.page, clip))
    return tuple(pictures)


@by_width
def test_every_icon_is_drawn(specimens: Site, chromium: Chromium, width: int) -> None:
    """An icon is neither invisible nor a placeholder box."""
    missing = []
    with chromium.tab(specimens, width, reduced_motion="reduce") as tab:
        tab.go(SPECIMENS)
        tab.page.evaluate(ADD_STYLE)
        count = tab.page.evaluate(MARK_GLYPHS)
        for number in range(count):
            element = tab.page.locator(f"[{ICON}='{number}']")
            element.scroll_into_view_if_needed()
            drawn, *others = looks(tab, number)
            missing += [
                f"{element.evaluate('e => e.outerHTML')[:120]} looks the same with {style}"
                for style, other in zip(STYLES, others, strict=True)
                if differing(drawn, other) < 12
            ]
        titles = tab.page.locator(f".admonition-title[{ICON}]").count()
    assert_none(missing)
    assert titles == ADMONITIONS < count, "each admonition has an icon, and so have controls"


def forget(tab: Tab) -> None:
    """Clear the clipboard, which all tabs of a browser share."""
    tab.page.evaluate("navigator.clipboard.writeText('')")


def pasted(tab: Tab) -> str:
    """Wait until the clipboard has text, and return it."""
    wait_until(tab.page, "navigator.clipboard.readText().then(text => text !== '')")
    return str(tab.page.evaluate("navigator.clipboard.readText()"))


CLIPBOARD = ("clipboard-read", "clipboard-write")


@wide
@pytest.mark.parametrize("key", [None, "Enter", "Space"])
def test_code_is_copied(specimens: Site, chromium: Chromium, key: str | None) -> None:
    """The button beside an example copies it, with pointer and keyboard."""
    with chromium.tab(specimens, WIDE, permissions=CLIPBOARD) as tab:
        tab.go(SPECIMENS)
        block = tab.page.locator(".highlight", has_text="copied as it is written").first
        block.hover()
        button = block.get_by_role("button")
        forget(tab)
        button.press(key) if key else button.click()
        assert pasted(tab).strip() == 'print("copied as it is written")'


@wide
def test_tabs_switch(specimens: Site, chromium: Chromium) -> None:
    """A tab shows its content, with pointer and keyboard."""
    with chromium.tab(specimens) as tab:
        tab.go(SPECIMENS)
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
def test_dropdowns_open(specimens: Site, chromium: Chromium) -> None:
    """A dropdown shows its content."""
    with chromium.tab(specimens) as tab:
        tab.go(SPECIMENS)
        folded = tab.page.get_by_text("What was folded away.")
        expect(folded).to_be_hidden()
        tab.page.get_by_text("More on this", exact=True).click()
        expect(folded).to_be_visible()


@wide
def test_a_whole_card_is_a_link(specimens: Site, chromium: Chromium) -> None:
    """The text of a card is part of its link."""
    with chromium.tab(specimens) as tab:
        tab.go(SPECIMENS)
        # The link covers the text.
        tab.page.get_by_text("What the card says.").click(force=True)
        tab.page.wait_for_url(f"**/{specimens.typical.text}")


BRIGHTNESS = """() => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const brightness = color => {
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
        return (r + g + b) / 3;
    };
    const text = document.querySelector("article p");
    return [getComputedStyle(document.body).backgroundColor, getComputedStyle(text).color]
        .map(brightness);
}"""


def choose(tab: Tab, width: int, choice: str) -> None:
    """Choose a color mode: in the header, or on a phone in the menu."""
    if width == WIDE:
        tab.control("Theme").click()
        button = tab.page.locator("#color-mode").get_by_role("button", name=choice, exact=True)
        button.click()
        expect(button).to_be_hidden()
    else:
        dialog = tab.open("Menu")
        dialog.get_by_role("button", name=choice, exact=True).click()
        tab.page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")


def is_dark(tab: Tab) -> bool:
    """Tell whether text is bright on dark; fail if the contrast is low."""
    tab.page.evaluate(DRAWN)
    background, text = tab.page.evaluate(BRIGHTNESS)
    assert abs(background - text) > 100, (background, text)
    return bool(background < text)


@by_width
def test_color_mode_is_kept(site: Site, chromium: Chromium, width: int) -> None:
    """A choice applies to other pages and overrides the system's; 'System' resets it."""
    with chromium.tab(site, width, color_scheme="light", reduced_motion="reduce") as tab:
        tab.go(site.typical.text)
        assert not is_dark(tab)
        for choice, dark in (("Dark", True), ("Light", False), ("System", True)):
            if choice == "Light":
                tab.page.emulate_media(color_scheme="dark")
            choose(tab, width, choice)
            assert is_dark(tab) is dark, choice
            tab.go(site.typical.glossary)
            assert is_dark(tab) is dark, f"{choice} on the next page"
            assert tab.console == []
            tab.control("Theme" if width == WIDE else "Menu").click()
            pressed = tab.page.get_by_role("button", name=choice, exact=True, pressed=True)
            expect(pressed.filter(visible=True)).to_have_count(1)
            tab.page.keyboard.press("Escape")


# -- Links to names -------------------------------------------------------------------


@by_width
def test_a_link_to_a_name_is_copied(site: Site, chromium: Chromium, width: int) -> None:
    """The button beside a role opens the forms of its link, and each one can be copied."""
    with chromium.tab(site, width, permissions=CLIPBOARD) as tab:
        tab.page.clock.install(time=0)
        tab.page.clock.pause_at(1)
        tab.go(site.typical.role)
        details = tab.page.locator("details").filter(
            has=tab.page.get_by_label(f"Link to {site.typical.role_name}", exact=True)
        )
        opener, forms = details.locator("summary").first, details.get_by_role("listitem")
        status = tab.page.get_by_role("status")
        opener.click()
        expect(forms.first).to_be_visible()
        assert forms.count() > 1
        for form in forms.all():
            forget(tab)
            form.get_by_role("button").click()
            assert pasted(tab) == form.locator("code").text_content()
            expect(status).to_contain_text("Copied")
            tab.page.clock.run_for(1500)  # not long enough for a message to go away
            expect(status).to_contain_text("Copied")
        tab.page.clock.run_for(1500)
        expect(status).to_be_empty()
        tab.page.keyboard.press("Escape")
        expect(forms.first).to_be_hidden()
        expect(opener).to_be_focused()
        opener.press("Enter")
        expect(forms.first).to_be_visible()


@by_width
def test_names_are_filtered(site: Site, chromium: Chromium, width: int) -> None:
    """The filter shows the names that contain all words, and their number; groups open for it."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.names)
        field = tab.page.get_by_role("searchbox", name="Filter names")
        count = tab.page.locator(".compass-filter").get_by_role("status")
        everything = int(count.inner_text().split()[0])
        names = tab.page.locator(".compass-name-list > li").filter(visible=True)
        assert everything > 20
        assert names.count() == 0  # groups are closed
        words = site.typical.role_name.lower().split()
        field.fill(" ".join(reversed(words)))
        expect(count).to_have_text(re.compile(rf"^\d+ of {everything} names$"))
        shown = names.all_inner_texts()
        assert 1 <= len(shown) < 20
        assert [text for text in shown if words[0] not in text.lower()] == []
        expect(count).to_have_text(f"{len(shown)} of {everything} names")
        field.fill("no such name")
        expect(count).to_have_text(f"0 of {everything} names")
        expect(tab.page).to_have_url(re.compile("names=no.such.name$"))
        tab.page.reload()  # what was typed is in the address
        expect(field).to_have_value("no such name")
        expect(count).to_have_text(f"0 of {everything} names")
        field.press("Escape")
        expect(field).to_have_value("")
        expect(count).to_have_text(f"{everything} names")
        expect(names).to_have_count(0)
        expect(tab.page).not_to_have_url(re.compile("names="))


@by_width
def test_terms_are_filtered(site: Site, chromium: Chromium, width: int) -> None:
    """The filter of the glossary hides letters without a match; letters lead to their terms."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.list_of_terms)
        letter = tab.page.locator(".compass-letters a").last
        text = letter.inner_text()
        letter.press("Enter")
        expect(tab.page.locator(".compass-group > .rubric:target")).to_have_text(text)
        terms = tab.page.locator(".compass-term-list > li").filter(visible=True)
        headword = terms.last.locator("a").first.inner_text()
        tab.page.get_by_role("searchbox", name="Filter terms").fill(headword)
        all_terms = tab.page.locator(".compass-term-list > li").count()
        status = tab.page.locator(".compass-filter").get_by_role("status")
        expect(status).to_have_text(re.compile(rf"^\d+ of {all_terms} terms$"))
        shown = terms.all_inner_texts()
        assert [item for item in shown if headword.lower() not in item.lower()] == []
        expect(status).to_have_text(f"{len(shown)} of {all_terms} terms")
        expect(tab.page.locator(".compass-letters")).to_be_hidden()
