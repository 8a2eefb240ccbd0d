"""Writes what the scripts of the search read, when a build has succeeded."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.search import languages

from sphinx_compass.finding.builders import makes_site
from sphinx_compass.finding.collecting import passages_of
from sphinx_compass.finding.content import (
    Content,
    FoundObject,
    FoundPage,
    Relation,
    search_files,
    written,
)
from sphinx_compass.finding.files import independent, remove_others, write
from sphinx_compass.finding.synonyms import synonyms_of

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


@independent
def write_data(app: Sphinx, error: Exception | None) -> None:
    """Write the data beside the scripts."""
    if error is not None or not makes_site(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    texts = {folder / name: written(data) for name, data in files_of(app).items()}
    remove_others((*folder.glob("words-*.json"), *folder.glob("sections-*.json")), texts)
    for path, text in texts.items():
        write(path, text)


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
    docnames = [name for name in sorted(passages) if name in env.titles and is_found(env, name)]
    objects = content.get("objects") or list(_objects(env))
    # Numbers of objects, without those on pages that cannot be found
    findable = frozenset(docnames)
    kept = [number for number, item in enumerate(objects) if item["docname"] in findable]
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
    synonyms = synonyms_of(app)
    return Content(
        pages,
        [_found(objects[number], builder) for number in kept],
        [_relation(words, pairs, numbers) for words, pairs in content.get("relations", ())],
        content.get("owner_words", ()),
        synonyms.others,
        sorted((frozenset(language_of(app).stopwords) - _TELLING).union(synonyms.weak)),
    )


def _relation(
    words: Sequence[str], pairs: Iterable[tuple[int, int]], numbers: Mapping[int, int]
) -> Relation:
    """Return a relation with new numbers of objects."""
    known = (pair for pair in pairs if numbers.keys() >= set(pair))
    return Relation(words, [(numbers[subject], numbers[answer]) for subject, answer in known])


def is_found(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether readers can find a page."""
    return not {"no-search", "nosearch"} & set(env.metadata[docname])


def _found(item: Mapping[str, Any], builder: Builder) -> FoundObject:
    details = {key: value for key, value in item.items() if key != "docname"}
    return FoundObject(address=builder.get_target_uri(item["docname"]), **details)


def language_of(app: Sphinx) -> SearchLanguage:
    """Return the language of the search, with its stemmer and stop words."""
    name = app.config.html_search_language or app.config.language
    known = (languages.get(name) for name in (name, name.partition("_")[0], "en"))  # as in Sphinx
    kind = next(kind for kind in known if kind)
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
