"""The report on a change, from two builds of a small handbook."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tools.impact.__main__ import PREVIEW, main
from tools.impact.report import INCOMPARABLE, NOTHING, TEXTS_TITLE, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook

CONF = """\
compass_names_file = "names.json"
compass_reviews_file = "reviews.json"
html_theme = "basic"
html_theme_options = {}
"""

FRONT = "---\nowner: {owner}\nlast_reviewed_on: {day}\nreview_in: 6 months\n---\n\n"

PAGES = {
    "index.md": """\
        # Start

        ```{toctree}
        people
        how
        words
        ```
        """,
    "people.md": """\
        # People

        :::{role} Maker
        :area: product
        Makes.
        :::

        :::{role} Keeper
        :area: product
        Keeps.
        :::

        :::{team} Circle
        Meets.
        :::

        :::{area} Product
        :page: people
        Decides.
        :::

        :::{area} Support
        :page: people
        Helps.
        :::
        """,
    "how.md": FRONT.format(owner="maker", day="2026-06-01")
    + "# How\n\n## By hand\n\nIn the {term}`Hub`.\n",
    "words.md": """\
        # Words

        :::{glossary}
        Hub
          Where people meet.
        :::
        """,
    "names.json": "{}",
    "reviews.json": '{"pages": {}}',
}


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a small handbook, already built as the old revision."""
    book = handbook(PAGES, conf=CONF)
    record_reviews(book)
    assert book.run("-W", out="old") == 0, book.warnings
    return book


def record_reviews(book: Handbook) -> None:
    """Update reviews.json as `nox -s keep` does."""
    site = book.outdir
    assert book.run("-W", builder="reviews", out="agenda") == 0, book.warnings
    shutil.copyfile(book.outdir / "record.json", book.folder / "reviews.json")
    book.outdir = site


def printed(book: Handbook, capsys: pytest.CaptureFixture[str]) -> str:
    """Build the handbook again, and return the output of the command."""
    old: Path = book.outdir
    assert book.run("-W", out="new") == 0, book.warnings
    main([str(old), str(book.outdir)])
    return capsys.readouterr().out


def stated(book: Handbook, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines of the report without the title and the changed texts."""
    text = printed(book, capsys).partition(f"\n\n{TEXTS_TITLE}")[0]
    return text.removeprefix(f"{TITLE}\n\n").splitlines()


def test_six_changes_are_six_statements(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """The report has one statement for each change, and no others."""
    book.edit("people.md", "{role} Maker", "{role} Builder\n:slug: maker")
    book.edit("people.md", "{role} Keeper\n:area: product", "{role} Keeper\n:area: support")
    book.edit("words.md", "  Where people meet.", "  Where people meet.\n\nSpoke\n  Goes there.")
    book.edit("how.md", "owner: maker", "owner: keeper")
    book.edit("words.md", "  Where people meet.", "  Where people meet and eat.")
    book.edit("how.md", "## By hand", "## By machine")
    assert stated(book, capsys) == [
        "- Breaks: the address `how/#by-hand` leads nowhere; `nox -s docs` shows how to keep it.",
        "- Page `how` moves to another owner: 'Keeper' instead of 'Builder'.",
        "- Role 'Keeper' moves to another area: 'Support' instead of 'Product'.",
        "- Role 'Maker' is renamed 'Builder'.",
        "- Term 'Spoke' is added.",
        "- The review of page `how` is reopened, since it cites term 'Hub', which changes.",
    ]


def test_every_option_is_a_change(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """Each option without a separate sentence is listed, and nothing else is."""
    book.edit(
        "people.md", "{role} Maker\n:area: product", "{role} Maker\n:area: product\n:status: new"
    )
    book.edit("people.md", "{role} Keeper\n", "{role} Keeper\n:teams: circle\n:aliases: Warden\n")
    book.edit("people.md", "{team} Circle\n", "{team} Circle\n:kind: service\n:lead: maker\n")
    book.edit("people.md", "{area} Product\n:page: people", "{area} Product\n:page: how")
    book.edit("words.md", "\nHub\n", "\nHub\nHubs\n")
    book.edit("words.md", "# Words", "# All words")
    book.edit("how.md", "review_in: 6 months", "review_in: 1 year\nkeywords: pager")
    assert stated(book, capsys) == [
        "- Area 'Product' changes: page.",
        "- Page `how` changes: keywords, review_in.",
        "- Page `words` changes: title.",
        "- Role 'Keeper' changes: aliases, teams.",
        "- Role 'Maker' changes: status.",
        "- Team 'Circle' changes: kind, lead.",
        "- Term 'Hub' changes: other headwords.",
    ]


def test_an_anchor_of_a_title_does_not_break(
    book: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it, a link still opens the page at its top."""
    book.edit("words.md", "# Words", "# All words")
    assert stated(book, capsys) == ["- Page `words` changes: title."]


def test_kept_names_do_not_break(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """A moved page that lists its old address is one statement."""
    book.edit("how.md", "owner:", "redirect_from: how\nowner:")
    (book.folder / "deep").mkdir()
    (book.folder / "how.md").rename(book.folder / "deep/how.md")
    book.edit("index.md", "\nhow\n", "\ndeep/how\n")
    assert printed(book, capsys) == f"{TITLE}\n\n- Page `how` is moved to `deep/how`.\n"


def test_a_new_review_is_not_reopened(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """A definition that changes together with the review of a citing page reopens nothing."""
    book.edit("words.md", "Where people meet.", "Where people meet and eat.")
    book.edit("how.md", "2026-06-01", "2026-11-01")
    record_reviews(book)
    assert stated(book, capsys) == [
        "- Page `how` now says that it was reviewed on 2026-11-01, not 2026-06-01."
    ]


def test_white_space_changes_nothing(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """Other line breaks and empty lines are not changes."""
    book.edit("how.md", "In the {term}`Hub`.", "\n\nIn the\n{term}`Hub`.\n\n")
    book.edit("people.md", "Makes.", "Makes.  \n")
    book.edit("words.md", "Where people meet.", "Where\n  people meet.")
    assert printed(book, capsys) == f"{TITLE}\n\n{NOTHING}\n"


def test_changed_texts(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """A page whose text changes is listed with address, owner, and sentences that others cite."""
    book.edit("how.md", "In the {term}`Hub`.", "In the {term}`Hub`, after 3 days.")
    book.edit("words.md", "Where people meet.", "Where 41 @people <b>meet</b> in *secret*.")
    book.edit("people.md", "{role} Maker", "{role} Builder\n:slug: maker")
    lines = printed(book, capsys).partition(f"{TEXTS_TITLE}\n\n")[2].splitlines()
    assert lines == [
        "- How (`/how/`); owner: Builder",
        "- Words (`/words/`); no owner",
        '  - Section "Words", which 1 other page cites:',
        '    - "Where people meet." → "Where 41 @\u200bpeople meet in secret."',
    ]


def test_address_in_the_preview(
    book: Handbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages are linked to the preview that an environment variable names, if it is an address."""
    book.edit("how.md", "In the {term}`Hub`.", "Outside.")
    monkeypatch.setenv(PREVIEW, "https://example--7.org/en/7/")
    assert "- [How](https://example--7.org/en/7/how/); owner: Maker\n" in printed(book, capsys)
    monkeypatch.setenv(PREVIEW, "javascript:alert(1)")
    with pytest.raises(SystemExit):
        main([str(book.outdir), str(book.outdir)])
    assert "is not the address of a site" in capsys.readouterr().err


def test_older_revision(book: Handbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For a revision without compass.json, the report is one sentence."""
    main([str(tmp_path), str(book.outdir)])
    assert capsys.readouterr().out == f"{TITLE}\n\n{INCOMPARABLE}\n"
    with pytest.raises(SystemExit):
        main([str(book.outdir), str(tmp_path)])
    assert "has no compass.json" in capsys.readouterr().err
