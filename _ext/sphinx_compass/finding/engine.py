"""Makes one script that searches, of MiniSearch, a stemmer of Sphinx, and our own scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rjsmin
import sphinx.search

if TYPE_CHECKING:
    from sphinx.search import SearchLanguage

STATIC = Path(__file__).parent / "static"
_STEMMERS = Path(sphinx.search.__file__).parent / "minified-js"
# The function keeps all names local, except MiniSearch, which sets a global variable.
_AROUND = """\
globalThis.createFinder = (() => {{
{}
return Object.assign(createFinder, {{ weights: WEIGHTS }});
}})();
"""


def engine(language: SearchLanguage) -> str:
    """Return a script with the function ``createFinder`` and all that it needs."""
    names = ("index.js", "typos.js", "finding.js")
    own = [(STATIC / name).read_text(encoding="utf-8") for name in names]
    library = (STATIC / "minisearch.js").read_text(encoding="utf-8")
    inner = rjsmin.jsmin("\n".join([_stemmer(language), *own]))
    return f"{rjsmin.jsmin(library)}\n{_AROUND.format(inner)}"


def _stemmer(language: SearchLanguage) -> str:
    """Return a function that does the same as ``language.stem``."""
    kind, code = "Stemmer", language.js_stemmer_code
    if language.js_stemmer_rawcode:
        base, own = (
            (_STEMMERS / name).read_text(encoding="utf-8")
            for name in ("base-stemmer.js", language.js_stemmer_rawcode)
        )
        kind = own.partition("=")[0].removeprefix("var ")
        code = f"let BaseStemmer;\n{base}\n{own}"
    call = "const searchStem = (word) => stemmer.stemWord(word);"
    return f"{code}\nconst stemmer = new {kind}();\n{call}"
