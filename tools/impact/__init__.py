"""Describes how two built sites differ, one line for each change.

``python -m tools.impact BASE_DIR NEW_DIR`` prints, as Markdown, which roles, teams, areas
(and whatever other objects are declared), terms and pages are added, removed, renamed or
moved, which of their options change, which reviews that reopens, which published names and
addresses break, and which pages say something else: their addresses, their owners, and the
changed sentences of sections that other pages cite.  White space and layout are not compared.
Both folders are output folders of the builder ``dirhtml``.

The options of the records determine what is compared, so a new option or a new kind of
object needs no change here.
"""
