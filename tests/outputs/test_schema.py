"""The schema of ``compass.json``."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sample import SITE, invalid
from sphinx_compass.organization.rules import STATUSES, TEAM_KINDS, Rules
from sphinx_compass.outputs import schema
from sphinx_compass.outputs.compass_json import organization

# Each published version of the schema with its digest. Never change a line: if you change the
# schema, increase `schema.VERSION` and add a line.
DIGESTS = {
    "1.0": "196b93b6020a5012127973ff88d55af9a11d60e47bcfd88a3798c7ad76477e13",
    "1.1": "20fa1c14a655b9aedc6a5dfd34eabe483fca8c9773161427912f761b276fe53a",
    "1.2": "28106b78694837f89b39f77807dd91b6b0b0ea2feab9910eb3b7cce6f3dff5b7",
}


def without_descriptions(form: Any) -> Any:
    """Return a schema without its descriptions."""
    if isinstance(form, list):
        return [without_descriptions(item) for item in form]
    if not isinstance(form, dict):
        return form
    return {
        key: without_descriptions(value)
        for key, value in form.items()
        if key != "description" or not isinstance(value, str)
    }


def test_schema_is_a_schema() -> None:
    """The schema is valid itself, and every definition in it is used."""
    form = schema.schema(Rules())
    assert form["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(form)
    text = json.dumps(form)
    assert [name for name in form["$defs"] if f'"#/$defs/{name}"' not in text] == []


def test_words_are_those_of_the_project() -> None:
    """Statuses and team kinds follow the settings; statuses are defined once."""
    for rules in (Rules(), Rules(statuses=("active", "past"), team_kinds=("squad",))):
        definitions = schema.schema(rules)["$defs"]
        assert definitions["status"] == {"enum": list(rules.statuses)}
        assert definitions["role"]["properties"]["status"] == {"$ref": "#/$defs/status"}
        assert definitions["team"]["properties"]["kind"] == {"enum": list(rules.team_kinds)}
    assert Rules().statuses == STATUSES
    assert Rules().team_kinds == TEAM_KINDS


def test_schema_changes_only_together_with_its_version() -> None:
    """Programs can rely on the version in compass.json."""
    form = without_descriptions(schema.schema(Rules()))
    digest = hashlib.sha256(json.dumps(form, sort_keys=True).encode()).hexdigest()
    assert DIGESTS.get(schema.VERSION) == digest, (
        "The schema has changed: raise schema.VERSION, "
        f"and add a line to DIGESTS with the digest {digest}"
    )


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema_version",), "0.9"),
        (("generated",), "2026-11-21"),
        (("roles", 0, "slug"), "Not a slug"),
        (("roles", 0, "name"), ""),
        (("roles", 0, "status"), "retired"),
        (("roles", 0, "reports_to"), "council"),
        (("teams", 1, "parent"), None),
        (("areas", 1, "leads"), "lead"),
        (("terms", 1, "other_headwords"), ["Spokes"]),
        (("pages", 1, "review_by"), "2027-02-30"),
        (("pages", 1, "due"), True),
        (("pages", 1, "facts_as_of"), "2026-13"),
        (("pages", 5, "changed_since_review", 0), {"kind": "team", "name": "Makers"}),
    ],
    ids=str,
)
def test_schema_finds_what_is_wrong(place: tuple[str | int, ...], value: object) -> None:
    """Values of other types are not valid."""
    data = organization(SITE)
    *way, last = place
    holder: Any = data
    for key in way:
        holder = holder[key]
    holder[last] = value
    assert len(invalid(data)) == 1
