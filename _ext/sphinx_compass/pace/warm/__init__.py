"""Builds a site again and again in one process, with everything in memory.

A build in a new process imports Sphinx, unpickles the environment, looks at every page, checks
and writes, and only then can somebody see the page that was edited. :class:`WarmBuild` keeps the
application. It reads what changed, writes the page that somebody looks at, and then does the rest
in small steps, between which other work, such as answering a request, can be done.

What it writes and reports is what ``sphinx-build`` writes and reports.
"""

from __future__ import annotations

from sphinx_compass.pace.warm.build import WarmBuild

__all__ = ["WarmBuild"]
