"""Checks the names of the files of pages, and finds pages that are not published."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.missing_names import unpublished
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import composed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_EDGES = "._-"
_PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rst", ".ipynb")


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The files of the pages of a handbook, and other files beside them."""

    pages: Mapping[str, str]  # docname -> path relative to the source folder
    # path -> text of files that could be pages, but are not published
    others: Mapping[str, str] = field(default_factory=dict)
    # path -> text of files that nothing finds by their names; empty if it could not be a page
    decomposed: Mapping[str, str] = field(default_factory=dict)
    suffixes: Sequence[str] = (".md",)  # of pages; the first one is suggested
    folders: Sequence[str] = ()  # that can contain pages; empty: all
    reserved: Collection[str] = ()  # names at the top that the site has already, in lowercase


def problems(files: PageFiles) -> Iterator[Problem]:
    """Yield at most one problem for each file; one for a folder without published pages."""
    unusable = {docname: what for docname in sorted(files.pages) if (what := _name(docname, files))}
    for docname, (message, suggestion) in unusable.items():
        yield Problem(Location(docname, 1), Subtype.ADDRESS, message, suggestion)
    for docname, message, suggestion in _shared_addresses(set(files.pages) - unusable.keys()):
        yield Problem(Location(docname, 1), Subtype.ADDRESS, message, suggestion)
    yield from _unpublished(files)
    for path in sorted(files.decomposed):
        yield Problem(
            Location(path, 1),
            Subtype.ADDRESS,
            _("Accents in the file name '{path}' are characters of their own").format(path=path),
            _("rename the file, and type its name on a keyboard: '{path}'").format(
                path=composed(path)
            ),
            lost=unpublished(composed(path), composed(files.decomposed[path])),
        )


def address_of(docname: str) -> str:
    """Return the address of a page, relative to the site; a folder's page has the folder's."""
    is_of_folder = docname == "index" or docname.endswith("/index")
    return docname.removesuffix("index") if is_of_folder else f"{docname}/"


def hyphenated(name: str) -> str:
    """Return the name without its suffix as it works in addresses.

    >>> hyphenated("Q&A: Who does what?")
    'Q-A-Who-does-what'
    """
    signs = "".join(sign if _is_usable(sign) else "-" for sign in name)
    return re.sub("-{2,}", "-", signs).strip(_EDGES)


def _is_usable(sign: str) -> bool:
    """Tell whether a sign works in addresses, in the inventory and in references.

    Letters and digits of any script do, with the marks that belong to them.
    """
    return sign.isalnum() or sign in "-_." or unicodedata.category(sign).startswith("M")


def _name(docname: str, files: PageFiles) -> tuple[str, str] | None:
    """Return what is wrong with the name of a page or of its folders, and what to do."""
    path = files.pages[docname]
    stem, suffix = docname, path.removeprefix(docname)
    better = "/".join(_better(part, files.suffixes) for part in stem.split("/"))
    if stem.split("/")[0].casefold() in files.reserved:
        return (
            _("The site has another page or file with the name '{name}'").format(
                name=stem.split("/")[0]
            ),
            _("rename the file, for instance to '{name}'").format(
                name=f"{stem.split('/')[0]}-page{suffix}"
            ),
        )
    if better == stem:
        return None
    signs = dict.fromkeys(sign for sign in stem.replace("/", "") if not _is_usable(sign))
    what = _("The file name '{path}' begins or ends with a sign that addresses cannot have")
    if signs:
        what = _("The file name '{path}' contains {signs}, which addresses cannot have")
    elif stem.endswith(tuple(files.suffixes)):
        what = _("The file name '{path}' ends twice")
    shown = ", ".join(_shown(sign) for sign in signs)
    return what.format(path=path, signs=shown), _("rename it to '{path}'").format(
        path=f"{better or 'page'}{suffix}"
    )


def _better(part: str, suffixes: Sequence[str]) -> str:
    """Return a part of a docname as it works in addresses; itself if it does."""
    for suffix in suffixes:
        part = part.removesuffix(suffix)
    if all(map(_is_usable, part)) and part.strip(_EDGES) == part:
        return part
    return hyphenated(part) or "page"


def _shown(sign: str) -> str:
    if sign == " ":
        return _("a space")
    return f"'{sign}'" if sign.isprintable() else f"U+{ord(sign):04X}"


def _shared_addresses(docnames: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield pages that have the address of an earlier one, or one in other letters."""
    pages: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for docname in sorted(docnames, key=lambda name: (name.count("/"), name)):
        address = address_of(docname)
        key = _folded(address)
        other = pages.setdefault(key, docname)
        if other != docname:
            yield docname, *_same_address(other, address)
            continue
        folder = posixpath.dirname(docname)
        spelled = spellings.setdefault(_folded(folder), folder)
        if spelled != folder:
            yield (
                docname,
                _("The folder '{folder}' differs from '{other}' only in its letters").format(
                    folder=folder, other=spelled
                ),
                _("move the page to '{other}'").format(other=spelled),
            )


def _same_address(other: str, address: str) -> tuple[str, str]:
    if address_of(other) == address:
        message = _("This page and '{other}' would both have the address '{address}'")
    else:
        message = _("The address '{address}' differs from that of '{other}' only in its letters")
    return (
        message.format(other=other, address=address),
        _("rename one of the two files"),
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _unpublished(files: PageFiles) -> Iterator[Problem]:
    """Yield a problem for each file, or for a folder with several files."""
    groups: dict[str, list[str]] = {}
    for path in sorted(files.others):
        folder, slash, _rest = path.partition("/")
        is_in_wrong_folder = slash and posixpath.splitext(path)[1] in files.suffixes
        groups.setdefault(f"{folder}/" if is_in_wrong_folder else path, []).append(path)
    for name, paths in groups.items():
        first = min(paths, key=lambda path: (path.count("/"), not _is_index(path), path))
        lost = frozenset(chain.from_iterable(unpublished(it, files.others[it]) for it in paths))
        what = _unpublished_file(name, files) if name == first else _unpublished_in(paths, files)
        yield Problem(Location(first, 1), Subtype.ADDRESS, *what, lost=lost)


def _is_index(path: str) -> bool:
    return posixpath.splitext(posixpath.basename(path))[0] == "index"


def _unpublished_in(paths: Sequence[str], files: PageFiles) -> tuple[str, str]:
    """Return what is wrong with pages in a folder that is not one of the handbook."""
    folder = paths[0].partition("/")[0]
    choice = _(" or ").join(f"'{name}'" for name in files.folders)
    if len(paths) == 1:
        return (
            _(
                "This page is not published, because '{folder}' is not a folder of the handbook"
            ).format(folder=folder),
            _("move it to {folders}").format(folders=choice),
        )
    return (
        _(
            "{count} pages in '{folder}' are not published, because that is not a folder of the "
            "handbook"
        ).format(count=len(paths), folder=folder),
        _("move them to {folders}").format(folders=choice),
    )


def _unpublished_file(path: str, files: PageFiles) -> tuple[str, str]:
    """Return what is wrong with a file in a folder of the handbook, or in none."""
    stem, suffix = posixpath.splitext(path)
    if suffix not in files.suffixes:
        return (
            _("This file is not published, because its name ends with '{suffix}'").format(
                suffix=suffix
            ),
            _("rename it to '{path}'").format(path=f"{stem}{files.suffixes[0]}"),
        )
    choice = _(" or ").join(f"'{name}'" for name in files.folders)
    return (
        _("This page is not published, because it is not in a folder of the handbook"),
        _("move it to {folders}").format(folders=choice),
    )


def could_be_page(path: str) -> bool:
    """Tell whether a file looks like a page of a handbook.

    Files in capitals, such as README, are for the readers of the repository.
    """
    stem, suffix = posixpath.splitext(posixpath.basename(path))
    return suffix.casefold() in _PAGE_SUFFIXES and not (stem.isupper() and len(stem) > 1)
