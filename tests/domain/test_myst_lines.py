"""The private names of MyST-Parser that ``myst_lines.py`` replaces."""

from __future__ import annotations

import inspect

from myst_parser.mdit_to_docutils import base
from myst_parser.mocking import MockIncludeDirective

CHANGED = "MyST-Parser changed here: see the top of myst_lines.py"


def test_names_that_are_replaced() -> None:
    """The renderer uses these names, and adds an empty line before a nested block."""
    renderer = base.DocutilsRenderer
    assert "MockIncludeDirective(" in inspect.getsource(renderer.run_directive), CHANGED
    assert "parse_directive_text(" in inspect.getsource(renderer.run_directive), CHANGED
    assert "return create_warning(" in inspect.getsource(renderer.create_warning), CHANGED
    assert vars(base)["MockIncludeDirective"] is MockIncludeDirective, CHANGED
    assert r'"\n" + linear_token.content' in inspect.getsource(renderer.render_colon_fence), CHANGED
