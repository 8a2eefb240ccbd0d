"""Writes what the scripts of the search read, when a build has succeeded."""

from __future__ import annotations

from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.search import languages

from sphinx_compass.finding.collecting import passages_of
from sphinx_compass.finding.content import (
    Content,
    FoundObject,
    FoundPage,
    Relation,
    search_files,
    written,
)
from sphinx_compass.finding.files import remove_others, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.search import SearchLanguage

CONTENT = "finding-content"  # event: see the package

FOLDER = "_static/finding"
STATIC = Path(__file__).parent / "static"

# Stop words of Sphinx that distinguish pages, as in `time off` and `shut down`.
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
    if error is not None or not _has_search(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    texts = {folder / name: written(data) for name, data in files_of(app).items()}
    remove_others((*folder.glob("words-*.json"), *folder.glob("sections-*.json")), texts)
    for path, text in texts.items():
        write(path, text)


def _has_search(builder: Builder) -> bool:
    """Tell whether a builder writes a site of several pages, with a search."""
    is_site = isinstance(builder, StandaloneHTMLBuilder) and builder.search
    return is_site and not isinstance(builder, SingleFileHTMLBuilder)


def files_of(app: Sphinx) -> dict[str, Any]:
    """Return all data that the scripts read, by the names of files."""
    return search_files(content_of(app), language_of(app), app.config.finding_most_in_one_file)


def content_of(app: Sphinx) -> Content:
    """Return all that can be found."""
    env, builder = app.env, app.builder
    content: dict[str, Any] = {}
    for found in app.events.emit(CONTENT, env):
        content.update(found)
    details = content.get("pages", {})
    passages = passages_of(env)
    docnames = [name for name in sorted(passages) if name in env.titles and _is_found(env, name)]
    objects = content.get("objects") or list(_objects(env))
    # Numbers of objects, without those on pages that cannot be found
    kept = [number for number, item in enumerate(objects) if item["docname"] in set(docnames)]
    numbers = {old: new for new, old in enumerate(kept)}
    pages = [
        FoundPage(
            address=builder.get_target_uri(name),
            title=env.titles[name].astext(),
            passages=passages[name],
            **{
                **details.get(name, {}),
                "owner": numbers.get(details.get(name, {}).get("owner"), -1),
            },
        )
        for name in docnames
    ]
    synonyms, weak = words_in(Path(app.srcdir, app.config.finding_synonyms))
    return Content(
        pages,
        [_found(objects[number], builder) for number in kept],
        [_relation(words, pairs, numbers) for words, pairs in content.get("relations", ())],
        content.get("owner_words", ()),
        synonyms,
        sorted((frozenset(language_of(app).stopwords) - _TELLING).union(weak)),
    )


def _relation(
    words: Sequence[str], pairs: Iterable[tuple[int, int]], numbers: Mapping[int, int]
) -> Relation:
    """Return a relation with new numbers of objects."""
    known = (pair for pair in pairs if numbers.keys() >= set(pair))
    return Relation(words, [(numbers[subject], numbers[answer]) for subject, answer in known])


def _is_found(env: BuildEnvironment, docname: str) -> bool:
    return not {"no-search", "nosearch"} & set(env.metadata[docname])


def _found(item: Mapping[str, Any], builder: Builder) -> FoundObject:
    details = {key: value for key, value in item.items() if key != "docname"}
    return FoundObject(address=builder.get_target_uri(item["docname"]), **details)


def language_of(app: Sphinx) -> SearchLanguage:
    """Return the language of the search, with its stemmer and stop words."""
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


def words_in(path: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Return the synonyms of words, and weak words, from a YAML file.

    Its keys are `same`, `leads_to` and `weak`.
    """
    if not path.is_file():
        return {}, []
    read = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    pairs = chain(
        ((word, other) for group in read.get("same", ()) for word in group for other in group),
        ((word, other) for word, others in read.get("leads_to", {}).items() for other in others),
    )
    found: dict[str, list[str]] = {}
    for word, other in pairs:
        if word != other and other not in found.setdefault(word, []):
            found[word].append(other)
    return found, list(read.get("weak", ()))
