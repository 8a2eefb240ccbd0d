"""Writes what the scripts of the search read, when a build has succeeded."""

from __future__ import annotations

import json
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import languages

from sphinx_compass.finding.collecting import passages_of
from sphinx_compass.finding.content import (
    Content,
    FoundObject,
    FoundPage,
    Relation,
    search_data,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.search import SearchLanguage

CONTENT = "finding-content"  # event: see the package

FOLDER = "_static/finding"
STATIC = Path(__file__).parent / "static"

# Stop words of Sphinx that tell pages apart, as in `time off` and `shut down`.
_TELLING = frozenset(
    {
        "after",
        "again",
        "before",
        "down",
        "no",
        "not",
        "off",
        "out",
        "over",
        "own",
        "same",
        "under",
        "up",
    }
)


def write_data(app: Sphinx, error: Exception | None) -> None:
    """Write the data beside the scripts."""
    if error is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data_of(app), ensure_ascii=False, separators=(",", ":"))
    (folder / "data.json").write_text(text, encoding="utf-8", newline="\n")


def data_of(app: Sphinx) -> dict[str, Any]:
    """Return all that the scripts read."""
    env, builder = app.env, app.builder
    language = _language(app)
    content: dict[str, Any] = {}
    for found in app.events.emit(CONTENT, env):
        content.update(found)
    details = content.get("pages", {})
    passages = passages_of(env)
    docnames = sorted(name for name in passages if name in env.titles)
    pages = [
        FoundPage(
            address=builder.get_target_uri(name),
            title=env.titles[name].astext(),
            passages=passages[name],
            **details.get(name, {}),
        )
        for name in docnames
        if "no-search" not in env.metadata[name] and "nosearch" not in env.metadata[name]
    ]
    objects = content.get("objects") or list(_objects(env))
    known = Content(
        pages,
        [
            FoundObject(address=builder.get_target_uri(item["docname"]), **_without_docname(item))
            for item in objects
        ],
        [Relation(words, answers) for words, answers in content.get("relations", ())],
        content.get("owner_words", ()),
        synonyms_in(Path(app.srcdir, app.config.finding_synonyms)),
        sorted(frozenset(language.stopwords) - _TELLING),
    )
    return search_data(known, language)


def _without_docname(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "docname"}


def _language(app: Sphinx) -> SearchLanguage:
    name = app.config.html_search_language or app.config.language
    kind = languages.get(name, languages["en"])
    if isinstance(kind, str):
        module, _, kind_name = kind.rpartition(".")
        kind = getattr(import_module(module), kind_name)
    return kind(app.config.html_search_options)


def _objects(env: BuildEnvironment) -> Iterable[dict[str, Any]]:
    """Yield what the domains declare, except labels and pages."""
    for domain in env.domains.sorted():
        for _, name, kind, docname, anchor, rank in sorted(domain.get_objects()):
            is_listed = rank >= 0 or (domain.name, kind) == ("std", "term")
            if is_listed and (domain.name, kind) not in {("std", "label"), ("std", "doc")}:
                yield {"kind": kind, "name": name, "docname": docname, "anchor": anchor}


def synonyms_in(path: Path) -> dict[str, list[str]]:
    """Return other words for words, from a YAML file with the keys `same` and `leads_to`."""
    if not path.is_file():
        return {}
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    pairs = chain(
        ((word, other) for group in read.get("same", ()) for word in group for other in group),
        ((word, other) for word, others in read.get("leads_to", {}).items() for other in others),
    )
    found: dict[str, list[str]] = {}
    for word, other in pairs:
        if word != other:
            found.setdefault(word, []).append(other)
    return found
