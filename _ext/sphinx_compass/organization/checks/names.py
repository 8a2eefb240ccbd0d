"""Checks that names are declared once, and that names in use are declared."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _, with_article
from sphinx_compass.organization.options import mentions, options_of
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject, Kind
    from sphinx_compass.organization.places import Location, Mention


def declared_twice(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each declaration after the first with the same name or slug."""
    first: dict[tuple[Kind, str], DeclaredObject] = {}
    for item in directory.declared:
        keys = [(item.KIND, fold(item.name)), (item.KIND, item.slug)]
        earlier = next((first[key] for key in keys if key in first), None)
        if earlier is not None:
            yield Problem(
                item.declared_at,
                Subtype.DUPLICATE,
                _("The {kind} '{name}' is declared here and at {location}").format(
                    kind=_(item.KIND), name=item.name, location=earlier.declared_at
                ),
                _("keep one of the two and refer to it on the other page"),
            )
        for key in keys:
            first.setdefault(key, item)


def shared_aliases(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each alias that is another object's name, slug or alias."""
    for item in directory.objects.values():
        for alias in item.aliases:
            other = _other_owner(directory, item, alias)
            if other is not None:
                yield Problem(
                    alias.location,
                    Subtype.AMBIGUOUS,
                    _(
                        "The alias '{alias}' of the {kind} '{name}' also means "
                        "'{other}' ({location})"
                    ).format(
                        alias=alias.name,
                        kind=_(item.KIND),
                        name=item.name,
                        other=other.name,
                        location=other.declared_at,
                    ),
                    _("remove it here or there"),
                )


def _other_owner(
    directory: Directory, item: DeclaredObject, alias: Mention
) -> DeclaredObject | None:
    """Return another object with this name; of two equal aliases, only the later one is wrong."""
    wanted = fold(alias.name)
    for other in directory.objects.values():
        if other.KIND != item.KIND or other.key == item.key:
            continue
        if wanted in {fold(other.name), other.slug}:
            return other
        for rival in other.aliases:
            if fold(rival.name) == wanted and rival.location <= alias.location:
                return other
    return None


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
                for mention in mentions(item, attribute):
                    yield from name_problems(
                        directory, option.leads_to, mention.name, mention.location
                    )


def unknown_filters(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each filter of a view whose name means no or several objects."""
    for placement in directory.placements:
        for used, values in placement.filters:
            if used.leads_to:
                for mention in values:
                    yield from name_problems(
                        directory, used.leads_to, mention.name, mention.location
                    )


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
    yield Problem(
        location,
        Subtype.UNKNOWN,
        _("There is no {kind} named '{name}'").format(kind=_(kinds[0]), name=name),
        instead(directory, kinds, name),
    )


def instead(directory: Directory, kinds: tuple[Kind, ...], name: str) -> str:
    """Return what to write instead of an unknown name: its successor, or the closest names."""
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
