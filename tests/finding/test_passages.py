"""What pages say, section by section."""

from __future__ import annotations

import pytest
from docutils.core import publish_doctree

from sphinx_compass.finding.passages import passages


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Ask the *lead*; wait for **others**.", "Ask the lead; wait for others."),
        ("One\n\nTwo", "One Two"),
        ("* One\n* Two", "One Two"),
        ("=== ===\nOne Two\n=== ===", "One Two"),
        (".. note::\n\n   One\n\nTwo", "One Two"),
        (".. class:: no-search\n\nOne\n\nTwo", "Two"),
        ("", ""),
    ],
)
def test_words_are_apart_as_on_the_page(source: str, text: str) -> None:
    """Words of blocks never join; marked words stay next to their punctuation."""
    (page,) = passages(publish_doctree(source))
    assert page.text == text


def test_sections_have_their_own_text() -> None:
    """The page has what is above its first section."""
    source = "Tea\n===\n\nHot.\n\nBrewing\n-------\n\nWait.\n\nPots\n~~~~\n\nRound.\n"
    settings = {"doctitle_xform": False}
    found = passages(publish_doctree(source, settings_overrides=settings))
    assert [(item.title, item.text, item.depth) for item in found] == [
        ("Tea", "Hot.", 0),
        ("Brewing", "Wait.", 1),
        ("Pots", "Round.", 2),
    ]
