"""What the domain keeps of each page, cleared and merged whole."""

from __future__ import annotations

import dataclasses
import pickle
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.domains import Domain
from sphinx.errors import ExtensionError
from sphinx.testing.util import SphinxTestApp

from conftest import CONF
from records import mention, reference, role, steps, term
from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.domain import DATA_VERSION
from sphinx_compass.domain.page_record import PageRecord, Section
from sphinx_compass.domain.permanent import NoNames
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import ContentsList, Page, Placement

if TYPE_CHECKING:
    from pathlib import Path

PROBLEM = Problem(Location("page", 3), Subtype.OPTION, "It is wrong")

# A value for each field of a record.
VALUES: dict[str, Any] = {
    "page": Page("page", owner=mention("Lead")),
    "objects": (role("Lead"),),
    "terms": (term("Hub"),),
    "references": (reference("role", "Lead"),),
    "placements": (Placement("role-list", Location("page", 9)),),
    "step_blocks": (steps("Arriving", "Say hello."),),
    "contents_lists": (ContentsList((("", "other"),)),),
    "problems": (PROBLEM,),
    "looked_up": ("Lead",),
    "sections": (Section("Page", ("page",), is_page=True),),
    "earlier": "2022 It was different.",
    "std": {"labels": {"a": ("page", "a", "A")}},
}


def new_domain() -> CompassDomain:
    """Return a domain of an environment that knows no page yet."""
    domains = SimpleNamespace(standard_domain=SimpleNamespace(objects={}))
    env: Any = SimpleNamespace(domaindata={}, domains=domains)
    return CompassDomain(env)


def full_domain() -> CompassDomain:
    """Return a domain that knows everything about a page, and something about another."""
    domain = new_domain()
    domain.note_page("page", **VALUES)
    domain.note_page("other", looked_up=("Hub",))
    return domain


def test_every_field_has_a_value() -> None:
    """The tests below see every field; a new one needs a value here."""
    assert [field.name for field in dataclasses.fields(PageRecord)] == ["docname", *VALUES]
    assert all(value != getattr(PageRecord("page"), name) for name, value in VALUES.items())


def test_a_page_is_forgotten_whole() -> None:
    """Clearing a page leaves nothing of it, and all of the others."""
    domain = full_domain()
    domain.clear_doc("page")
    assert domain.record_of("page") == PageRecord("page")
    assert domain.record_of("other") == PageRecord("other", looked_up=("Hub",))
    domain.clear_doc("page")  # a page may be cleared before it was ever read


def test_a_page_is_merged_whole() -> None:
    """The record of a parallel worker takes the place of an older one, for its pages only."""
    domain, worker = full_domain(), pickle.loads(pickle.dumps(full_domain().data))  # noqa: S301
    old = PageRecord("other", looked_up=("Old",))
    domain.records.update({"page": PageRecord("page"), "other": old})
    domain.merge_domaindata({"page", "never read"}, worker)
    assert domain.record_of("page") == PageRecord("page", **VALUES)
    assert domain.record_of("other") == old
    assert domain.records.keys() == {"page", "other"}


@pytest.mark.parametrize(
    ("note", "field", "value"),
    [
        (CompassDomain.note_problem, "problems", PROBLEM),
        (CompassDomain.note_object, "objects", role("Maker")),
        (CompassDomain.note_placement, "placements", Placement("team-list", Location("page", 1))),
    ],
)
def test_noting_adds(note: Any, field: str, value: Any) -> None:
    """What is noted comes after what has been noted, and nothing else changes."""
    domain = full_domain()
    note(domain, value)
    changed = {**VALUES, field: (*VALUES[field], value)}
    assert domain.record_of("page") == PageRecord("page", **changed)
    empty = new_domain()
    note(empty, value)
    noted: dict[str, Any] = {field: (value,)}
    assert empty.records == {"page": PageRecord("page", **noted)}


def test_domain_without_pages() -> None:
    """Before anything is assembled, the organization is empty and no name is permanent."""
    domain = new_domain()
    assert (domain.directory, domain.records) == (Directory(), {})
    assert isinstance(domain.permanent, NoNames)
    assert list(domain.get_objects()) == []


def test_no_names() -> None:
    """A handbook without a list of names has no permanent names, and nothing is wrong with it."""
    names = NoNames()
    assert names.former_names() == {}
    assert list(names.former_objects("role")) == []
    assert names.places_before("compass:role", "lead") == ()
    assert list(names.problems()) == []


# -- which domain it is --------------------------------------------------------------------


def test_domain_of_an_environment() -> None:
    """The domain is found in its environment."""
    env: Any = SimpleNamespace(domains={"compass": (domain := new_domain())})
    assert CompassDomain.of(env) is domain


def test_domain_of_another_extension() -> None:
    """If another extension has replaced the domain, that is said."""
    env: Any = SimpleNamespace(domains={"compass": Domain.__new__(Domain)})
    with pytest.raises(TypeError, match="sphinx_compass"):
        CompassDomain.of(env)


@pytest.mark.build
def test_replaced_domain_stops_the_build(tmp_path: Path) -> None:
    """A project with another domain of our name is told so, before anything is read."""
    (tmp_path / "index.md").write_text("# Example\n", encoding="utf-8")
    (tmp_path / "conf.py").write_text(
        f"{CONF}\n"
        "from sphinx.domains import Domain\n\n"
        "class Other(Domain):\n    name = 'compass'\n    label = 'Other'\n\n"
        "def setup(app):\n    app.add_domain(Other, override=True)\n",
        encoding="utf-8",
    )
    with pytest.raises(ExtensionError, match="sphinx_compass"):
        SphinxTestApp("dummy", srcdir=tmp_path)


def test_records_of_another_version_are_dropped() -> None:
    """An environment with records of another shape is read again, by Sphinx's own rule."""
    assert CompassDomain.data_version == DATA_VERSION
    env: Any = SimpleNamespace(domaindata={"compass": {"version": DATA_VERSION - 1}})
    with pytest.raises(OSError, match="out of date"):
        CompassDomain(env)
