"""Translates messages without depending on Sphinx.

Modules of this package write ``_("There is no {kind}").format(kind=...)``. The catalog
of messages, which Sphinx loads, is set with :func:`use_translation`.
"""

from __future__ import annotations

from gettext import NullTranslations


class _Current:
    """The catalog in use: one for the process, as in :mod:`sphinx.locale`."""

    catalog: NullTranslations = NullTranslations()


def use_translation(catalog: NullTranslations) -> None:
    """Translate all further messages with a catalog."""
    _Current.catalog = catalog


def _(message: str) -> str:
    """Return the translation of a message, or the message where it has none."""
    return _Current.catalog.gettext(message)


def mark(message: str) -> str:
    """Mark a constant for extraction; ``_(constant)`` translates it where it is shown."""
    return message


def with_article(kind: str) -> str:
    """Return the name of a kind with its indefinite article, such as ``an area``."""
    template = _("an {kind}") if kind[:1] in "aeiou" else _("a {kind}")
    return template.format(kind=kind)
