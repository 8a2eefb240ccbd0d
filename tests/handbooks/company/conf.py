"""Settings of a company's handbook in Esperanto; its pages on departments are generated."""

project = "Manlibro de Riverego"
author = "Riverego"
project_copyright = "2031, Riverego"
language = "eo"

extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_compass"]
primary_domain = "compass"
intersphinx_resolve_self = "riverego"  # the prefix that other sites use for this one
nitpicky = True

myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["myst.topmatter"]  # MyST does not know the front matter of the extension

compass_today = "2031-05-01"
compass_statuses = ["daŭra", "nova", "vakanta"]
compass_team_kinds = ["estraro", "fako", "projekto"]
compass_governing_kinds = ["estraro"]
compass_top_role = "Ĝenerala Direktoro"
compass_require_summary = True
compass_required_front_matter = ["owner", "last_reviewed_on", "review_in", "description"]
compass_late_after_days = 30
compass_facts_late_after_months = 1
compass_repository_url = "https://example.org/riverego/manlibro"

html_theme = "pydata_sphinx_theme"
html_title = project
html_baseurl = "https://example.org/manlibro/"
html_theme_options = {"collapse_navigation": True, "show_nav_level": 1}
html_sidebars = {"**": []}  # 200 roles would make long menus on every page
