"""Directives that write pages from what the program says, and what is done with links and the names of terms."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path
from typing import Any

from commands_page import command_sections
from console_lexer import ConsoleLexer
from docutils import nodes
from docutils.statemachine import StringList
from ontology_diagram import diagram
from ontology_examples import examples
from ontology_html import standalone
from ontology_page import OntologyPage
from ontology_terms import Vocabulary, read_vocabulary
from sphinx.addnodes import download_reference, pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import kg

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY_PAGE = "reference/ontology"
STANDALONE = "reference/trade-event.html"
_TERM = re.compile(r"te:([A-Za-z][A-Za-z0-9-]*)")
_log = logging.getLogger(__name__)


@cache
def _vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT)


@cache
def _page() -> OntologyPage:
    return OntologyPage(_vocabulary(), examples(_vocabulary()))


class Ontology(SphinxDirective):
    """All terms of the ontology, its code lists, rules and shapes."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        for folder, pattern in (("ontology", "*.ttl"), ("ontology/rules", "*.rq"), ("shapes", "*.ttl")):
            for path in (ROOT / folder).glob(pattern):
                self.env.note_dependency(str(path))
        return list(_page().sections(diagram(_vocabulary())))


class Commands(SphinxDirective):
    """All commands, with what `--help` says of them."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        return list(command_sections())


class PublicNames(SphinxDirective):
    """The public names of `kg`: functions, then classes, then errors, each with its docstring."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Hand the names to autodoc."""
        made: list[nodes.Node] = []
        public = {name: getattr(kg, name) for name in sorted(kg.__all__, key=str.lower)}
        kinds = {
            "Functions": {name: "function" for name, each in public.items() if inspect.isfunction(each)},
            "Classes": {name: "class" for name, each in public.items() if _is_class(each, error=False)},
            "Errors": {name: "exception" for name, each in public.items() if _is_class(each, error=True)},
        }
        if left := public.keys() - {name for names in kinds.values() for name in names}:
            _log.warning("public names that are neither functions nor classes: %s", sorted(left))
        for title, names in kinds.items():
            section = nodes.section("", nodes.title("", title), ids=[title.lower()])
            lines = StringList()
            for name, kind in names.items():
                lines.extend(StringList(["```{eval-rst}", f".. auto{kind}:: kg.{name}", "```", ""], source="kg"))
            self.state.nested_parse(lines, 0, section)
            made.append(section)
        return made


def _is_class(each: Any, *, error: bool) -> bool:
    return inspect.isclass(each) and issubclass(each, Exception) is error


class SavedQueries(SphinxDirective):
    """The saved queries with their questions and texts."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each."""
        made: list[nodes.Node] = []
        for query in kg.saved_queries():
            body = query.text[query.text.index("PREFIX") :]
            made.append(
                nodes.section(
                    "",
                    nodes.title("", query.name),
                    nodes.paragraph("", f"{query.title}. {query.answers}"),
                    nodes.literal_block(body, body, language="sparql", force=True),
                    ids=[query.name],
                )
            )
        return made


def _mend_links(app: Sphinx, doctree: nodes.document) -> None:
    """Leave only the words of links to what the site does not have: folders and files of the repository."""
    here = Path(app.env.doc2path(app.env.docname)).parent
    for link in [*doctree.findall(download_reference), *doctree.findall(pending_xref)]:
        target = str(link.get("reftarget", "")).partition("#")[0]
        where = (here / target).resolve()
        if where.suffix != ".ttl" and not where.is_relative_to(app.srcdir) and _in_repository(where):
            link.replace_self(nodes.inline("", "", *link.children))


def _in_repository(where: Path) -> bool:
    return where.is_relative_to(ROOT) and (where.exists() or where.with_name(f"{where.name}.md").exists())


def _name_sections(app: Sphinx, doctree: nodes.document) -> None:
    """Let links of Markdown find the sections that directives have made: `commands.md#kg-build`."""
    known = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for section in doctree.findall(nodes.section):
        for name in section["ids"]:
            known.setdefault(name, (0, name, section[0].astext()))


class UnnameWrappers(SphinxPostTransform):
    """Takes the names of tables from the boxes that the theme puts around them, where they stand a second time."""

    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        """Change the page."""
        for box in self.document.findall(nodes.container):
            if "table-wrapper" in box["classes"]:
                box["ids"] = []


def _link_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead each `te:` name in code to its definition; one that the ontology lacks is a warning."""
    for literal in list(doctree.findall(nodes.literal)):
        match = _TERM.fullmatch(literal.astext())
        if match is None or isinstance(literal.parent, nodes.reference):
            continue
        if match[1] not in _vocabulary().names():
            _log.warning("the ontology has no %s", literal.astext(), location=literal)
            continue
        uri = app.builder.get_relative_uri(docname, ONTOLOGY_PAGE)
        literal.replace_self(nodes.reference("", "", literal.deepcopy(), refuri=f"{uri}#{match[1]}", internal=True))


class _Sentences:
    """Keeps the docstrings of attributes from napoleon, to which a colon in their first line ends a type."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def keep(self, app: Sphinx, what: str, name: str, each: Any, options: Any, lines: list[str]) -> None:
        """Before napoleon."""
        self._lines[name] = list(lines)

    def put_back(self, app: Sphinx, what: str, name: str, each: Any, options: Any, lines: list[str]) -> None:
        """After napoleon."""
        if what in ("attribute", "property", "data"):
            lines[:] = self._lines[name]


def _write_standalone(app: Sphinx, failure: Exception | None) -> None:
    """Write the page for the namespace beside the one of the site."""
    if failure is None and app.builder.format == "html":
        where = Path(app.outdir, STANDALONE)
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_text(standalone(_vocabulary(), _page()), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register all that stands here."""
    app.add_directive("ontology", Ontology)
    app.add_directive("commands", Commands)
    app.add_directive("public-names", PublicNames)
    app.add_directive("saved-queries", SavedQueries)
    app.add_lexer("console", ConsoleLexer)
    sentences = _Sentences()
    app.connect("autodoc-process-docstring", sentences.keep, priority=400)
    app.connect("autodoc-process-docstring", sentences.put_back, priority=600)
    app.connect("doctree-read", _mend_links)
    app.connect("doctree-read", _name_sections)
    app.add_post_transform(UnnameWrappers)
    app.connect("doctree-resolved", _link_terms)
    app.connect("build-finished", _write_standalone)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
