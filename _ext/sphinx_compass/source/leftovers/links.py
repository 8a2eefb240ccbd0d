"""Links, pictures, footnotes and comments that Markdown has not understood."""

from __future__ import annotations

from sphinx_compass.organization.messages import mark
from sphinx_compass.source.leftovers.base import CODE, DASHES, rule

_TARGET = (
    r"(?: https?:// | www\. | mailto: | \.{0,2}/[\w.] | \# | [\w./-]{1,100}\.(?:md|html|pdf)\b )"
)

RULES = (
    rule(
        r"!? (?: \[ [^\[\]\n]{0,200} )? \]\( [ \t]* (?P<target> [^()\n]{0,200} ) \)?",
        mark("The link to '{target}' is not complete, so readers see its brackets"),
        mark("write [text](address), with %20 for each space in the address"),
    ),
    rule(
        rf"\[ [^\[\]\n]{{1,200}} \] \s+ \( [ \t]* (?P<target>{_TARGET} [^()\s]{{0,200}}) \)",
        mark("There is a space between the two parts of the link to '{target}'"),
        mark("write [text](address) without a space between the brackets"),
    ),
    rule(
        rf"\( [^()\n]{{1,200}} \) \[ (?P<target>{_TARGET} [^\[\]\s]{{0,200}}) \]",
        mark("The link to '{target}' has its brackets in the wrong order"),
        mark("write [text](address)"),
    ),
    rule(
        rf"\[ [^\[\]\n]{{1,200}} \] [{{<] (?P<target>{_TARGET} [^\s{{}}<>]{{0,200}}) [}}>]",
        mark("The link to '{target}' has the wrong brackets"),
        mark("write [text](address)"),
    ),
    rule(
        r"!? \[\[ (?P<name> [^\[\]\n]{1,200} ) \]\]",
        mark("'{text}' is a link in the syntax of a wiki"),
        mark("write [{name}](page.md) with the file of the page"),
    ),
    rule(
        r"\[ (?P<link>https?://[^\s\[\]|]{1,200}) [ \t]+ (?P<words>[^\[\]\n]{1,200}) \]",
        mark("'{text}' is a link in the syntax of a wiki"),
        mark("write [{words}]({link})"),
    ),
    rule(
        r"\[ (?P<words>[^\[\]|\n]{1,200}) \| (?P<link>https?://[^\s\[\]]{1,200}) \]",
        mark("'{text}' is a link in the syntax of a wiki"),
        mark("write [{words}]({link})"),
    ),
    rule(
        r"\[ (?P<words>[^\[\]\n]{0,100}[A-Za-z][^\[\]\n]{0,100}) \]"
        r"\[ (?P<name>[^\[\]\n]{0,100}) \]",
        mark("'{text}' is a link whose address is not given"),
        mark("write [{words}](address), or add a line '[{name}]: address' to the page"),
    ),
    rule(
        rf"^ \[ (?P<name>[^\[\]^\n]{{1,100}}) \] : [ \t]* {_TARGET}",
        mark("The address of '[{name}]' is in a line of a paragraph"),
        mark("put an empty line above it"),
    ),
    rule(
        r"\[ \^ [^\[\]\n]{0,100} \] | \^ \[ [^\[\]\n]{1,200} \]",
        mark("'{text}' is not a footnote"),
        mark("write [^name] here, and its text in a line '[^name]: text'"),
    ),
    rule(
        r"< [ \t]? (?P<target> (?:https?://|mailto:|www\.) [^\s<>]{0,200} )",
        mark("The angle bracket before '{target}' does not make a link"),
        mark("write <{target}> without spaces, beginning with https://"),
    ),
    rule(
        rf"{CODE} __? (?!\w)",
        mark("A link in the syntax of reStructuredText stays visible"),
        mark("write [text](address)"),
    ),
    rule(
        rf"<! (?: -- | [{DASHES[:-1]}] )",
        mark("A comment is not closed, so readers see it"),
        mark("end it with '-->'"),
    ),
)
