"""Stylesheets are read as rules, and written without comments."""

from __future__ import annotations

from sphinx_compass.reading.stylesheet import parse


def test_imports_come_first_and_addresses_start_at_the_static_folder() -> None:
    """Stylesheets of several folders become one file in the static folder."""
    rules = parse(
        '@charset "utf-8";@import url("../basic.css");p{background:url(../a/b.png)}',
        "styles",
        {"basic.css": "p{background:url(data:x)}"}.__getitem__,
    )
    assert "".join(map(str, rules)) == ('p{background:url("data:x")}p{background:url("a/b.png")}')


def test_comments_and_superfluous_white_space_are_dropped() -> None:
    """Spaces between the words of a value, ``!important`` and strings stay."""
    css = """
    /* Why. */
    p {
      /* Also why. */
      margin: 0/* ! */auto !important;
      padding: 0  1px;
      content: "a  b";
    }
    """
    assert (
        "".join(map(str, parse(css, "", str)))
        == 'p{margin:0/**/auto!important;padding:0 1px;content:"a  b"}'
    )
