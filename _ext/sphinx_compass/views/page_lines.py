"""What every page says about itself: owner, dates, how to edit it, and related pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.config import new_issue_address
from sphinx_compass.domain import CompassDomain
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.months import months_between, written
from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.text import as_markdown_code
from sphinx_compass.views.links import Link, link_to, link_to_page
from sphinx_compass.views.time_element import time_element

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.views.drawing import Drawing


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """A page about the same things, with what it says about itself."""

    link: Link
    description: str = ""


@dataclass(frozen=True, slots=True)
class PageLines:
    """What a page says about its owner, its facts and its reviews."""

    owner: Link | None = None
    reviewed: dt.date | None = None
    due: dt.date | None = None
    changed: dt.date | None = None  # the last time that a fact on it did
    is_late: bool = False  # due for so long that the page says so at its top
    described: dt.date | None = None  # the first day of the month that it describes
    is_old: bool = False  # that month is so long ago that the page says so at its top
    related: tuple[RelatedPage, ...] = ()


def content(directory: Directory, docname: str) -> PageLines | None:
    """Return what a page says about itself; None if it has no front matter."""
    page = directory.page_of.get(docname)
    if page is None or not page.lines:
        return None
    rules = directory.rules
    owner = directory.meant(Role, page.owner)
    due, described = page.review_by, page.facts_as_of
    longest = rules.facts_late_after_months
    return PageLines(
        owner=link_to(owner) if owner else None,
        reviewed=page.last_reviewed_on,
        due=due,
        changed=directory.changes.last_change(docname),
        is_late=due is not None and (rules.today - due).days > rules.late_after_days,
        described=described,
        is_old=described is not None and 0 < longest < months_between(described, rules.today),
        related=tuple(_related(directory, name) for name in directory.related.of(docname)),
    )


def _related(directory: Directory, docname: str) -> RelatedPage:
    page = directory.page_of.get(docname)
    return RelatedPage(link_to_page(directory, docname), page.description if page else "")


def add(document: nodes.document, lines: PageLines, draw: Drawing) -> None:
    """Add the lines to a page: below its title, and related pages at its end."""
    section = next((node for node in document.children if isinstance(node, nodes.section)), None)
    if section is None:
        return
    items = list(_facts(lines, draw))
    about = [nodes.bullet_list("", *items, classes=["compass-meta"])] if items else []
    is_front = draw.docname == draw.env.config.root_doc  # which begins with what readers look for
    section[1:1] = [*([] if is_front else about), *_late(lines, draw)]
    # At the end of the document, because footnotes are outside of the section.
    if lines.related and not is_front:
        document += _related_pages(lines.related, draw)
    if is_front:
        document += about


def _related_pages(related: Iterable[RelatedPage], draw: Drawing) -> nodes.container:
    """Return links to pages; a site also says what each of them is about."""
    heading = nodes.rubric("", _("Related pages"), **{"heading-level": 2})
    links = nodes.bullet_list("", classes=["compass-related-list"])
    for page in related:
        item = _item(draw.link(page.link))
        if page.description and draw.is_site:
            item += nodes.paragraph("", page.description, classes=["compass-about"])
        links += item
    return nodes.container("", heading, links, classes=["compass-related"])


def _late(lines: PageLines, draw: Drawing) -> Iterator[nodes.paragraph]:
    """Yield what about a page is late."""
    if lines.is_old and lines.described is not None:
        text = _("This page describes {month}; some of it may have changed since.")
        old = _month(text, lines.described, draw)
        yield nodes.paragraph("", "", *old, classes=["compass-late"])
    if lines.is_late and lines.due is not None:
        text = _("The review of this page was due on {date}; some of it may be out of date.")
        yield nodes.paragraph("", text.format(date=draw.date(lines.due)), classes=["compass-late"])


def _facts(lines: PageLines, draw: Drawing) -> Iterator[nodes.list_item]:
    """Yield owner and dates; on a site also how to edit the page and report mistakes."""
    config = draw.env.config
    if lines.owner is not None:
        yield _item(nodes.Text(_("Owner ")), draw.link(lines.owner))
    if lines.described is not None:
        yield _item(*_month(_("Describes {month}"), lines.described, draw))
    if lines.reviewed is not None:
        yield _item(nodes.Text(_("Reviewed {date}").format(date=draw.short_date(lines.reviewed))))
    if lines.changed is not None:
        yield _item(nodes.Text(_("Changed {date}").format(date=draw.short_date(lines.changed))))
    if draw.is_site and config.compass_repository_url:
        yield _external(_("Edit"), edit_address(draw.env, draw.docname))
        yield _external(_("Flag as out of date"), flag_address(draw.env, draw.docname, lines))


def _month(text: str, month: dt.date, draw: Drawing) -> list[nodes.Node]:
    """Return a text with a month in it that programs can read."""
    before, _placeholder, after = text.partition("{month}")
    name = draw.date(month, _("%B %Y"))
    shown = time_element("", name, datetime=written(month))
    return [nodes.Text(before), shown, nodes.Text(after)]


def _item(*children: nodes.Node) -> nodes.list_item:
    return nodes.list_item("", nodes.paragraph("", "", *children))


def _external(text: str, address: str) -> nodes.list_item:
    return _item(nodes.reference("", "", nodes.inline("", text), refuri=address, internal=False))


def edit_address(env: BuildEnvironment, docname: str) -> str:
    """Return the address at which a page's source can be edited in the browser."""
    config = env.config
    branch = config.compass_repository_branch
    return f"{config.compass_repository_url}/edit/{branch}/{_source_path(env, docname)}"


def flag_address(env: BuildEnvironment, docname: str, lines: PageLines) -> str:
    """Return the address of a new issue that names a page and its owner.

    Readers use it who see that a page is wrong and who cannot correct it themselves.
    """
    title = _("Out of date: {title}").format(title=CompassDomain.of(env).directory.titles[docname])
    body = _(
        "Page: {path}\nOwner: {owner}\n\nWhat is out of date, and what is right instead?\n\n"
    ).format(
        path=as_markdown_code(_source_path(env, docname)),
        owner=as_markdown_code(lines.owner.text) if lines.owner else _("nobody yet"),
    )
    return new_issue_address(env.config, title, body)


def _source_path(env: BuildEnvironment, docname: str) -> str:
    return env.doc2path(docname, base=False).as_posix()
