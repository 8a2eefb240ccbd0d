"""The committed file that records what each page cited when it was last reviewed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_compass.organization.addresses import is_safe_docname
from sphinx_compass.organization.kept_json import read_kept
from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_compass.organization.kept_json import KeptData
    from sphinx_compass.organization.problems import Problem


@dataclass(frozen=True, slots=True)
class Review:
    """What one page cited on the day of its last review."""

    reviewed_on: str  # YYYY-MM-DD
    cited: Mapping[str, str] = field(default_factory=dict)  # target key -> digest


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """The content of the file: one review a page, by docname."""

    reviews: Mapping[str, Review] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()  # why it is empty

    @classmethod
    def parse(cls, raw: bytes) -> ReviewRecord:
        """Return the record that a file holds.

        Raises KeptFileError if it is not such a record.
        """
        kept = read_kept(raw)
        if kept.object_at().keys() != {"pages"}:
            raise kept.error(_("its only key must be 'pages'"))
        pages = kept.object_at("pages")
        return cls({docname: _review(kept, docname) for docname in pages})

    def dump(self) -> str:
        """Return the text of the file: sorted, so that a change shows as one line."""
        pages = {
            docname: {
                "reviewed_on": review.reviewed_on,
                "cited": dict(sorted(review.cited.items())),
            }
            for docname, review in sorted(self.reviews.items())
        }
        return json.dumps({"pages": pages}, indent=1, ensure_ascii=False) + "\n"


def _review(kept: KeptData, docname: str) -> Review:
    """Return the review of one page.

    Raises KeptFileError if the record of the page is not one.
    """
    at = ("pages", docname)
    review = kept.object_at(*at)
    if not is_safe_docname(docname) or review.keys() != {"reviewed_on", "cited"}:
        raise kept.error(_("this is not the record of a page"), *at)
    cited = kept.object_at(*at, "cited")
    for path, text in (
        ((*at, "reviewed_on"), review["reviewed_on"]),
        *(((*at, "cited", key), text) for key, text in cited.items()),
    ):
        if not isinstance(text, str):
            raise kept.error(_("this must be a text in quotes"), *path)
    return Review(review["reviewed_on"], dict(cited))
