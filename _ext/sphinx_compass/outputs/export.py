"""The organisation as data for programs: pure ``Directory → plain data or text``, no Sphinx.

Four outputs come from one directory: ``compass.json``, described by the file
``compass.schema.json`` beside this module; ``llms.txt``, in the format of llmstxt.org;
``sitemap.xml``, in that of sitemaps.org; and for each page what it declares, in the words
of schema.org.  None of them depends on
the day, and all of them are sorted, so that a change of the sources is a change of lines.

What is unknown is left out.  Relations name what they lead to by its slug; a name that
means nothing is left out too, :mod:`sphinx_compass.organization.checks` reports it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

from sphinx_compass.organization import reviews
from sphinx_compass.organization.model import Area, Page, Role, Team, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_compass.organization.model import Declared, Directory, Term
    from sphinx_compass.organization.reviews import Record

Data: TypeAlias = dict[str, Any]

# The version of compass.schema.json.  Its second number rises where programs that read the
# old form can read the new one (a key was added), else the first.
SCHEMA_VERSION = "1.1"

DATA_FILE = "compass.json"
SCHEMA_FILE = "compass.schema.json"
LLMS_FILE = "llms.txt"
SITEMAP_FILE = "sitemap.xml"

_TOP_SECTION = "Start here"  # of llms.txt: pages that stand in no folder

# What Markdown would take for markup within a line.
_MARKUP = re.compile(r"[\\\[\]<>`*_]|&(?=#?\w+;)")

# What would end a script element, or begin a comment in it.
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class Site:
    """What the site is called, and the addresses of what is on it."""

    title: str
    home: str  # docname of the front page
    page: Callable[[str, str], str]  # docname, and anchor or "" → address
    file: Callable[[str], str]  # name of a file at the site's root → address


class _Headword(NamedTuple):
    name: str
    anchor: str


# -- compass.json ----------------------------------------------------------------


def organisation(directory: Directory, record: Record, site: Site) -> Data:
    """Return the content of ``compass.json``."""
    objects = directory.objects.values()  # sorted by slug
    pages = {page.docname: page for page in directory.pages}
    return {
        "$schema": site.file(SCHEMA_FILE),
        "schema_version": SCHEMA_VERSION,
        "title": site.title,
        "address": site.page(site.home, ""),
        "areas": [_area(directory, site, item) for item in objects if isinstance(item, Area)],
        "teams": [_team(directory, site, item) for item in objects if isinstance(item, Team)],
        "roles": [_role(directory, site, item) for item in objects if isinstance(item, Role)],
        "terms": [_term(directory, site, term, headwords) for term, headwords in _terms(directory)],
        "pages": [
            _page(directory, record, site, pages.get(docname, Page(docname)))
            for docname in sorted(directory.titles)
        ],
    }


def _known(**values: str | list[Any] | Data | None) -> Data:
    """Return the values that are known; an empty list is one: it says that there is none."""
    return {key: value for key, value in values.items() if value is not None and value != ""}


def _declared(directory: Directory, site: Site, item: Declared) -> Data:
    return _known(
        slug=item.slug,
        name=item.name,
        address=site.page(item.docname, item.anchor),
        declared_on=item.docname,
        summary=directory.text(item.summary),
        aliases=_aliases(item),
    )


def _area(directory: Directory, site: Site, area: Area) -> Data:
    page = area.page.name if area.page is not None else ""
    return _declared(directory, site, area) | _known(
        leads=_slugs(map(directory.role, area.leads)),
        structure_page=page if page in directory.titles else None,
    )


def _team(directory: Directory, site: Site, team: Team) -> Data:
    return _declared(directory, site, team) | _known(
        kind=team.kind,
        status=team.status,
        area=_slug(directory.area(team.area)),
        parent=_slug(directory.team(team.parent)),
        leads=_slugs(map(directory.role, team.leads)),
    )


def _role(directory: Directory, site: Site, role: Role) -> Data:
    manager = directory.manager(role)
    return _declared(directory, site, role) | _known(
        status=role.status,
        area=_slug(directory.area(role.area)),
        reports_to={"kind": manager.KIND, "slug": manager.slug} if manager is not None else None,
        teams=_slugs(map(directory.team, role.teams)),
    )


def _term(directory: Directory, site: Site, term: Term, headwords: list[_Headword]) -> Data:
    first, *others = headwords
    return _known(
        name=first.name,
        address=site.page(term.docname, first.anchor),
        defined_on=term.docname,
        summary=directory.text(term.summary),
        other_headwords=[
            {"name": other.name, "address": site.page(term.docname, other.anchor)}
            for other in others
        ],
    )


def _page(directory: Directory, record: Record, site: Site, page: Page) -> Data:
    reviewed, due = page.last_reviewed_on, page.review_by
    return _known(
        docname=page.docname,
        title=directory.titles[page.docname],
        address=site.page(page.docname, ""),
        description=_one_line(page.description),
        owner=_slug(directory.role(page.owner)),
        last_reviewed_on=reviewed.isoformat() if reviewed else None,
        review_by=due.isoformat() if due else None,
        changed_since_review=_changed(directory, record, page.docname),
    )


def _changed(directory: Directory, record: Record, docname: str) -> list[Data] | None:
    """Return what a page cites that changed since its last review; None without a record of it."""
    if docname not in record.reviews:
        return None
    return [
        _cited(directory, key) for key in reviews.changed_since_review(record, directory, docname)
    ]


def _cited(directory: Directory, key: str) -> Data:
    """Return what a key such as ``role:product-lead`` stands for."""
    kind, _, name = key.partition(":")
    term = directory.term(name) if kind == "term" else None
    if term is None:
        return {"kind": kind, "slug": name}
    return {"kind": kind, "name": _headwords(directory, term)[0].name}


def _slug(item: Declared | None) -> str | None:
    return item.slug if item is not None else None


def _slugs(items: Iterable[Declared | None]) -> list[str]:
    return sorted({item.slug for item in items if item is not None})


def _aliases(item: Declared) -> list[str]:
    return sorted({alias.name for alias in item.aliases}, key=lambda name: (fold(name), name))


def _terms(directory: Directory, docname: str | None = None) -> list[tuple[Term, list[_Headword]]]:
    """Return the terms, of one page or of all, by first headword.

    A headword that is defined twice belongs to the first definition, as in look-ups; a
    definition that has none left is left out.
    """
    own = (
        (term, _headwords(directory, term))
        for term in directory.terms
        if docname is None or term.docname == docname
    )
    found = [(term, headwords) for term, headwords in own if headwords]
    return sorted(found, key=lambda entry: (fold(entry[1][0].name), entry[0].location))


def _headwords(directory: Directory, term: Term) -> list[_Headword]:
    pairs = zip(term.headwords, term.anchors, strict=True)
    return [_Headword(*pair) for pair in pairs if directory.term(pair[0]) is term]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def as_json(data: Data) -> str:
    """Return the text of a JSON file."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


# -- llms.txt --------------------------------------------------------------------


def llms_txt(directory: Directory, site: Site) -> str:
    """Return a guide to the pages in the format of llmstxt.org.

    It is a title, the front page's description, and a list of links for each section: the
    folder that pages stand in, under the title of the folder's own index page.
    """
    descriptions = {page.docname: _one_line(page.description) for page in directory.pages}
    blocks = [f"# {escaped(site.title)}"]
    if descriptions.get(site.home):
        blocks.append(f"> {escaped(descriptions[site.home])}")
    for folder, docnames in groupby(sorted(directory.titles, key=_place), key=_folder):
        title = directory.titles.get(f"{folder}/index", folder) if folder else _TOP_SECTION
        lines = [
            _entry(directory.titles[docname], site.page(docname, ""), descriptions.get(docname, ""))
            for docname in docnames
        ]
        blocks += [f"## {escaped(title)}", "\n".join(lines)]
    blocks += [
        "## Data",
        _entry(DATA_FILE, site.file(DATA_FILE), "Areas, teams, roles, terms and pages as JSON.")
        + "\n"
        + _entry(SCHEMA_FILE, site.file(SCHEMA_FILE), "The JSON Schema of that file."),
    ]
    return "\n\n".join(blocks) + "\n"


def _folder(docname: str) -> str:
    folder, slash, _ = docname.partition("/")
    return folder if slash else ""


def _place(docname: str) -> tuple[str, str]:
    """Return what pages are sorted by: folder, and in it the index page first."""
    return _folder(docname), docname.removesuffix("index")


def _entry(title: str, address: str, description: str) -> str:
    """Return a line of a list; an address has no space and no bracket: it is encoded."""
    link = f"- [{escaped(title)}]({address})"
    return f"{link}: {escaped(description)}" if description else link


def escaped(text: str) -> str:
    """Return a text as it stands within a line of Markdown."""
    return _MARKUP.sub(r"\\\g<0>", _one_line(text))


# -- sitemap.xml -----------------------------------------------------------------


def sitemap(directory: Directory, site: Site) -> str:
    """Return the addresses of all pages, for search engines."""
    addresses = sorted(site.page(docname, "") for docname in directory.titles)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *(f"<url><loc>{escape(address)}</loc></url>" for address in addresses),
            "</urlset>\n",
        ]
    )


# -- schema.org ------------------------------------------------------------------


def linked_data(directory: Directory, site: Site, docname: str) -> Data | None:
    """Return what a page declares and defines, as JSON-LD; None where it does neither."""
    graph = [
        *(
            _thing(directory, site, item)
            for item in directory.objects.values()
            if item.docname == docname
        ),
        *(
            _defined_term(directory, site, term, headwords)
            for term, headwords in _terms(directory, docname)
        ),
    ]
    return {"@context": "https://schema.org", "@graph": graph} if graph else None


def _thing(directory: Directory, site: Site, item: Declared) -> Data:
    data = _reference(site, item) | _known(
        url=site.page(item.docname, item.anchor),
        name=item.name,
        description=directory.text(item.summary),
        alternateName=_aliases(item) or None,
    )
    match item:
        case Role():
            return data | {"roleName": item.name}
        case Team():
            within = [directory.team(item.parent), directory.area(item.area)]
            return data | _groups(
                site,
                parentOrganization=(group for group in within if group is not None),
                subOrganization=directory.parts(item),
                member=directory.members(item),
            )
        case Area():
            return data | _groups(
                site,
                subOrganization=directory.teams_in(item),
                member=directory.roles_in(item),
            )


def _reference(site: Site, item: Declared) -> Data:
    """Return how the description of one thing names another."""
    kind = "OrganizationRole" if isinstance(item, Role) else "Organization"
    return {"@type": kind, "@id": site.page(item.docname, item.anchor)}


def _groups(site: Site, **items: Iterable[Declared]) -> Data:
    listed = {key: [_reference(site, item) for item in group] for key, group in items.items()}
    return {key: references for key, references in listed.items() if references}


def _defined_term(directory: Directory, site: Site, term: Term, headwords: list[_Headword]) -> Data:
    address = site.page(term.docname, headwords[0].anchor)
    return {"@type": "DefinedTerm", "@id": address} | _known(
        url=address,
        name=headwords[0].name,
        description=directory.text(term.summary),
        alternateName=[other.name for other in headwords[1:]] or None,
        inDefinedTermSet={
            "@type": "DefinedTermSet",
            "@id": site.page(site.home, ""),
            "name": site.title,
        },
    )


def as_script(data: Data) -> str:
    """Return JSON that can stand in a script element, whatever its texts contain."""
    return json.dumps(data, separators=(",", ":")).translate(_ESCAPED)
