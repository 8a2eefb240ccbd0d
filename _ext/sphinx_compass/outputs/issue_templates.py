"""Issue templates of GitHub that are made from checklists.

The texts come from pages that anybody can propose. In a template they are text: no markup
of theirs is read, and a name with an ``@`` notifies nobody.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sphinx_compass.organization.checklists import Checklist
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.step_text import shown_runs
from sphinx_compass.organization.text import as_markdown_code, digest, on_one_line
from sphinx_compass.outputs.llms_txt import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_compass.organization.checklist_index import ListedStep
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.step_text import ShownRun
    from sphinx_compass.outputs.base import Site

# The line by which a program recognizes what it may replace or remove.
MARK = "<!-- Made from a checklist of the handbook; change the steps there. -->"

_LONGEST_NAME = 100  # characters of a slug in the name of a file
# What notifies people, or adds a note to another issue, unless it is code.
_CALLS = re.compile(r"((?<![A-Za-z0-9])@[A-Za-z0-9](?:[\w./-]*\w)?|#\d+|\bGH-\d+)")
_SAFE = "!#$%&'()*+,/:;=?@[]~"  # in an address, besides letters and digits
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_MARKS: Mapping[str, str] = {"strong": "**", "emphasis": "_"}


def templates(site: Site) -> dict[str, str]:
    """Return the text of each template by the name of its file."""
    return {
        file_of(item): template(site, item) for item in wanted(site.directory.of_kind(Checklist))
    }


def wanted(checklists: Iterable[Checklist]) -> list[Checklist]:
    """Return the checklists that say how issues are called."""
    return [item for item in checklists if item.issue_title is not None]


def file_of(item: Checklist) -> str:
    """Return the name of the template of a checklist, which is safe as that of a file."""
    slug = item.slug
    if len(slug) > _LONGEST_NAME:
        slug = f"{slug[:_LONGEST_NAME]}-{digest(slug)}"
    return f"{slug}.md"


def template(site: Site, item: Checklist) -> str:
    """Return the text of the template of a checklist."""
    steps = site.directory.checklists.steps[item.slug]
    summary = site.directory.text(item.summary)
    parts = [
        "\n".join(["---", *_front_matter(item, summary), "---", MARK]),
        *filter(None, [_text(summary)]),
        _("The checklist with all links: {link}").format(link=_object(site, item)),
    ]
    for phase, group in groupby(steps, key=lambda step: step.phase):
        parts += [f"## {_text(phase)}"] if phase else []
        parts.append("\n".join(f"- [ ] {_step(site, step)}" for step in group))
    return "\n\n".join(parts) + "\n"


def _front_matter(item: Checklist, summary: str) -> Iterator[str]:
    """Yield the lines of YAML, in which JSON is valid."""
    title = item.issue_title.name if item.issue_title else item.name
    labels = [on_one_line(label.name) for label in item.issue_labels]
    for key, value in (("name", item.name), ("about", summary or item.name), ("title", title)):
        yield f"{key}: {json.dumps(on_one_line(value), ensure_ascii=False)}"
    yield f"labels: {json.dumps(labels, ensure_ascii=False)}"


def _step(site: Site, listed: ListedStep) -> str:
    index, block = site.directory.checklists, listed.block
    text = "".join(_run(site, run) for run in shown_runs(site.directory, listed.step)).strip()
    by, concerned = (
        ", ".join(_object(site, one) for one in index.who(names))
        for names in (block.by, block.concerned)
    )
    place = site.addresses.page(block.docname, listed.step.anchor)
    facts = [
        _("by {names}").format(names=by) if by else "",
        _("for {names}").format(names=concerned) if concerned else "",
        _link(_("more"), place) if block.docname != listed.checklist.docname else "",
    ]
    told = "; ".join(filter(None, facts))
    return f"{text} ({told})" if told else text


def _object(site: Site, item: DeclaredObject) -> str:
    return _link(_text(item.name), site.addresses.page(item.docname, item.anchor))


def _run(site: Site, run: ShownRun) -> str:
    """Return a part of the text of a step as Markdown; spaces around it stay outside of marks."""
    text = on_one_line(run.text.replace("\n", " "))
    inner = text.strip()
    if not inner:
        return " " if text else ""
    shown = as_markdown_code(inner) if run.style == "code" else _text(inner)
    if run.address:
        shown = _link(shown, run.address)
    elif run.place.docname:
        shown = _link(shown, site.addresses.page(*run.place))
    mark = _MARKS.get(run.style, "")
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{shown}{mark}{after}"


def _text(text: str) -> str:
    """Return a text in which nothing is markup; what could notify people is code."""
    parts = _CALLS.split(on_one_line(" ".join(text.split())))
    return "".join(
        as_markdown_code(part) if number % 2 else _words(part) for number, part in enumerate(parts)
    )


def _words(text: str) -> str:
    folded = escaped(text).replace("~", "\\~")
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{folded}{after}" if text.strip() else text


def _link(shown: str, address: str) -> str:
    """Return a link; only the text if the address is not one that people may follow."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # such as "http://["
        return shown
    return f"[{shown}](<{quote(address, safe=_SAFE)}>)" if scheme in _SCHEMES else shown
