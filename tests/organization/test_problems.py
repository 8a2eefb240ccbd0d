"""The sentences and subtypes of problems."""

from __future__ import annotations

import pickle

import pytest

from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean


@pytest.mark.parametrize(
    ("suggestion", "text"),
    [
        ("", "It is wrong."),
        ("correct it", "It is wrong; correct it."),
        ("did you mean 'A'?", "It is wrong; did you mean 'A'?"),
    ],
)
def test_sentence(suggestion: str, text: str) -> None:
    """A problem is one sentence with a full stop."""
    assert str(Problem(Location("page", 1), Subtype.NAME, "It is wrong", suggestion)) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], "else"),
        (["A"], "did you mean 'A'?"),
        (["A", "B"], "did you mean 'A' or 'B'?"),
        (["A", "B", "C"], "did you mean 'A' or 'B' or 'C'?"),
    ],
)
def test_did_you_mean(names: list[str], text: str) -> None:
    """Close names are suggested as a question; without any, there is another suggestion."""
    assert did_you_mean(names, "else") == text


def test_did_you_mean_nothing() -> None:
    """Without close names and another suggestion, there is no hint."""
    assert did_you_mean([]) == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("A\nB\r", "A\\nB\\r"),
        ("\x1b[31mRed", "\\x1b[31mRed"),
        ("\u202eA\u2028", "\\u202eA\\u2028"),
        ("Équipe\N{NO-BREAK SPACE}日本 👩\u200d💻", "Équipe\N{NO-BREAK SPACE}日本 👩\u200d💻"),
    ],
)
def test_a_problem_is_one_line_that_a_terminal_can_show(name: str, shown: str) -> None:
    """No text of an editor moves the cursor, changes colors or begins another line."""
    problem = Problem(Location("a", 1), Subtype.NAME, f"The name '{name}' is wrong", name)
    assert str(problem) == f"The name '{shown}' is wrong; {shown}."


def test_subtypes() -> None:
    """The subtypes must not change, because projects write them in ``suppress_warnings``."""
    assert [str(subtype) for subtype in Subtype] == [
        "address",
        "ambiguous",
        "block",
        "body",
        "cycle",
        "duplicate",
        "earlier",
        "encoding",
        "front_matter",
        "glossary",
        "heading",
        "html",
        "image",
        "kept_file",
        "label",
        "lost",
        "markup",
        "name",
        "nesting",
        "option",
        "owner",
        "redirect",
        "reporting_line",
        "review",
        "structure_page",
        "toctree",
        "unknown",
        "unsafe",
        "value",
    ]
    assert {subtype.name.lower() for subtype in Subtype} == set(Subtype)


@pytest.mark.parametrize("subtype", Subtype)
def test_subtypes_are_described(subtype: Subtype) -> None:
    """Each subtype is described in one sentence of its own."""
    assert subtype.sentence[0].isupper()
    assert subtype.sentence.endswith(".")
    assert ". " not in subtype.sentence
    assert [other for other in Subtype if other.sentence == subtype.sentence] == [subtype]


@pytest.mark.parametrize("subtype", Subtype)
def test_subtype_survives_pickling(subtype: Subtype) -> None:
    """Problems and their subtypes can be pickled with the environment."""
    problem = Problem(Location("page", 1), subtype, "It is wrong")
    again = pickle.loads(pickle.dumps(problem))  # noqa: S301 - our own
    assert again == problem
    assert again.subtype is subtype
    assert again.subtype.sentence == subtype.sentence
