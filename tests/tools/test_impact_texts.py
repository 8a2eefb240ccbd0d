"""What pages say, how that changes, and how texts of others appear in the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from impact_sites import item, page, site

from sphinx_compass.names.names_list import address
from tools.impact.markdown import limited, plain, shortened
from tools.impact.matching import match_all
from tools.impact.page_texts import read_text
from tools.impact.text_changes import MOST_REWORDINGS, text_changes
from tools.impact.texts import changed_pages
from views.example import PAGES, PLAIN, VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

PAGE = """
<nav><section><p>Menu.</p></section></nav>
<article><section id="top"><h1>Time off<a class="headerlink" href="#top">#</a></h1>
<ul class="compass-meta"><li><p>Owner Boss</p></li></ul>
<p>Take it. <a href="../people/#role-lead">Ask
 first</a>.</p>
<div class="toctree-wrapper"><ul><li><a href="../more/">More</a></li></ul></div>
<section id="how-much"><span id="label"></span><h2>How much</h2>
<ul><li><p>At least 40 days.<br>A year.</p></li><li>Or more</li></ul>
<ul class="compass-chain"><li><p>Manager</p><p>Boss</p></li></ul>
<p class="compass-row"><a class="compass-chip" href="../areas/#area-x">X</a></p>
<details class="compass-disclosure"><summary>Mentioned</summary><p>There.</p></details>
<dl class="compass-facts"><dt>Area</dt><dd>X</dd></dl>
<p class="rubric">Where it is mentioned</p><ul class="compass-mentions"><li>Here.</li></ul>
<p><a href="https://example.org/people/">Elsewhere</a> <a href="#label">Here.</a></p>
</section></section><ul class="compass-foot"><li>Owner</li></ul></article>
"""


def test_text_of_a_page() -> None:
    """It consists of the sentences of its sections, without what is generated."""
    text = read_text(PAGE, "time-off/")
    assert [(text.sections[item.section].title, item.text) for item in text.sentences] == [
        ("Time off", "Time off"),
        ("Time off", "Take it."),
        ("Time off", "Ask first."),
        ("How much", "How much"),
        ("How much", "At least 40 days."),
        ("How much", "A year."),
        ("How much", "Or more"),
        ("How much", "Elsewhere Here."),
    ]
    assert text.links == {"people/#role-lead"}
    assert [section.anchors for section in text.sections] == [{"top"}, {"how-much", "label"}]


@given(st.text(alphabet='<>/ap"=id section', max_size=60))
def test_any_html_can_be_read(html: str) -> None:
    """Pages of other revisions may contain any raw HTML."""
    read_text(f"<section>{html}</section>", "")


def section(anchor: str, *paragraphs: str) -> str:
    """Return a section of a page."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<section id="{anchor}"><h2>{anchor.title()}</h2>{text}</section>'


def changes(
    old: dict[str, str], new: dict[str, str], sources: tuple[str, str] = ("", "")
) -> list[str]:
    """Return the lines on what changes between pages, given as docname: HTML."""
    before, after = (
        replace(
            site(
                roles=[item("lead", "Lead")],
                pages=[page(name, name.title(), owner="lead") for name in pages],
            ),
            texts={
                address(name): read_text(html, address(name), source)
                for name, html in pages.items()
            },
        )
        for pages, source in zip((old, new), sources, strict=True)
    )
    return text_changes(changed_pages(before, after, match_all(before, after)), "")


CITING = '<section id="x"><p>See <a href="../rules/#much">a</a>.</p></section>'


def test_only_cited_sections_show_sentences() -> None:
    """A page is listed in any case."""
    old = {"rules": section("much", "At least 40 days.") + section("free", "One."), "other": CITING}
    new = old | {"rules": section("much", "At least 41 days.") + section("free", "Two.")}
    assert changes(old, new) == [
        "- Rules (`/rules/`); owner: Lead",
        '  - Section "Much", which 1 other page cites:',
        '    - "At least 40 days." → "At least 41 days."',
    ]
    del old["other"], new["other"]
    assert changes(old, new) == ["- Rules (`/rules/`); owner: Lead"]


def test_a_link_to_a_page_cites_its_sections() -> None:
    """Sentences that come or go are shown as such; a title counts as a sentence."""
    citing = {
        "a": '<section id="x"><a href="../rules/">See</a></section>',
        "b": '<section id="x"><a href="../rules/#much">See</a></section>',
    }
    old = {"rules": section("much", "One.", "Two.") + section("gone", "Three."), **citing}
    new = {"rules": section("much", "Zero.", "One.", "Two."), **citing}
    assert changes(old, new) == [
        "- Rules (`/rules/`); owner: Lead",
        '  - Section "Much", which 2 other pages cite:',
        '    - new: "Zero."',
        '  - Section "Gone", which 1 other page cites:',
        '    - removed: "Gone"',
        '    - removed: "Three."',
    ]


def test_new_pages_and_new_names() -> None:
    """A page that only shows a new name of something else is listed without sentences."""
    old, new = ({"rules": section("much", text), "other": CITING} for text in ("A.", "B."))
    assert changes(old, new, ("Same.", "Same.")) == [
        "- Rules (`/rules/`), only in what it refers to or includes; owner: Lead"
    ]
    assert changes({}, {"rules": ""}) == ["- Rules (`/rules/`), new; owner: Lead"]


def test_white_space_and_layout_do_not_count() -> None:
    """Other line breaks and paragraphs are not changes."""
    old = {"rules": section("much", "One. Two."), "other": CITING}
    assert changes(old, old | {"rules": section("much", "One.", "\n Two.\n")}) == []


def test_many_and_long_sentences_are_cut() -> None:
    """A page that is rewritten does not fill the report."""
    many = range(MOST_REWORDINGS + 5)
    old, new = (
        {"rules": section("much", *(f"{word} {n} {'x' * 1000}." for n in many)), "other": CITING}
        for word in ("Old", "New")
    )
    lines = changes(old, new)
    assert len(lines) == MOST_REWORDINGS + 3
    assert lines[-1] == "    - and 5 more"
    assert max(map(len, lines)) < 1000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*a* _b_ `c` [d](e) <f> ~g~ $h$", r"\*a\* \_b\_ \`c\` \[d\](e) \<f\> \~g\~ \$h\$"),
        ("@team and #12", "@\u200bteam and #\u200b12"),
        ("https://a.b www.c.d", r"https\://a.b www\.c.d"),
        ("a\n\n# b\x1b[31m\x00\u202ec", "a # b\\[31mc"),
        ("CS&S &amp;", r"CS&S \&amp;"),
        ("# Title", r"\# Title"),
        ("12. May - 1. June", r"12\. May - 1. June"),
    ],
)
def test_texts_are_shown_as_they_are(text: str, shown: str) -> None:
    """They format nothing, notify nobody and control no terminal."""
    assert plain(text) == shown


@given(st.text())
def test_plain_text_is_one_line(text: str) -> None:
    """Whatever a text contains, no line follows it and no control character is left."""
    assert plain(text).isprintable() or any(c in plain(text) for c in "\u200b\u200c\u200d")
    assert "\n" not in plain(text)


def test_lengths() -> None:
    """Texts are cut by characters, reports by whole lines."""
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
    assert (
        limited("aé\nb\nc\n", 6) == "aé\nb\n\nThe report is too long; 1 more lines are left out.\n"
    )
    assert limited("a\nb\n", 4) == "a\nb\n"


@pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")
def test_views_are_no_text(handbook: Callable[..., Handbook]) -> None:
    """What views, cards and page lines show is not what a page itself says."""
    guide = "# Guide\n\n## First\n\nRead.\n\n```{toctree}\nmore\n```\n"
    pages = PAGES | {"guide/index.md": guide, "guide/more.md": "# More\n"}
    book = handbook(pages, f"{PLAIN}compass_describe_children = True\n")
    book.build()
    text = read_text(book.html("guide/index"), "guide/")
    assert [item.text for item in text.sentences] == ["Guide", "First", "Read."]
    text = read_text(book.html("views"), "views/")
    assert [item.text for item in text.sentences] == ["Views", *VIEWS]
    text = read_text(book.html("teams"), "teams/")
    assert [item.text for item in text.sentences] == [
        *("Teams", "Those who make", "Make things.", "Those who decide", "Decides.")
    ]
