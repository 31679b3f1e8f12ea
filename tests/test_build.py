import dataclasses
import importlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import rdflib
import tea_reader
from pyoxigraph import BlankNode, Quad, QuerySolutions, Store, parse

from kg.answers import select
from kg.articles import read_articles
from kg.build import Build, build, open_build
from kg.directory import CACHE, FILES, read_manifest
from kg.errors import KgError, LexiconError, NotABuildError, OutputError, SourceError
from kg.extract.claims import read_article
from kg.graph.description import description_of
from kg.graph.store import write_turtle
from kg.graph.validate import quarantine, validate
from kg.model import Article, FindingCode, Reading, Span
from kg.pipeline import assemble
from kg.registry import Registry
from kg.texts import pack, read_text

READERS = importlib.import_module("kg.readers")
PIPELINE = importlib.import_module("kg.pipeline")
ARTICLES = {
    "ste-5.txt": "The 5th Shanghai Tea Expo (STE) was held in Shanghai in 2022. It drew 3,000 exhibitors.",
    "ste-6.txt": "The 6th Shanghai Tea Expo (STE) was held in Shanghai in 2023. It drew 3,486 exhibitors. "
    "Deals were worth US$78 million, up 6.7 percent. Acme Tea signed with Globex Leaf for US$5 million.",
    "ste-6-again.txt": "The 6th Shanghai Tea Expo (STE) was held in Shanghai in 2023. It drew 3,200 exhibitors.",
    "poem.txt": "The leaves unfold, the water sings.",
}


COFFEE = "The 9th Ningbo Coffee Fair (NCF) was held in Ningbo in 2023. It drew 9 exhibitors."


def write_articles(folder: Path) -> Path:
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reader() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(READERS, "read_article", tea_reader.read_article)
        yield patch


@pytest.fixture
def folder(reader: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles")


@dataclasses.dataclass(frozen=True)
class Made:
    build: Build
    out: Path


@pytest.fixture(scope="module")
def made(reader: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A build that several tests look at, for each takes half a second."""
    place = tmp_path_factory.mktemp("made")
    return Made(
        build(write_articles(place / "articles"), place / "out", base="https://tea.example/kg#"), place / "out"
    )


def files(directory: Path) -> dict[str, bytes]:
    """All files of a directory, but for the empty one by which builds keep out of each other's way."""
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.name != ".kg-lock"}


def triples(store: Store) -> set[str]:
    return {str(quad.triple) for quad in store}


# --- what a build gives ---


def test_counts_are_those_of_the_graph(made: Made) -> None:
    report = made.build.report
    assert (report.articles, report.editions, report.deals) == (4, 2, 1)
    assert report.metrics == 5  # four stated, and the deal value of the fifth that follows from "up 6.7 percent"
    assert report.triples == len(made.build.store) == len(made.build.rdflib())
    assert dict(report.findings)["no-fair"] == 1
    assert report.quarantined == 0


def test_a_build_answers_queries_by_name_and_text(made: Made) -> None:
    assert bool(made.build.query("ASK { ?fair a te:Fair ; skos:altLabel 'STE' }"))
    solutions = made.build.query("deal-value-by-edition")
    assert isinstance(solutions, QuerySolutions)
    assert [solution["value"].value for solution in solutions] == ["73100000", "78000000"]


def test_a_build_is_handed_over_to_rdflib_and_networkx(made: Made) -> None:
    fair = rdflib.URIRef("https://tea.example/kg#fair/shanghai-tea-expo")
    assert str(made.build.rdflib().value(fair, rdflib.RDFS.label)) == "Shanghai Tea Expo"
    network = made.build.networkx()
    assert network.is_directed()
    assert network.is_multigraph()
    assert any(data.get("label") == "Shanghai Tea Expo" for _, data in network.nodes(data=True))


def test_the_base_is_that_of_all_data(made: Made) -> None:
    assert made.build.base == "https://tea.example/kg#"
    assert bool(made.build.query("ASK { <https://tea.example/kg#fair/shanghai-tea-expo> a te:Fair }"))
    assert not any("example.org" in triple for triple in triples(made.build.store))


def test_a_base_that_is_none_is_an_error(folder: Path) -> None:
    with pytest.raises(KgError, match="cannot be the base"):
        build(folder, base="tea")


# --- what it writes ---


def test_the_directory_holds_the_build(made: Made) -> None:
    assert set(files(made.out)) == set(FILES)
    assert {str(quad.triple) for quad in parse(path=made.out / "graph.ttl")} == triples(made.build.store)
    assert "conforms" in (made.out / "report.txt").read_text()
    assert list(parse(path=made.out / "report.ttl"))


def test_what_is_published_conforms_and_has_no_blank_nodes(made: Made) -> None:
    assert validate(made.out / "graph.ttl").conforms
    for quad in parse(path=made.out / "graph.ttl"):
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)


def test_a_build_is_read_back(made: Made) -> None:
    opened = open_build(made.out)
    assert triples(opened.store) == triples(made.build.store)
    assert (opened.report, opened.findings) == (made.build.report, made.build.findings)
    assert opened.base == made.build.base


def test_every_quote_stands_at_its_offsets(made: Made) -> None:
    rows = select(
        made.build.store,
        "SELECT ?id ?start ?end ?words { ?e te:article/schema:identifier ?id ; oa:start ?start ; oa:end ?end ; "
        "oa:exact ?words }",
    )
    found = [
        (ARTICLES[f"{row.text('id')}.txt"], row.whole("start"), row.whole("end"), row.text("words")) for row in rows
    ]
    assert found
    assert all(text[start:end] == words for text, start, end, words in found)


def look_at_all_of(out: Path) -> int:
    opened = open_build(out)
    return len(opened.store) + len(opened.findings)


@pytest.mark.parametrize("damage", ["findings.jsonl", "build.json", "graph.ttl"])
@pytest.mark.parametrize("content", [None, b"{\xff"])
def test_a_damaged_build_is_an_error_of_ours(made: Made, tmp_path: Path, damage: str, content: bytes | None) -> None:
    shutil.copytree(made.out, tmp_path / "out")
    (tmp_path / "out" / damage).unlink()
    if content is not None:
        (tmp_path / "out" / damage).write_bytes(content)
    with pytest.raises((NotABuildError, SourceError)):
        look_at_all_of(tmp_path / "out")


def test_the_texts_of_the_articles_are_kept(made: Made) -> None:
    again = open_build(made.out)
    assert {name.removesuffix(".txt"): again.text(name.removesuffix(".txt")) for name in ARTICLES} == {
        name.removesuffix(".txt"): text for name, text in ARTICLES.items()
    }
    assert again.text("no-such-article") is None


def test_the_text_of_a_removed_article_is_gone(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "out")
    digest = dict(read_manifest(tmp_path / "out").articles)["poem"]
    (folder / "poem.txt").unlink()
    build(folder, tmp_path / "out")
    assert read_text(tmp_path / "out" / CACHE, digest) is None


@pytest.mark.parametrize("damage", ["gone", "damaged", "of another article"])
def test_without_its_texts_a_build_still_opens(folder: Path, tmp_path: Path, damage: str) -> None:
    build(folder, tmp_path / "out")
    cache = tmp_path / "out" / CACHE
    if damage == "gone":
        cache.unlink()
    elif damage == "damaged":
        cache.write_bytes(cache.read_bytes()[:3000])
    else:
        with closing(sqlite3.connect(cache)) as database:
            database.execute("UPDATE texts SET text = ?", (pack("another text"),))
            database.commit()
    assert open_build(tmp_path / "out").text("poem") is None


def test_a_removed_article_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "once")
    (folder / "extra.txt").write_text(COFFEE)
    build(folder, tmp_path / "twice")
    assert b"coffee" in (tmp_path / "twice/graph.ttl").read_bytes()
    (folder / "extra.txt").unlink()
    build(folder, tmp_path / "twice")
    assert files(tmp_path / "twice") == files(tmp_path / "once")


# --- real articles ---

SOURCES = Path(__file__).parents[1] / "sources/articles"
SAMPLES = sorted(
    SOURCES / f"{name}.txt" for name in ("canton-127-interview", "ciie-5-close", "ciie-6-blog", "gdte-2-open")
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Builds by the real reader, each in a process of its own, under another hash seed and order of the inputs."""
    place = tmp_path_factory.mktemp("real")
    code = "import sys, kg; kg.build(sys.argv[2:], sys.argv[1])"
    for seed, order in (("1", SAMPLES), ("2", SAMPLES[::-1])):
        subprocess.run(
            [sys.executable, "-c", code, place / seed, *order], check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        )
    return {seed: place / seed for seed in ("1", "2")}


def test_same_bytes_under_another_hash_seed_and_order_of_inputs(real: dict[str, Path]) -> None:
    assert files(real["1"]) == files(real["2"])


def test_every_real_quote_stands_at_its_offsets_in_the_body_of_its_file(real: dict[str, Path]) -> None:
    bodies = {path.stem: re.sub(r"\A---\n.*?\n---\n", "", path.read_text(), flags=re.DOTALL) for path in SAMPLES}
    rows = list(
        select(
            open_build(real["1"]).store,
            "SELECT ?id ?start ?end ?words "
            "{ ?e te:article/schema:identifier ?id ; oa:start ?start ; oa:end ?end ; oa:exact ?words }",
        )
    )
    assert {row.text("id") for row in rows} == set(bodies)
    for row in rows:
        assert bodies[row.text("id")][row.whole("start") : row.whole("end")] == row.text("words")


def test_no_finding_of_a_real_build_is_a_fault(real: dict[str, Path]) -> None:
    assert not [finding for finding in open_build(real["1"]).findings if "error" in dict(finding.detail)]


# --- workers ---


def test_same_graph_with_workers(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(READERS, "read_article", read_article)  # workers know nothing of this test's reader
    monkeypatch.setattr(PIPELINE, "_CHUNK", 2)
    steps: list[str] = []
    build(folder, tmp_path / "one")
    build(
        folder,
        tmp_path / "two",
        workers=2,
        progress=lambda stage, done, total: steps.append(f"{stage} {done}/{total}"),
    )
    assert files(tmp_path / "two") == files(tmp_path / "one")
    assert steps[:5] == [f"reading {n}/4" for n in range(5)]
    assert "comparing 1/1" in steps
    assert steps[-1] == "writing 0/1"


# A shell that starts a program in the background makes it deaf to interrupts; the tests may run in such a program.
_INTERRUPTED = """
import signal, sys, kg
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    kg.build(sys.argv[1], workers=2, progress=lambda stage, done, total: print(stage, done, flush=True))
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.slow
def test_an_interrupt_stops_the_workers_without_a_word(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text(SAMPLES[0].read_text())
    command = [sys.executable, "-c", _INTERRUPTED, str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "reading 0\n"
        assert process.stdout.readline() == "reading 1\n"
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers are sent it too
        assert process.stdout.read().endswith("stopped\n")
        assert process.stderr.read() == ""


# --- what goes wrong ---


def test_no_article_at_all_is_an_error_that_brings_the_findings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(SourceError, match=r"a\.txt: the file is empty$") as caught:
        build(tmp_path, tmp_path / "out")
    assert [finding.code for finding in caught.value.findings] == [FindingCode.EMPTY_FILE]
    (tmp_path / "b.txt").write_text("")
    with pytest.raises(SourceError, match="no article in them") as caught:
        build(tmp_path, tmp_path / "out")
    assert len(caught.value.findings) == 2
    assert not (tmp_path / "out").exists()


def test_an_article_that_trips_the_program_costs_nothing_else(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "before")
    (folder / "bad.txt").write_text("CRASH")
    built = build(folder, tmp_path / "after")
    (finding,) = [each for each in built.findings if each.article == "bad"]
    assert finding.code is FindingCode.NOT_UNDERSTOOD
    assert "ZeroDivisionError" in finding.message
    assert str(folder / "bad.txt") in finding.message
    facts = (tmp_path / "before/graph.ttl").read_text().partition("# About this graph")[0]
    assert {*facts.splitlines()} <= {*(tmp_path / "after/graph.ttl").read_text().splitlines()}


def test_a_fault_that_spares_no_article_is_an_error(tmp_path: Path, reader: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("CRASH")
    with pytest.raises(SourceError, match="no article in them") as caught:
        build(tmp_path, tmp_path / "out")
    assert ["ZeroDivisionError" in finding.message for finding in caught.value.findings] == [True, True]
    assert not (tmp_path / "out").exists()


def test_a_broken_table_of_the_package_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(article: Article, registry: Registry) -> Reading:
        raise LexiconError(Path("nouns.csv"), 7, "unknown indicator")

    monkeypatch.setattr(READERS, "read_article", broken)
    with pytest.raises(LexiconError, match=r"nouns\.csv, row 7"):
        build(folder)


def test_a_quote_that_does_not_stand_in_the_article_is_no_fact(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def misreading(article: Article, registry: Registry) -> Reading:
        reading = tea_reader.read_article(article, registry)
        shifted = [
            dataclasses.replace(
                metric,
                evidence=dataclasses.replace(
                    metric.evidence, span=Span(metric.evidence.span.start + 1, metric.evidence.span.end + 1)
                ),
            )
            for metric in reading.metrics
        ]
        return dataclasses.replace(reading, metrics=tuple(shifted))

    monkeypatch.setattr(READERS, "read_article", misreading)
    built = build(folder)
    assert built.report.metrics == 0
    assert built.report.editions == 2
    refused = [finding for finding in built.findings if "the statement was left out" in finding.message]
    assert len(refused) == 4
    assert all(finding.code is FindingCode.NOT_UNDERSTOOD for finding in refused)


def test_a_fact_that_breaks_a_shape_is_quarantined_with_its_source(folder: Path, tmp_path: Path) -> None:
    (folder / "wild.txt").write_text(
        "The 8th Shanghai Tea Expo (STE) was held in Shanghai in 2025. It drew 0,000 exhibitors."
    )
    (folder / "null.txt").write_text(
        "The 0th Bad Tea Expo (BTE) was held in Shanghai in 2025. It drew 10 exhibitors."
    )
    built = build(folder, tmp_path / "out")
    quarantined = [finding for finding in built.findings if finding.code is FindingCode.QUARANTINED]
    assert built.report.quarantined == len(quarantined) > 0
    assert {finding.article for finding in quarantined} == {"null"}
    assert "ordinal" in " ".join(finding.message for finding in quarantined)
    assert validate(tmp_path / "out/graph.ttl").conforms


def test_a_directory_of_something_else_is_refused_before_any_work(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis.txt").write_text("ten years")
    monkeypatch.setattr(PIPELINE, "list_origins", lambda *_: pytest.fail("work was done"))
    with pytest.raises(OutputError, match="not empty and not a build"):
        build(folder, tmp_path / "out")
    assert files(tmp_path / "out") == {"thesis.txt": b"ten years"}


def test_a_failing_build_leaves_the_earlier_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder, tmp_path / "out")
    before = files(tmp_path / "out")

    def failing(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    (folder / "ncf.txt").write_text(COFFEE)
    with monkeypatch.context() as patch:
        patch.setattr(PIPELINE, "document", failing)
        with pytest.raises(KeyboardInterrupt):
            build(folder, tmp_path / "out")
    assert {name: data for name, data in files(tmp_path / "out").items() if name in FILES} == before
    steps: list[str] = []
    build(folder, tmp_path / "out", progress=lambda stage, done, total: steps.append(f"{stage} {done}/{total}"))
    assert steps == ["reading 0/0", "comparing 0/0", "writing 0/1"]  # it goes on where the other stopped
    build(folder, tmp_path / "anew")
    assert files(tmp_path / "out") == files(tmp_path / "anew")


def test_hostile_front_matter_reaches_the_graph_as_words_only(folder: Path, tmp_path: Path) -> None:
    (folder / "hostile.txt").write_text(
        '---\nid: "../../etc/<passwd>\\u0001\\uD800"\ntitle: \'"""> . <x> <y> <z>\'\npublisher: "<script>"\n'
        "url: javascript:alert(1)\nlanguage: '\"@en'\n---\n" + ARTICLES["ste-5.txt"],
        encoding="utf-8",
    )
    built = build(folder, tmp_path / "out")
    assert built.report.articles == 5
    assert {str(quad.triple) for quad in parse(path=tmp_path / "out/graph.ttl")} == triples(built.store)
    assert not any("javascript" in triple for triple in triples(built.store))


# --- parts ---


def test_the_graph_made_part_by_part_is_the_graph_made_at_once(tmp_path: Path) -> None:
    built = build(SAMPLES, tmp_path / "out")
    _, store = assemble(read_articles(SAMPLES))
    whole = quarantine(store).graph
    described = list(description_of(whole, built.base))
    whole.extend(Quad(each.subject, each.predicate, each.object) for each in described)
    assert triples(built.store) == triples(whole)
    assert (tmp_path / "out/graph.ttl").read_bytes() == write_turtle(whole, base=built.base)


def test_only_what_is_new_is_read_and_made(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder, tmp_path / "out")
    (folder / "ncf.txt").write_text(COFFEE)
    seen: list[str] = []
    plain = tea_reader.read_article

    def recording(article: Article, registry: Registry) -> Reading:
        seen.append(article.id)
        return plain(article, registry)

    monkeypatch.setattr(READERS, "read_article", recording)
    steps: list[str] = []
    build(folder, tmp_path / "out", progress=lambda stage, done, total: steps.append(f"{stage} {done}/{total}"))
    assert seen == ["ncf"]
    assert "comparing 1/1" in steps
    build(folder, tmp_path / "anew")
    assert files(tmp_path / "out") == files(tmp_path / "anew")


def test_a_damaged_cache_costs_no_more_than_time(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "out")
    before = files(tmp_path / "out")
    for damage in (b"no database", before["cache.sqlite"][:5000], b""):
        (tmp_path / "out/cache.sqlite").write_bytes(damage)
        build(folder, tmp_path / "out")
        assert files(tmp_path / "out") == before


def test_what_another_version_kept_is_not_used(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder, tmp_path / "out")
    monkeypatch.setattr(PIPELINE, "fingerprint", lambda: "a later one")
    steps: list[str] = []
    build(folder, tmp_path / "out", progress=lambda stage, done, total: steps.append(f"{stage} {done}/{total}"))
    assert "reading 4/4" in steps


def test_a_file_that_changes_while_it_is_read_is_left_out_until_the_next_build(folder: Path, tmp_path: Path) -> None:
    def meddle(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("reading", 0):
            (folder / "ste-5.txt").write_text(COFFEE)

    built = build(folder, tmp_path / "out", progress=meddle)
    (finding,) = [each for each in built.findings if each.article == "ste-5"]
    assert "changed while it was being read" in finding.message
    assert b"Coffee" not in (tmp_path / "out/graph.ttl").read_bytes()
    build(folder, tmp_path / "out")
    build(folder, tmp_path / "anew")
    assert b"Coffee" in (tmp_path / "out/graph.ttl").read_bytes()
    assert files(tmp_path / "out") == files(tmp_path / "anew")
