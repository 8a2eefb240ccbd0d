"""The comparison of sentences."""

from __future__ import annotations

import pytest

from repeating import repeats

SUMMARY = "Advises teams and runs daily practice, so that all have a supportive place to work."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (SUMMARY, True),
        ("The Advisor is accountable for a supportive place to work.", True),
        ("A supportive place for all teams.", True),
        ("Every team member can go to the Advisor when something is wrong.", False),
        ("They work.", False),
        ("", False),
    ],
)
def test_repeats(sentence: str, *, expected: bool) -> None:
    """Forms of the same words count as the same, and so does a sentence in part."""
    assert repeats(SUMMARY, sentence, "Advisor") == expected
    assert repeats(sentence, SUMMARY, "Advisor") == expected


def test_words_of_the_heading_do_not_count() -> None:
    """The name of what is described is in every sentence about it."""
    sentences = ("The Open Source Engineer sleeps.", "The Open Source Engineer eats.")
    assert repeats(*sentences)
    assert not repeats(*sentences, "Open Source Engineer")
