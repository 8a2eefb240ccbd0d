"""What the words for a status mean."""

from __future__ import annotations

from sphinx_compass.organization.rules import STATUSES
from sphinx_compass.organization.statuses import MEANINGS, meaning


def test_every_usual_word_has_a_meaning() -> None:
    """The words that the configuration offers by default are explained, in its order."""
    assert tuple(MEANINGS) == STATUSES
    assert len({meaning(word) for word in STATUSES}) == len(STATUSES)


def test_other_words_have_none() -> None:
    """A word that an organization chose itself is not explained."""
    assert meaning("on paper") == ""
