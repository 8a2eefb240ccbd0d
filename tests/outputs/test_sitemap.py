"""The content of ``sitemap.xml``."""

from __future__ import annotations

from sample import site
from sphinx_compass.organization.directory import Directory
from sphinx_compass.outputs.sitemap import sitemap


def test_sitemap_is_sorted_and_escaped() -> None:
    """Pages are sorted by address, and addresses are escaped."""
    directory = Directory.build(titles={"words": "Words", "a&b": "A and B", "index": "Front page"})
    assert sitemap(site(directory)) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://x.test/a&amp;b/</loc></url>\n"
        "<url><loc>https://x.test/index/</loc></url>\n"
        "<url><loc>https://x.test/words/</loc></url>\n"
        "</urlset>\n"
    )
