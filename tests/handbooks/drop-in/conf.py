"""Settings of a handbook that declares teams and roles with Sphinx's ``add_crossref_type``."""

project = "Tide Lab Handbook"
copyright = "2031, the Tide Lab"  # noqa: A001 - Sphinx's name
author = "The Tide Lab"

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinx.ext.mathjax",
    "sphinxext.rediraffe",
]
source_suffix = [".rst", ".md"]
root_doc = "index"
templates_path = ["_templates"]
exclude_patterns = ["_build", "resources/members.md"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

html_theme = "tide"
html_theme_path = ["_themes"]
html_static_path = ["_static"]
html_css_files = ["custom.css"]

rediraffe_branch = "main"
rediraffe_template = "_templates/moved.html"
rediraffe_redirects = {
    # From when the pages were in other folders
    "members": "team/index",
    "talking": "practices/talking",
    "practices/talking": "practices/communication",
    "guide/index.md": "index.md",
    "guide/deciding.md": "practices/decisions.md",
}


def setup(app):
    app.add_css_file("print.css", media="print")
    # So that pages can name and refer to teams and roles
    app.add_crossref_type("team", "team")
    app.add_crossref_type("role", "role")
