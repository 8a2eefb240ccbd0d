"""Markup of other systems, and leftovers of merges."""

from __future__ import annotations

from sphinx_compass.organization.messages import mark
from sphinx_compass.source.leftovers.base import SINGLE_QUOTES, rule

_NOTE = mark("write ':::{{note}}' above the text, and ':::' below")

RULES = (
    rule(
        r"^ [ \t]* \.\. [ \t] [\w:-]{1,40} :: [^\n]{0,60}",
        mark("'{text}' is a directive in the syntax of reStructuredText"),
        mark("write ':::{{name}}' above the text, and ':::' below"),
    ),
    rule(
        r"^ [ \t]* \.\. [ \t] _ [^\n:]{1,80} :",
        mark("'{text}' is a label in the syntax of reStructuredText"),
        mark("write '(name)=' in the line above the heading"),
    ),
    rule(
        r"\w :: \Z",
        mark("A paragraph ends with '::', which readers see"),
        mark("write one colon, and the code below between lines of three backticks"),
    ),
    rule(
        r"^ (?: !!! | \?\?\?\+? ) [ \t]+ \w [^\n]{0,60}",
        mark("'{text}' is a note in the syntax of MkDocs"),
        _NOTE,
    ),
    rule(
        r"\{ (?: panel|noformat|quote|info|toc|color|expand|status ) (?: : [^{}\n]{0,80} )? \}",
        mark("'{text}' is markup of a wiki"),
        _NOTE,
    ),
    rule(
        r"\{\{ [<%]? \s* [^{}\n]{1,100} \}\} | \{% [^{}\n]{1,100} %\}",
        mark("'{text}' is the placeholder of a template, which readers see"),
        mark("write what it stands for, or put it in backticks"),
    ),
    rule(
        r"(?: (?<=\S) | ^ ) [ \t]* \{ :? [ \t]? [\#.] [A-Za-z][\w-]{0,60} (?: [ ] [^{}\n]{1,80} )?"
        r" \} [ \t]* $ | (?<=\S) \{ (?: [ ]? [a-z][a-z-]{1,30} = [^{}\s]{1,80} ){1,9} [ ]? \}",
        mark("'{text}' gives no name or style here"),
        mark("remove it; write '(name)=' in the line above to name a heading"),
    ),
    rule(
        r"^ h[1-6]\. [ \t] [^\n]{0,60} | ^ ={2,6} [ ]? [^\s=] [^=\n]{0,80} [ ]? ={2,6} $",
        mark("'{text}' is a heading in the syntax of a wiki"),
        mark("write '## ' before the words"),
    ),
    rule(
        rf"[{SINGLE_QUOTES}]{{3}} [^{SINGLE_QUOTES}\n]{{1,200}} [{SINGLE_QUOTES}]{{3}}",
        mark("'{text}' is bold text in the syntax of a wiki"),
        mark("write **words**"),
    ),
    rule(
        r"^ (?: <{7} | >{7} ) (?: [ ] [^\n]{0,80} )? $",
        mark("The line '{text}' is left from a conflict between two edits"),
        mark(
            "keep one of the two texts, and remove the lines that begin with "
            "'<<<<<<<', '=======' and '>>>>>>>'"
        ),
    ),
)
