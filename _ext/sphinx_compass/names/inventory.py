"""What the handbook publishes by name, and the builder that keeps the list of it.

``sphinx-build -b names -D compass_names_site=SITE . OUT`` compares the committed list
with the pages and with the built site, and writes two files: ``findings.txt``, a
sentence and a line to add for each name or address that leads nowhere, and
``names.json``, the list with all that is new (see :mod:`sphinx_compass.names.names`).
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx.builders.dummy import DummyBuilder
from sphinx.domains.std import StandardDomain
from sphinx.util import logging
from sphinx.util.nodes import clean_astext

from sphinx_compass.organization.model import slugify
from sphinx_compass.names.names import (
    Name,
    Names,
    Place,
    Published,
    Target,
    address,
    is_stable,
    kind_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.domain import CompassDomain
    from sphinx_compass.organization.model import Directory

    Entry = tuple[str, str, str, str, str, int]

logger = logging.getLogger(__name__)

_NO_PAGE = "py-modindex"  # Sphinx always has labels of this index, and never writes it here


def setup(app: Sphinx) -> None:
    """Register the domain and the builder."""
    app.add_domain(PublishedStandardDomain, override=True)
    app.add_builder(NamesBuilder)
    app.connect("env-check-consistency", report_wrong_moves)


class Section(NamedTuple):
    """A section of a page."""

    title: str
    anchors: tuple[str, ...]  # HTML ids, of labels too
    is_page: bool  # the page's own first section, which its address leads to


def sections(document: nodes.document) -> Iterator[Section]:
    """Yield each section of a page."""
    for node in document.findall(nodes.section):
        title = node.next_node(nodes.title)
        yield Section(
            clean_astext(title) if title is not None else "",
            tuple(node["ids"]),
            isinstance(node.parent, nodes.document),
        )


class PublishedStandardDomain(StandardDomain):
    """Sphinx's own domain; old terms, labels and pages stay in ``objects.inv``.

    Only there: no page of the handbook can refer to an old name.
    """

    def get_objects(self) -> Iterator[Entry]:
        """Yield what there is now, and what was published before."""
        yield from self.living_objects()
        permanent = _permanent(self.env)
        for kind, objtype in (("term", "term"), ("label", "label"), ("page", "doc")):
            yield from old_objects(permanent, kind, objtype)

    def living_objects(self) -> Iterator[Entry]:
        """Yield what there is now."""
        return (entry for entry in super().get_objects() if entry[3] != _NO_PAGE)


def old_objects(permanent: Names, kind: str, objtype: str) -> Iterator[Entry]:
    """Yield the published names of a kind that are gone, as entries that lead to the new place.

    The search leaves out what has the rank -1.
    """
    for name, target in permanent.old(kind):
        title = name if kind == "term" else target.title
        yield name, title, objtype, target.place.docname, target.place.anchor, -1


# -- what there is now -----------------------------------------------------------


def names(
    env: BuildEnvironment, directory: Directory, sections_of: Mapping[str, Iterable[Section]]
) -> Names:
    """Compare the committed list of names with what the pages hold now."""
    aliases: dict[Name, Name] = {}
    for item in directory.objects.values():
        for alias in item.aliases:
            aliases.setdefault(Name(item.KIND, slugify(alias.name)), Name(item.KIND, item.slug))
    return Names(_published(env), _living(env, directory, sections_of), aliases)


def _published(env: BuildEnvironment) -> Published:
    """Read the committed list; one that cannot be read counts as empty."""
    if not env.config.compass_names_file:
        return Published()
    path = Path(env.srcdir, env.config.compass_names_file)
    try:
        return Published.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        logger.warning(
            "The list of published names cannot be read; take back the last change to it (%s).",
            error,
            location=f"{path}:1",
            type="compass",
            subtype="moved",
        )
        return Published()


def _living(
    env: BuildEnvironment, directory: Directory, sections_of: Mapping[str, Iterable[Section]]
) -> dict[Name, Target]:
    found: dict[Name, Target] = {}
    for domain in env.domains.sorted():
        entries = getattr(domain, "living_objects", domain.get_objects)()
        for name, title, objtype, docname, anchor, _ in entries:
            kind = kind_of(f"{domain.name}:{objtype}")
            found[Name(kind, name)] = Target(title, Place(docname, anchor))
    for item in directory.objects.values():
        name = Name(item.KIND, item.slug)
        known = tuple(alias.name for alias in item.aliases)
        found[name] = Target(item.name, Place(item.docname, item.anchor), aliases=known)
    labels: dict[Place, list[Name]] = {}
    for name, target in found.items():
        if name.kind == "label" and target.place.anchor:
            labels.setdefault(target.place, []).append(name)
    for docname, its_sections in sorted(sections_of.items()):
        for section in its_sections:
            found.update(_section_names(docname, section, labels, found))
    return found


def _section_names(
    docname: str,
    section: Section,
    labels: Mapping[Place, list[Name]],
    found: Mapping[Name, Target],
) -> dict[Name, Target]:
    """Return a section's labels with all its anchors, or else the section by its address."""
    own = [label for anchor in section.anchors for label in labels.get(Place(docname, anchor), ())]
    stable = tuple(anchor for anchor in section.anchors if is_stable(anchor))
    if own:
        return {
            label: Target(
                found[label].title,
                found[label].place,
                also=tuple(anchor for anchor in stable if anchor != found[label].place.anchor),
            )
            for label in own
        }
    if section.is_page:
        return {}
    return {
        Name("section", address(docname, anchor)): Target(section.title, Place(docname, anchor))
        for anchor in stable
    }


# -- checks ------------------------------------------------------------------------


def report_wrong_moves(app: Sphinx, env: BuildEnvironment) -> None:
    """Report lines under ``moved`` that lead nowhere or are not needed."""
    for name, sentence in _permanent(env).wrong_moves():
        path = Path(app.srcdir, env.config.compass_names_file)
        above = path.read_text(encoding="utf-8").partition(f'"{name}"')[0]
        logger.warning(
            "%s",
            sentence,
            location=f"{path}:{above.count(chr(10)) + 1}",
            type="compass",
            subtype="moved",
        )


def _permanent(env: BuildEnvironment) -> Names:
    return cast("CompassDomain", env.domains["compass"]).permanent


_THEN = "Then type `nox -s names` again."


class NamesBuilder(DummyBuilder):
    """Writes what is missing from the built site, and the list with all that is new."""

    name = "names"
    epilog = "What became of published names is in %(outdir)s."

    def finish(self) -> None:
        """Write both files."""
        permanent = _permanent(self.env)
        findings = [
            *(sentence for _, sentence in permanent.wrong_moves()),
            *map(str, permanent.missing()),
            *_unreachable(permanent, Path(self.app.confdir, self.config.compass_names_site)),
        ]
        if findings:
            findings.append(_THEN)
        for name, text in (
            ("findings.txt", "\n".join(f"{finding}\n" for finding in findings)),
            ("names.json", permanent.merged().dump()),
        ):
            (self.outdir / name).write_text(text, encoding="utf-8")


class _Anchors(HTMLParser):
    """Collects the HTML ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note the id of a tag."""
        self.found.update(value for key, value in attrs if key == "id" and value)


def _unreachable(permanent: Names, site: Path) -> Iterator[str]:
    """Yield a sentence, and a line to add, for each address that the built site lacks."""
    anchors: dict[str, set[str]] = {}
    for name, entry in sorted(permanent.published.names.items()):
        for published in entry.addresses if permanent.now(name) is not None else ():
            page, _, anchor = published.partition("#")
            if page not in anchors:
                path = site / page / "index.html"
                text = path.read_text(encoding="utf-8") if path.is_file() else ""
                anchors[page] = _Anchors(text).found if text else set()
                if not text and permanent.now(Name("page", permanent.place(page).docname)):
                    yield f"The address '{page}' was published, and the built site lacks it."
            if anchor and page in permanent.pages and anchor not in anchors[page]:
                yield (
                    f"The address '{published}' was published, and its page has no such anchor; "
                    f'write this line on it:\n<span id="{anchor}"></span>'
                )
