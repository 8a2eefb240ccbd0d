"""The content of ``llms.txt``."""

from __future__ import annotations

from sample import SITE, site
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.records import Page
from sphinx_compass.outputs.llms_txt import llms_txt


def test_pages_by_section() -> None:
    """Each folder is a section with the title of its index page, which is first in it."""
    assert llms_txt(SITE).partition("\n## Data")[0] == (
        "# The Compass\n"
        "\n"
        "## Start here\n"
        "\n"
        "- [Front page](https://x.test/index/)\n"
        "- [Page](https://x.test/page/): What a page says.\n"
        "- [Words](https://x.test/words/)\n"
        "\n"
        "## All roles\n"
        "\n"
        "- [All roles](https://x.test/roles/index/)\n"
        "- [Lead](https://x.test/roles/lead/)\n"
        "- [Maker](https://x.test/roles/maker/)\n"
    )


def test_front_page_describes_the_handbook() -> None:
    """The front page's description is the summary."""
    directory = Directory.build(
        pages=[Page("index", description="Who does what.")],
        titles={"index": "Front page", "about/mission": "Mission"},
    )
    text = llms_txt(site(directory))
    assert text.startswith("# The Compass\n\n> Who does what.\n\n## Start here\n")
    assert "\n## about\n" in text, "a folder without an index page has its own name"


def test_markdown_is_escaped() -> None:
    """Titles and descriptions are escaped, and do not break links."""
    directory = Directory.build(
        pages=[Page("index", description="Use `a_b`, *not* <b> or [x](y) & R&amp;D.")],
        titles={"index": "A [B] \\ C"},
    )
    text = llms_txt(site(directory))
    assert r"- [A \[B\] \\ C](https://x.test/index/): " in text
    assert r"Use \`a\_b\`, \*not\* \<b\> or \[x\](y) & R\&amp;D." in text
