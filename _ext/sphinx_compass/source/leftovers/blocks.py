"""Tables, lists and headings that Markdown has not understood."""

from __future__ import annotations

from sphinx_compass.organization.messages import mark
from sphinx_compass.source.leftovers.base import DASHES, BlockPosition, rule

_ROW = r"[ \t]* \| [^\n]* \| [ \t]*"
_OPEN_ROW = r"[^|\n]*\w[ ] \| (?: [ ] [^|\n]* \| )+ [ ] [^|\n]*\w[^|\n]*"
_MARKS = rf"[ \t]*+ :?[{DASHES}]++:?"
_DELIMITER = rf"[ \t]*+ \|? (?: {_MARKS} [ \t]*+ \| )++ (?: {_MARKS} )? [ \t]*+"

_BORDER = rf"\+ (?: [={DASHES}]+ \+ )+ | ={{2,}} (?: [ ]+ ={{2,}} )+"

RULES = (
    rule(
        rf"^ [ \t]* (?: {_BORDER} ) [ \t]* $ (?: \n [^\n]+ )*",
        mark("These lines are a table in the syntax of reStructuredText"),
        mark("write '| --- | --- |' below the heads, and '|' between the columns"),
    ),
    rule(
        rf"^ {_ROW} $ (?: \n {_ROW} $ )*",
        mark("These lines are cut off from the table above"),
        mark("remove the empty line between them and the table"),
        around=BlockPosition.BELOW_TABLE,
    ),
    rule(
        rf"^ (?= [^|\n]* \| ) [^\n]+ \n {_DELIMITER} $ (?: \n [^|\n]*\|[^\n]* )*",
        mark("The first two lines of this table do not have the same number of columns"),
        mark("write '---' in the second line once for each column of the first"),
    ),
    rule(
        rf"^ {_ROW} $ (?: \n {_ROW} $ )*",
        mark("This table lacks the line below its head"),
        mark("write '| --- | --- |' below the first line, with '---' for each column"),
    ),
    rule(
        rf"^ {_OPEN_ROW} $ (?: \n {_OPEN_ROW} $ )+",
        mark("This table lacks the line below its head"),
        mark("write '--- | ---' below the first line, with '---' for each column"),
    ),
    rule(
        rf"^ {_DELIMITER} $",
        mark("The line '{text}' makes no table"),
        mark("write the line with the heads of the columns directly above it"),
    ),
    rule(
        r"^ [^\t\n]+ \t+ [^\n]* \n [^\t\n]+ \t+ \S [^\n]* (?: \n [^\t\n]+ \t [^\n]* )*",
        mark("These lines are a table whose columns are separated by tabs"),
        mark("write '| --- | --- |' below the first line, and '|' between the columns"),
    ),
    rule(
        r"\A \[ [ \t]* [xX]? [ \t]* \] (?! [(\[:] )",
        mark("'{text}' is not a check box"),
        mark("begin the line with '- [ ] ' or '- [x] '"),
        around=BlockPosition.ITEM,
    ),
    rule(
        r"^ [-*+] \[ [ xX]? \] (?: [^\n]* \n [-*+] \[ [ xX]? \] )*",
        mark("'{text}' is not a check box"),
        mark("begin the line with '- [ ] ' or '- [x] '"),
    ),
    rule(
        r"\A \[ ! \w+ \] [^\n]*",
        mark("'{text}' begins no note"),
        mark("write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION] alone in its line"),
        around=BlockPosition.QUOTE,
    ),
    rule(
        r"\A \[ ! (?: NOTE|TIP|IMPORTANT|WARNING|CAUTION ) \]",
        mark("'{text}' is not in a quotation"),
        mark("write '> ' before each line of the note"),
        around=BlockPosition.OTHER,
    ),
    rule(
        r"^ \#{2,6} [^\s\#] [^\n]{0,60} | ^ \#{7,} [^\n]{0,60}",
        mark("'{text}' is not a heading"),
        mark("write a space between '#' and the words, and at most six '#'"),
    ),
    rule(
        r"\A \# [A-Z] [^\n\#.]{0,80} [^\n\#.!?] \Z",
        mark("'{text}' is not a heading"),
        mark("write a space between '#' and the words"),
    ),
    rule(
        r"^ [-*+] [^\W\d] [^\n]* (?: \n [-*+] [^\W\d] [^\n]* )+",
        mark("These lines are not a list"),
        mark("write a space after '-' in each line"),
    ),
    rule(
        r"^ \d{1,2} [.)] [^\W\d] [^\n]* (?: \n \d{1,2} [.)] [^\W\d] [^\n]* )+",
        mark("These lines are not a numbered list"),
        mark("write a space after the number in each line, such as '1. '"),
    ),
    rule(
        r"^ \d{1,2} [.)] [ ] [^\n]* (?: \n \d{1,2} [.)] [ ] [^\n]* )+",
        mark("These lines are not a numbered list"),
        mark("write an empty line above the first of them"),
    ),
    rule(
        r"^ [•▪◦‣●] [ \t]* \S [^\n]* (?: \n [•▪◦‣●] [^\n]* )*",
        mark("A line begins with the bullet of a word processor"),
        mark("write '- ' instead"),
    ),
    rule(
        r"\A : [ \t]+ \S",
        mark("A line with ': ' explains no term"),
        mark("write it directly below the line of the term, without an empty line between"),
    ),
)
