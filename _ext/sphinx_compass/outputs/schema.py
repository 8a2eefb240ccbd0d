"""Writes ``compass.schema.json``: the JSON Schema of ``compass.json``.

Its description of objects is derived from their records and options. :data:`VERSION` is
the version of the format. If only keys are added, so that programs for the old format can
read the new one, its second number increases; otherwise the first one.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import KINDS, LARGEST_FIRST, RECORDS, plural
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.options import options_of
from sphinx_compass.organization.text import SLUG_PATTERN
from sphinx_compass.outputs import step_data
from sphinx_compass.outputs.base import Output

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.options import Option
    from sphinx_compass.organization.rules import Rules
    from sphinx_compass.outputs.base import BuiltSite
    from sphinx_compass.outputs.values import Data

VERSION = "1.2"
FILE = "compass.schema.json"


class Schema(Output):
    """The JSON Schema of the organization as data."""

    file = FILE

    def files(self, site: BuiltSite) -> dict[str, str]:
        """Return the one file."""
        text = json.dumps(schema(site.directory.rules), indent=2, ensure_ascii=False)
        return {FILE: f"{text}\n"}


def schema(rules: Rules) -> Data:
    """Return the schema for an organization with these rules."""
    properties = _of_file()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "compass.json",
        "description": _(
            "An organization as its handbook declares it. What is unknown is left out; an empty"
            " list says that there is none. Lists are sorted, and nothing depends on the day."
            " Relations name what they lead to by its slug, and pages by their docname."
            " Addresses are absolute, or relative to the file if the site is built without an"
            " address of its own."
        ),
        **_object(properties, properties),
        "$defs": {
            **_basic(),
            **{option.key: _enum(rules, option) for option in _shared_choices().values()},
            **{record.KIND: _record(rules, record) for record in LARGEST_FIRST},
            "step": step_data.form(),
            "term": _term(),
            "cited": _cited(),
            "page": _page(),
        },
    }


# -- forms ---------------------------------------------------------------------------


def _described(description: str, form: Data) -> Data:
    return {"description": description, **form}


def _ref(name: str) -> Data:
    return {"$ref": f"#/$defs/{name}"}


def _array(items: Data) -> Data:
    return {"type": "array", "items": items, "uniqueItems": True}


def _object(properties: Data, required: Data | tuple[str, ...]) -> Data:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _pair(**properties: Data) -> Data:
    return _object(properties, properties)


# -- options of objects ----------------------------------------------------------------


def _shared_choices() -> dict[tuple[str, str], Option]:
    """Return the options whose choices several kinds have in common, by key and choices."""
    found = [
        option
        for record in RECORDS
        for option in options_of(record).values()
        if option.key and option.choices
    ]
    count = Counter((option.key, option.choices) for option in found)
    shared = {(option.key, option.choices): option for option in found}
    return {names: option for names, option in shared.items() if count[names] > 1}


def _enum(rules: Rules, option: Option) -> Data:
    return {"enum": list(getattr(rules, option.choices))}


def _record(rules: Rules, record: type[DeclaredObject]) -> Data:
    """Return the form of an object of one kind."""
    options = [option for option in options_of(record).values() if option.key]
    properties = {
        "slug": _ref("slug"),
        "name": _ref("text"),
        "address": _ref("address"),
        "declared_on": _described(_("The page that declares it."), _ref("docname")),
        "summary": _described(_("One or two sentences that say what it is."), _ref("text")),
        "aliases": _described(_(options_of(record)["aliases"].help), _ref("texts")),
        **{option.key: _option(rules, option) for option in options},
    }
    several = [option.key for option in options if option.several]
    required = ("slug", "name", "address", "declared_on", "aliases", *several)
    return _described(_(record.HELP), _object(properties, required))


def _option(rules: Rules, option: Option) -> Data:
    """Return the form of an option's value."""
    if option.choices:
        shared = (option.key, option.choices) in _shared_choices()
        return _ref(option.key) if shared else _enum(rules, option)
    if len(option.leads_to) > 1:
        identity = _pair(kind={"enum": list(option.leads_to)}, slug=_ref("slug"))
        return _described(_(option.help), _array(identity) if option.several else identity)
    name = "docname" if option.leads_to_page else "slug" if option.leads_to else "text"
    if not option.several:
        return _described(_(option.help), _ref(name))
    listed = _array(_ref("docname")) if name == "docname" else _ref(f"{name}s")
    return _described(_(option.help), listed)


# -- everything else -------------------------------------------------------------------


def _of_file() -> Data:
    """Return the properties of the file as a whole; all are required."""
    lists = {
        plural(record.KIND): _described(
            _("{kinds}, by slug.").format(kinds=_(record.TITLE)), _array(_ref(record.KIND))
        )
        for record in LARGEST_FIRST
    }
    version = _(
        "The version of the format of this file. The first number increases if programs for"
        " the older format may fail, the second if keys are added."
    )
    terms = _("Glossary terms, by name; two terms never have a headword in common.")
    return {
        "$schema": _described(_("The address of this schema."), _ref("address")),
        "schema_version": _described(version, {"const": VERSION}),
        "title": _described(_("The name of the handbook."), _ref("text")),
        "address": _described(_("The front page of the handbook."), _ref("address")),
        **lists,
        "steps": _described(_("Steps, by checklist and in its order."), _array(_ref("step"))),
        "terms": _described(terms, _array(_ref("term"))),
        "pages": _described(_("All pages of the handbook, by docname."), _array(_ref("page"))),
    }


def _basic() -> Data:
    slug = _("What identifies something within its kind; it stays when the name changes.")
    docname = _("What identifies a page: the path of its source without the suffix.")
    day = {"type": "string", "format": "date"}
    month = {"type": "string", "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])$"}
    return {
        "slug": _described(slug, {"type": "string", "pattern": f"^{_pattern()}$"}),
        "slugs": _array(_ref("slug")),
        "text": {"type": "string", "minLength": 1},
        "texts": _array(_ref("text")),
        "address": {"type": "string", "format": "uri-reference", "minLength": 1},
        "docname": _described(docname, {"type": "string", "minLength": 1}),
        "date": _described(_("A day, as YYYY-MM-DD."), day),
        "month": _described(_("A month, as YYYY-MM."), month),
    }


def _pattern() -> str:
    """Return the pattern of slugs with plain groups, which every validator knows."""
    return SLUG_PATTERN.pattern.replace("(?:", "(")


def _term() -> Data:
    others = _("Synonyms, plurals and spellings that lead to the same definition, in its order.")
    properties = {
        "name": _described(_("The first headword."), _ref("text")),
        "address": _ref("address"),
        "defined_on": _described(_("The page that defines it."), _ref("docname")),
        "summary": _described(_("The first sentence of the definition."), _ref("text")),
        "other_headwords": _described(
            others, _array(_pair(name=_ref("text"), address=_ref("address")))
        ),
    }
    required = ("name", "address", "defined_on", "other_headwords")
    return _described(_("A glossary term."), _object(properties, required))


def _cited() -> Data:
    """Return the form of something that a page cites."""
    forms = [
        _pair(kind={"enum": list(KINDS)}, slug=_ref("slug")),
        _pair(kind={"const": "term"}, name=_ref("text")),
    ]
    text = _("A declared object by its slug, or a term by its name.")
    return _described(text, {"oneOf": forms})


def _page() -> Data:
    changed = _(
        "What the page cites that changed since its last review; left out if no review is on"
        " record."
    )
    due = _("The day by which it has to be reviewed again.")
    properties = {
        "docname": _ref("docname"),
        "title": _ref("text"),
        "address": _ref("address"),
        "description": _described(_("What the page is about, in one sentence."), _ref("text")),
        "owner": _described(_("Slug of the role that owns it."), _ref("slug")),
        "last_reviewed_on": _ref("date"),
        "review_by": _described(due, _ref("date")),
        "keywords": _described(_("Words that readers search for."), _ref("texts")),
        "facts_as_of": _described(_("The month of its newest facts."), _ref("month")),
        "changed_since_review": _described(changed, _array(_ref("cited"))),
    }
    return _described(
        _("A page of the handbook."), _object(properties, ("docname", "title", "address"))
    )
