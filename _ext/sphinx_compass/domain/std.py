"""Publishes objects as labels of Sphinx's std domain, and keeps its labels and terms in order.

Private or undocumented names used here:

- Sphinx: the stores ``labels``, ``anonlabels``, ``objects`` and ``terms`` in the data of
  the std domain. Each one maps a name to a tuple that begins with the docname.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.page_record import PageRecord, StdNotes
    from sphinx_compass.organization.directory import Directory

STORES = ("labels", "anonlabels", "objects", "terms")

PublishedLabels: TypeAlias = dict[str, tuple[str, str, str]]  # label -> docname, anchor, title


class NotedNames(dict[Any, Any]):
    """A store that knows what pages have noted since it was made.

    Otherwise, all names of the site would have to be looked at for each page. In a pickle it is a
    plain dictionary.
    """

    def __init__(self, store: Mapping[Any, Any]) -> None:
        """Take the names that the store has."""
        super().__init__(store)
        self._noted: dict[str, dict[Any, None]] = {}

    def __setitem__(self, name: Any, entry: Any) -> None:
        """Note a name of the page that the entry begins with."""
        self._noted.setdefault(entry[0], {})[name] = None
        super().__setitem__(name, entry)

    def __reduce__(self) -> tuple[type, tuple[dict[Any, Any]]]:
        """Return how the plain dictionary is made."""
        return dict, (dict(self),)

    def of(self, docname: str) -> dict[Any, Any]:
        """Return what a page has noted, if no other page has the name now."""
        found = {name: self.get(name) for name in self._noted.get(docname, ())}
        return {name: entry for name, entry in found.items() if entry and entry[0] == docname}


def begin_noting(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Make stores that know what pages note. Called at ``env-before-read-docs``."""
    std = env.domains.standard_domain
    std.data.update({store: NotedNames(std.data.get(store, {})) for store in STORES})


def notes_of(std: StandardDomain, docname: str) -> StdNotes:
    """Return the labels and terms that the std domain has noted of a page just read."""
    return {store: std.data[store].of(docname) for store in STORES}


def restore(std: StandardDomain, records: Iterable[PageRecord]) -> None:
    """Note all labels and terms again, in the order of ``records``.

    The std domain keeps them by name alone: if a page with a duplicate is removed, the
    remaining one is lost, and in a parallel build either of two may win.
    """
    for record in records:
        for store, entries in record.std.items():
            std.data[store].update(entries)


def leads_to(std: StandardDomain, name: str) -> tuple[object, ...]:
    """Return what the std domain finds for a name, in whatever case it looks it up."""
    folded = name.lower()
    return (
        std.labels.get(name) or std.labels.get(folded),
        std.anonlabels.get(name) or std.anonlabels.get(folded),
        std.objects.get(("term", name)),
        std.data["terms"].get(folded),
    )


def headwords(notes: StdNotes) -> dict[str, str]:
    """Return the name of each glossary headword of a page, by anchor."""
    return {
        anchor: name
        for (kind, name), (_docname, anchor) in notes["objects"].items()
        if kind == "term"
    }


def all_headwords(std: StandardDomain) -> list[str]:
    """Return every headword of all glossaries."""
    return [name for kind, name in std.objects if kind == "term"]


def labels(records: Iterable[PageRecord]) -> Iterable[Label]:
    """Return the labels that pages write, each as a reference to it resolves."""
    found: dict[str, Label] = {}
    known = [record for record in records if record.std]
    for store in ("anonlabels", "labels"):  # one with a title takes precedence
        for record in known:
            for name, (docname, anchor, *title) in record.std[store].items():
                if anchor:  # Sphinx's own, such as 'search', lead to no place on a page
                    found[name] = Label(name, docname, anchor, *title)
    return found.values()


def publish_labels(std: StandardDomain, directory: Directory, published: PublishedLabels) -> None:
    """Make each object a ``std:label``, so that any Sphinx site can ``{ref}`` it.

    The labels are written when all pages have been read: a label that is noted while
    reading is lost with the page of a duplicate, even if the other page still has it.
    ``published`` holds the labels of the last build and takes those of this one.
    """
    for label, entry in published.items():
        if std.labels.get(label) == entry:
            del std.labels[label]
            std.anonlabels.pop(label, None)
    published.clear()
    for item in directory.objects.values():
        entry = (item.docname, item.anchor, item.name)
        if item.label not in std.labels:
            std.labels[item.label] = published[item.label] = entry
            std.anonlabels[item.label] = entry[:2]


def taken_labels(
    std: StandardDomain, directory: Directory, published: PublishedLabels
) -> Iterator[Problem]:
    """Yield a problem for each object whose label a page uses for something else.

    A declaration that is only a name, as the std domain has it too, needs no such label:
    the label of the page may be that of the same section.
    """
    for item in directory.objects.values():
        if item.label not in published and (item.KIND, item.name) not in std.objects:
            yield Problem(
                item.declared_at,
                Subtype.LABEL,
                _(
                    "The page '{docname}' uses the label '{label}', which belongs to "
                    "the {kind} '{name}'"
                ).format(
                    docname=std.labels[item.label][0],
                    label=item.label,
                    kind=_(item.KIND),
                    name=item.name,
                ),
                _("remove that label there; references to it keep working"),
            )
