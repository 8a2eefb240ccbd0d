"""Which HTML pages can have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.source.unsafe.markup import ALLOWED, SafeHtml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<br>", "<br>"),
        ("<br />", "<br>"),
        ("<kbd>", "<kbd>"),
        ("</kbd>", "</kbd>"),
        ('<span id="here"></span>', '<span id="here"></span>'),
        ("<!-- not for readers -->", ""),
        ("a &lt;b&gt; & c", "a &lt;b&gt; &amp; c"),
        ("<sub title>", ""),
    ],
)
def test_allowed(text: str, expected: str) -> None:
    """A few elements stay, comments are left out, and everything is written anew."""
    assert SafeHtml(text).text == expected


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT src=x>", "<script>"),
        ("<img src=x onerror=alert(1)>", "<img>"),
        ("<iframe srcdoc='x'></iframe>", "<iframe>"),
        ("<svg/onload=alert(1)>", "<svg>"),
        ("<kbd onclick=alert(1)>", "<kbd onclick>"),
        ('<span style="color: red">', "<span style>"),
        ("<a href=javascript:alert(1)>", "<a>"),
        ("</div>", "</div>"),
        ("<base href=//evil>", "<base>"),
        ("<!DOCTYPE html>", "<!DOCTYPE html>"),
        ("<?php echo 1 ?>", "<?php echo 1 ?>"),
        ("<my-element>", "<my-element>"),
        ("<b><![x[y]]></b>", "<!["),
        ("<b><![ x></b>", "<!["),
    ],
)
def test_rejected(text: str, rejected: str) -> None:
    """Anything else is rejected, and nothing of it stays."""
    parsed = SafeHtml(text)
    assert (parsed.rejected, parsed.text) == (rejected, "")


@pytest.mark.parametrize("part", ["<a ", "<a b='", "<!--", "<a/", "</a "])
@pytest.mark.parametrize("end", ["", ">"])
def test_long_texts(part: str, end: str) -> None:
    """Time grows with the length of the text only; otherwise these would take hours."""
    assert "<script>" not in SafeHtml(f"<kbd>{part * 200_000}{end}").text


_PIECES = st.sampled_from(
    [
        "<",
        ">",
        "/",
        "=",
        '"',
        "'",
        "`",
        "!",
        "[",
        "]",
        "-",
        "--",
        "script",
        "b",
        "kbd",
        " ",
        "on",
        "&",
        "\0",
        "x",
    ]
)


@given(st.lists(_PIECES).map("".join) | st.text())
def test_nothing_else_is_written(text: str) -> None:
    """Whatever the text, each tag in the result is allowed, and has allowed attributes only."""
    written = SafeHtml(text).text
    for tag, attributes in re.findall(r"<\s*/?\s*([^\s>/]*)([^>]*)", written):
        assert tag in ALLOWED
        names = re.findall(r"([^\s=]+)=\"[^\"]*\"", attributes)
        assert set(names) <= ALLOWED[tag]
