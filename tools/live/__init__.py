"""Serves the handbook on this computer only, and shows each save in open pages at once.

``python -m tools.live [--port PORT] SOURCE FOLDER [OPTION ...]`` passes other options to Sphinx.

One process reads, writes and serves. :class:`~sphinx_compass.pace.warm.WarmBuild` keeps the site in
memory, a thread of its own (:mod:`tools.live.preview`) reads what changed and writes pages, the
one that somebody looks at first, and :mod:`tools.live.server` asks that thread for each page, so
that nobody gets one that is old or half written. A script in each page (``static/live.js``) puts
what changed into the open page, and shows the findings.

The process replaces itself where that is the only way: after a change of ``conf.py``, templates
or extensions. It keeps its port, so open pages notice only a pause.
"""
