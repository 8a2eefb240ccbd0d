"""How likely it is that a misspelled word stands for another word."""

from __future__ import annotations

import pytest

from finding.running import evaluate


def cost(one: str, other: str, ending: int = 0) -> float:
    """Return the cost of all changes that make one word of another."""
    found: float = evaluate(
        "edits(given.one, given.other, given.ending)", one=one, other=other, ending=ending
    )
    return round(found, 2)


def stems(word: str) -> dict[str, float]:
    """Return the costs of the words that one change makes, with a stemmer that removes an s."""
    found = evaluate("[...stemsNear(given.word, (word) => word.replace(/s$/, ''))]", word=word)
    return {stem: round(of, 2) for stem, of in found}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("team", "team", 0),
        ("", "", 0),
        ("", "ab", 2),
        ("tem", "team", 1),
        ("teaxm", "team", 1),
        ("taem", "team", 0.8),  # swapped
        ("teaam", "team", 0.6),  # doubled
        ("comittee", "committee", 0.6),
        ("teqm", "team", 1),
        ("teom", "team", 0.75),  # vowels sound alike
        ("teqm", "tewm", 0.75),  # side by side on a keyboard
        ("tm", "team", 2),
        ("te", "teams", 9),  # too different to count
        ("abcdefgh", "ijklmnop", 9),
    ],
)
def test_likely_changes_cost_less(one: str, other: str, expected: float) -> None:
    """Swapped, doubled and confused letters are likely; the order of the words does not matter."""
    assert cost(one, other) == expected
    assert cost(other, one) == expected


@pytest.mark.parametrize("letter", ["a", "\u00e4", "\u05d0", "\u822a"])
def test_letters_of_all_scripts_count(letter: str) -> None:
    """A letter in another script is a letter that is replaced."""
    assert cost(f"xx{letter}xx", "xxbxx") == 1


def test_endings_cost_less() -> None:
    """The last letters of a word may be an ending that the other word, a stem, does not have."""
    assert cost("managing", "manag", 3) == pytest.approx(1.2)
    assert cost("managing", "manag") == 9
    assert cost("manag", "manag", 3) == 0
    assert cost("ab", "a", 3) == pytest.approx(0.4)


def test_words_that_one_change_makes() -> None:
    """There is the stem of each, with the cost of its most likely change."""
    near = stems("caats")
    assert near["cat"] == 0.6  # one of two equal letters
    assert near["caxt"] == 1
    assert near["cast"] == 0.75  # side by side on a keyboard
    assert near["caast"] == 0.8
    assert near["acat"] == 0.8
    assert "dog" not in near


def test_double_letters_are_removed_together() -> None:
    """Two doubled letters are one more change than one of them."""
    near = stems("commitee")
    assert near["committee"] == 0.6
    assert near["commite"] == 0.6
    assert near["comit"] == near["comiter"] == 1.5


@pytest.mark.parametrize(("number", "count"), [(0, 0), (1, 1), (6, 2), (-1, 32), (2**31, 1)])
def test_bits_are_counted(number: int, count: int) -> None:
    """Numbers are used as 32 bits, of which the first may be set."""
    assert evaluate("bits(given.number)", number=number) == count
