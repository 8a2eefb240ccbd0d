"""Cards that show what a link leads to, on this site and on others.

The script is registered for all pages. The script and its data are in the folder of a version.
Other sites name the script by its hash, so the script and the form of its data never change. A
new script or a new form of data needs another folder beside this one.

Handlers of the event ``finding-previews`` add what they know. They get the environment, and
return a mapping with any of these keys:

- ``cards``: by docname and anchor (empty for the page itself), a mapping with any of ``kind``,
  ``title``, ``summary`` and ``facts``, which is a tuple of lines.
- ``moved``: by former docname and anchor, the docname and anchor that these now lead to.

They can run in another process at the end of a build, so they give no warnings and keep nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

from sphinx.builders.dirhtml import DirectoryHTMLBuilder

from sphinx_compass.finding import preview_texts
from sphinx_compass.finding.builders import makes_site
from sphinx_compass.finding.files import independent, remove_others
from sphinx_compass.finding.files import write as write_file
from sphinx_compass.finding.messages import _
from sphinx_compass.finding.preview_files import PreviewCard, preview_files
from sphinx_compass.finding.preview_texts import OBJECT, PAGE, SECTION, TERM, SaidText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

CONTENT = "finding-previews"  # event: see above

PUBLISHED = Path(__file__).parent / "published"
SCRIPT = "previews/v1/previews.js"  # below the static folder
DATA = "_static/previews/v1/data"

_Place: TypeAlias = tuple[str, str]  # docname and anchor


def setup(app: Sphinx) -> None:
    """Connect what collects the cards and writes them."""
    app.add_event(CONTENT)
    app.connect("builder-inited", add_script)
    # After other listeners, which may still change the page.
    app.connect("doctree-resolved", preview_texts.keep, priority=900)
    app.connect("build-finished", write)


def add_script(app: Sphinx) -> None:
    """Add the script to all pages of a site."""
    if makes_site(app.builder):
        app.config.html_static_path = [*app.config.html_static_path, str(PUBLISHED)]
        app.add_js_file(SCRIPT, loading_method="defer")


@independent
def write(app: Sphinx, error: Exception | None) -> None:
    """Write the cards beside the script, when the build has succeeded."""
    if error is not None or not makes_site(app.builder):
        return
    folder = Path(app.outdir, DATA)
    files = {folder / f"{name}.json": text for name, text in preview_files(cards(app)).items()}
    remove_others(folder.glob("*"), files)
    for path, text in files.items():
        write_file(path, text)


def cards(app: Sphinx) -> dict[str, PreviewCard]:
    """Return all cards by address, relative to the site."""
    kept = preview_texts.kept(app.builder)
    found = dict(_said(app.env, kept))
    moved: dict[_Place, _Place] = {
        (docname, anchor): (docname, "")
        for docname, texts in kept.items()
        for anchor, text in texts.items()
        if text.kind == PAGE
    }
    for content in app.events.emit(CONTENT, app.env):
        moved |= content.get("moved", {})
        for place, known in content.get("cards", {}).items():
            if place in found or "title" in known:
                found[place] = found.get(place, PreviewCard("", ""))._replace(**known)
    for old, new in moved.items():
        if new in found:
            found.setdefault(old, found[new])
    return {_address(app.builder, place): card for place, card in found.items()}


def _said(
    env: BuildEnvironment, kept: Mapping[str, Mapping[str, SaidText]]
) -> Iterator[tuple[_Place, PreviewCard]]:
    """Yield what is known without the event; a later card of a place replaces an earlier one."""
    kinds = {SECTION: _("Section"), TERM: _("Term"), OBJECT: ""}
    for docname, texts in kept.items():
        beginning = texts[""].summary if "" in texts else ""
        summary = _description(env, docname) or beginning
        yield (docname, ""), PreviewCard(_("Page"), env.titles[docname].astext(), summary)
        for anchor, text in texts.items():
            if text.kind != PAGE and text.title:
                yield (docname, anchor), PreviewCard(kinds[text.kind], text.title, text.summary)
    for domain in env.domains.sorted():
        for _name, title, kind, docname, anchor, _rank in sorted(domain.get_objects()):
            said = kept.get(docname, {}).get(anchor)
            if said is not None and said.kind == OBJECT:
                objtype = domain.object_types.get(kind)  # domains may list kinds without one
                name = kind if objtype is None else str(objtype.lname)
                yield (docname, anchor), PreviewCard(name, title, said.summary)


def _description(env: BuildEnvironment, docname: str) -> str:
    """Return the description in the front matter of a page, or that of its element ``meta``."""
    found: Any = env.metadata[docname].get("description", "")
    return " ".join(found.split()) if isinstance(found, str) else ""


def _address(builder: Builder, place: _Place) -> str:
    """Return the address of a place as people write it, not percent-encoded."""
    docname, anchor = place
    page = builder.get_target_uri(docname)
    if not isinstance(builder, DirectoryHTMLBuilder):  # dirhtml does not encode
        page = unquote(page)
    return f"{page}#{anchor}" if anchor else page
