"""Emphasis, entities, formulas and marks that Markdown has not understood."""

from __future__ import annotations

from sphinx_compass.organization.messages import mark
from sphinx_compass.source.leftovers.base import CODE, OTHER, rule

_ENTITIES = "nbsp|amp|lt|gt|quot|apos|copy|reg|trade|ndash|mdash|hellip|rarr|larr|bull|middot|times"

RULES = (
    rule(
        r"(?<![\w*/.\\]) \*\* (?P<words> [^*\n/]{1,200} ) \*\* (?![\w*/])"
        r"| (?<![*/.\\]) \*\* (?P<more> [^*\s/\d][^*\n]{0,200} ) \*\* (?![*/])",
        mark("'{text}' does not become bold"),
        mark("write the words between the asterisks without spaces at their ends"),
    ),
    rule(
        rf"(?<![^\s(\[\"'“{CODE}{OTHER}]) \*\* (?= [^\W\d] | [\"“(\[{CODE}{OTHER}] )"
        r" (?! [^\s*]* / )",
        mark("'**' begins bold text that does not end"),
        mark("write '**' directly behind its last word"),
    ),
    rule(
        r"(?<!\S) \* (?: [^\W\d] [^*\n]{0,200} \s | [ ] [^\W\d] [^*\n]{0,200} \w ) \*"
        r" (?= [\s.,;:!?)] | $ )",
        mark("'{text}' does not become italic"),
        mark("write the words between the asterisks without spaces at their ends"),
    ),
    rule(
        r"(?<!\S) __ (?= [^\W_] ) [^\n]{0,200}? [ \t] __ (?= [\s.,;:!?)] | $ )"
        r"| (?<!\S) __ [ ] [^\W_] [^_\n]{0,200} [^\W_] [ ]? __ (?!\w)",
        mark("'{text}' does not become bold"),
        mark("write the words between the underscores without spaces at their ends"),
    ),
    rule(
        r"(?<![~\w]) ~~ (?=\w) [^~\n]{1,200} (?! [~\n] ) (?= $ | \Z )",
        mark("'~~' begins struck text that does not end"),
        mark("write '~~' directly behind its last word"),
    ),
    rule(
        r"(?<![~\w]) ~~ [^~\n]{1,200} ~~ (?!~)",
        mark("'{text}' is not struck out"),
        mark("write the words between the tildes without spaces at their ends, or delete them"),
    ),
    rule(
        rf"(?: (?<![\w=%?/.&;-]) | (?<=\w) (?=&nbsp) ) & (?: (?P<known>{_ENTITIES}) \b (?!;)"
        r" | (?P<name>[A-Za-z]{2,10}) ; )",
        mark("'{text}' is not the code of a character"),
        mark("write the character itself, or the code '&{known}{name};' in its right spelling"),
    ),
    rule(
        r"\$\$",
        mark("'$$' begins no formula here"),
        mark("write {{math}}`…`, or a block {{math}}"),
    ),
    rule(
        r"(?<![\w$]) \$ [^$\n]{0,100} \\[A-Za-z]{2,} [^$\n]{0,100} \$ | \\begin\{ \w+ \*? \}",
        mark("'{text}' is not a formula here"),
        mark("write {{math}}`…`"),
    ),
    rule(
        r"(?<![=\w]) == (?=[^\s=]) [^=\n]{1,200} (?<=\S) == (?![=\w])",
        mark("'{text}' is not highlighted"),
        mark("write '**' for bold instead of '=='"),
    ),
)
