"""The builder that checks that no published name is lost, and brings the list up to date.

``sphinx-build -b names . OUT`` compares the list with the pages, and with ``-D
compass_names_site=SITE`` also with a site that the builder ``dirhtml`` has written. It writes
two files: ``findings.txt`` has a sentence for each name or address that leads nowhere, and
``names.json`` is the list with all new names.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.dummy import DummyBuilder
from sphinx.errors import ConfigError
from sphinx.locale import get_translation

from sphinx_compass.config import CATALOG
from sphinx_compass.names.inventory import listed_names
from sphinx_compass.names.merging import merged
from sphinx_compass.names.names_list import Name
from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.names.comparison import ComparedNames


class NamesBuilder(DummyBuilder):
    """Writes which names are lost, and the list with all new names."""

    name = "names"
    epilog = get_translation(CATALOG)("The findings and the new list are in %(outdir)s.")

    def init(self) -> None:
        """Check that there is a list.

        Raises ConfigError if there is none.
        """
        if not self.config.compass_names_file:
            message = _("The builder '{builder}' needs the setting 'compass_names_file'")
            raise ConfigError(message.format(builder=self.name))

    def finish(self) -> None:
        """Write both files."""
        permanent = listed_names(self.env)
        site = self.config.compass_names_site
        findings = [
            *(f"{problem.location}: {problem}" for problem in permanent.problems()),
            *(unreachable(permanent.compared, Path(self.confdir, site)) if site else ()),
        ]
        if findings and permanent.hints.command:
            again = _("Then run '{command}' again.")
            findings.append(again.format(command=permanent.hints.command))
        for name, text in (
            ("findings.txt", "".join(f"{finding}\n" for finding in findings)),
            ("names.json", merged(permanent.compared).dump()),
        ):
            (self.outdir / name).write_text(text, encoding="utf-8")


def unreachable(compared: ComparedNames, site: Path) -> Iterator[str]:
    """Yield a sentence for each published address that a built site lacks.

    If only the anchor is missing, a second line says what to add to the page.
    """
    anchors: dict[str, frozenset[str]] = {}
    for name, record in sorted(compared.listed.names.items()):
        for published in record.addresses if compared.current_name(name) is not None else ():
            page, _hash, anchor = published.partition("#")
            if page not in anchors:
                path = site / page / "index.html"
                anchors[page] = _anchors(path)
                page_name = Name("page", compared.place(page).docname)
                if not path.is_file() and compared.current_name(page_name) is not None:
                    yield _("The address '{address}' was published but is not on the site.").format(
                        address=page
                    )
            if anchor and page in compared.page_addresses and anchor not in anchors[page]:
                sentence = _(
                    "The address '{address}' was published but its page has no such anchor; "
                    "add this line to the page:"
                ).format(address=published)
                yield f'{sentence}\n<span id="{anchor}"></span>'


def _anchors(path: Path) -> frozenset[str]:
    """Return the HTML ids of a page; none if it does not exist."""
    if not path.is_file():
        return frozenset()
    parser = _AnchorParser()
    parser.feed(path.read_text(encoding="utf-8"))
    return frozenset(parser.found)


class _AnchorParser(HTMLParser):
    """Collects the HTML ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note the id of a tag."""
        self.found.update(value for key, value in attrs if key == "id" and value)
