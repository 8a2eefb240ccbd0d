"""Keeps ``changes.json``, which says what changed in the handbook, in words.

``python -m tools.changes`` adds what the report on changes (:mod:`tools.impact`) says about
each merge on ``main`` since the commit that the file goes up to.  Without a file it goes
through the whole history.  It builds the handbook as it was before and after each merge
that touches pages; revisions that cannot be built are compared together with the next one.

A pull request is one entry; so are all commits of a day without one.  Changes of texts
alone, of review dates, and of anything but pages, make no entry.
"""
