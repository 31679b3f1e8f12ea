"""The page of the ontology as a tree of docutils: what Sphinx puts into the site and what the stand-alone page shows.

The anchor of a term is its local name, in the very letters: `#Edition` is the class, `#organizer` a property.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes
from ontology_terms import Class, CodeList, Demand, Property, Rule, Shape, Term, Vocabulary

_PREFIXED = re.compile(
    r"\b((?:te|xsd|rdfs?|skos|schema|prov|oa|qudt|unit|currency):[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?)"
)
_GROUPS = {"sources": "sources and differences"}

Cell = str | Sequence[nodes.Node]


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """Makes the sections of the page; `examples` has a piece of Turtle for each class that the sample build has."""

    vocabulary: Vocabulary
    examples: Mapping[str, str]

    def sections(self, diagram: str) -> list[nodes.section]:
        """Return the sections of the page, in their order."""
        return [
            self._overview(diagram),
            self._classes(),
            self._properties(),
            self._code_lists(),
            self._rules(),
            self._shapes(),
            self._alignments(),
        ]

    # --- what the sections hold ---

    def _overview(self, diagram: str) -> nodes.section:
        listed = ", ".join(f"te:{codes.of}" for codes in self.vocabulary.code_lists)
        return _section(
            "overview",
            "Overview",
            nodes.container("", nodes.raw("", diagram, format="html"), classes=["te-diagram"]),
            self._said(
                "Boxes are classes, with the values that their nodes hold; arrows are properties that lead from node to "
                "node. Both are drawn from the shapes. Members of the code lists are written into the boxes: "
                f"{listed}."
            ),
        )

    def _classes(self) -> nodes.section:
        lists = {codes.of for codes in self.vocabulary.code_lists}
        plain = [each for each in self.vocabulary.classes if each.term.name not in lists]
        return _section("classes", "Classes", *(self._class(each) for each in plain))

    def _class(self, each: Class) -> nodes.section:
        name = each.term.name
        section = self._term(each.term, "class")
        section += _fields(
            ("Source", self._lines(each.term.sources)),
            ("Narrower than", self._said_all(each.within)),
            ("Near to", self._said_all(each.near)),
            ("Led to by", self._said_all(self._leading_to(f"te:{name}"))),
            ("Disjoint with", self._said_all(each.disjoint)),
        )
        shape = self.vocabulary.shape_of(name)
        if shape is not None:
            section += self._shape(shape)
        if name in self.examples:
            section += self._example(name)
        return section

    def _leading_to(self, name: str) -> list[str]:
        """Return the properties that lead to nodes of a class, by their range or by a shape."""
        shaped = {demand.path for shape in self.vocabulary.shapes for demand in shape.demands if name in demand.classes}
        own = [f"te:{each.term.name}" for each in self.vocabulary.properties if name in each.ranges]
        return list(dict.fromkeys([*own, *sorted(shaped)]))

    def _example(self, name: str) -> Iterable[nodes.Node]:
        yield nodes.paragraph("", "From the graph of the sample articles:", classes=["te-caption"])
        yield nodes.literal_block(self.examples[name], self.examples[name], language="turtle", classes=["turtle"])

    def _properties(self) -> nodes.section:
        section = _section("properties", "Properties")
        groups: dict[str, list[Property]] = {}
        for each in self.vocabulary.properties:
            groups.setdefault(each.term.group, []).append(each)
        for group, properties in groups.items():
            title = f"Of {_GROUPS.get(group, group)}"
            section += _section(f"properties-of-{group.split()[0]}", title, *map(self._property, properties))
        return section

    def _property(self, each: Property) -> nodes.section:
        section = self._term(each.term, "property")
        shapes = [
            (shape, demand)
            for shape in self.vocabulary.shapes
            for demand in shape.demands
            if demand.path == f"te:{each.term.name}"
        ]
        held = list(dict.fromkeys(value for _, demand in shapes for value in (*demand.classes, *demand.values)))
        ranges = each.ranges or tuple(held)
        section += _fields(
            ("Kind", [nodes.Text(f"{each.kind}{''.join(f', {trait}' for trait in each.traits)}")]),
            ("From", self._said_all(each.domains or (target for shape, _ in shapes for target in shape.targets))),
            ("To", self._said_all(ranges)),
            ("Part of", self._said_all(each.part_of)),
            ("Inverse", self._said_all(each.inverse)),
            ("Source", self._lines(each.term.sources)),
            ("Narrower than", self._said_all(each.within)),
            ("Near to", self._said_all(each.near)),
            ("Note", self._inline(each.term.note) if each.term.note else []),
        )
        return section

    def _code_lists(self) -> nodes.section:
        section = _section(
            "code-lists",
            "Code lists",
            self._said(
                "Each code is a node of its own, a skos:Concept with a skos:notation, by which queries best find it: "
                'te:indicator/skos:notation "visitors".'
            ),
        )
        shape = next((each for each in self.vocabulary.shapes if len(each.targets) > 1), None)
        for codes in self.vocabulary.code_lists:
            section += self._code_list(codes)
        if shape is not None:
            section += _section("shape-codes", "What is demanded of a code", *self._shape(shape))
        return section

    def _code_list(self, codes: CodeList) -> nodes.section:
        of = next(each for each in self.vocabulary.classes if each.term.name == codes.of)
        section = self._term(of.term, "code list")
        section["ids"].append(codes.term.name)
        section += _fields(
            ("Scheme", self._said_all([f"te:{codes.term.name}"])),
            ("Narrower than", self._said_all(of.within)),
            ("Led to by", self._said_all(self._leading_to(f"te:{codes.of}"))),
        )
        rows: list[tuple[str, Sequence[Cell]]] = []
        for each in codes.concepts:
            told = [*self._inline(each.term.definition)]
            for source in each.term.sources:
                told += [nodes.Text(" "), nodes.emphasis("", source), nodes.Text(".")]
            for same in each.same:
                told += [nodes.Text(" The same as "), *self._inline(same), nodes.Text(".")]
            code = nodes.literal("", each.notation)
            rows.append((each.term.name, ([code], [nodes.Text(each.term.label)], told)))
        section += _table(f"The codes of te:{codes.of}", ("Notation", "Label", "Definition"), (22, 18, 60), rows)
        return section

    def _rules(self) -> nodes.section:
        return _section(
            "rules",
            "Rules",
            self._said(
                "What no article states but follows from what they state. Each rule is a SPARQL query in ontology/rules; "
                "what it derives leads to the rule by prov:wasGeneratedBy."
            ),
            *map(self._rule, self.vocabulary.rules),
        )

    def _rule(self, rule: Rule) -> nodes.section:
        section = self._term(rule.term, "rule")
        section += _fields(
            ("Derives", self._inline(_sentence(rule.derives))),
            ("Why", self._inline(_sentence(rule.why))),
        )
        section += nodes.raw("", f"<details><summary>The query {rule.identifier}.rq</summary>", format="html")
        section += nodes.literal_block(rule.query, rule.query, language="sparql", force=True, classes=["sparql"])
        section += nodes.raw("", "</details>", format="html")
        return section

    def _shapes(self) -> nodes.section:
        """Return a list of all shapes, and what is demanded of nodes that are of no class of ours."""
        rows: list[tuple[str, Sequence[Cell]]] = []
        for shape in self.vocabulary.shapes:
            number = len(shape.demands) + len(shape.whole) + len(shape.refused) + 1
            targets = self._said_all(shape.targets)
            file = nodes.literal("", shape.file)
            rows.append(("", ([file], targets, [nodes.Text(str(number))])))
        own = {f"te:{each.term.name}" for each in self.vocabulary.classes}
        foreign = [shape for shape in self.vocabulary.shapes if not own.intersection(shape.targets)]
        return _section(
            "shapes",
            "Shapes",
            self._said(
                "A graph conforms where it keeps all that is demanded here; what does not is kept out of the graph that "
                "is published. The demands stand at the classes; each text is the message of the SHACL shape, as a "
                "report shows it."
            ),
            _table("All shapes", ("File", "Of nodes of", "Demands"), (35, 50, 15), rows),
            *(
                _section(f"shape-{shape.name}", " and ".join(shape.targets), *self._shape(shape))
                for shape in foreign
            ),
        )

    def _shape(self, shape: Shape) -> list[nodes.Node]:
        rows = [
            ("", (self._inline(demand.path), _how_many(demand), self._held(demand), self._inline(demand.message)))
            for demand in shape.demands
        ]
        title = f"What is demanded of {' and '.join(shape.targets) if len(shape.targets) == 1 else 'each code'}"
        made: list[nodes.Node] = [
            _table(title, ("Property", "How many", "Value", "In words"), (20, 16, 20, 44), rows),
        ]
        made.append(_bullets(self._inline(each) for each in (shape.message, *shape.whole)))
        if shape.refused:
            made.append(nodes.paragraph("", "Refused, with these words:", classes=["te-caption"]))
            made.append(_bullets(self._inline(each) for each in shape.refused))
        return made

    def _held(self, demand: Demand) -> list[nodes.Node]:
        return self._said_all(demand.classes + demand.values)

    def _alignments(self) -> nodes.section:
        rows: list[tuple[str, Sequence[Cell]]] = []
        for each in (*self.vocabulary.classes, *self.vocabulary.properties):
            said = "is a kind of" if isinstance(each, Class) else "is a part of"
            for relation, others in ((said, each.within), ("is near to", each.near)):
                if others:
                    rows.append(("", (self._inline(f"te:{each.term.name}"), relation, self._said_all(others))))
        for concept in (concept for codes in self.vocabulary.code_lists for concept in codes.concepts):
            if concept.same:
                rows.append(
                    ("", (self._inline(f"te:{concept.term.name}"), "is the same as", self._said_all(concept.same)))
                )
        return _section(
            "alignments",
            "Alignments",
            self._said(
                "From ontology/alignments.ttl. A kind, a part and a sameness hold for every use of the term; where "
                "another vocabulary has a term that is only near, nothing follows."
            ),
            _table("Terms of other vocabularies", ("Term", "Relation", "Other term"), (30, 20, 50), rows),
        )

    # --- pieces ---

    def _term(self, term: Term, kind: str) -> nodes.section:
        iri = f"{self.vocabulary.namespace}{term.name}"
        named = nodes.paragraph("", "", nodes.Text(f"{kind}: "), nodes.emphasis("", term.label), classes=["te-label"])
        named += [nodes.Text(" "), nodes.inline("", iri, classes=["te-iri"])]
        return _section(term.name, term.name, named, nodes.paragraph("", "", *self._inline(term.definition)))

    def _said(self, text: str) -> nodes.paragraph:
        return nodes.paragraph("", "", *self._inline(text))

    def _said_all(self, texts: Iterable[str]) -> list[nodes.Node]:
        made: list[nodes.Node] = []
        for text in texts:
            made += [*([nodes.Text(", ")] if made else []), *self._inline(text)]
        return made

    def _lines(self, texts: Iterable[str]) -> list[nodes.Node]:
        made: list[nodes.Node] = []
        for text in texts:
            made += [*([nodes.Text("; ")] if made else []), nodes.Text(text)]
        return made

    def _inline(self, text: str) -> list[nodes.Node]:
        """Return a text with the names of terms as code, our own with a link to where they are defined."""
        made: list[nodes.Node] = []
        for place, part in enumerate(_PREFIXED.split(text)):
            if place % 2 == 0:
                made += [nodes.Text(part)] if part else []
                continue
            code, name = nodes.literal("", part), part.removeprefix("te:")
            own = part.startswith("te:") and name in self.vocabulary.names()
            made.append(nodes.reference("", "", code, refid=name, internal=True) if own else code)
        return made


def _sentence(text: str) -> str:
    """Return a text with a capital letter, unless it begins with the name of a term."""
    return text if _PREFIXED.match(text) else text[0].upper() + text[1:]


def _how_many(demand: Demand) -> str:
    if demand.most == 0:
        return "none"
    if demand.most is None:
        return "at least one" if demand.least else "any number"
    return "exactly one" if demand.least else "at most one"


def _section(name: str, title: str, *content: nodes.Node) -> nodes.section:
    section = nodes.section("", nodes.title("", title), *content, ids=[name])
    section["classes"].append("te-section")
    return section


def _fields(*fields: tuple[str, Sequence[nodes.Node]]) -> list[nodes.Node]:
    made = nodes.field_list("", classes=["te-fields"])
    for name, body in fields:
        if body:
            made += nodes.field(
                "", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", "", *body))
            )
    return [made] if made.children else []


def _bullets(items: Iterable[Sequence[nodes.Node]]) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", *item)) for item in items), bullet="-")


def _table(
    title: str, header: Sequence[str], widths: Sequence[int], rows: Sequence[tuple[str, Sequence[Cell]]]
) -> nodes.table:
    """Return a table; each row comes with its anchor, which may be empty. The first column heads the rows."""
    group = nodes.tgroup("", cols=len(header))
    for place, width in enumerate(widths):
        group += nodes.colspec("", colwidth=width, **({"stub": 1} if place == 0 else {}))
    group += nodes.thead("", _row("", header))
    group += nodes.tbody("", *(_row(anchor, cells) for anchor, cells in rows))
    return nodes.table("", nodes.title("", title), group, classes=["te-table"])


def _row(anchor: str, cells: Sequence[Cell]) -> nodes.row:
    row = nodes.row("", ids=[anchor] if anchor else [])
    for cell in cells:
        content = [nodes.Text(cell)] if isinstance(cell, str) else cell
        row += nodes.entry("", nodes.paragraph("", "", *content))
    return row
