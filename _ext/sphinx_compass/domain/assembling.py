"""Assembles the organization when all pages have been read."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx.util.nodes import clean_astext

from sphinx_compass.config import rules
from sphinx_compass.domain import events, std
from sphinx_compass.domain.changes import located, read_changes
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.domain.permanent import NoNames
from sphinx_compass.domain.postponing import can_wait
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.kept_json import KeptFileError, kept_bytes, unreadable
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.review_record import ReviewRecord

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.page_record import PageRecord
    from sphinx_compass.organization.objects import DeclaredObject


_titles: WeakKeyDictionary[nodes.title, str] = WeakKeyDictionary()


def setup(app: Sphinx) -> None:
    """Assemble before other listeners use what is assembled."""
    app.connect("env-updated", assemble, priority=100)
    app.connect("env-get-updated", complete, priority=100)


def assemble(app: Sphinx, env: BuildEnvironment) -> None:
    """Bring everything that depends on all pages up to date, or wait for :func:`complete`.

    Called at ``env-updated``, in every build.
    """
    domain = CompassDomain.of(env)
    domain.is_postponed = can_wait(domain.assembled, domain.records)
    if domain.is_postponed:  # the labels of the page are gone since it was read
        std_domain = env.domains.standard_domain
        std.publish_labels(std_domain, domain.directory, domain.published_labels)
    else:
        _assemble(app, env)


def complete(app: Sphinx, env: BuildEnvironment) -> tuple[str, ...]:
    """Do what has been postponed. Called at ``env-get-updated``."""
    domain = CompassDomain.of(env)
    if domain.is_postponed:
        _assemble(app, env)
        domain.is_postponed = False
    return ()


def _assemble(app: Sphinx, env: BuildEnvironment) -> None:
    """Assemble the organization, in this order."""
    domain = CompassDomain.of(env)
    domain.assembled = dict(domain.records)
    records = [record for _docname, record in sorted(domain.records.items())]
    std.restore(env.domains.standard_domain, records)
    domain.directory = _directory(env, records, _hidden(app, records))
    std.publish_labels(env.domains.standard_domain, domain.directory, domain.published_labels)
    names = env.events.emit_firstresult(events.NAMES, env, domain.directory)
    domain.permanent = names if names is not None else NoNames()
    if env.config.compass_changes_file:
        changes = located(read_changes(env), domain.directory, domain.permanent)
        domain.directory = dataclasses.replace(domain.directory, changes=changes)


def _hidden(app: Sphinx, records: list[PageRecord]) -> frozenset[DeclaredObject]:
    """Return the objects in blocks ``only`` that this output does not have."""
    limited = (item for record in records for item in record.objects if item.only)
    return frozenset(item for item in limited if not app.tags.eval_condition(item.only))


def _directory(
    env: BuildEnvironment, records: list[PageRecord], hidden: frozenset[DeclaredObject]
) -> Directory:
    declared = chain.from_iterable(record.objects for record in records)
    docnames = frozenset(env.found_docs & env.titles.keys())
    return Directory.build(
        (item for item in declared if item not in hidden),
        hidden=hidden,
        lost=(lost for record in records for problem in record.problems for lost in problem.lost),
        terms=chain.from_iterable(record.terms for record in records),
        pages=(record.page for record in records if record.page is not None),
        references=chain.from_iterable(record.references for record in records),
        placements=chain.from_iterable(record.placements for record in records),
        step_blocks=chain.from_iterable(record.step_blocks for record in records),
        titles={docname: _title(env.titles[docname]) for docname in sorted(docnames)},
        links={record.docname: docnames.intersection(record.looked_up) for record in records},
        labels=std.labels(records),
        rules=rules(env.config),
        reviews=_reviews(env),
    )


@lru_cache(maxsize=1)
def _parsed_reviews(raw: bytes) -> ReviewRecord:
    """Return the reviews in a file, which a process that builds often parses once."""
    return ReviewRecord.parse(raw)


def _title(node: nodes.title) -> str:
    """Return the text of a title on one line; made once for each title."""
    if node not in _titles:
        _titles[node] = " ".join(clean_astext(node).split())
    return _titles[node]


def _reviews(env: BuildEnvironment) -> ReviewRecord:
    """Return what the committed file of reviews holds, or why it cannot be read."""
    name, command = env.config.compass_reviews_file, env.config.compass_reviews_command
    if not name:
        return ReviewRecord()
    try:
        return _parsed_reviews(kept_bytes(Path(env.srcdir, name)))
    except (OSError, KeptFileError) as error:
        again = _("write it again with '{command}'").format(command=command)
        problem = unreadable(name, error, again if command else _("write it again"))
        return ReviewRecord(problems=(problem,))
