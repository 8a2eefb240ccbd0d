"""Search for any Sphinx site: an index that the build writes, and scripts that read it.

The build writes ``_static/finding/data.json`` with every page, section and declared object. The
scripts beside it load MiniSearch (a vendored library, see ``static/README.md``). They fill the
page of results, and a dialog that readers can open on every page.

Sphinx still writes its own index, ``searchindex.js``, although no page loads it. Every Sphinx
site has that file at the same place, and programs elsewhere read it to list pages and look up
names: sphinx-gallery, launchers, and offline copies.

Handlers of the event ``finding-content`` add what they know. They get the environment, and return
a mapping with any of these keys:

- ``pages``: by docname, a mapping with ``keywords``, ``description``, ``earlier`` (text that was
  true before) and ``owner`` (number of the object that answers for the page).
- ``objects``: mappings with ``kind``, ``name``, ``docname``, ``anchor``, ``aliases``, ``summary``,
  in place of those that the domains list.
- ``relations``: tuples of words, such as `boss`, and of pairs of numbers of objects. Each pair has
  the object that a reader asks about, and the answer.
- ``owner_words``: words that ask for the owner of a page.

They can run in another process at the end of a build, so they give no warnings and keep nothing.

The module ``previews`` makes the cards that show what links lead to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.finding import (
    excerpts,
    preview_line,
    previews,
    scripts,
    search_page,
    synonyms,
)
from sphinx_compass.finding.collecting import PassageCollector
from sphinx_compass.finding.messages import CATALOG, LOCALE
from sphinx_compass.finding.writing import CONTENT, write_data

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Most characters of data.json. A larger index is split, so that the first results need no more than
# about 50 KB of data, compressed. See "Search" in BENCHMARKS.md of the repository.
MOST_IN_ONE_FILE = 120_200


def setup(app: Sphinx) -> ExtensionMetadata:
    """Collect what pages say, and write it when the build has succeeded."""
    app.add_message_catalog(CATALOG, LOCALE)
    app.add_event(CONTENT)
    app.add_config_value("finding_synonyms", "", "html", types=(str,))
    app.add_config_value("finding_most_in_one_file", MOST_IN_ONE_FILE, "html", types=(int,))
    app.add_config_value("finding_objects_title", "", "html", types=(str,))
    app.add_config_value("finding_help", (), "html", types=(list, tuple))
    app.add_config_value("finding_issue_url", "", "html", types=(str,))
    app.connect("config-inited", scripts.check_values)
    app.connect("builder-inited", scripts.add_files)
    app.connect("html-page-context", search_page.fill)
    app.add_env_collector(PassageCollector)
    app.connect("build-finished", synonyms.report)
    app.connect("build-finished", scripts.check_help, priority=950)  # after redirects are written
    app.connect("build-finished", write_data)
    app.connect("build-finished", excerpts.write_files)
    previews.setup(app)
    preview_line.setup(app)
    return {
        "version": "0.1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
