"""What the program adds to the file of changes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from impact_sites import item, page, site, term

from conftest import CONF, ROOT
from sphinx_compass.organization.changes import ChangeLog
from sphinx_compass.organization.changes_file import parse
from tools.changes.__main__ import main, with_merges
from tools.changes.entries import MOST_ALIKE, MOST_SENTENCES, entry_changes
from tools.changes.history import Commit, Merge, merges
from tools.revisions import git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.impact.site import ComparedSite

DAY = dt.date(2026, 5, 1)


def said(old: ComparedSite | None, new: ComparedSite) -> list[str]:
    """Return the sentences on what changes between two sites."""
    return [str(change) for change in entry_changes(old, new)]


def test_facts_are_news() -> None:
    """Sentences name things as people do; reviews and breaks are left out."""
    roles = [item("a", "Alpha", declared_on="p"), item("b", "Beta", area="x", declared_on="q")]
    areas = [item("x", "Xenon"), item("y", "Ypsilon")]
    old = site(
        {"label lost": "p/#lost"},
        roles=roles,
        areas=areas,
        terms=[term("Hub")],
        pages=[page("p", "People", owner="a", last_reviewed_on="2026-01-01"), page("q", "Q")],
    )
    new = site(
        roles=[
            item("a", "Alef", declared_on="p"),
            item("b", "Beta", area="y", declared_on="q", status="new"),
        ],
        areas=areas,
        terms=[term("Hub", "Hubs")],
        pages=[page("p", "People", owner="b", last_reviewed_on="2026-02-01"), page("q", "Q")],
    )
    found = entry_changes(old, new)
    assert [str(change) for change in found] == [
        "Role “Beta” moves to another area: “Ypsilon” instead of “Xenon”.",
        "Role “Beta” changes: status.",
        "Role “Alpha” is renamed “Alef”.",
        "Term “Hub” changes: other headwords.",
        "Page “People” moves to another owner: “Beta” instead of “Alef”.",
    ]
    assert [change.areas for change in found] == [("x", "y"), ("y",), (), (), ("y",)]
    assert [change.pages for change in found] == [("q",), ("q",), ("p",), (), ("p",)]


def test_review_dates_are_no_news() -> None:
    """Each page shows them itself."""
    ends: list[tuple[str, str, str, list[str]]] = [
        ("2026-01-01", "2026-07-01", "2025-12", ["pager"]),
        ("2026-02-01", "2027-02-01", "2026-01", []),
    ]
    old, new = (
        site(
            pages=[
                page("p", last_reviewed_on=begin, review_by=end, facts_as_of=month, keywords=words)
            ]
        )
        for begin, end, month, words in ends
    )
    assert said(old, new) == []
    renamed = site(pages=[page("p", "Title", facts_as_of="2026-02")])
    assert said(new, renamed) == ["Page “Title” changes: facts_as_of, title."]


def test_many_of_a_kind_are_one_sentence() -> None:
    """The first version of a handbook is a short entry."""
    count = MOST_ALIKE + 2
    new = site(
        roles=[item(f"r{n}", f"Role {n}", area="x", declared_on=f"p{n}") for n in range(count)],
        areas=[item("x", "Xenon")],
        pages=[page("p0", "People")],
    )
    first, *others = entry_changes(None, new)
    assert str(first) == (
        "7 roles are added: “Role 0”, “Role 1”, “Role 2”, “Role 3”, “Role 4” and 2 more."
    )
    assert first.areas == ("x",)
    assert first.pages == tuple(f"p{n}" for n in range(count))
    assert list(map(str, others)) == ["Area “Xenon” is added.", "Page “People” is added."]
    moved = dataclasses.replace(
        new, data={**new.data, "roles": [{**role, "area": "y"} for role in new.data["roles"]]}
    )
    assert said(new, moved)[0].startswith("7 roles have another area: “Role 0”, ")


def test_an_entry_has_a_limited_length() -> None:
    """Further changes are counted, and concern their areas and pages."""
    numbers = range(MOST_ALIKE)

    def items(what: str, **options: str) -> list[dict[str, Any]]:
        return [item(f"{what}{n}", f"{what} {n}", declared_on="p", **options) for n in numbers]

    old, new = (
        {
            kind: [
                *items(gone),
                *[{**data, "name": f"{name} {data['slug']}"} for data in items("named")],
                *items("moved", area=area),
                *items("changed", status=area),
            ]
            for kind in ("roles", "teams")
        }
        for gone, name, area in (("old", "Old", "x"), ("new", "New", "y"))
    )
    sentences = entry_changes(
        *(site(roles=data["roles"], teams=data["teams"]) for data in (old, new))
    )
    assert len(sentences) == MOST_SENTENCES + 1
    assert str(sentences[-1]) == "And there are 10 more changes."
    assert sentences[-1].pages == ("p",)


def test_areas_of_pages_and_terms() -> None:
    """A page belongs to its owner's area and to that of its folder; a term to those of its page."""
    new = site(
        roles=[item("lead", "Lead", area="x")],
        areas=[
            item("x", "X", structure_page="about/x"),
            item("y", "Y", structure_page="about/y"),
            item("z", "Z", structure_page="work/structure"),
        ],
        pages=[page("about/p", "P", owner="lead"), page("work/q", "Q", owner="lead")],
        terms=[{**term("Hub"), "defined_on": "work/q"}],
    )
    found = {str(change): change.areas for change in entry_changes(None, new)}
    assert found["Page “P” is added."] == ("x",)
    assert found["Page “Q” is added."] == ("x", "z")
    assert found["Term “Hub” is added."] == ("x", "z")


def test_texts_are_cleaned() -> None:
    """Names that somebody made up cannot break the file, a page or a terminal."""
    (change,) = entry_changes(None, site(roles=[item("a", "A\n\x1b[1m\u202e@team")]))
    assert str(change) == "Role “A [1m@team” is added."


# -- history -----------------------------------------------------------------


def commit(number: int, subject: str = "Edit", *files: str, day: int = 0) -> Commit:
    """Return a commit."""
    date = DAY + dt.timedelta(days=day)
    return Commit(f"{number:040x}", f"{number - 1:040x}", date, subject, files or ("a.md",))


def grouped(*found: Commit) -> list[tuple[int, int, int | None]]:
    """Return the numbers of the commits before and after each merge, and of its pull request."""
    return [
        (int(merge.before, 16), int(merge.after, 16), merge.pull_request)
        for merge in merges(found, lambda name: name.endswith(".md"))
    ]


def test_merges() -> None:
    """Pull requests are one each; other commits of a day are one; what touches no page is none."""
    assert grouped(
        commit(1),
        commit(2, "Keep names", "names.json", "reviews.json", "changes.json"),
        commit(3),
        commit(4, "Change a rule (#12)"),
        commit(5, "Merge pull request #7 from somebody/patch-1"),
        commit(6, "Say what (#3) did"),
        commit(7, day=1),
    ) == [(0, 3, None), (3, 4, 12), (4, 5, 7), (5, 6, None), (6, 7, None)]


SITES = {name: site(roles=[item(role, role) for role in name]) for name in ("a", "ab", "abc")}


def kept(
    found: list[tuple[str, str]],
    since: str = "",
    head: str = "broken",
    log: ChangeLog | None = None,
) -> tuple[list[str], str]:
    """Return the sentences and the commit of a log after merges, given as before and after."""
    items = [Merge(before, after, DAY, None) for before, after in found]
    result = with_merges(log or ChangeLog(), items, since, head, SITES.get)
    return [str(change) for entry in result.entries for change in entry.changes], result.up_to


def test_each_merge_is_compared_with_what_was_before() -> None:
    """Without any earlier site, everything is new."""
    assert kept([("", "a"), ("ab", "abc")]) == (
        ["Role “a” is added.", "Role “c” is added."],
        "abc",
    )


def test_revisions_that_cannot_be_built() -> None:
    """What they change is part of the next entry, also of a later run."""
    assert kept([("", "a"), ("a", "broken"), ("broken", "abc")]) == (
        ["Role “a” is added.", "Role “b” is added.", "Role “c” is added."],
        "abc",
    )
    assert kept([("a", "broken")], since="a", log=ChangeLog((), "a")) == ([], "a")
    assert kept([("a", "broken")], since="a", head="ab") == (["Role “b” is added."], "ab")
    assert kept([("broken", "ab")], since="a") == (["Role “b” is added."], "ab")
    assert kept([("broken", "ab")], since="also broken") == ([], "ab")


# -- with a repository -------------------------------------------------------

PEOPLE = "# People\n\n:::{{role}} {name}\n:slug: maker\n\n{text}\n:::\n"
SETTINGS = (
    f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n{CONF}"
    'html_theme = "basic"\nhtml_theme_options = {}\n'
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the repository of a small handbook, with one commit."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "somebody@example.org")
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / "conf.py").write_text(SETTINGS, encoding="utf-8")
    (folder / "index.md").write_text(PEOPLE.format(name="Maker", text="Makes."), encoding="utf-8")
    save(folder, "Begin")
    return folder


def save(folder: Path, subject: str) -> str:
    """Commit everything, and return the hash."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", subject)
    return git(folder, "rev-parse", "HEAD").strip()


def entries(folder: Path) -> Iterator[tuple[int | None, list[str]]]:
    """Run the program, and yield the pull request and the sentences of each entry."""
    main([str(folder)])
    for entry in parse((folder / "changes.json").read_bytes()).entries:
        yield entry.pull_request, [str(change) for change in entry.changes]


@pytest.mark.build
def test_running_it_again_changes_nothing(repository: Path) -> None:
    """Not after its own commit either, nor after an edit that changes no fact."""
    begin = (None, ["Role “Maker” is added.", "Page “People” is added."])
    assert list(entries(repository)) == [begin]
    path = repository / "changes.json"
    text = path.read_bytes()
    assert list(entries(repository)) == [begin]
    save(repository, "Keep the list of changes")
    assert list(entries(repository)) == [begin]
    assert path.read_bytes() == text
    page = repository / "index.md"
    page.write_text(PEOPLE.format(name="Maker", text="Makes  all."), encoding="utf-8")
    save(repository, "Correct a text (#2)")
    page.write_text(PEOPLE.format(name="Builder", text="Makes all."), encoding="utf-8")
    last = save(repository, "Rename the maker (#3)")
    renamed = (3, ["Role “Maker” is renamed “Builder”."])
    assert list(entries(repository)) == [begin, renamed]
    assert parse(path.read_bytes()).up_to == last


def test_history_that_was_rewritten(repository: Path) -> None:
    """The last commit that changed the file counts, so that nothing is said twice."""
    text = f'{{"up_to": "{"f" * 40}", "entries": []}}'
    (repository / "changes.json").write_text(text, encoding="utf-8")
    assert list(entries(repository)) == []
    save(repository, "Squash")
    assert list(entries(repository)) == []


def test_where_it_does_nothing(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a history and on other branches it leaves the file; a shallow clone is an error."""
    main([str(tmp_path)])
    assert "no git history" in capsys.readouterr().out
    git(repository, "checkout", "--quiet", "-b", "mine")
    main([str(repository)])
    assert "Only changes on main" in capsys.readouterr().out
    git(repository, "checkout", "--quiet", "main")
    save(repository, "More")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), str(clone))
    with pytest.raises(SystemExit) as stopped:
        main([str(clone)])
    assert "git fetch --unshallow origin" in str(stopped.value.code)
    assert not any((folder / "changes.json").exists() for folder in (tmp_path, repository, clone))


def test_malformed_file(repository: Path) -> None:
    """It is left alone, and the line of the mistake is named."""
    path = repository / "changes.json"
    path.write_text('{"up_to": "",\n"entries": 1}', encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main([str(repository)])
    assert str(stopped.value.code).startswith("changes.json, line 2: ")
