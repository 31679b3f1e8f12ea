"""How Sphinx builds the site: `make docs`, or `sphinx-build -W --keep-going -n docs DIR`."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "extensions"), str(Path(__file__).parents[1])]

project = "expograph"
copyright = "the expograph authors, Apache-2.0"
release = version = installed_version("expograph")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton", "site_directives"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "screenshots"]
nitpicky = True
# Names of other projects: their inventories are on the network, which a build does not ask.
nitpick_ignore_regex = [
    ("py:.*", r"(pyoxigraph|rdflib|networkx|pandas|pathlib|collections|datetime|decimal|typing|IPython)\..*"),
    ("py:class", r"kg\.directory\.Manifest"),  # what only `build` and `open` hand to a `Build`
    ("py:class", r"(Progress|Drawing|Explorer)"),  # what public names take and give, and nobody need name
    ("py:.*", r"(Path|Store|Sequence|Iterator|Mapping|Decimal|date|BinaryIO|StrEnum|enum\..*)"),
]

myst_heading_anchors = 3
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "show-inheritance": True}
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False
napoleon_use_rtype = False

default_role = "code"  # docstrings put names between single backticks

html_theme = "furo"
html_title = "expograph"
html_favicon = "_static/icon.svg"
html_static_path = ["_static"]
html_css_files = ["ontology.css", "site.css"]
html_js_files = ["site.js"]
html_show_sphinx = False
html_use_index = False  # tables without headings, which no page leads to
html_domain_indices = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {
        "font-stack": "system-ui, -apple-system, 'Segoe UI', sans-serif",
        "font-stack--monospace": "ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace",
        "color-brand-primary": "#0b5cad",
        "color-brand-content": "#0b5cad",
    },
    "dark_css_variables": {"color-brand-primary": "#7ab7ff", "color-brand-content": "#7ab7ff"},
}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
copybutton_prompt_text = r"\$ |>>> |\.\.\. "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
