"""The steps of checklists in ``compass.json``, and their form in its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.checklist_index import WHO
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.step_text import shown_text
from sphinx_compass.outputs.values import known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.checklist_index import ListedStep
    from sphinx_compass.organization.places import Mention
    from sphinx_compass.outputs.base import Site
    from sphinx_compass.outputs.values import Data


def steps(site: Site) -> list[Data]:
    """Return all steps, by slug of their checklist and in its order."""
    return [_step(site, listed) for listed in site.directory.checklists.every_step]


def _step(site: Site, listed: ListedStep) -> Data:
    block, index = listed.block, site.directory.checklists
    undone = index.checklist(block.undoes)
    return known(
        checklist=listed.checklist.slug,
        number=listed.number,
        phase=listed.phase,
        text=shown_text(site.directory, listed.step),
        address=site.addresses.page(block.docname, listed.step.anchor),
        written_on=block.docname,
        done_by=_who(site, block.by),
        concerns=_who(site, block.concerned),
        undoes=[other.number for other in index.undone_by(listed)] or None,
        undoes_in=undone.slug if undone and index.undone_by(listed) else None,
    )


def _who(site: Site, mentions: Sequence[Mention]) -> list[Data]:
    items = sorted(site.directory.checklists.who(mentions), key=lambda item: item.key[::-1])
    return [{"kind": item.KIND, "slug": item.slug} for item in items]


def form() -> Data:
    """Return the form of a step in the schema."""
    who = {
        "type": "array",
        "uniqueItems": True,
        "items": {
            "type": "object",
            "properties": {"kind": {"enum": list(WHO)}, "slug": {"$ref": "#/$defs/slug"}},
            "required": ["kind", "slug"],
            "additionalProperties": False,
        },
    }
    number = {"type": "integer", "minimum": 1}
    described: dict[str, tuple[str, Data]] = {
        "checklist": (_("Slug of its checklist."), {"$ref": "#/$defs/slug"}),
        "number": (_("Its number in that checklist."), number),
        "phase": (_("The heading above it in that checklist."), {"$ref": "#/$defs/text"}),
        "text": (_("What to do."), {"$ref": "#/$defs/text"}),
        "address": (_("Where its topic is explained."), {"$ref": "#/$defs/address"}),
        "written_on": (_("The page that says it."), {"$ref": "#/$defs/docname"}),
        "done_by": (_("Who does it."), who),
        "concerns": (_("For whom it is done; without any, for everybody."), who),
        "undoes": (
            _("Numbers of the steps of another checklist that it undoes."),
            {"type": "array", "items": number, "uniqueItems": True},
        ),
        "undoes_in": (_("Slug of that other checklist."), {"$ref": "#/$defs/slug"}),
    }
    required = ["checklist", "number", "text", "address", "written_on", "done_by", "concerns"]
    return {
        "description": _("A step of a checklist."),
        "type": "object",
        "properties": {key: {"description": text, **of} for key, (text, of) in described.items()},
        "required": required,
        "additionalProperties": False,
    }
