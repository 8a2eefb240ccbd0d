"""Another Sphinx site, which links to the handbook without our extension."""

project = "Foreign documentation"
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
intersphinx_mapping = {"tc": ("https://team-compass.2i2c.org/en/latest/", None)}
html_theme = "basic"
