"""Messages about files that our own checks report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message


def _reported(_message: Message, _match: re.Match[str], _known: Known) -> None:
    """Drop the message: ``organization/page_files.py`` finds the file that is not used."""


RULES = (RewordingRule(re.compile("multiple files found for the document"), _reported),)
