"""The organization is assembled from the records of all pages, once in each build."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.testing.util import SphinxTestApp

from conftest import CONF
from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.events import NAMES, OUTPUT_FILES, PAGE_CONTENT
from sphinx_compass.domain.permanent import NoNames
from sphinx_compass.organization.records import Label
from sphinx_compass.organization.review_record import Review, ReviewRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from conftest import Handbook
    from sphinx_compass.organization.directory import Directory

PAGES = {
    "index.md": "# Example *marked*\n\n```{toctree}\nlead\nwords\n```\n\n```{role-list}\n```\n",
    "lead.md": """\
---
owner: Lead
last_reviewed_on: 2026-05-01
review_in: 6 months
---
# Leading

:::{role} Lead
:area: Product

Leads the {area}`Product` area.
:::

:::{area} Product
:page: lead

Makes things.
:::

(a-place)=
Some text.
""",
    "words.md": """\
# Words

```{glossary}
Hub
  Where people meet.
```

(here)=
## Here

Text.
""",
}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Callable[..., SphinxTestApp]]:
    """Return a function that makes an application of some pages."""
    apps = []

    def make(pages: dict[str, str], conf: str = "", builder: str = "dummy") -> SphinxTestApp:
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        for name, text in {"conf.py": CONF + conf, **pages}.items():
            (source / name).write_text(text, encoding="utf-8")
        apps.append(SphinxTestApp(builder, srcdir=source, builddir=tmp_path / "build"))
        return apps[-1]

    yield make
    for made in apps:
        made.cleanup()


def test_directory(app: Callable[..., SphinxTestApp]) -> None:
    """The directory has the records of every page, the titles, the labels and the rules."""
    built = app(PAGES, "compass_late_after_days = 7\n")
    built.build()
    assert built.warning.getvalue() == ""
    directory = CompassDomain.of(built.env).directory
    assert [item.name for item in directory.declared] == ["Lead", "Product"]
    assert [term.headwords for term in directory.terms] == [("Hub",)]
    assert [page.docname for page in directory.pages] == ["index", "lead", "words"]
    assert [reference.name for reference in directory.references] == ["Product"]
    assert [placement.view for placement in directory.placements] == ["role-list"]
    assert directory.titles == {
        "index": "Example marked",
        "lead": "Leading",
        "words": "Words",
    }
    assert {label for label in directory.labels if label.docname != "index"} == {
        Label("a-place", "lead", "a-place"),
        Label("here", "words", "here", "Here"),
    }
    assert directory.rules.today == dt.date(2026, 11, 21)
    assert directory.rules.late_after_days == 7
    assert directory.reviews == ReviewRecord()


def test_sections_and_names(app: Callable[..., SphinxTestApp]) -> None:
    """A record has the sections of its page, and every name that is looked up there."""
    built = app(PAGES)
    built.build()
    record = CompassDomain.of(built.env).record_of("words")
    assert [section[:3] for section in record.sections] == [
        ("Words", ("words",), True),
        ("Here", ("here", "id1"), False),
    ]
    assert CompassDomain.of(built.env).record_of("lead").looked_up == ("Product",)


def test_labels_are_published(app: Callable[..., SphinxTestApp]) -> None:
    """Each object is a label of the std domain, and no longer when it is gone."""
    built = app(PAGES)
    built.build()
    std = built.env.domains.standard_domain
    assert std.labels["role-lead"] == ("lead", "role-lead", "Lead")
    assert std.anonlabels["area-product"] == ("lead", "area-product")
    again = app({**PAGES, "lead.md": "# Nobody leads\n"})
    again.build()
    std = again.env.domains.standard_domain
    assert {name for name in std.labels if name.startswith(("role-", "area-"))} == set()
    assert {name for name in std.anonlabels if name.startswith(("role-", "area-"))} == set()


# -- other rooms ---------------------------------------------------------------------------


class _Names(NoNames):
    """Some permanent names."""


def test_names_are_asked_when_the_organization_is_known(
    app: Callable[..., SphinxTestApp],
) -> None:
    """The listener for permanent names gets the whole directory; the first answer counts."""
    asked: list[list[str]] = []
    names = _Names()

    def answer(_app: object, env: BuildEnvironment, directory: Directory) -> NoNames:
        asked.append([item.name for item in directory.declared])
        assert CompassDomain.of(env).directory is directory
        assert "role-lead" in env.domains.standard_domain.labels
        return names

    built = app(PAGES)
    built.connect(NAMES, answer, priority=100)
    built.build()
    assert asked == [["Lead", "Product"]]
    assert CompassDomain.of(built.env).permanent is names


def test_content_of_pages_is_asked_once_a_page(app: Callable[..., SphinxTestApp]) -> None:
    """What pages show is compared after assembling, with one question a page."""
    asked: list[str] = []

    def content(_app: object, env: BuildEnvironment, docname: str) -> tuple[str, ...]:
        asked.append(docname)
        return tuple(item.name for item in CompassDomain.of(env).directory.declared)

    built = app(PAGES)
    built.connect(PAGE_CONTENT, content)
    built.build()
    assert asked == ["index", "lead", "words"]


def test_other_content_rewrites_a_page(app: Callable[..., SphinxTestApp]) -> None:
    """A page is written again if it shows something else, and no other page is."""
    written: dict[str, list[str]] = {}
    for shown in ("one", "one", "two"):
        built = app(PAGES if not written else {}, builder="text")
        built.connect(PAGE_CONTENT, lambda _app, _env, name, text=shown: text * (name == "lead"))
        written.setdefault(shown, [])
        built.connect(
            "doctree-resolved",
            lambda _app, _tree, docname, found=written[shown]: found.append(docname),
        )
        built.build()
    assert sorted(written["one"]) == ["index", "lead", "words"]  # by the first build only
    assert written["two"] == ["index", "lead"]  # Sphinx itself writes the toctree's page


def test_output_files_that_are_gone(app: Callable[..., SphinxTestApp]) -> None:
    """A file that is no longer written is removed, with the folder that it leaves empty."""
    for names in (["data/extra.json", "extra.txt"], ["extra.txt"], ["extra.txt"]):
        built = app(PAGES, builder="text")
        built.connect(OUTPUT_FILES, lambda _app, names=names: names)

        def write(app: Any, _exception: object, names: list[str] = names) -> None:
            for name in names:
                (app.outdir / name).parent.mkdir(exist_ok=True)
                (app.outdir / name).write_text("x", encoding="utf-8")

        built.connect("build-finished", write)
        built.build()
    assert (built.outdir / "extra.txt").is_file()
    assert not (built.outdir / "data").exists()


# -- the file of reviews ---------------------------------------------------------------------

REVIEWS = 'compass_reviews_file = "reviews.json"\n'


def test_reviews(app: Callable[..., SphinxTestApp]) -> None:
    """The committed file of reviews is part of the directory."""
    record = ReviewRecord({"lead": Review("2026-05-01", {"area:product": "0"})})
    built = app({**PAGES, "reviews.json": record.dump()}, REVIEWS)
    built.build()
    assert built.warning.getvalue() == ""
    assert CompassDomain.of(built.env).directory.reviews == record


@pytest.mark.parametrize(
    ("command", "advice"),
    [("make reviews", "write it again with 'make reviews'."), ("", "write it again.")],
)
def test_words_of_an_unreadable_file(
    handbook: Callable[..., Handbook], command: str, advice: str
) -> None:
    """A file of reviews that cannot be read is one finding, and counts as empty."""
    book = handbook(
        {"index.md": "# Example\n", "reviews.json": "{}"},
        f'{REVIEWS}compass_reviews_command = "{command}"\n',
    )
    book.build("dummy")
    (finding,) = book.findings
    assert (finding.file, finding.line, finding.subtype) == ("reviews.json", 1, "compass.kept_file")
    assert finding.text.endswith(f"; {advice}")


def test_missing_file_of_reviews(app: Callable[..., SphinxTestApp]) -> None:
    """A file that does not exist is reported like one that cannot be read."""
    built = app(PAGES, REVIEWS)
    built.build()
    assert built.warning.getvalue().count("WARNING") == 1
    assert "reviews.json:1: WARNING" in built.warning.getvalue()
