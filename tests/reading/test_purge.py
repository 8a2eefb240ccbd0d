"""Rules that no page can match are dropped. All others stay, in order."""

from __future__ import annotations

import pytest

from sphinx_compass.reading.purge import Used, purge
from sphinx_compass.reading.stylesheet import parse


def left(css: str, page: str = "", script: str = "") -> str:
    """Return the purged stylesheet for a page and a script."""
    return "".join(map(str, purge(parse(css, "", str), Used.by([page], [script]))))


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
    """Its elements, classes and ids are on the page, or a state adds them."""
    css = f"{selector}{{color:red}}"
    assert left(css, '<p class="note other" id=top>Text</p>') == css


@pytest.mark.parametrize(
    "selector",
    ["table", ".absent", "#absent", "p.absent", ".note .absent", ":is(.absent,#absent) p", ".Note"],
)
def test_a_rule_that_cannot_match_is_dropped(selector: str) -> None:
    """One part of the selector that is on no page is enough."""
    assert left(f"{selector}{{color:red}}", '<p class="note">Text</p>') == ""


def test_words_of_the_text_are_not_classes() -> None:
    """Only tags, classes and ids count."""
    assert left(".card{color:red}", "<p>A card of a role.</p>") == ""


def test_a_rule_for_a_class_in_a_script_stays() -> None:
    """The script may set it."""
    css = ".is-open{color:red}"
    assert left(css, script='element.classList.add("is-open")') == css


def test_selectors_that_cannot_match_are_dropped_from_a_list() -> None:
    """The rule stays for the others."""
    assert left("h1,p,table{color:red}", "<p>") == "p{color:red}"


def test_groups_stay_while_they_hold_a_rule() -> None:
    """An empty group is dropped, even inside another group."""
    css = "@media print{@supports (display:grid){p{color:red}table{color:red}}}"
    assert left(css, "<p>") == "@media print{@supports (display:grid){p{color:red}}}"
    assert left(css) == ""


def test_custom_properties_stay_while_something_uses_them() -> None:
    """Another property counts, unless it is dropped."""
    css = "html{--a:1px;--b:var(--a);--c:var(--d);--d:2px;margin:var(--b)}"
    assert left(css) == "html{--a:1px;--b:var(--a);margin:var(--b)}"
    assert left("html{--e:1px}", page='<p style="margin:var(--e)">') == "html{--e:1px}"
    assert left("html{--e:1px}", script='getPropertyValue("--e")') == "html{--e:1px}"


def test_animations_stay_while_something_uses_them() -> None:
    """The selectors of their steps do not name elements."""
    frames = "@keyframes turn{from{opacity:0}50%{opacity:1}}"
    assert left(f"{frames}p{{animation:turn 1s}}", "<p>") == f"{frames}p{{animation:turn 1s}}"
    assert left(f"{frames}table{{animation:turn 1s}}") == ""
