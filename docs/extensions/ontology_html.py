"""Writes the ontology as one page of HTML that needs nothing else, for the address of its namespace.

    python docs/extensions/ontology_html.py ontology.html

The anchors are the local names of the terms, so that https://w3id.org/trade-event#Edition leads to the class once the
namespace is served. Examples come from the sample articles, whose graph is built on the way.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.core import publish_from_doctree
from docutils.utils import new_document
from docutils.utils.code_analyzer import Lexer
from ontology_diagram import diagram
from ontology_examples import examples
from ontology_page import OntologyPage
from ontology_terms import Vocabulary, read_vocabulary

ROOT = Path(__file__).resolve().parents[2]
_STYLES = ("ontology.css", "standalone.css")
_NOT_LISTED = "overview"


def standalone(vocabulary: Vocabulary, page: OntologyPage) -> str:
    """Return the whole page."""
    sections = page.sections(diagram(vocabulary))
    document = new_document("ontology")
    document += [*_head(vocabulary), *sections]
    for block in document.findall(nodes.literal_block):
        _colour(block)
    body = publish_from_doctree(
        document,
        writer="html5",
        settings_overrides={"output_encoding": "unicode", "initial_header_level": 2, "embed_stylesheet": False},
    )
    assert isinstance(body, str)
    main = body[body.index("<main") :].removeprefix("<main>\n").split("</main>")[0]
    styles = "\n".join((ROOT / "docs" / "_static" / name).read_text(encoding="utf-8") for name in _STYLES)
    title = escape(vocabulary.title)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{styles}</style>\n</head>\n<body>\n{_navigation(sections)}\n<main>\n<h1>{title}</h1>\n"
        f"{main}</main>\n</body>\n</html>\n"
    )


def _head(vocabulary: Vocabulary) -> list[nodes.Node]:
    said = (
        f"Version {vocabulary.version}, prefix te:, namespace {vocabulary.namespace}. The redirect of the namespace is "
        "not registered yet: the names are names only, and lead nowhere."
    )
    licence = nodes.paragraph("", "Licence: ")
    licence += nodes.reference("", vocabulary.licence, refuri=vocabulary.licence)
    return [nodes.paragraph("", vocabulary.description), nodes.paragraph("", said), licence]


def _colour(block: nodes.literal_block) -> None:
    """Part a block into tokens with classes, as the writer of docutils wants them; Sphinx does that by itself."""
    tokens = Lexer(block.astext(), block["language"], "long")
    block.children = []
    for classes, text in tokens:
        block += nodes.inline(text, text, classes=classes) if classes else nodes.Text(text)


def _navigation(sections: list[nodes.section]) -> str:
    """Return the list of all sections and terms."""
    items = []
    for section in sections:
        inner = "" if section["ids"][0] == _NOT_LISTED else _listed(section)
        items.append(f'<li><a href="#{section["ids"][0]}">{escape(_title(section))}</a>{inner}</li>')
    return f'<nav class="te-nav" aria-label="Terms"><ul>{"".join(items)}</ul></nav>'


def _listed(section: nodes.section) -> str:
    found = [each for each in section.findall(nodes.section) if each is not section and not each.next_node(nodes.section)]
    links = "".join(f'<li><a href="#{each["ids"][0]}">{escape(_title(each))}</a></li>' for each in found)
    return f"<ul>{links}</ul>" if links else ""


def _title(section: nodes.section) -> str:
    return section[0].astext()


def main() -> int:
    """Write the page."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    vocabulary = read_vocabulary(ROOT)
    page = OntologyPage(vocabulary, examples(vocabulary))
    Path(sys.argv[1]).write_text(standalone(vocabulary, page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
