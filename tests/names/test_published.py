"""The published ids of a page."""

from __future__ import annotations

from sphinx_compass.names.names_list import Name, NameRecord, NamesList
from sphinx_compass.names.published import by_page
from sphinx_compass.organization.anchors import PublishedId


def test_by_page() -> None:
    """Ids are listed by page, with all names that have them; paths of sections by id."""
    listed = NamesList(
        {
            Name("page", "a"): NameRecord("", ("a/",)),
            Name("label", "x"): NameRecord("", ("a/#x", "b/#goals")),
            Name("label", "y"): NameRecord("", ("a/#x",)),
            Name("section", "a/#goals"): NameRecord("", ("a/#goals",), path="2025--goals"),
            Name("section", "b/#old"): NameRecord("", ("b/#old",)),
        }
    )
    assert by_page(listed) == (
        {
            "a/": {
                "x": (PublishedId("label", "x"), PublishedId("label", "y")),
                "goals": (PublishedId("section", "a/#goals", "2025--goals"),),
            },
            "b/": {
                "goals": (PublishedId("label", "x"),),
                "old": (PublishedId("section", "b/#old"),),
            },
        },
        {"goals": {"2025--goals"}},
    )
