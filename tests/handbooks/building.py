"""Builds a handbook in several ways that must give the same bytes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conftest import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handbooks.installing import Environment

HANDBOOKS = Path(__file__).parent


@dataclass(frozen=True)
class Site:
    """A handbook's source folder and the site built from it."""

    environment: Environment
    builder: str
    source: Path
    out: Path

    @classmethod
    def copy(cls, environment: Environment, builder: str, handbook: str, folder: Path) -> Site:
        """Copy a handbook into a folder without building it."""
        source = folder / "source"
        shutil.copytree(HANDBOOKS / handbook, source)
        return cls(environment, builder, source, folder / "out")

    @classmethod
    def of(cls, environment: Environment, builder: str, handbook: str, folder: Path) -> Site:
        """Copy a handbook into a folder, and build it strictly, from scratch and serially."""
        site = cls.copy(environment, builder, handbook, folder)
        site.build()
        return site

    def build(self, *options: object) -> None:
        """Build the handbook strictly; if it is already built, build incrementally."""
        self.environment.build(self.builder, self.source, self.out, *options)

    def rebuilt(self, folder: Path, *options: object) -> Site:
        """Return the same sources built from scratch into another folder."""
        site = Site(self.environment, self.builder, self.source, folder / "out")
        site.build(*options)
        return site

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that occurs exactly once in a source file."""
        path = self.source / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def files(self) -> Mapping[str, bytes]:
        """Return every file of the site."""
        return tree(self.out)

    def html(self, docname: str) -> str:
        """Return the HTML of a page."""
        return (self.out / self.address(docname)).read_text(encoding="utf-8")

    def address(self, docname: str) -> str:
        """Return the file of a page, relative to the site."""
        if self.builder == "html":
            return f"{docname}.html"
        return f"{docname.removesuffix('index').rstrip('/')}/index.html".lstrip("/")


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that differ, or that only one site has."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def same_in_every_way(site: Site, edit: Callable[[], None], folder: Path) -> None:
    """Build a site in parallel, after edits and after undoing them; compare every byte."""
    before = site.files()
    assert differing(before, site.rebuilt(folder / "parallel", "-j", "2").files()) == []
    site.build()
    assert differing(before, site.files()) == [], "nothing was edited"
    original = folder / "original"
    shutil.copytree(site.source, original)
    edit()
    site.build()
    clean = site.rebuilt(folder / "edited", "-j", "2").files()
    assert differing(before, clean) != [], "the edits show nowhere"
    assert differing(clean, site.files()) == []
    _restore(original, site.source)
    site.build()
    assert differing(before, site.files()) == []


def _restore(original: Path, source: Path) -> None:
    """Restore the files of a source folder from another one, without touching equal files."""
    kept = tree(original)
    for name, content in tree(source).items():
        if name not in kept:
            (source / name).unlink()
        elif content == kept[name]:
            kept.pop(name)
    for name, content in kept.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(content)
