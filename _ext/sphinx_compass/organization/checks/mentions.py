"""Checks that names in use are declared: in references, options and filters."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _, with_article
from sphinx_compass.organization.missing_names import missing
from sphinx_compass.organization.options import mentions, options_of
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.organization.text import fold, invisible_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import Kind
    from sphinx_compass.organization.places import Location, Mention

_MOST_PARTS = 6  # of a name with commas


def unknown_references(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each reference in text whose name means no or several objects."""
    for reference in directory.references:
        if reference.kind in KINDS:
            yield from name_problems(
                directory, (reference.kind,), reference.name, reference.location
            )


def unknown_options(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each option whose name means no or several objects."""
    for item in directory.declared:
        for attribute, option in options_of(type(item)).items():
            if option.leads_to_objects:
                written = mentions(item, attribute)
                if option.several:
                    yield from list_problems(directory, option.leads_to, written)
                else:
                    for mention in written:
                        yield from _one_problem(directory, option.name, option.leads_to, mention)


def unknown_filters(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each filter of a view whose name means no or several objects."""
    for placement in directory.placements:
        for used, values in placement.filters:
            if used.leads_to:
                yield from list_problems(directory, used.leads_to, values)


def hidden_declarations(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each object that only another output has and nothing refers to.

    References to such an object are problems themselves.
    """
    if not directory.hidden:
        return
    used = {(reference.kind, fold(reference.name)) for reference in directory.references}
    written = [
        (option.leads_to, mention)
        for item in directory.declared
        for attribute, option in options_of(type(item)).items()
        for mention in (mentions(item, attribute) if option.leads_to_objects else ())
    ]
    used |= {(kind, fold(mention.name)) for kinds, mention in written for kind in kinds}
    used |= {("role", fold(page.owner.name)) for page in directory.pages if page.owner}
    for item in sorted(directory.hidden, key=lambda item: (item.declared_at, item.key)):
        if used.isdisjoint({(item.KIND, fold(item.name)), (item.KIND, item.slug)}):
            yield Problem(
                item.declared_at,
                Subtype.BLOCK,
                _("The {kind} '{name}' is only declared for other outputs than this one").format(
                    kind=_(item.KIND), name=item.name
                ),
                _("move its declaration out of the block 'only'"),
            )


def _one_problem(
    directory: Directory, option: str, kinds: tuple[Kind, ...], mention: Mention
) -> Iterator[Problem]:
    """Yield a problem if the value of an option that takes one name is none, or several."""
    known = [part for part in mention.name.split(", ") if _is_known(directory, kinds, part)]
    if len(known) > 1 and not _is_known(directory, kinds, mention.name):
        yield Problem(
            mention.location,
            Subtype.VALUE,
            _("The option '{key}' takes one value, and '{value}' is a second one").format(
                key=option, value=known[1]
            ),
            _("keep one of them"),
        )
    else:
        yield from name_problems(directory, kinds, mention.name, mention.location)


def list_problems(
    directory: Directory, kinds: tuple[Kind, ...], written: Sequence[Mention]
) -> Iterator[Problem]:
    """Yield a problem for each name that means nothing; a name with commas is one name."""
    for location, group in groupby(written, key=lambda mention: mention.location):
        names = [mention.name for mention in group]
        while names:
            count, slug = _with_commas(directory, kinds, names)
            if slug:
                yield Problem(
                    location,
                    Subtype.VALUE,
                    _("The name '{name}' contains a comma, which separates values").format(
                        name=", ".join(names[:count])
                    ),
                    _("write the slug '{slug}'").format(slug=slug),
                )
            else:
                yield from name_problems(directory, kinds, names[0], location)
            del names[:count]


def _with_commas(
    directory: Directory, kinds: tuple[Kind, ...], names: Sequence[str]
) -> tuple[int, str]:
    """Return how many parts at the beginning are one name, and its slug; 1 and "" if none are."""
    if not _is_known(directory, kinds, names[0]):
        for count in range(min(len(names), _MOST_PARTS), 1, -1):
            for kind in kinds:
                item = directory.names.one(kind, ", ".join(names[:count]))
                if item is not None:
                    return count, item.slug
    return 1, ""


def _is_known(directory: Directory, kinds: tuple[Kind, ...], name: str) -> bool:
    return any(directory.names.find(kind, name) for kind in kinds)


def name_problems(
    directory: Directory, kinds: tuple[Kind, ...], name: str, location: Location
) -> Iterator[Problem]:
    """Yield a problem if a name means no or several objects of the kinds it may be of."""
    found = next(filter(None, (directory.names.find(kind, name) for kind in kinds)), ())
    if len({fold(item.name) for item in found}) == 1:
        return  # `declared_twice` reports one name with several slugs
    if found:
        yield Problem(
            location,
            Subtype.AMBIGUOUS,
            _("The {kind} '{name}' can mean {meant}").format(
                kind=_(found[0].KIND),
                name=name,
                meant=_(" or ").join(f"'{item.name}'" for item in found),
            ),
            _("write the full name of the one you mean"),
        )
        return
    if any((kind, fold(name)) in directory.lost for kind in kinds):
        return
    unseen = invisible_characters(name)
    if unseen:
        yield hidden_characters(location, _(kinds[0]), name, unseen)
        return
    yield Problem(
        location,
        Subtype.UNKNOWN,
        _("There is no {kind} named '{name}'").format(kind=_(kinds[0]), name=name),
        instead(directory, kinds, name),
        about=missing(kinds, name),
    )


def hidden_characters(location: Location, kind: str, name: str, unseen: Sequence[str]) -> Problem:
    """Return the problem of a name that contains characters that nobody can see."""
    return Problem(
        location,
        Subtype.NAME,
        _("The name of the {kind} '{name}' contains an invisible character ({codes})").format(
            kind=kind, name="".join(filter(str.isprintable, name)), codes=", ".join(unseen)
        ),
        _("delete the name and type it again"),
    )


def instead(directory: Directory, kinds: tuple[Kind, ...], name: str) -> str:
    """Return what to write instead of an unknown name: its successor, or the closest names."""
    for item in directory.hidden:
        if item.KIND in kinds and fold(name) in {fold(item.name), item.slug}:
            return _("move its declaration ({location}) out of the block '{{only}}'").format(
                location=item.declared_at
            )
    known = (directory.former_names.get((kind, fold(name))) for kind in kinds)
    close = tuple(
        dict.fromkeys(
            chain.from_iterable(directory.names.close_names(kind, name) for kind in kinds)
        )
    )
    return (
        next(filter(None, known), "") or did_you_mean(close) or _other_kind(directory, kinds, name)
    )


def _other_kind(directory: Directory, kinds: tuple[Kind, ...], name: str) -> str:
    """Return the suggestion for a name that is similar to no name of the wanted kinds."""
    for kind in KINDS:
        if kind not in kinds and (item := directory.names.one(kind, name)) is not None:
            return _("'{name}' is {kind}, not {wanted}").format(
                name=item.name, kind=with_article(_(kind)), wanted=with_article(_(kinds[0]))
            )
    return _("correct the name, or declare the {kind} on the page that describes it").format(
        kind=_(kinds[0])
    )
