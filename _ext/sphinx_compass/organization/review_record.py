"""The committed file that records what each page cited when it was last reviewed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from sphinx_compass.organization.text import parsed_json

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_RECORD = "the text is JSON, but not a record of reviews"


@dataclass(frozen=True, slots=True)
class Review:
    """What one page cited on the day of its last review."""

    reviewed_on: str  # YYYY-MM-DD
    cited: Mapping[str, str] = field(default_factory=dict)  # target key -> digest


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """The content of the file: one review a page, by docname."""

    reviews: Mapping[str, Review] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> ReviewRecord:
        """Return the record that a file's text holds.

        Raises ValueError if the text is not such a record.
        """
        data: Any = parsed_json(text)
        try:
            pages = {
                docname: (review["reviewed_on"], review["cited"].items())
                for docname, review in data["pages"].items()
            }
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(_NO_RECORD) from error
        for date, cited in pages.values():
            if not all(isinstance(word, str) for word in (date, *chain.from_iterable(cited))):
                raise ValueError(_NO_RECORD)
        return cls({docname: Review(date, dict(cited)) for docname, (date, cited) in pages.items()})

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
