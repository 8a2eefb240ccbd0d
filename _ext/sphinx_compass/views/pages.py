"""What every page shows of itself: owner, reviews, and ways to mend it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.views.facts import Foot, Link


def page_top(foot: Foot) -> list[nodes.Node]:
    """Return what a page says below its title: a note, where its review is long due."""
    if not foot.late:
        return []
    text = f"The review of this page was due on {_long(foot.due)}; some of it may be out of date."
    return [nodes.paragraph("", text, classes=["compass-late"])]


def page_foot(
    foot: Foot,
    docname: str,
    env: BuildEnvironment,
    make_link: Callable[[Link], nodes.Node],
    *,
    site: bool,
) -> nodes.Element:
    """Return what a page says at its end; on a site also how to edit and to flag it."""
    shown = nodes.bullet_list("", classes=["compass-foot"])
    if foot.owner is not None:
        shown += _item(nodes.Text("Owner: "), make_link(foot.owner))
    if foot.reviewed:
        shown += _item(nodes.Text(f"Last reviewed: {_long(foot.reviewed)}"))
    if foot.due:
        shown += _item(nodes.Text(f"Review due: {_long(foot.due)}"))
    if site and env.config.compass_repository_url:
        path = env.doc2path(docname, base=False).as_posix()
        shown += _item(_outward("Edit this page", edit_address(env.config, path)))
        flag = flag_address(env.config, path, env.titles[docname].astext(), foot)
        shown += _item(_outward("Flag as out of date", flag))
    return shown


def _item(*children: nodes.Node) -> nodes.list_item:
    return nodes.list_item("", nodes.paragraph("", "", *children))


def _outward(text: str, address: str) -> nodes.reference:
    return nodes.reference("", "", nodes.inline("", text), refuri=address, internal=False)


def _long(iso_date: str) -> str:
    date = dt.date.fromisoformat(iso_date)
    return f"{date.day} {date:%B} {date.year}"


def edit_address(config: Config, path: str) -> str:
    """Return the address at which a source file can be changed in the browser."""
    return f"{config.compass_repository_url}/edit/{config.compass_repository_branch}/{path}"


def flag_address(config: Config, path: str, title: str, foot: Foot) -> str:
    """Return the address of a new issue that names the page and its owner.

    It is for readers who see that a page is wrong and cannot mend it themselves.
    """
    owner = foot.owner.text if foot.owner else "nobody yet"
    body = f"Page: {path}\nOwner: {owner}\n\nWhat is out of date, and what is right instead?\n\n"
    query = urlencode({"title": f"Out of date: {title}", "body": body})
    return f"{config.compass_repository_url}/issues/new?{query}"
