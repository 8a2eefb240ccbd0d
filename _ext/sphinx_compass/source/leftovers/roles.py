"""References and directives that Markdown has not understood."""

from __future__ import annotations

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import mark
from sphinx_compass.organization.options import options_of
from sphinx_compass.source.leftovers.base import CODE, rule

_REFERENCES = "|".join((*KINDS, "term", "ref", "doc", "any", "numref", "download", "abbr"))
_ROLES = rf"(?:compass:)?(?:{_REFERENCES})|std:(?:{_REFERENCES})|eq|math|kbd|guilabel|file|sub|sup"
_DIRECTIVES = "|".join(
    (
        *KINDS,
        "note|tip|hint|important|warning|caution|danger|attention|error|seealso|admonition",
        "figure|image|toctree|glossary|card|grid|grid-item|grid-item-card|dropdown|tab-set",
        "tab-item|code-block|code|list-table|csv-table|table|include|contents|button-link",
        "button-ref|versionadded|deprecated|epigraph|topic|sidebar|math|only|raw|literalinclude",
        *(f"{kind}-list" for kind in KINDS),
        "term-list|org-chart",
    )
)
# Names of options, unlike those of emojis, which Slack and GitHub write in the same way
_OPTIONS = "|".join(
    (
        *sorted({item.name for kind in KINDS.values() for item in options_of(kind).values()}),
        "slug|alt|width|height|scale|align|target|class|name|figclass|figwidth|caption|maxdepth",
        "hidden|glob|numbered|titlesonly|reversed|open|color|link|link-type|link-alt|img-top",
        "gutter|margin|padding|columns|header-rows|widths|sorted|style|filter|local|depth|orphan",
        "linenos|lineno-start|emphasize-lines|language|lines|start-after|end-before|file|url|nosearch",
    )
)
_NAME = r"[A-Za-z][\w:+.-]{0,40}"
_QUOTES = "‘’‚‛“”„‟«»‹›´′″'\""  # noqa: RUF001
_WRITE = mark("write {{{name}}}`…` with backticks around the name")

RULES = (
    rule(
        rf"(?<![\w$/=]) \{{ (?P<name>{_NAME}) \}} [ \t]? [{_QUOTES}]{{1,2}} (?!s\b) (?P<inner>"
        rf"[^{_QUOTES}\s] [^{_QUOTES}\n]{{0,80}}) [{_QUOTES}]{{1,2}}",
        mark("'{text}' has quotation marks where backticks belong"),
        mark("write {{{name}}}`{inner}`"),
    ),
    rule(
        rf"(?<![\w$/=]) \{{ (?P<name>{_NAME}) \}} [ \t]? `` (?!`)",
        mark("There is no name between the backticks after '{{{name}}}'"),
        _WRITE,
    ),
    rule(
        rf"(?<![\w$/=]) \{{ (?P<name>{_NAME}) \}} [ \t]? `",
        mark("The backtick after '{{{name}}}' is not closed"),
        _WRITE,
    ),
    rule(
        rf"(?<![\w$/=]) \{{ (?P<name>[a-z][a-z:-]{{0,40}}) \}} (?:[ \t]+\n?|\n) [ \t]* {CODE}",
        mark("There is a space between '{{{name}}}' and its name"),
        mark("write {{{name}}}`…` without a space before the backtick"),
    ),
    rule(
        rf"(?<![\w$/={{]) \{{ (?P<name>{_ROLES}) \}} [ \t]? (?=[\w(\[<:;=,{_QUOTES}{CODE}])",
        mark("'{{{name}}}' is not followed by a name in backticks"),
        _WRITE,
    ),
    rule(
        rf"\{{ (?: \s+ (?P<name>{_ROLES}) \s* | (?P<other>{_ROLES}) \s+ ) \}} \s? {CODE}",
        mark("'{text}' has a space inside the braces"),
        mark("write {{{name}{other}}}`…`"),
    ),
    rule(
        rf"\{{ (?P<name>{_ROLES}) [)\]>]? {CODE} | (?<!\w) (?P<other>{_ROLES}) \}} {CODE}"
        rf"| [(\[<] (?P<wrong>{_REFERENCES}) [)\]>}}] {CODE}",
        mark("'{text}' does not have both braces"),
        mark("write {{{name}{other}{wrong}}}`…`"),
    ),
    rule(
        rf"{CODE} [ \t]? \{{ (?P<name>{_ROLES}) \}}",
        mark("'{{{name}}}' is behind its name"),
        mark("write {{{name}}}`…` with the name in backticks last"),
    ),
    rule(
        rf"(?<![\w:]) : (?P<name>[a-z][a-z-]{{1,20}} (?::[a-z-]{{2,20}})?) : (?:{CODE}|`)",
        mark("':{name}:' is a reference in the syntax of reStructuredText"),
        mark("write {{{name}}}`…`"),
    ),
    rule(
        rf"(?<![\w:]) : (?P<name>{_ROLES}) : [{_QUOTES}]",
        mark("':{name}:' is a reference in the syntax of reStructuredText"),
        _WRITE,
    ),
    rule(
        rf"^ [ \t]* \{{ (?P<name>{_DIRECTIVES}) \}} (?! [ \t]? [{CODE}`{_QUOTES}] )",
        mark("'{{{name}}}' begins no block"),
        mark("write three backticks or colons before it, and the same in a line below the block"),
    ),
    rule(
        r"^ [ \t]* :{2,} [ \t]* (?: \{ | $ | (?=[a-z]) ) [^\n]{0,80}"
        r" (?: (?: \n [^\n]* ){0,40}? \n [ \t]* :{2,} [ \t]* $ )?",
        mark("'{text}' does not begin or end a block"),
        mark("write it at the beginning of its line, with three colons"),
    ),
    rule(
        r"`{3,} [^`\n]{0,60} | ^ [ \t]* ~{3,} [^\n]{0,60}",
        mark("'{text}' does not begin or end a block"),
        mark("write it in a line of its own, with at most three spaces before"),
    ),
    rule(
        rf"^ [ \t]* [{_QUOTES}]{{3}} [ \t]* [a-z{{}}-]* $ (?: (?: \n [^\n]* ){{0,200}}?"
        rf" \n [ \t]* [{_QUOTES}]{{3}} $ )?",
        mark("'{text}' does not begin or end a block"),
        mark("write three backticks instead"),
    ),
    rule(
        rf"^ : (?P<name>{_OPTIONS}) : (?: [ \t]+ (?=[^\s{CODE}])[^\n]* | $ )"
        rf" (?: \n : (?:{_OPTIONS}) : [^\n]* )*"
        r"| ^ : (?P<other>[a-z][a-z-]{1,30}) : [ \t] [^\n]*"
        r" (?: \n : [a-z][a-z-]{1,30} : [ \t] [^\n]* )+",
        mark("The option ':{name}{other}:' is not in a block"),
        mark("write it in the line below the one that begins the block"),
    ),
    rule(
        r"^ \( [\w:./-]{1,80} \) [ \t]? = [^\n]{0,60}",
        mark("The label '{text}' is not in a line of its own"),
        mark("write '(name)=' alone in the line above the heading, without a space"),
    ),
    rule(
        r"`",
        mark("A backtick has no counterpart, so readers see it"),
        mark("add the missing one, or write \\` for the character itself"),
    ),
)
