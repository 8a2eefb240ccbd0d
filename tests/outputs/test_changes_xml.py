"""The content of ``changes.xml``."""

from __future__ import annotations

import dataclasses
import datetime as dt
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from sample import site
from sphinx_compass.organization.changes import Change, ChangedThing, ChangeEntry, ChangeLog
from sphinx_compass.organization.changes_file import clean
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Placement
from sphinx_compass.outputs.changes_xml import MOST_ENTRIES, changes_xml

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(*entries: ChangeEntry) -> ET.Element:
    """Return the feed of some entries, on a site with a page of changes."""
    placements = [Placement("changes", Location("news", 3))]
    directory = dataclasses.replace(
        Directory.build(placements=placements), changes=ChangeLog(entries)
    )
    return ET.fromstring(changes_xml(site(directory)))  # noqa: S314 - our own


def entry(day: str, commit: str, *texts: str) -> ChangeEntry:
    """Return an entry with a sentence for each text."""
    changes = tuple(Change((text, ChangedThing("role", "a", "A & <b>"), ".")) for text in texts)
    return ChangeEntry(dt.date.fromisoformat(day), commit * 40, changes)


def texts(element: ET.Element, name: str) -> list[str]:
    """Return the texts of the elements with a name."""
    return [found.text or "" for found in element.iter(f"{ATOM}{name}")]


def test_feed() -> None:
    """Entries come newest first, with what Atom requires: id, title, date, and an author."""
    found = feed(entry("2026-05-01", "a", "One: "), entry("2026-06-01", "b", "Two: ", "Three: "))
    assert texts(found, "id") == [
        "https://x.test/changes.xml",
        f"tag:x.test,2026-06-01:changes/{'b' * 40}",
        f"tag:x.test,2026-05-01:changes/{'a' * 40}",
    ]
    assert texts(found, "title") == [
        "The Compass: what changed",
        "Two: “A & <b>”. (and 1 more)",
        "One: “A & <b>”.",
    ]
    assert texts(found, "updated") == [
        "2026-06-01T00:00:00Z",
        "2026-06-01T00:00:00Z",
        "2026-05-01T00:00:00Z",
    ]
    assert texts(found, "content")[0] == "Two: “A & <b>”.\nThree: “A & <b>”."
    assert texts(found, "name") == ["The Compass"]
    links = [(link.get("rel"), link.get("href")) for link in found.iter(f"{ATOM}link")]
    assert links == [
        ("self", "https://x.test/changes.xml"),
        ("alternate", "https://x.test/news/"),
        ("alternate", "https://x.test/news/#changes-2026-06"),
        ("alternate", "https://x.test/news/#changes-2026-05"),
    ]


def test_empty_feed() -> None:
    """It has a date all the same, which does not depend on the day of the build."""
    assert texts(feed(), "updated") == ["1970-01-01T00:00:00Z"]


def test_long_feed() -> None:
    """It has the newest entries only."""
    days = (f"20{year}-01-01" for year in range(10, 99))
    found = feed(*(entry(day, "a", "Text: ") for day in days))
    assert len(texts(found, "content")) == MOST_ENTRIES
    assert texts(found, "updated")[0] == "2098-01-01T00:00:00Z"


@given(st.text(min_size=1))
def test_any_text_is_plain_text(text: str) -> None:
    """Whatever a name contains, the feed can be read and shows it as it is."""
    change = Change((clean(text),))
    found = feed(ChangeEntry(dt.date(2026, 5, 1), "a" * 40, (change,)))
    assert texts(found, "content") == [clean(text)]
