"""Rules that no page can match are dropped; all others stay, in order."""

from __future__ import annotations

import pytest

from sphinx_compass.reading.stylesheet import Used, parse, purge


def left(css: str, page: str = "", script: str = "", **imports: str) -> str:
    """Return what is left of a stylesheet for a page and a script."""
    files = {name.replace("_", "."): text for name, text in imports.items()}
    return "".join(map(str, purge(parse(css, "", files.__getitem__), Used.by([page], [script]))))


@pytest.mark.parametrize(
    "selector",
    [
        "html",
        "*",
        ":root",
        "::selection",
        "p",
        "P",
        ".note",
        "#top",
        "p.note#top",
        "p > .note + p",
        "[data-theme=dark] p",
        "p:not(.absent)",
        "p:hover::before",
        ":is(.absent,.note) p",
        "p:where(.note):nth-child(odd)",
        "p:has(> .note)",
    ],
)
def test_a_rule_that_may_match_stays(selector: str) -> None:
    """Elements, classes and ids of the page are there; what a state adds may come."""
    css = f"{selector}{{color:red}}"
    assert left(css, '<p class="note other" id=top>Text</p>') == css


@pytest.mark.parametrize(
    "selector",
    ["table", ".absent", "#absent", "p.absent", ".note .absent", ":is(.absent,#absent) p", ".Note"],
)
def test_a_rule_that_cannot_match_goes(selector: str) -> None:
    """One part that no page has is enough."""
    assert left(f"{selector}{{color:red}}", '<p class="note">Text</p>') == ""


def test_the_words_of_a_page_are_no_classes() -> None:
    """Only tags, classes and ids count, not the text between them."""
    assert left(".card{color:red}", "<p>A card of a role.</p>") == ""


def test_scripts_may_set_what_they_name() -> None:
    """A class that a script knows may come at any time."""
    css = ".is-open{color:red}"
    assert left(css, script='element.classList.add("is-open")') == css


def test_of_a_list_only_selectors_that_may_match_stay() -> None:
    """The others of the same rule are dropped."""
    assert left("h1,p,table{color:red}", "<p>") == "p{color:red}"


def test_groups_stay_while_they_hold_a_rule() -> None:
    """An empty one is dropped, also inside another."""
    css = "@media print{@supports (display:grid){p{color:red}table{color:red}}}"
    assert left(css, "<p>") == "@media print{@supports (display:grid){p{color:red}}}"
    assert left(css) == ""


def test_custom_properties_stay_while_something_uses_them() -> None:
    """Also those that another one uses; not those that only dropped ones used."""
    css = "html{--a:1px;--b:var(--a);--c:var(--d);--d:2px;margin:var(--b)}"
    assert left(css) == "html{--a:1px;--b:var(--a);margin:var(--b)}"
    assert left("html{--e:1px}", page='<p style="margin:var(--e)">') == "html{--e:1px}"
    assert left("html{--e:1px}", script='getPropertyValue("--e")') == "html{--e:1px}"


def test_animations_stay_while_something_uses_them() -> None:
    """Their steps are no selectors of elements."""
    frames = "@keyframes turn{from{opacity:0}50%{opacity:1}}"
    assert left(f"{frames}p{{animation:turn 1s}}", "<p>") == f"{frames}p{{animation:turn 1s}}"
    assert left(f"{frames}table{{animation:turn 1s}}") == ""


def test_imports_come_first_and_addresses_lead_from_the_static_folder() -> None:
    """What stood in folders is one file at their root."""
    rules = parse(
        '@charset "utf-8";@import url("../basic.css");p{background:url(../a/b.png)}',
        "styles",
        {"basic.css": "p{background:url(data:x)}"}.__getitem__,
    )
    assert "".join(map(str, rules)) == ('p{background:url("data:x")}p{background:url("a/b.png")}')


def test_comments_and_white_space_go_and_meaning_stays() -> None:
    """Spaces between words of a value, importance and strings are kept."""
    css = """
    /* Why. */
    p {
      /* Also why. */
      margin: 0/* ! */auto !important;
      padding: 0  1px;
      content: "a  b";
    }
    """
    assert left(css, "<p>") == 'p{margin:0/**/auto!important;padding:0 1px;content:"a  b"}'
