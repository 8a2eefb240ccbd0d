"""Finds what an address leads to in the output of a build."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets."""

    status: int
    content: bytes = b""
    kind: str = "text/html"
    location: str = ""  # of a redirect

    @property
    def version(self) -> str:
        """A short text that is different for other content."""
        return hashlib.blake2b(self.content, digest_size=8).hexdigest()


class SiteFolder:
    """A folder with the files of a site."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which need not exist."""
        self._folder = folder

    def last_answer(self, path: str, file: Path) -> Answer:
        """Return the answer to a request after all files have been written."""
        if file.is_file():
            return content_of(file)
        if not path.endswith("/") and file.is_dir():
            return Answer(307, location=f"/{path.lstrip('/')}/")  # "//" would begin a host
        missing = self._folder / "404.html"
        content = missing.read_bytes() if missing.is_file() else b"Not found"
        return Answer(404, content)

    def file(self, path: str) -> Path:
        """Return the output file for the path of an address."""
        name = unquote(path).replace("\0", "").lstrip("/")
        file = (self._folder / f"{name}index.html") if not name or name.endswith("/") else None
        file = file or self._folder / name
        is_inside = file.resolve().is_relative_to(self._folder.resolve())
        return file if is_inside else self._folder / "outside"


class Output(SiteFolder):
    """The output folder of an application."""

    def __init__(self, app: Sphinx) -> None:
        """Take an application; raises TypeError if it makes no site."""
        if not isinstance(app.builder, StandaloneHTMLBuilder):
            message = f"the builder {app.builder.name!r} makes no site"
            raise TypeError(message)
        super().__init__(Path(app.outdir))
        self._app, self._builder = app, app.builder

    def picture(self, name: str) -> Path | None:
        """Return the source of a picture, which is copied only when all pages are written."""
        images = self._app.env.images
        source = next((source for source, (_pages, copy) in images.items() if copy == name), None)
        path = Path(self._app.srcdir, source) if source else None
        return path if path is not None and path.is_file() else None

    def docname(self, file: Path) -> str | None:
        """Return the page that is written to an output file; None if none is."""
        builder, found = self._builder, self._app.env.found_docs
        name = file.relative_to(self._folder).as_posix().removesuffix(builder.out_suffix)
        names = (name, name.removesuffix("/index"))
        known = (one for one in names if one in found and builder.get_output_path(one) == file)
        return next(known, None)


def content_of(file: Path) -> Answer:
    """Return the answer that is the content of a file."""
    kind, _encoding = mimetypes.guess_type(file.name)
    return Answer(200, file.read_bytes(), kind or "application/octet-stream")
