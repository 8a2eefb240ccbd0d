"""Does not make messages for debugging that nobody sees: ``pace_logs``.

Sphinx makes a record of each message, twenty per page, and each of its handlers drops it unless the
build has the option ``-vv``. A process that reads pages sends all of them to the main process.

Handlers of other extensions for the logger of Sphinx do not get these messages.

Private names used here:

- Sphinx: that its logger is named ``sphinx``, and that its handlers have the level that
  ``VERBOSITY_MAP`` has for ``app.verbosity``, or a higher one.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE, VERBOSITY_MAP

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def turn_on(app: Sphinx) -> None:
    """Leave out messages below the level that is shown, until Sphinx starts again."""
    logging.getLogger(NAMESPACE).setLevel(VERBOSITY_MAP[max(app.verbosity, 0)])
