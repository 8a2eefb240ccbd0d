"""A foreign Sphinx site that links to the handbook, and installs nothing of ours."""

project = "Foreign documentation"
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
intersphinx_mapping = {"tc": ("https://team-compass.2i2c.org/en/latest/", None)}
html_theme = "basic"
