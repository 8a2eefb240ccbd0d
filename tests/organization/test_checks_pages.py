"""The checks of pages: structure pages, owners, review dates, required front matter."""

from __future__ import annotations

import datetime as dt

import pytest

from company import COMPANY, RULES, findings, in_company, names_in
from records import area, directory, mention, page, role
from sphinx_compass.organization.checks import check
from sphinx_compass.organization.checks.pages import missing_keys, pages, structure_pages
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import Page
from sphinx_compass.organization.rules import Rules

OWNERS = (
    role("Gone", 10, status="archived"),
    role("Open", 20, status="vacant"),
    role("New", 30, status="new", aliases="shared"),
    role("Pilot", 40, status="pilot", aliases="shared"),
)


def owned_by(owner: str, rules: Rules = RULES) -> list[Problem]:
    """Return the findings for a page with an owner in an organization without mistakes."""
    organization = Directory.build(
        (*COMPANY, *OWNERS),
        pages=[Page("page", owner=mention(owner, 2), lines={"owner": 2})],
        rules=rules,
    )
    return list(pages(organization))


# -- messages --------------------------------------------------------------------------


def test_words_of_no_structure_page() -> None:
    """The finding suggests the option, with an example."""
    (problem,) = structure_pages(directory(area("A", page="", docname="a/index"), rules=RULES))
    assert str(problem) == (
        "The area 'A' names no structure page; add the option ':page:' with the page that "
        "describes it, for instance ':page: a/index'."
    )


def test_words_of_a_wrong_structure_page() -> None:
    """The finding says that the page does not exist."""
    (problem,) = structure_pages(directory(area("A", page="xyz")))
    assert str(problem) == (
        "The structure page 'xyz' of the area 'A' does not exist; "
        "write the page, or name another one."
    )


def test_words_of_an_unknown_owner() -> None:
    """The finding contains the name of the owner."""
    (problem,) = owned_by("Nobody")
    assert problem.message == "The page's owner 'Nobody' is not a declared role"


def test_words_of_an_inactive_owner() -> None:
    """The finding says why the role cannot own a page."""
    (problem,) = owned_by("gone")
    assert str(problem) == (
        "The page's owner 'Gone' is archived and cannot answer for it; "
        "name a role that somebody holds."
    )


def test_words_of_a_future_review() -> None:
    """The finding suggests a date."""
    organization = Directory.build(pages=[page(reviewed="2026-11-22")], rules=RULES)
    (problem,) = pages(organization)
    assert str(problem) == (
        "The review date 2026-11-22 is in the future; "
        "write the day on which the page was compared with its sources."
    )


def test_words_of_facts_from_the_future() -> None:
    """The finding suggests the present month."""
    described = Page("page", facts_as_of=dt.date(2027, 1, 1))
    (problem,) = pages(Directory.build(pages=[described], rules=RULES))
    assert str(problem) == (
        "The month 2027-01 in 'facts_as_of' is in the future; "
        "write the month of the newest facts, for instance 'facts_as_of: 2026-11'."
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            {},
            (
                "The page has no front matter; begin it with a line '---', "
                "the lines 'owner: …', 'description: …', and a second line '---'."
            ),
        ),
        (
            {"owner": 2},
            (
                "The page has no 'description' in its front matter; "
                "add a line 'description: …' between the '---' lines at its top."
            ),
        ),
        (
            {"owner": 2, "descripton": 3},
            (
                "The page has no 'description' in its front matter; "
                "is 'descripton' meant to be 'description'?"
            ),
        ),
    ],
)
def test_words_of_missing_keys(lines: dict[str, int], text: str) -> None:
    """The finding suggests what to write, or shows the misspelled key."""
    (problem,) = missing_keys(Page("page", lines=lines), ("owner", "description"))
    assert str(problem) == text


# -- structure pages -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("page", []),
        ("other", []),
        ("", [(10, "structure_page")]),
        ("nowhere", [(12, "structure_page")]),
    ],
)
def test_structure_page(name: str, expected: list[tuple[int, str]]) -> None:
    """An area without a page has a finding at its declaration, a wrong page at the option."""
    assert in_company(area("A", 10, page=name)) == expected


@pytest.mark.parametrize(
    ("name", "offered"), [("pag", ["page"]), ("product/teams", ["product/team", "product/term"])]
)
def test_close_structure_pages(name: str, offered: list[str]) -> None:
    """Up to two pages with similar names are suggested, the closest first."""
    titles = dict.fromkeys(("page", "product/team", "product/term", "product/tempo", "z"), "")
    (problem,) = structure_pages(Directory.build([area("A", page=name)], titles=titles))
    assert names_in(problem.message) == [name, "A"]
    assert names_in(problem.suggestion) == offered


def test_structure_pages_are_required_by_a_setting() -> None:
    """Without the setting, only a page that does not exist is a finding."""
    areas = area("A", 10, page=""), area("B", 20, page="nowhere")
    assert findings(structure_pages(directory(*areas))) == [(22, "structure_page")]


def test_every_area_is_checked() -> None:
    """Each area has a separate finding, and areas without one don't end the check."""
    areas = area("A", 10, page=""), area("B", 20), area("C", 30, page="nowhere")
    assert findings(structure_pages(directory(*areas, rules=RULES))) == [
        (10, "structure_page"),
        (32, "structure_page"),
    ]


# -- owners ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("Product Lead", []),
        ("boss", []),
        ("New", []),
        ("Nobody", [(Subtype.OWNER, ["Nobody"])]),
        ("Makers", [(Subtype.OWNER, ["Makers", "Makers"])]),
        ("Prodct Lead", [(Subtype.OWNER, ["Prodct Lead", "Product Lead"])]),
        ("gone", [(Subtype.OWNER, ["Gone"])]),
        ("open", [(Subtype.OWNER, ["Open"])]),
        ("shared", [(Subtype.AMBIGUOUS, ["shared", "New", "Pilot"])]),
    ],
)
def test_owner(owner: str, expected: list[tuple[Subtype, list[str]]]) -> None:
    """An owner is one declared role with an active status."""
    problems = owned_by(owner)
    assert [problem.location.line for problem in problems] == [2] * len(expected)
    assert [
        (problem.subtype, names_in(str(problem).replace("page's", "page"))) for problem in problems
    ] == expected


def test_inactive_statuses_are_configured() -> None:
    """A setting decides with which statuses a role cannot own pages."""
    rules = Rules(inactive_statuses=("new",))
    assert owned_by("gone", rules) == []
    assert [problem.subtype for problem in owned_by("new", rules)] == [Subtype.OWNER]


# -- review dates -------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "count"), [(20, 0), (21, 0), (22, 1)])
def test_future_review(day: int, count: int) -> None:
    """A review date can be today, but not tomorrow."""
    reviewed = Page("page", last_reviewed_on=dt.date(2026, 11, day), lines={"last_reviewed_on": 4})
    organization = Directory.build(pages=[reviewed], rules=RULES)
    assert findings(pages(organization)) == [(4, "review")] * count


@pytest.mark.parametrize(("month", "count"), [(10, 0), (11, 0), (12, 1)])
def test_facts_from_the_future(month: int, count: int) -> None:
    """A page can describe this month, but not the next one."""
    described = Page("page", facts_as_of=dt.date(2026, month, 1), lines={"facts_as_of": 4})
    organization = Directory.build(pages=[described], rules=RULES)
    assert findings(pages(organization)) == [(4, "review")] * count


def test_without_today() -> None:
    """If today's date is not given, no date is in the future."""
    latest = dt.date(2999, 12, 1)
    future = Page("page", last_reviewed_on=latest, facts_as_of=latest)
    assert list(pages(Directory.build(pages=[future]))) == []


# -- required keys --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Page("page"), [1]),
        (Page("page", lines={"owner": 2, "description": 3}), []),
        (Page("page", lines={"owner": 2}), [1]),
        (Page("page", lines={"review_in": 2}), [1, 1]),
        (Page("page", lines={"onwer": 2, "description": 3}), [2]),
        (Page("page", lines={"descripton": 2, "onwer": 3}), [3, 2]),
        (Page("page", lines={"nowre": 2, "description": 3}), [1]),
        (Page("page", readable=False), []),
        (Page("page", lines={"owner": 2}, readable=False), []),
    ],
)
def test_required_front_matter(item: Page, expected: list[int]) -> None:
    """A missing key has one finding, at the line of a misspelled key if there is one."""
    found = list(missing_keys(item, ("owner", "description")))
    assert [problem.location.line for problem in found] == expected
    assert {problem.location.docname for problem in found} <= {"page"}
    assert {problem.subtype for problem in found} <= {Subtype.FRONT_MATTER}


@pytest.mark.parametrize("key", ["Owner", "OWNER", "owner "])
@pytest.mark.parametrize("required", [(), ("owner",)])
@pytest.mark.parametrize("other", ["owner", "review_in"])
def test_key_in_other_letters(key: str, required: tuple[str, ...], other: str) -> None:
    """Such a key is one finding at its line, whether the right one is there or is needed."""
    item = Page("page", lines={other: 2, key: 3})
    organization = Directory.build(pages=[item], rules=Rules(required_front_matter=required))
    (problem,) = pages(organization)
    assert (problem.location.line, problem.subtype) == (3, "front_matter")
    assert names_in(str(problem))[-2:] == [key, "owner"]


CHECKED = Rules(
    check_pages=True, required_front_matter=("owner", "level"), other_front_matter=("blogpost",)
)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            "colour",
            (
                "The front matter key 'colour' has no effect; remove it, or write one of 'owner', "
                "'last_reviewed_on', 'review_in', 'description', 'facts_as_of', 'keywords', "
                "'redirect_from', 'read_in_order', 'level', 'blogpost'."
            ),
        ),
        (
            "redirect-form",
            (
                "The front matter key 'redirect-form' has no effect; "
                "is 'redirect-form' meant to be 'redirect_from'?"
            ),
        ),
    ],
)
def test_words_of_a_key_without_effect(key: str, text: str) -> None:
    """The finding shows the keys that have an effect, or the one that is meant."""
    item = Page("page", lines={"owner": 2, "level": 3, key: 4})
    (problem,) = pages(Directory.build(pages=[item], rules=CHECKED))
    assert (problem.location.line, problem.subtype) == (4, "front_matter")
    assert str(problem) == text


@pytest.mark.parametrize("key", ["Owner", "lvel", "descripton"])
def test_key_without_effect_is_one_finding(key: str) -> None:
    """A misspelled key is not reported twice, and one of many by itself."""
    present = {"owner": 2, "level": 3} if key == "descripton" else {"owner": 2, "Level": 5}
    item = Page("page", lines={**present, key: 4, "colour": 6, "size": 7})
    found = list(pages(Directory.build(pages=[item], rules=CHECKED)))
    lines = [problem.location.line for problem in found]
    assert sorted(lines) == sorted({*present.values(), 4, 6, 7} - {2, 3})


@pytest.mark.parametrize(
    "key",
    [
        *(
            "owner",
            "keywords",
            "redirect_from",
            "level",
            "blogpost",
            "orphan",
            "tocdepth",
            "nosearch",
        ),
        *("html_meta", "html_theme.sidebar_secondary.remove", "myst", "substitutions"),
        *("jupytext", "kernelspec", "sd_hide_title", "author", "title", "hide-toc"),
    ],
)
def test_key_with_an_effect(key: str) -> None:
    """Keys of Sphinx, MyST, themes and other extensions are not reported."""
    item = Page("page", lines={"owner": 2, "level": 3, key: 4})
    assert list(pages(Directory.build(pages=[item], rules=CHECKED))) == []


def test_keys_are_not_checked_by_default() -> None:
    """Without the check of pages, other extensions may read any key."""
    assert list(pages(Directory.build(pages=[Page("page", lines={"colour": 2})]))) == []


def test_keywords_in_other_letters() -> None:
    """The keys whose values are lists are known as well."""
    organization = Directory.build(pages=[Page("page", lines={"owner": 2, "Key-Words": 3})])
    assert findings(pages(organization)) == []
    organization = Directory.build(pages=[Page("page", lines={"owner": 2, "Keywords": 3})])
    assert findings(pages(organization)) == [(3, "front_matter")]


def test_known_key_is_not_misspelled() -> None:
    """A known key does not count as a misspelled one."""
    reviewed = Page("page", lines={"last_reviewed_on": 4})
    (problem,) = missing_keys(reviewed, ("last_reviewed_of",))
    assert problem.location.line == 1
    unknown = Page("page", lines={"last_reviewed_by": 4})
    (problem,) = missing_keys(unknown, ("last_reviewed_of",))
    assert problem.location.line == 4


def test_nothing_required() -> None:
    """Without required keys, a page needs no front matter."""
    assert list(missing_keys(Page("page"), ())) == []


def test_everything_that_is_wrong_with_a_page() -> None:
    """All checks together find each mistake on each page."""
    rules = Rules(today=RULES.today, required_front_matter=("owner", "description"))
    organization = Directory.build(
        COMPANY,
        pages=[
            Page("a", mention("Boss", 2, "a"), lines={"owner": 2, "description": 3}),
            Page(
                "b",
                mention("Nobody", 5, "b"),
                dt.date(2026, 12, 1),
                lines={"owner": 5, "last_reviewed_on": 6},
            ),
            Page("c", mention("Nobody", 7, "c"), lines={"owner": 7, "description": 8}),
        ],
        titles={"page": "Page"},
        rules=rules,
    )
    assert sorted(
        (item.location.docname, item.location.line, item.subtype) for item in check(organization)
    ) == [
        ("b", 1, "front_matter"),
        ("b", 5, "owner"),
        ("b", 6, "review"),
        ("c", 7, "owner"),
    ]


# -- descriptions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("What we do.", 0),
        ("What do we do?", 0),
        ('Says "what we do."', 0),
        ("\u6211\u4eec\u505a\u4ec0\u4e48\u3002", 0),
        ("What we do", 1),
        ("What we do,", 1),
        ("x" * 19 + ".", 0),
        ("x" * 20 + ".", 1),
        ("x" * 30, 1),
        ("What **we** do.", 1),
        ("For {role}`Boss`.", 1),
        ("See [it](x.md).", 1),
        ("A <b>bold</b> one.", 1),
        ("5 * 3 < 2 (see {x}).", 0),
        ("", 0),
    ],
)
def test_description(text: str, count: int) -> None:
    """A description is one sentence that is not too long, if a setting asks for that."""
    item = Page("page", description=text, lines={"description": 4})
    for longest, expected in ((20, count), (0, 0)):
        organization = Directory.build(pages=[item], rules=Rules(longest_description=longest))
        assert findings(pages(organization)) == [(4, "front_matter")] * expected
