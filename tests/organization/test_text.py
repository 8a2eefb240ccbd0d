"""Comparing names and texts, slugs, and splitting text into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_compass.organization.text import (
    SLUG_PATTERN,
    TITLE_MARK,
    as_markdown_code,
    digest,
    digests_after,
    encoded_target,
    fold,
    sentences,
    slugify,
    title_mark,
)

# -- names ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Product and Community Lead", "product-and-community-lead"),
        ("  Hub   Engineer ", "hub-engineer"),
        ("R&D / Operations (EU)", "r-d-operations-eu"),
        ("Équipe Zürich", "equipe-zurich"),
        ("Level 2 Support", "level-2-support"),
        ("ﬁrst", "first"),  # a ligature
        ("-_-", ""),
        ("日本", ""),
    ],
)
def test_slugify(name: str, slug: str) -> None:
    """A slug has lowercase ASCII words with hyphens; it may be empty."""
    assert slugify(name) == slug


@given(st.text())
def test_slug_is_a_slug(name: str) -> None:
    """The slug of any name is valid or empty, and equal to its own slug."""
    slug = slugify(name)
    assert slug == "" or SLUG_PATTERN.fullmatch(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize("text", ["", "Lead", "a--b", "-a", "a-", "a_b", "é", "a b"])
def test_not_a_slug(text: str) -> None:
    """Capitals, stray hyphens and other characters do not make a slug."""
    assert SLUG_PATTERN.fullmatch(text) is None


@pytest.mark.parametrize("name", ["hub lead", "HUB Lead", " Hub\n\tlead  "])
def test_fold(name: str) -> None:
    """Case and repeated white space are ignored."""
    assert fold(name) == "hub lead"


@given(st.text())
def test_fold_is_idempotent(name: str) -> None:
    """Folding a folded name changes nothing, and white space around a name is ignored."""
    assert fold(fold(name)) == fold(name)
    assert fold(f" {name}\n") == fold(name)


def test_fold_keeps_words_apart() -> None:
    """Different words stay different; sharp s and double s are equal."""
    assert fold("hub lead") != fold("hublead")
    assert fold("Straße") == fold("STRASSE")


@pytest.mark.parametrize("kind", ["role", "open-program"])
def test_title_mark(kind: str) -> None:
    """A mark in a text contains a kind and a name."""
    text = f"Ask the {title_mark(kind, 'Hub: Lead')} or the {title_mark('team', '')}."
    assert [match.groups() for match in TITLE_MARK.finditer(text)] == [
        (kind, "Hub: Lead"),
        ("team", ""),
    ]
    assert TITLE_MARK.sub("X", text) == "Ask the X or the X."


@pytest.mark.parametrize(
    ("target", "headword", "label"),
    [
        ("support-guide_1.2~", "support-guide_1.2~", "support-guide_1.2~"),
        ("people/index:top", "people%2Findex%3Atop", "people/index:top"),
        ("CS&S (US)", "CS%26S%20%28US%29", "CS%26S%20%28US%29"),
        ("é#?", "%C3%A9%23%3F", "%C3%A9%23%3F"),
    ],
)
def test_encoded_target(target: str, headword: str, label: str) -> None:
    """Headwords are encoded completely; labels and docnames keep slashes and colons."""
    assert encoded_target(target, is_headword=True) == headword
    assert encoded_target(target, is_headword=False) == label


# -- sentences ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("  \n ", [""]),
        ("No stop", ["No stop"]),
        ("One.", ["One."]),
        ("One. Two.", ["One.", "Two."]),
        ("One!  Two?\nThree. Four", ["One!", "Two?", "Three.", "Four"]),
        ("At 2.5 hours. 3 days later.", ["At 2.5 hours.", "3 days later."]),
        ('He said. "Go." (He went.)', ["He said.", '"Go." (He went.)']),
        ("He said. 'Go' it is. (He went.)", ["He said.", "'Go' it is.", "(He went.)"]),
        ("One. two. Three.", ["One. two.", "Three."]),
        ("One.Two", ["One.Two"]),
        ("One: Two; Three, Four", ["One: Two; Three, Four"]),
        (
            f"One. {title_mark('role', 'lead')} acts.",
            ["One.", f"{title_mark('role', 'lead')} acts."],
        ),
        ("One. \ue002Two.", ["One.", "\ue002Two."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """A sentence ends at a full stop before white space and a start of a sentence."""
    assert sentences(text) == expected


@pytest.mark.parametrize("short", ["e.g.", "i.e.", "etc.", "vs.", "approx."])
def test_abbreviations(short: str) -> None:
    """The full stop of an abbreviation does not end a sentence."""
    assert sentences(f"This {short} That. Other.") == [f"This {short} That.", "Other."]


@given(st.text())
def test_sentences_lose_nothing(text: str) -> None:
    """The joined sentences are the text with normalized white space."""
    assert " ".join(sentences(text)) == " ".join(text.split())


# -- digests -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"), [("At most 3 days.", "a66326267740"), ("", "e3b0c44298fc")]
)
def test_digest_is_stable(text: str, expected: str) -> None:
    """Digests are committed in files, so the digest of a text must never change."""
    assert digest(text) == expected


@pytest.mark.parametrize(
    "other",
    [
        "answers within 3 days and tells the lead",
        "Answers within 3 days, and tells the lead.",
        "Answers – within 3 days – and tells the Lead!",  # noqa: RUF001 - dashes, as editors type
        "Answers within\n3 days\tand  tells the lead. ",
        "(Answers) within '3' days; and tells: the lead…",
    ],
)
def test_digest_ignores_how_words_are_set(other: str) -> None:
    """Case, punctuation and white space do not change a digest."""
    assert digest(other) == digest("Answers within 3 days and tells the lead.")


@pytest.mark.parametrize(
    "other",
    [
        "Answers within 4 days and tells the lead.",
        "Answers within 30 days and tells the lead.",
        "Answers within 3.5 days and tells the lead.",
        "Answers within 3 weeks and tells the lead.",
        "Answers within 3 days and tells the leads.",
        "Answers within 3 days and tells lead the.",
        "Answers within 3 days and tell sthe lead.",
        "Answers within 3 days.",
        "",
    ],
)
def test_digest_tells_words_and_numbers_apart(other: str) -> None:
    """Any other word, number or order changes a digest."""
    assert digest(other) != digest("Answers within 3 days and tells the lead.")


@given(first=st.text(), second=st.text())
def test_digests_after(first: str, second: str) -> None:
    """The digest of a text and another one is that of both."""
    assert digests_after(first)(second) == digest(f"{first} {second}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07 \u202eand\n\nblue", "`[31mred and blue`"),
        ("\u0646\u200c\u0647", "`\u0646\u200c\u0647`"),
        (" \x00\n", ""),
    ],
)
def test_markdown_code_is_one_line_of_visible_characters(text: str, shown: str) -> None:
    """Control characters are left out; a text of nothing else makes no empty code."""
    assert as_markdown_code(text) == shown


@given(text=st.text(alphabet="a` @<\n*", min_size=1).filter(str.strip))
def test_as_markdown_code(text: str) -> None:
    """Markdown reads one piece of code with the same words."""
    (inline,) = MarkdownIt().parseInline(as_markdown_code(text))
    assert [part.type for part in inline.children or []] == ["code_inline"]
    assert (inline.children or [])[0].content.split() == text.split()
