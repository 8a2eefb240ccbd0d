"""Sphinx settings of the 2i2c Team Compass. They use no subprocess, network or secret."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# -- Project ------------------------------------------------------------------

project = "2i2c Team Compass"
author = "2i2c"
project_copyright = "2i2c, CC BY 4.0"
version = "1"  # required in an EPUB
language = "en"

extensions = [
    "sphinx_compass",
    "myst_parser",
    "sphinx.ext.intersphinx",  # only for intersphinx_resolve_self; fetches nothing
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_compass.reading",
    "sphinx_compass.finding",
    "sphinx_compass.pace",
]
pace_everything = True
primary_domain = "compass"
# The repository also contains files that are not pages of the handbook.
include_patterns = [
    "index.md",
    "about/**",
    "administration/**",
    "changes.md",
    "engineering/**",
    "operations/**",
    "product/**",
    "roles/**",
]
templates_path = ["_templates"]
source_suffix = {".md": "markdown"}

# -- Checks ---------------------------------------------------------------------

nitpicky = True
suppress_warnings = [
    "design.card_legacy",  # cards with +++ and ^^^ still work
    "myst.strikethrough",  # other formats than HTML show struck text as plain text
    "myst.topmatter",  # compass.front_matter reports the same with line and fix
]
compass_check_pages = True
compass_untrusted_pages = True
compass_content_security_policy = True
compass_other_folders = ["benchmarks", "tests", "tools"]
compass_top_role = "executive-director"
compass_area_looks = [
    "administration gray case",
    "community green talk",
    "engineering blue code",
    "operations sky cycle",
    "organizational-leadership orange compass",
    "partnerships yellow rings",
    "product pink box",
]
compass_role_groups = [
    (
        "Rotating and occasional roles = kind:temporary, page:about/code-of-conduct, "
        "page:operations/meetings, page:operations/onboarding"
    ),
    "In communities = role:community-representative",
    "At the fiscal sponsor = area:administration",
    "Responsibilities that come with a job = role:area-lead",
]
compass_require_summary = True
compass_require_structure_page = True
compass_required_front_matter = ["owner", "last_reviewed_on", "review_in", "description"]
compass_longest_description = 160
compass_describe_children = True
compass_longest_menu = 9
compass_reviews_file = "reviews.json"
compass_reviews_command = "nox -s keep"
compass_changes_file = "changes.json"
compass_names_file = "names.json"
compass_names_command = "nox -s keep"
compass_issue_templates = ".github/ISSUE_TEMPLATE"
compass_stable_ids = True
compass_late_after_days = 90
compass_facts_late_after_months = 24
compass_repository_url = "https://github.com/2i2c-org/team-compass"
compass_not_found_template = "404.html"
compass_card = "_static/card.png"  # made from card.svg, which says how
compass_card_text = "2i2c Team Compass: who does what, how we work, and where to ask"

# -- Markdown -------------------------------------------------------------------

# The last three are GitHub's: notes, check boxes and struck text look as in its editor.
myst_enable_extensions = ["colon_fence", "deflist", "alert", "strikethrough", "tasklist"]
myst_heading_anchors = 3
myst_url_schemes = ["ftp", "http", "https", "mailto", "tel"]  # compass.unsafe rejects the first

# Text that moves here from other 2i2c sites can keep its `tc:` references.
intersphinx_resolve_self = "tc"

# -- HTML -----------------------------------------------------------------------

html_theme = "sphinx_book_theme"
html_title = project
html_short_title = "Compass"  # of the front page in breadcrumbs
html_baseurl = "https://team-compass.2i2c.org/en/latest/"
html_logo = "_static/logo.svg"
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = [("compass.css", {"priority": 600})]  # before those of sphinx_compass.reading
html_permalinks_icon = "#"
html_show_sphinx = False
html_math_renderer = "mathml"  # of sphinx_compass.reading, without a script from another site
html_copy_source = False  # nothing links to the sources, and they contain the comments of editors
html_theme_options = {
    # With any item here, the theme's menu button does nothing at any width.
    "navbar_persistent": [],
    # Otherwise each page contains the complete menu, which makes large sites slow to build.
    "collapse_navbar": True,
    "repository_url": compass_repository_url,
    "repository_branch": "main",
    "use_edit_page_button": True,  # alone, it is shown without a menu
    "use_source_button": False,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "primary_sidebar_end": [],  # no advertisements
    "back_to_top_button": False,  # it needs 80 KB of Bootstrap JavaScript
    "logo": {"text": project, "alt_text": ""},
}

reading_header_links = [
    ("Roles", "roles/index"),
    ("Org chart", "roles/org-chart"),
    ("Glossary", "about/glossary"),
]
reading_footer_links = [
    ("2i2c.org", "https://2i2c.org"),
    ("Get help", "operations/support"),
    ("Code of Conduct", "about/code-of-conduct"),
    ("Edit this handbook", "operations/team-compass"),
    ("Source", compass_repository_url),
    ("License", f"{compass_repository_url}/blob/main/LICENSE"),
    ("What changed", "changes"),
    ("Feed of changes", "changes.xml"),
    # Read the Docs makes this file (see .readthedocs.yaml) and serves it at its own path.
    ("EPUB", "https://team-compass.2i2c.org/_/downloads/en/latest/epub/"),
]

# -- Search ---------------------------------------------------------------------

finding_synonyms = "synonyms.yaml"
finding_objects_title = "Roles and teams"
finding_help = ("How to ask for help", "operations/support")
finding_issue_url = f"{compass_repository_url}/issues/new?title={{title}}"

# -- Links to other sites (`nox -s links`) ------------------------------------------

linkcheck_anchors = False  # many sites add theirs with scripts
linkcheck_retries = 3
linkcheck_timeout = 30  # seconds
linkcheck_report_timeouts_as_broken = True  # otherwise they are not tried again
linkcheck_rate_limit_timeout = 120  # seconds that a site may ask us to wait

# -- Other outputs ----------------------------------------------------------------

epub_show_urls = "footnote"
epub_basename = "team-compass"
