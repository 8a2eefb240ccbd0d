"""Collects the record of a page while it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import clean_astext

from sphinx_compass.config import site_address
from sphinx_compass.domain import encoding, std, untrusted
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.domain.myst_lines import included_parts
from sphinx_compass.domain.page_record import Section
from sphinx_compass.domain.untrusted import SOURCE
from sphinx_compass.organization.records import Page
from sphinx_compass.organization.text import composed, digest
from sphinx_compass.source import (
    contents_lists,
    frontmatter,
    glossary,
    inline_lines,
    nesting,
    page_checks,
    references,
    sections,
    steps,
)
from sphinx_compass.source.context import is_top, plain_text, texts_without
from sphinx_compass.source.earlier_versions import earlier_versions
from sphinx_compass.source.encoding import is_text, without_control
from sphinx_compass.source.files import SourceFiles
from sphinx_compass.source.page_checks.base import PageSource
from sphinx_compass.source.parts import section_path
from sphinx_compass.source.unsafe.front_matter import without_effects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.domains import Domain


def read_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Note the front matter of a page, and keep its text to find lines in.

    Called at ``source-read``. The parser gets a text with front matter that it can read.
    """
    if (foreign := untrusted.foreign_page(app, docname)) is not None:
        source[0] = app.env.current_document[SOURCE] = f"# {docname}\n"
        page = Page(docname, readable=False)
        CompassDomain.of(app.env).note_page(docname, page=page, problems=(foreign,))
        return
    is_rest = _is_restructuredtext(app, docname)
    read = frontmatter.read_restructuredtext if is_rest else frontmatter.read_markdown
    undecoded = tuple(encoding.problems_of_page(app.env, docname))
    text = without_control(source[0]) if undecoded else source[0]
    if app.config.compass_check_pages:
        text = composed(text)
    is_readable = not undecoded or is_text(source[0])
    if not is_readable:
        text = f"# {docname}\n"
    written = text
    is_untrusted = app.config.compass_untrusted_pages and not is_rest
    text, unsafe = without_effects(docname, text) if is_untrusted else (text, ())
    found = read(docname, text, site_address(app.config))
    page = found.page if is_readable else Page(docname, readable=False)
    source[0], too_deep = nesting.cut(docname, found.text, is_markdown=not is_rest)
    nested = () if too_deep is None else (too_deep,)
    # checks must not look at lines that the parser does not get
    count = source[0].count("\n") + bool(source[0])
    app.env.current_document[SOURCE] = "\n".join(written.split("\n")[:count])
    problems = (*undecoded, *unsafe, *found.problems, *nested)
    CompassDomain.of(app.env).note_page(docname, page=page, problems=problems)


def read_included(app: Sphinx, _path: Path, _docname: str, content: list[str]) -> None:
    """Give the parser an included text whose accents are part of their letters.

    Called at ``include-read``.
    """
    if app.config.compass_check_pages:
        content[0] = composed(content[0])


def set_reference_lines(app: Sphinx, document: nodes.document) -> None:
    """Set the exact line of each reference, which messages about it show.

    Called at ``doctree-read``.
    """
    page = _page_source(app, document)
    if app.config.compass_check_pages and page.is_markdown:
        inline_lines.set_lines(page)


def note_document(app: Sphinx, document: nodes.document) -> None:
    """Note what a page declares, defines and refers to.

    Called at ``doctree-read``, not in the domain's ``process_doc``, which is too early:
    MyST makes references of its links to anchors (``[text](#role-maker)``) after it.
    """
    docname = app.env.current_document.docname
    source = str(app.env.current_document.get(SOURCE, ""))
    domain = CompassDomain.of(app.env)
    noted = std.notes_of(app.env.domains.standard_domain, docname)
    page_path, folder = Path(app.env.doc2path(docname)), Path(app.srcdir)
    files = SourceFiles(document, source, page_path, folder, included_parts(app.env))
    if app.config.compass_check_pages:
        earlier = domain.record_of(docname).problems
        problems = page_checks.check(_page_source(app, document), files, earlier)
        domain.note_page(docname, problems=problems)
    if docname == app.config.root_doc:
        _note_kept_files(app)
    found = tuple(references.collect(document, docname, files))  # sets the lines of nodes
    domain.note_page(
        docname,
        references=found,
        objects=tuple(sections.complete(domain.record_of(docname).objects, document)),
        contents_lists=tuple(contents_lists.collect(document)),
        step_blocks=tuple(steps.collect(document, docname, files)),
        terms=tuple(glossary.collect(document, docname, files, std.headwords(noted))),
        looked_up=tuple(sorted(references.looked_up(document))),
        earlier=" ".join(map(plain_text, document.findall(earlier_versions))),
        sections=tuple(_sections(document, app.config)),
        std=noted,
    )


def _note_kept_files(app: Sphinx) -> None:
    """Let the root page depend on the files that programs keep.

    Sphinx checks the consistency of a project only if some page is read.
    """
    for kind in ("changes", "names", "reviews"):
        name = app.config[f"compass_{kind}_file"]
        if name and Path(app.srcdir, name).is_file():  # Sphinx would always read the page again
            app.env.note_dependency(name)


def _page_source(app: Sphinx, document: nodes.document) -> PageSource:
    docname = app.env.current_document.docname
    source = str(app.env.current_document.get(SOURCE, ""))
    return PageSource(docname, source, not _is_restructuredtext(app, docname), document)


def _is_restructuredtext(app: Sphinx, docname: str) -> bool:
    filetype: str | None = app.config.source_suffix.get(app.env.doc2path(docname).suffix)
    return filetype == "restructuredtext"


def _sections(document: nodes.document, config: Config) -> Iterator[Section]:
    texts = texts_without(document, nodes.title)
    for node in document.findall(nodes.section):
        title = node.next_node(nodes.title)
        text = texts[node]
        yield Section(
            clean_astext(title) if title is not None else "",
            tuple(node["ids"]),
            is_top(node),
            section_path(node) if config.compass_stable_ids else "",
            node.line or 1,
            digest(text) if text else "",  # stays when headings are reworded
        )


def silence_missing(_app: Sphinx, domain: Domain | None, _node: pending_xref) -> bool | None:
    """Keep Sphinx from reporting a missing object, which our checks report with a suggestion."""
    return True if isinstance(domain, CompassDomain) else None
