"""The builder that keeps the issue templates of checklists, in the folder of the repository.

``sphinx-build -b issue-templates . OUT`` writes them into the folder that
``compass_issue_templates`` names, and removes those whose checklists are gone. It never
touches a file that it has not written.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.builders.dummy import DummyBuilder
from sphinx.errors import ConfigError

from sphinx_compass.config import site_address
from sphinx_compass.domain import CompassDomain, events
from sphinx_compass.organization.checklists import Checklist
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.outputs.base import Site, SiteAddresses
from sphinx_compass.outputs.issue_templates import MARK, file_of, templates, wanted

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    """Register the builder, and the finding about files that it must not replace."""
    app.add_builder(IssueTemplatesBuilder)
    app.connect(events.PROBLEMS, taken_files)


class IssueTemplatesBuilder(DummyBuilder):
    """Writes the issue templates of checklists."""

    name = "issue-templates"
    epilog = ""

    def finish(self) -> None:
        """Write and remove templates.

        Raises ConfigError if the site has no address, or if the folder is a link.
        """
        if not self.config.compass_issue_templates:
            return
        address = site_address(self.config)
        if not address:
            message = _("The setting 'compass_issue_templates' needs 'html_baseurl'")
            raise ConfigError(message)
        directory = CompassDomain.of(self.env).directory
        site = Site(self.config.project, directory, _addresses(address, self.config.root_doc))
        keep(folder_of(self.env), templates(site))


def _addresses(base: str, home: str) -> SiteAddresses:
    """Return the addresses of a site that the builder ``dirhtml`` makes."""

    def page(docname: str, anchor: str) -> str:
        folder = f"{docname}/".removesuffix("index/") if _is_index(docname) else f"{docname}/"
        return f"{base}{quote(folder)}" + (f"#{quote(anchor)}" if anchor else "")

    return SiteAddresses(home, page, lambda name: posixpath.join(base, name))


def _is_index(docname: str) -> bool:
    return docname.rpartition("/")[2] == "index"


def folder_of(env: BuildEnvironment) -> Path:
    """Return the folder of the templates."""
    return Path(env.srcdir, env.config.compass_issue_templates)


def keep(folder: Path, texts: dict[str, str]) -> None:
    """Write templates into a folder, and remove those of checklists that are gone.

    Raises ConfigError if the folder, or one around it, is a link to another place.
    """
    if any(path.is_symlink() for path in (folder, folder.parent)):
        message = _("The folder '{name}' of issue templates is a link")
        raise ConfigError(message.format(name=folder.name))
    for path in sorted(folder.glob("*.md")):
        if path.name not in texts and _is_own(path):
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        if not _is_taken(path):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


def _is_own(path: Path) -> bool:
    """Tell whether a file was written here: it has the mark on a line of its own."""
    if path.is_symlink() or not path.is_file():
        return False
    return MARK.encode() in path.read_bytes().splitlines()


def _is_taken(path: Path) -> bool:
    return path.is_symlink() or (path.exists() and not _is_own(path))


def taken_files(_app: Sphinx, env: BuildEnvironment, _problems: object) -> list[Problem]:
    """Return a problem for each checklist whose template would replace another file."""
    folder = env.config.compass_issue_templates
    if not folder:
        return []
    checklists = CompassDomain.of(env).directory.of_kind(Checklist)
    return [
        Problem(
            item.issue_title.location,
            Subtype.KEPT_FILE,
            _("The file '{file}' was not made from the checklist '{name}'").format(
                file=posixpath.join(folder, file_of(item)), name=item.name
            ),
            _("rename or remove that file, or remove this line"),
        )
        for item in wanted(checklists)
        if item.issue_title is not None and _is_taken(folder_of(env) / file_of(item))
    ]
