"""Finds permanent names that lead nowhere, and suggests how to keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.names.names_list import Name, moved_line
from sphinx_compass.names.successors import last_page, section_without_label, successor
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.names.comparison import ComparedNames
    from sphinx_compass.organization.directory import FormerNames


@dataclass(frozen=True, slots=True, order=True)
class MissingName:
    """A permanent name that leads nowhere, with the line that fixes it."""

    name: Name
    message: str  # one sentence that ends with a colon
    line: str

    def __str__(self) -> str:
        """Return the finding, with the line on its own so that it can be copied."""
        return f"{self.message}\n{self.line}"


class _Fix(NamedTuple):
    """A line that keeps a name."""

    instruction: str  # where to add the line
    line: str


@dataclass(frozen=True, slots=True)
class Hints:
    """The file of the list and the command that checks it, for hints."""

    file: str  # relative to the source folder
    command: str = ""  # empty: hints mention no command


def missing_names(compared: ComparedNames, hints: Hints) -> tuple[MissingName, ...]:
    """Return each permanent name that leads nowhere, sorted.

    Omits names that another finding covers: sections of a lost page, the label of a
    lost object, and names under ``moved``, which :func:`wrong_moves` reports.
    """
    lost = {name for name in compared.listed.names if compared.current_name(name) is None}
    return tuple(
        _missing(compared, hints, name)
        for name in sorted(lost - compared.listed.moved.keys())
        if _covered_by(compared, name) not in lost
    )


def _covered_by(compared: ComparedNames, name: Name) -> Name | None:
    """Return the name whose finding covers another one: its page, or the object of a label."""
    if name.kind == "section":
        return Name("page", compared.place(name.name).docname)
    return compared.object_of(name)


def _missing(compared: ComparedNames, hints: Hints, name: Name) -> MissingName:
    fix = _fix(compared, hints, name)
    message = _("The {kind} '{name}' was published but no longer exists; {instruction}:")
    return MissingName(
        name,
        message.format(kind=_(name.kind), name=name.name, instruction=fix.instruction),
        fix.line,
    )


def wrong_moves(compared: ComparedNames, hints: Hints) -> Iterator[Problem]:
    """Yield a problem for each line under ``moved`` that leads nowhere or is not needed."""
    for name, target in sorted(compared.listed.moved.items()):
        location = Location(hints.file, compared.listed.lines.get(name, 1))
        if name in compared.current:
            yield Problem(
                location,
                Subtype.MOVED,
                _("'{name}' is listed under `moved` but still exists").format(name=name),
                _("remove the line"),
            )
        elif compared.current_name(name) is None:
            yield Problem(
                location,
                Subtype.MOVED,
                _("'{name}' leads to '{target}', which does not exist").format(
                    name=name, target=target
                ),
                _("correct the line"),
            )


def former_names(compared: ComparedNames, hints: Hints) -> FormerNames:
    """Return what to do if a page mentions a declared object by a former name.

    The suggestions are by kind and by folded title or slug. They are meant for names
    that no object has now.
    """
    found: dict[tuple[str, str], str] = {}
    for name in sorted(compared.listed.names):
        if name.kind in KINDS:
            for written in (_title(compared, name), name.name):
                found.setdefault((name.kind, fold(written)), _advice(compared, hints, name))
    return found


def _advice(compared: ComparedNames, hints: Hints, name: Name) -> str:
    current = compared.current_name(name)
    if current is not None and current != name:
        if current.kind == name.kind:
            return _("it is now called '{title}'").format(title=compared.current[current].title)
        return _("the name now leads to the {kind} '{name}'").format(
            kind=_(current.kind), name=current.name
        )
    title = _title(compared, name)
    # an object that keeps its slug through a change of its title is its own successor
    item = current or successor(compared, name)
    if item is not None:
        fix = _alias(compared, name, item)
        return _("to keep the published name '{name}', {instruction}: '{line}'").format(
            name=title, instruction=fix.instruction, line=fix.line
        )
    if hints.command:
        return _(
            "to keep the published name '{name}', run '{command}' and add the line that it prints"
        ).format(name=title, command=hints.command)
    return _("'{name}' is a published name that leads nowhere").format(name=title)


def _title(compared: ComparedNames, name: Name) -> str:
    return compared.listed.names[name].title or name.name


# -- the line that keeps a name --------------------------------------------------


def _fix(compared: ComparedNames, hints: Hints, name: Name) -> _Fix:
    """Return the line that keeps a name, and where to add it."""
    section = section_without_label(compared, name)
    if section is not None:
        return _Fix(
            _("add this line above the heading '{title}' on the page '{page}'").format(
                title=section.title, page=section.place.docname
            ),
            f"({name.name})=",
        )
    found = successor(compared, name)
    if found is not None and name.kind in KINDS:
        return _alias(compared, name, found)
    if found is not None and name.kind == "term":
        return _Fix(
            _("add this line below the term '{term}' on the page '{page}'").format(
                term=found.name, page=compared.current[found].place.docname
            ),
            name.name,
        )
    if found is not None and name.kind == "label":
        return _Fix(
            _("add this line above the line '({label})=' on the page '{page}'").format(
                label=found.name, page=compared.current[found].place.docname
            ),
            f"({name.name})=",
        )
    target = found.name if found is not None else str(last_page(compared, name))
    instruction = _('add this line below "moved" in {file}').format(file=hints.file)
    return _Fix(instruction, moved_line(name, target))


def _alias(compared: ComparedNames, name: Name, item: Name) -> _Fix:
    """Return the line that makes a former name an alias of an object."""
    target = compared.current[item]
    instruction = (
        _("replace the ':aliases:' line of '{title}' on the page '{page}' with this line")
        if target.aliases
        else _("add this line to the declaration of '{title}' on the page '{page}'")
    )
    aliases = (*target.aliases, _title(compared, name))
    return _Fix(
        instruction.format(title=target.title, page=target.place.docname),
        f":aliases: {', '.join(aliases)}",
    )
