"""Settings of a community project's handbook, with its own statuses and team kinds."""

project = "Garden Atlas"
author = "The Garden Atlas community"
project_copyright = "2031, the Garden Atlas community"

extensions = ["myst_parser", "sphinx_compass"]
primary_domain = "compass"
nitpicky = True

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 2
suppress_warnings = ["myst.topmatter"]  # MyST does not know the front matter of the extension

compass_today = "2031-05-01"
compass_statuses = ["active", "dormant", "looking for people"]
compass_team_kinds = ["council", "working group", "chapter"]
compass_governing_kinds = ["council"]

html_theme = "furo"
html_title = project
