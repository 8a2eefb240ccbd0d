"""A small organization with everything that outputs contain, on a site with an address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from jsonschema import Draft202012Validator, FormatChecker

from records import area, checklist, mention, role, steps, team
from sphinx_compass.organization.checklists import Run
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.objects import DeclaredObject
from sphinx_compass.organization.options import option
from sphinx_compass.organization.places import Location, Mention
from sphinx_compass.organization.records import Page, Reference, Term
from sphinx_compass.organization.review_record import Review, ReviewRecord
from sphinx_compass.organization.rules import Rules
from sphinx_compass.organization.text import title_mark
from sphinx_compass.outputs.base import Site, SiteAddresses
from sphinx_compass.outputs.schema import schema

ADDRESSES = SiteAddresses(
    home="index",
    page=lambda docname, anchor: f"https://x.test/{docname}/" + (f"#{anchor}" if anchor else ""),
    file=lambda name: f"https://x.test/{name}",
)


def site(directory: Directory) -> Site:
    """Return the site of an organization."""
    return Site("The Compass", directory, ADDRESSES)


def term(*headwords: str, line: int = 1, docname: str = "page", summary: str = "") -> Term:
    """Return a term whose anchors are its headwords."""
    return Term(headwords, headwords, summary, Location(docname, line))


def cited(kind: str, name: str) -> Reference:
    """Return a reference from the page ``words``."""
    return Reference(Location("words", 9), kind, name)


def invalid(data: object, form: dict[str, Any] | None = None) -> list[str]:
    """Return the errors of validation with a schema, by default that of compass.json."""
    validator = Draft202012Validator(form or schema(Rules()), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


ORGANIZATION = Directory.build(
    [
        role(
            "Maker",
            1,
            docname="roles/maker",
            aliases="smith, Builder, smith",
            area="product",
            reports_to="boss",
            teams="Makers, Council, Nobody",
            status="new",
            summary=f"Works with the {title_mark('role', 'boss')}.",
        ),
        role("Lead", 1, docname="roles/lead", aliases="Boss", reports_to="Council"),
        role("Loner", 9, docname="roles/lead", area="Nowhere", reports_to="Nobody"),
        team("Makers", 5, area="Product", parent="council", lead="Lead, Nobody", kind="service"),
        team("Council", 9, kind="governing", status="established"),
        area("Product", 1, lead="lead", page="page", summary="Decides."),
        area("Empty", 20, page="gone"),
        checklist("Arriving", 50, phases="Second, First", title="Arriving: NAME"),
        checklist("Leaving", 60),
    ],
    step_blocks=[
        steps("arriving", "Say hello.", line=90, phase="First", by="Lead, Nobody"),
        steps(
            "Arriving",
            (Run("Open the "), Run("door", "strong", "term", "spokes"), Run(".")),
            docname="roles/maker",
            phase="second",
            by="makers, Lead",
            concerned="Product",
            section="Doors",
        ),
        steps(
            "Leaving",
            "Close it.",
            line=40,
            docname="roles/maker",
            undoes="Arriving",
            section="Doors",
        ),
        steps("Unknown", "Do nothing.", line=99),
    ],
    terms=[
        term("Spoke", "Spokes", line=30, summary="Leads to a hub."),
        term("hub", docname="words"),
    ],
    pages=[
        Page(
            "page",
            owner=mention("boss"),
            last_reviewed_on=dt.date(2026, 11, 2),
            review_by=dt.date(2027, 5, 2),
            facts_as_of=dt.date(2026, 8, 1),
            keywords=("pager", "Laptop"),
            description="What a page\n  says.",
        ),
        Page("words", owner=mention("Nobody")),
    ],
    references=[cited("term", "spokes"), cited("role", "Boss"), cited("team", "Makers")],
    titles={
        "index": "Front page",
        "page": "Page",
        "roles/index": "All roles",
        "roles/lead": "Lead",
        "roles/maker": "Maker",
        "words": "Words",
    },
    reviews=ReviewRecord(
        {
            "page": Review("2026-11-02"),
            "words": Review(
                "2026-11-01", {"role:lead": "", "team:makers": "other", "term:spoke": "other"}
            ),
        }
    ),
)
SITE = site(ORGANIZATION)


@dataclass(frozen=True, slots=True)
class Program(DeclaredObject):
    """A kind of object that the extension does not have, with every type of option."""

    KIND: ClassVar[str] = "program"
    TITLE: ClassVar[str] = "Programs"
    HELP: ClassVar[str] = "What several teams do together."

    motto: Mention | None = option("motto", "Its motto.", key="motto")
    places: tuple[Mention, ...] = option("places", "Where.", several=True, key="places")
    host: Mention | None = option("host", "Its area.", leads_to=("area",), key="host")
    run_by: tuple[Mention, ...] = option(
        "run-by", "Who runs it.", leads_to=("role", "team"), several=True, key="run_by"
    )
    guides: tuple[Mention, ...] = option(
        "guides", "Its pages.", leads_to=("page",), several=True, key="guides"
    )
    nickname: Mention | None = option("nickname", "Not in the data.")


def program(**options: Any) -> Program:
    """Return a program on the page ``page``."""
    return Program("Outreach", "outreach", Location("page", 40), "program-outreach", **options)
