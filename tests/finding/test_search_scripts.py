"""What the user interface of the search shows, without a browser."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx.search import SearchLanguage

from finding.running import evaluate
from sphinx_compass.finding.words import words_of

MATCHER = """matcherOf(given.query, {
    stem: (word) => word.replace(/s$/, ""),
    stopWords: new Set(["the", "of"]),
    same: (word) => (word === "pto" ? [word, "time off"] : [word]),
})"""


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("incidents", ["Incident"]),
        ("the incident of a hub", ["Incident", "a", "hub"]),
        ("repo", ["reports"]),  # while readers type
        ("PTO", ["off"]),
        ("laptop", []),
    ],
)
def test_words_are_marked_as_the_engine_matches_them(query: str, words: list[str]) -> None:
    """Plurals, beginnings of the last word and synonyms are marked; stop words are not."""
    text = "Incident: a hub is off, the reports"
    pieces = evaluate(f"marked(given.text, {MATCHER}.score)", query=query, text=text)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_marked in pieces if is_marked] == words


def test_excerpt_is_where_most_words_are() -> None:
    """The excerpt begins with a sentence, says that there is more, and has two lines."""
    text = "Nothing here. " * 30 + "Hubs need quotas. A quota of a hub is a limit. " + "More. " * 60
    pieces = evaluate(f"excerptOf(given.text, {MATCHER})", query="hub quota", text=text)
    quoted = "".join(piece for piece, _ in pieces)
    assert {"Hubs", "quotas", "quota", "hub"} == {piece for piece, is_marked in pieces if is_marked}
    assert quoted.endswith(" …")
    assert len(quoted) < 200
    assert "Hubs need" in quoted


def test_excerpt_shows_what_a_misspelled_word_means() -> None:
    """If no word matches, those that are one or two letters away are marked."""
    pieces = evaluate(f"excerptOf(given.text, {MATCHER})", query="caledar", text="The calendar.")
    assert pieces == [["The ", False], ["calendar", True], [".", False]]
    forms = evaluate(
        f"formsIn(given.text, {MATCHER})", query="caledar", text="A Calendar, calendars"
    )
    assert forms == ["calendar", "calendars"]


def test_text_without_spaces_is_marked_by_pairs() -> None:
    """Pairs of signs match as in the index; those that overlap have one mark, and are quoted."""
    far = "\u5e06\u8239\u5728\u6d77\u4e0a" * 60
    text = f"{far}\u7f57\u76d8\u6307\u5411\u5317{far}"
    query = "\u7f57\u76d8\u6307\u5411"
    marks = f"marked(given.text, {MATCHER}.score)"
    assert evaluate(marks, query=query, text=text) == [
        [far, False],
        [query, True],
        [f"\u5317{far}", False],
    ]
    pieces = evaluate(f"excerptOf(given.text, {MATCHER})", query=query, text=text)
    assert [query, True] in pieces
    assert len("".join(piece for piece, _ in pieces)) < 200
    assert evaluate(f"formsIn(given.text, {MATCHER})", query=query, text=text) == [query]
    for words in ("\u822a\u6d77\u624b x", "\u6d77", "caf\u00e9 \u304c\u304e\u3050"):
        assert evaluate("wordsIn(given.words)", words=words) == [
            *words_of(words, SearchLanguage({}))
        ]


def test_long_runs_of_letters_are_quoted_where_they_match() -> None:
    """Without a space before the match, the excerpt still has it."""
    text = f"{'x' * 300}-hub is off, {'later ' * 60}"
    pieces = evaluate(f"excerptOf(given.text, {MATCHER})", query="hub off", text=text)
    assert {"off"} <= {piece for piece, is_marked in pieces if is_marked}


def test_closest_names_are_offered() -> None:
    """Names and aliases that share many letters are offered; others are not."""
    entries = [
        {"title": "Technology Lead"},
        {"title": "Taking time off", "aliases": ["Vacation"]},
        {"title": "Glossary"},
    ]
    closest = "closestNames(given.query, given.entries).map(({ title }) => title)"
    assert evaluate(closest, query="tehcnolgy laed", entries=entries) == ["Technology Lead"]
    assert evaluate(closest, query="vacations", entries=entries) == ["Taking time off"]
    assert evaluate(closest, query="zzzz", entries=entries) == []


PAGES = [
    {"title": "Product Lead", "address": "roles/product-lead/"},
    {"title": "Support", "address": "support/"},
]
DOCUMENTS = [
    {"page": 0, "kind": "role", "title": "Product Lead", "anchor": "role-product-lead"},
    {"page": 1, "kind": "role", "title": "Triager", "anchor": "role-triager"},
    {"page": 1, "kind": "term", "title": "Triager", "anchor": "term-Triager"},
    {"page": 1, "kind": "section", "title": "Triager", "anchor": "triager"},
    {"page": 1, "kind": "section", "title": "Hours", "anchor": "hours"},
]
HITS = "hitsOf(given.found, given.pages, objectsByName(given.documents))"


def hits(*found: dict[str, Any], expression: str = HITS) -> Any:
    """Return what is shown for pages that the engine finds."""
    return evaluate(expression, found=found, pages=PAGES, documents=DOCUMENTS)


def test_page_of_an_object_is_shown_as_the_object() -> None:
    """The page of a role has its kind, and the link leads to its top."""
    whole = {**DOCUMENTS[0], "score": 5}
    [hit] = hits({"page": 0, "score": 60, "own": 9, "parts": [whole]})
    assert (hit["best"]["kind"], hit["best"]["anchor"], hit["more"]) == ("role", "", [])
    # An answer about another object has none of the words of the question.
    [hit] = hits({"page": 0, "score": 60, "own": 0, "parts": []})
    assert (hit["best"]["kind"], hit["best"]["title"]) == ("role", "Product Lead")


def test_best_section_is_linked_once() -> None:
    """A section with the name of an object is the object; other sections follow."""
    parts = [{**item, "score": 9 - number} for number, item in enumerate(DOCUMENTS[1:])]
    [hit] = hits({"page": 1, "score": 60, "own": 1, "parts": parts})
    assert (hit["best"]["kind"], hit["best"]["anchor"]) == ("role", "triager")
    assert hit["best"]["textAnchor"] == "role-triager"
    assert [place["anchor"] for place in hit["more"]] == ["hours"]


def test_groups_show_each_name_on_a_page_once() -> None:
    """The group with the best result is the first."""
    parts = [{**item, "score": 9 - number} for number, item in enumerate(DOCUMENTS[1:])]
    groups = hits(
        {"page": 1, "score": 60, "own": 70, "parts": parts},
        {"page": 0, "score": 5, "own": 5, "parts": []},
        expression=f"groupsOf({HITS})",
    )
    shown = {group["name"]: [hit["best"]["title"] for hit in group["hits"]] for group in groups}
    assert list(shown.items()) == [
        ("pages", ["Support"]),
        ("objects", ["Triager", "Product Lead"]),
    ]
    assert hits(expression=f"groupsOf({HITS})") == []


@pytest.mark.parametrize(
    ("address", "trail"),
    [
        ("a/b/", ["A"]),
        ("a/c/", ["A", "B"]),  # below another page than the folder says
        ("a/", []),
        ("", []),
    ],
)
def test_trail_leads_from_a_section_to_the_page(address: str, trail: list[str]) -> None:
    """The trail follows the tables of contents."""
    titles = [["", "Front"], ["a/", "A"], ["a/b/", "B"], ["a/c/", "C"]]
    site = {"root": "", "parents": {"a/c/": "a/b/"}}
    found = evaluate(
        "trailOf(given.address, new Map(given.titles), given.site)",
        address=address,
        titles=titles,
        site=site,
    )
    assert found == trail
