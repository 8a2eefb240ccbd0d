"""The base class of outputs, which are files that a site has beside its pages.

To add one, write a module in this folder with a subclass of :class:`Output`; the writer
finds it. Build the text in a function of its own that takes a :class:`Site`, so that it
can be tested without a build.
"""

from __future__ import annotations

import posixpath
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from sphinx.builders.dirhtml import DirectoryHTMLBuilder

from sphinx_compass.config import site_address
from sphinx_compass.domain import CompassDomain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

    from sphinx_compass.organization.directory import Directory


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """The addresses of the pages and files of a site.

    They are absolute if ``html_baseurl`` is set. Otherwise they are relative to the file or
    page that contains them, as JSON, JSON-LD and Markdown allow, so they are right wherever
    the site is copied.
    """

    home: str  # docname of the front page
    page: Callable[[str, str], str]  # docname, and anchor or "" → address
    file: Callable[[str], str]  # name of a file, relative to the site → address

    @classmethod
    def of(cls, builder: StandaloneHTMLBuilder, here: str | None = None) -> SiteAddresses:
        """Return the addresses to write on the page ``here``, or in a file at the site's root."""
        depth = _path(builder, here).count("/") if here is not None else 0
        base = site_address(builder.config) or "../" * depth or "./"

        def page(docname: str, anchor: str) -> str:
            address = posixpath.join(base, _path(builder, docname))
            return f"{address}#{quote(anchor)}" if anchor else address

        def file(name: str) -> str:
            return posixpath.join(base, name)

        return cls(builder.config.root_doc, page, file)


def _path(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """Return the address of a page, relative to the site and percent-encoded."""
    path = builder.get_target_uri(docname)
    # The builder for single files encodes it already.
    return quote(path) if isinstance(builder, DirectoryHTMLBuilder) else path


@dataclass(frozen=True, slots=True)
class Site:
    """What most outputs are made from."""

    title: str
    directory: Directory
    addresses: SiteAddresses


@dataclass(frozen=True, slots=True)
class BuiltSite(Site):
    """A site with the builder that makes it."""

    builder: StandaloneHTMLBuilder

    @classmethod
    def of(cls, builder: StandaloneHTMLBuilder, here: str | None = None) -> BuiltSite:
        """Return the site of a builder, with addresses as in :meth:`SiteAddresses.of`."""
        return cls(
            builder.config.project,
            CompassDomain.of(builder.env).directory,
            SiteAddresses.of(builder, here),
            builder,
        )


class Output(ABC):
    """A file, with an optional folder of further files, that is made from all pages together.

    Its content must not depend on the day, and must be sorted, so that a change of the
    sources changes few lines.
    """

    file: ClassVar[str]  # name of the file, relative to the site
    folder: ClassVar[str] = ""  # name of the folder, which holds nothing else

    def connect(self, app: Sphinx) -> None:  # noqa: B027 - most outputs need no events
        """Connect to the events that the output needs while pages are read and written."""

    def is_wanted(self, config: Config) -> bool:  # noqa: ARG002 - for subclasses
        """Tell whether a site with these settings has the output."""
        return True

    @abstractmethod
    def files(self, site: BuiltSite) -> Mapping[str, str]:
        """Return the text of each file, by its name relative to the site."""
