"""HTML ids that are made of words."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.anchors import SEPARATOR, Part, id_of_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\u00a0", ""),
        ("What 2i2c does", "what-2i2c-does"),
        ("2025 goals", "2025-goals"),
        ("Q1 \u2013 Q2: what's next?", "q1-q2-what-s-next"),
        ("snake_case", "snake-case"),
        ("目标", "目标"),
        ("أهداف 2025", "أهداف-2025"),
        ("हिन्दी", "हिन्दी"),  # vowel signs are marks, not letters
        ("می\u200cخواهم", "میخواهم"),  # noqa: RUF001
        ("Cafe\u0301", "café"),
        ("İzmir", "i\u0307zmir"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("A*", "a-star"),
        ("# 1", "1"),
        ("1 + 1", "1-1"),
        ("🎉 Party ❤\ufe0f", "party"),
        ("🎉", "u1f389"),
        ("?!", "question-mark-exclamation-mark"),
        ("\x07", "control"),
        ("id1", "id-no-1"),
        ("Index 3", "index-no-3"),
    ],
)
def test_id_of_words(text: str, expected: str) -> None:
    """Letters and digits of all scripts stay; symbols count only where they tell names apart."""
    assert id_of_words(text) == expected


@given(st.text())
def test_ids_are_valid(text: str) -> None:
    """An id contains neither white space nor the separator, and Unicode equivalents are equal."""
    found = id_of_words(text)
    assert not re.search(rf"\s|{SEPARATOR}|^-|-$", found)
    assert found == id_of_words(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("part", "forms"),
    [
        (Part("section", "Goals", usual="goals", path="goals"), ("goals",)),
        (Part("section", "Goals", usual="goals", path="a--goals"), ("goals", "a--goals")),
        (Part("section", "2025 Goals", usual="goals"), ("2025-goals",)),
        (Part("section", ""), ("section",)),
        (Part("term", "Big Hub", "term-", "term-Big-Hub"), ("term-Big-Hub", "term-big-hub")),
        (Part("term", "C++", "term-", "term-C"), ("term-c-plus-plus",)),
    ],
)
def test_forms(part: Part, forms: tuple[str, ...]) -> None:
    """An id that Sphinx makes is used if it drops nothing but punctuation and case."""
    assert part.forms[:-1] == forms
    assert part.forms[-1].startswith(f"{part.id}{SEPARATOR}")


def test_one_id() -> None:
    """A part has one id if docutils, MyST and its words make the same."""
    assert Part("section", "Goals", usual="goals", slugs=("goals",)).has_one_id
    assert not Part("section", "What's new", usual="what-s-new", slugs=("whats-new",)).has_one_id
    assert not Part("section", "2025 goals", usual="goals").has_one_id
