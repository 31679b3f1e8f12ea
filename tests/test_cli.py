import csv
import importlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tea_reader
import typer
from pyoxigraph import RdfFormat, parse
from typer.testing import CliRunner, Result

import kg.lookup
from kg.build import build
from kg.cli import app
from kg.export import FORMATS
from kg.model import FindingCode
from kg.query import saved_queries

COMMANDS = ("build", "check", "explain", "export", "query", "score", "serve", "show", "validate")
STE_5 = "The 5th Shanghai Tea Expo (STE) was held in Shanghai in 2022. It drew 3,000 exhibitors."
STE_6 = (
    "The 6th Shanghai Tea Expo (STE) was held in Shanghai in 2023. It drew 3,486 exhibitors. It hopes for 4,000 "
    "exhibitors. Deals were worth US$78 million, up 6.7 percent. Acme Tea signed with Globex Leaf for US$5 million."
)
BAD_GRAPH = """
@prefix te: <https://w3id.org/trade-event#> .
<https://example.org/kg/edition/x/1> a te:Edition ; te:ordinal 0 .
"""


@pytest.fixture(scope="module", autouse=True)
def _reader() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.import_module("kg.readers"), "read_article", tea_reader.read_article)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a build, only to be read."""
    place = tmp_path_factory.mktemp("made")
    (place / "in").mkdir()
    (place / "in/ste-5.txt").write_text(STE_5)
    (place / "in/ste-6.txt").write_text(STE_6)
    (place / "in/ste-6-again.txt").write_text(STE_6.replace("3,486", "3,200").replace("in Shanghai", "in Hangzhou"))
    build(place / "in", place / "out")
    return place / "out"


def run(*arguments: object, stdin: bytes | str | None = None, **environment: str) -> Result:
    result = CliRunner().invoke(app, [str(each) for each in arguments], input=stdin, env=environment, prog_name="kg")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def failed(*arguments: object, code: int = 1) -> str:
    """Run a command that must fail, and return the one sentence that it says."""
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("kg: ")
    assert "Traceback" not in result.stderr
    return result.stderr.removeprefix("kg: ").rstrip("\n")


def files(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


# --- help and usage ---


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples_that_name_the_command(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    examples = result.stdout.split("Examples:")[1]
    assert f"  kg {command} " in examples


def test_help_lists_the_commands_and_exit_codes() -> None:
    result = run("--help")
    assert tuple(re.findall(r"^  (\w+) {2,}\w", result.stdout.split("Commands:")[1], re.MULTILINE)) == tuple(
        sorted(
            COMMANDS, key=("build", "query", "validate", "export", "show", "check", "explain", "score", "serve").index
        )
    )
    assert "3 the graph does not conform" in " ".join(result.stdout.split())


def test_every_option_and_argument_has_help() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert set(commands) == set(COMMANDS)
    for name, command in commands.items():
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"


def test_version() -> None:
    assert re.fullmatch(r"expograph \d+\.\d+\.\d+\n", run("--version").stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ("bild",),
        ("build",),
        ("build", "a.txt"),
        ("build", "-o", "out"),
        ("build", "a.txt", "-o", "out", "--workers", "0"),
        ("build", "a.txt", "-o", "out", "--workers", "many"),
        ("query",),
        ("query", "out"),
        ("query", "out", "ASK {}", "--format", "xml"),
        ("validate",),
        ("validate", "out", "--format", "csv"),
        ("export", "out", "--to", "graphml"),
        ("export", "out", "--to", "docx", "-o", "f"),
        ("show",),
        ("show", "out", "--colour"),
        ("check",),
        ("check", "out", "--format", "csv"),
        ("check", "out", "--limit", "0"),
        ("check", "out", "--json", "--format", "turtle"),
        ("query", "out", "coverage", "--json", "--format", "csv"),
        ("validate", "out", "--json", "--format", "text"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert result.stderr


# --- build ---


def test_build_closes_with_counts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STE_6)
    result = run("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr == ""
    number = r"[\d,]+"
    assert re.match(
        rf".*out: 1 article, 2 editions, 4 metrics, 1 deal, {number} triples, 0 quarantined\n", result.stdout
    )


def test_build_reads_standard_input(tmp_path: Path) -> None:
    result = run("build", "-", "-o", tmp_path / "out", stdin=STE_5)
    assert result.exit_code == 0
    assert "1 article, 1 edition" in result.stdout
    assert b"article/stdin" in (tmp_path / "out/graph.ttl").read_bytes()


def test_build_takes_a_base(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STE_5)
    assert run("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--base", "https://tea.example/").exit_code == 0
    assert b"<https://tea.example/>" in (tmp_path / "out/graph.ttl").read_bytes()
    assert "cannot be the base" in failed("build", tmp_path / "a.txt", "-o", tmp_path / "no", "--base", "tea")
    assert not (tmp_path / "no").exists()


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STE_5)
    shown = run("build", tmp_path / "a.txt", "-o", tmp_path / "out", FORCE_COLOR="1", TERM="xterm")
    assert "writing" in shown.stderr
    assert "out: 1 article" in shown.stdout
    assert run("build", tmp_path / "a.txt", "-o", tmp_path / "out").stderr == ""


# --- bad input ---


def _text(content: bytes) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "bad.txt").write_bytes(content)

    return make


def _same_id(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more/good.txt").write_text("Another text.")


def _empty_folder(folder: Path) -> None:
    (folder / "bad").mkdir()


def _link_out(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("Secret")
    (folder / "bad.txt").symlink_to(folder.parent / "secret.txt")


BAD_INPUTS = {
    "empty file": (_text(b""), FindingCode.EMPTY_FILE, "the file is empty"),
    "front matter only": (_text(b"---\ntitle: T\n---\n"), FindingCode.EMPTY_FILE, "no text after the front matter"),
    "binary file": (_text(b"\x89PNG\r\n\x1a\n\x00"), FindingCode.BINARY_FILE, "not text but binary data"),
    "wrong encoding": (_text(STE_5.encode() + b" Caf\xe9."), FindingCode.WRONG_ENCODING, "Save it as UTF-8"),
    "front matter that is not YAML": (
        _text(b"---\n a: b: c\n---\n" + STE_5.encode()),
        FindingCode.BAD_FRONT_MATTER,
        "is not YAML",
    ),
    "a date that is none": (
        _text(b"---\npublished: soon\n---\n" + STE_5.encode()),
        FindingCode.BAD_FRONT_MATTER,
        "is not a date",
    ),
    "two articles with the same id": (_same_id, FindingCode.DUPLICATE_ID, "has the same id as"),
    "an article about no fair": (_text(b"The leaves unfold."), FindingCode.NO_FAIR, "No fair"),
    "a link out of the folder": (_link_out, FindingCode.UNREADABLE_FILE, "not followed"),
    "a broken link": (
        lambda f: (f / "bad.txt").symlink_to(f / "gone.txt"),
        FindingCode.UNREADABLE_FILE,
        "cannot be read",
    ),
    "a named pipe": (lambda folder: os.mkfifo(folder / "bad.txt"), FindingCode.UNREADABLE_FILE, "not a regular file"),
    "an article that trips the program": (_text(b"CRASH"), FindingCode.NOT_UNDERSTOOD, "please report it"),
}


@pytest.mark.parametrize("case", BAD_INPUTS)
def test_bad_input_is_one_sentence_and_one_finding_and_the_rest_is_built(tmp_path: Path, case: str) -> None:
    make_bad, code, sentence = BAD_INPUTS[case]
    (tmp_path / "in").mkdir()
    (tmp_path / "in/good.txt").write_text(STE_6)
    make_bad(tmp_path / "in")
    result = run("build", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 0
    lines = (tmp_path / "out/findings.jsonl").read_text().splitlines()
    (finding,) = [record for record in map(json.loads, lines) if record["code"] == code]
    assert sentence in finding["message"]
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: ")
    assert ("bad" in line) or case.startswith("two")
    assert line.endswith(finding["message"])
    assert b"edition/shanghai-tea-expo/6" in (tmp_path / "out/graph.ttl").read_bytes()


def test_an_empty_folder_beside_articles_is_one_sentence_and_one_finding(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(STE_5)
    result = run("build", tmp_path / "empty", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr == f"kg: {tmp_path / 'empty'}: the folder holds no article, that is no .md or .txt file.\n"
    assert json.loads((tmp_path / "out/findings.jsonl").read_text())["code"] == "empty-file"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "no such file or folder"),
        (b"", "the file is empty"),
        (b"\x00\x01", "not text but binary data; it was skipped"),
    ],
)
def test_nothing_to_build_is_an_error_and_nothing_is_written(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / "a.txt").write_bytes(content)
    assert failed("build", tmp_path / "a.txt", "-o", tmp_path / "out") == f"{tmp_path / 'a.txt'}: {sentence}"
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_alone_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert "the folder holds no article" in failed("build", tmp_path / "in", "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_all_that_is_wrong_with_the_inputs_is_said_where_none_is_an_article(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text("")
    result = run("build", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0] == f"kg: {tmp_path / '00.txt'}: the file is empty."
    assert lines[-2] == "kg: and 10 more of the kind"
    assert lines[-1] == "kg: the inputs: there is no article in them that could be read"
    assert not (tmp_path / "out").exists()


def test_one_missing_input_stops_the_build_before_it_writes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STE_5)
    assert "gone.txt: no such file or folder" in failed(
        "build", tmp_path / "a.txt", tmp_path / "gone.txt", "-o", tmp_path / "out"
    )
    assert not (tmp_path / "out").exists()


def test_a_directory_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STE_5)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("ten years of work")
    assert "not empty and not a build" in failed("build", tmp_path / "a.txt", "-o", tmp_path / "mine")
    assert files(tmp_path / "mine") == {"thesis.txt": b"ten years of work"}


def test_what_an_article_is_called_cannot_drive_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\nb.txt").write_text("")
    result = run("build", tmp_path, "-o", tmp_path / "out")
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "{}", "ASK {}"),
        ("show", "{}"),
        ("check", "{}"),
        ("validate", "{}"),
        ("export", "{}", "--to", "graphml", "-o", "never"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("kind", ["empty", "missing", "file", "other"])
def test_a_directory_that_is_not_a_build(tmp_path: Path, arguments: tuple[str, ...], kind: str) -> None:
    where = tmp_path / "dir"
    if kind != "missing":
        where.mkdir()
    if kind == "other":
        (where / "thesis.txt").write_text("ten years of work")
    if kind == "file":
        where = tmp_path / "file.txt"
        where.write_text("not a graph")
    sentence = failed(*(each.format(where) for each in arguments))
    assert str(where) in sentence
    assert not Path("never").exists()


# --- query ---


def test_list_names_every_saved_query_with_its_question(made: Path) -> None:
    for arguments in (("query", "--list"), ("query", made, "--list")):
        result = run(*arguments, COLUMNS="1000")
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert len(lines) == len(saved_queries())
        for line, saved in zip(lines, saved_queries(), strict=True):
            assert line.startswith(f"{saved.name} ")
            assert line.endswith(saved.answers)


def test_query_by_name_gives_a_table(made: Path) -> None:
    header, rule, *rows = run("query", made, "deal-value-by-edition", COLUMNS="120").stdout.splitlines()
    columns = header.split()
    assert set(rule) == {"─"}
    assert len(rows) == 2
    for row, year, value in zip(rows, ("2022", "2023"), ("73,100,000", "78,000,000"), strict=True):
        cells = dict(zip(columns, re.split(r" {2,}", row.strip()), strict=True))
        assert (cells["year"], cells["value"], cells["unit"]) == (year, value, "USD")


def test_query_file_and_text(made: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?n { ?f a te:Fair ; rdfs:label ?n }")
    for question in (tmp_path / "q.rq", "SELECT ?n { ?f a te:Fair ; rdfs:label ?n }"):
        assert run("query", made, question, "--format", "csv").stdout.split() == ["n", "Shanghai", "Tea", "Expo"]


def test_query_formats_for_programs(made: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run("query", made, "coverage", "-f", "csv").stdout)))
    assert [row["edition"] for row in table] == ["Shanghai Tea Expo 2023 (6th)", "Shanghai Tea Expo 2022 (5th)"]
    answer = json.loads(run("query", made, "coverage", "-f", "json").stdout)
    assert len(answer["results"]["bindings"]) == 2
    assert json.loads(run("query", made, "ASK {}", "-f", "json").stdout)["boolean"] is True
    graph = run("query", made, "CONSTRUCT { ?f rdfs:label ?n } WHERE { ?f a te:Fair ; rdfs:label ?n }").stdout
    assert len(list(parse(graph, format=RdfFormat.TURTLE))) == 1


def test_query_answers_for_people(made: Path) -> None:
    assert run("query", made, "ASK { ?s a te:Fair }").stdout == "yes\n"
    assert run("query", made, "ASK { ?s a te:Nothing }").stdout == "no\n"
    assert run("query", made, "SELECT ?s { ?s a te:Nothing }").stdout == "no rows\n"
    table = run("query", made, "DESCRIBE <https://example.org/kg/fair/shanghai-tea-expo>", "-f", "table").stdout
    assert "te:Fair" in table


def test_a_narrow_terminal_gets_a_block_a_row(made: Path) -> None:
    result = run("query", made, "article-facts", COLUMNS="60")
    assert max(map(len, result.stdout.splitlines())) <= 60
    first = result.stdout.split("\n\n")[0]
    assert "".join(first.split()).startswith("articleste-5")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("no-such-query", "there is no saved query 'no-such-query'; `kg query --list` shows them all"),
        ("deal-values-by-edition", "did you mean deal-value-by-edition"),
        ("gone.rq", "gone.rq: the query file cannot be read"),
        ("SELECT * {", "the query is not SPARQL: error at 1:11"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is refused"),
        ("DROP ALL", "queries only read the graph; DROP would change one"),
    ],
)
def test_bad_queries(made: Path, question: str, sentence: str) -> None:
    assert sentence in failed("query", made, question)


def test_formats_that_an_answer_does_not_have(made: Path) -> None:
    assert "only CONSTRUCT" in failed("query", made, "ASK {}", "-f", "turtle")
    assert "use --format turtle" in failed("query", made, "CONSTRUCT WHERE { ?s ?p ?o }", "-f", "csv")


# --- validate ---


def test_validate_a_build_and_its_graph(made: Path) -> None:
    for where in (made, made / "graph.ttl"):
        result = run("validate", where)
        assert (result.exit_code, result.stdout) == (0, "The graph conforms to the shapes.\n")


def test_validate_a_graph_that_does_not_conform(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(BAD_GRAPH)
    text = run("validate", tmp_path / "bad.ttl")
    assert text.exit_code == 3
    assert "does not conform" in text.stdout
    assert "te:ordinal" in text.stdout
    assert run("validate", tmp_path / "bad.ttl", "--judge", "pyshacl").stdout == text.stdout
    answer = run("validate", tmp_path / "bad.ttl", "--format", "json")
    assert answer.exit_code == 3
    report = json.loads(answer.stdout)
    assert report["conforms"] is False
    assert {violation["focus"] for violation in report["violations"]} == {"https://example.org/kg/edition/x/1"}
    turtle = run("validate", tmp_path / "bad.ttl", "--format", "turtle")
    assert turtle.exit_code == 3
    assert any("ValidationReport" in str(quad.object) for quad in parse(turtle.stdout, format=RdfFormat.TURTLE))


@pytest.mark.parametrize(("name", "content"), [("a.ttl", "<a> <b>"), ("a.doc", ""), ("a.nt", "\x00\x01")])
def test_validate_what_is_no_graph(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert str(tmp_path / name) in failed("validate", tmp_path / name)


# --- export ---


def test_export_writes_a_file(made: Path, tmp_path: Path) -> None:
    result = run("export", made, "--to", "graphml", "-o", tmp_path / "g.graphml")
    assert result.exit_code == 0
    assert b"Shanghai Tea Expo" in (tmp_path / "g.graphml").read_bytes()


def test_export_help_lists_every_format() -> None:
    shown = run("export", "--help").stdout.split("Formats:")[1]
    for name in FORMATS:
        assert re.search(rf"^ +{re.escape(name)} +\S", shown, re.MULTILINE), name


def test_export_to_a_place_that_cannot_be_written(made: Path, tmp_path: Path) -> None:
    assert str(tmp_path) in failed("export", made, "--to", "graphml", "-o", tmp_path / "no/such/folder/g.graphml")
    assert list(tmp_path.iterdir()) == []


def test_export_of_a_part(made: Path, tmp_path: Path) -> None:
    options = ("--fair", "Shanghai Tea Expo", "--since", "2023")
    assert run("export", made, "--to", "ttl", "-o", tmp_path / "part.ttl", *options).exit_code == 0
    part = (tmp_path / "part.ttl").read_text()
    assert "Shanghai Tea Expo, since 2023" in part
    of_editions = set(re.findall(r"rdf:subject <edition/[^>]*/(\d+)>", part))
    assert of_editions == {"6"}
    assert run("validate", tmp_path / "part.ttl").exit_code == 0


def test_export_of_a_part_that_is_empty(made: Path, tmp_path: Path) -> None:
    assert "nothing to write" in failed("export", made, "--to", "nt", "-o", tmp_path / "g.nt", "--since", "2090")
    assert list(tmp_path.iterdir()) == []


def test_export_into_a_pipe_that_is_closed(made: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'from kg.cli import main; main()' export {made} --to nt -o /dev/stdout"
    script = f"set -o pipefail; {command} | head -c 10"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (len(done.stdout), done.stderr) == (10, "")


# --- show ---


def test_show_lists_fairs_with_their_editions(made: Path) -> None:
    _, _, *rows = run("show", made).stdout.splitlines()
    assert [row.split() for row in rows if row] == [
        ["Shanghai", "Tea", "Expo", "5th", "2022", "2", "1"],
        ["6th", "2023", "4", "1", "2"],
    ]


def test_show_a_fair(made: Path) -> None:
    for name in ("STE", "shanghai tea expo", "shanghai-tea-expo"):
        shown = run("show", made, name).stdout
        assert "also STE" in shown
        assert re.search(r"2023 \(6th\) +2023 +\w+ +3,486 +78 million USD", shown)
        assert re.search(r"2022 \(5th\) +2022 +Shanghai +3,000 +73.1 million USD ca\.", shown)


@pytest.mark.parametrize(
    "name", ["STE 2023", "6th STE", "the sixth STE", "STE 6", "shanghai-tea-expo/6", "Shanghai Tea Expo 2023 (6th)"]
)
def test_show_an_edition_with_its_quotes(made: Path, name: str) -> None:
    shown = run("show", made, name, COLUMNS="200").stdout
    assert shown.startswith("Shanghai Tea Expo 2023 (6th)\n")
    assert "“It drew 3,486 exhibitors.” ste-6 62-87" in shown
    assert re.search(r"4,000 \(expected[,)]", shown)
    assert "78 million USD (up 6.7% on" in shown
    assert "5 million USD  Acme Tea with Globex Leaf" in shown
    assert "(also said)" in shown


def test_show_says_what_was_derived(made: Path) -> None:
    assert "about 73.1 million USD (derived: " in run("show", made, "STE 2022", COLUMNS="200").stdout


@pytest.mark.parametrize("columns", ["40", "72", "120"])
def test_show_keeps_to_the_width_of_the_terminal(made: Path, columns: str) -> None:
    shown = run("show", made, "STE 2023", COLUMNS=columns).stdout
    assert max(map(len, shown.splitlines())) <= int(columns)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Shanghai Tee Expo", "the nearest names are Shanghai Tea Expo"),
        ("STE 2031", "no edition of Shanghai Tea Expo is 'STE 2031'; there are Shanghai Tea Expo 2022 (5th), "),
        ("zzz", "nothing is known of 'zzz'; `kg show DIR` lists all fairs"),
        ("", "nothing is known of ''"),
    ],
)
def test_show_an_unknown_name(made: Path, name: str, sentence: str) -> None:
    assert sentence in failed("show", made, name)


def test_show_for_programs(made: Path) -> None:
    listed = json.loads(run("show", made, "--json").stdout)
    assert [edition["ordinal"] for edition in listed["fairs"][0]["editions"]] == [5, 6]
    fair = json.loads(run("show", made, "STE", "--json").stdout)
    assert (fair["kind"], fair["label"], fair["editions"][0]["place"]) == ("fair", "Shanghai Tea Expo", "Shanghai")
    lines = {line["indicator"]: [point["figure"]["value"] for point in line["points"]] for line in fair["time_lines"]}
    assert lines == {"exhibitors": ["3000", "3486"], "deal value": ["73100000", "78000000"]}
    edition = json.loads(run("show", made, "STE 2023", "--json").stdout)
    assert (edition["kind"], edition["year"], len(edition["deals"])) == ("edition", 2023, 1)
    (figure,) = [each for each in edition["figures"] if each["value"] == "3486"]
    assert figure["quotes"][0]["words"] == "It drew 3,486 exhibitors."
    assert {each["name"] for each in edition["statements"]} >= {"number", "year", "city"}


def test_show_on_a_terminal_that_is_not_utf_8(made: Path) -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "show", str(made), "STE"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "100"}
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    shown = result.stdout.decode("ascii")
    assert re.search(r"2023 \(6th\) +3,486 +#+ ", shown)
    assert "?" not in shown


# --- JSON ---


def test_json_is_asked_for_in_the_same_way_everywhere(made: Path) -> None:
    for arguments in (("check", made), ("validate", made), ("query", made, "coverage")):
        short = run(*arguments, "--json").stdout
        assert json.loads(short)
        assert run(*arguments, "--format", "json").stdout == short
        assert run(*arguments, "--json", "--format", "json").stdout == short
    (first, *_) = json.loads(run("query", "--list", "--json").stdout)["queries"]
    assert first.keys() == {"name", "title", "answers"}
    assert first["name"] == saved_queries()[0].name


def test_a_build_reports_as_json_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(STE_6)
    (tmp_path / "in/b.txt").write_text("")
    result = run("build", tmp_path / "in", "-o", tmp_path / "out", "--json")
    told = json.loads(result.stdout)
    assert (told["directory"], told["articles"], told["editions"]) == (str(tmp_path / "out"), 1, 2)
    assert told["findings"] == {"empty-file": 1}
    assert "the file is empty" in result.stderr  # for people, beside it


# --- check ---


def test_check_of_a_build(made: Path) -> None:
    result = run("check", made)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout
    found = json.loads(run("check", made, "--format", "json", "--all").stdout)
    assert found["compared"]["articles"] == 3
    assert [each["figure"]["about"] for each in found["growth"]] == ["Shanghai Tea Expo 2023 (6th)"]
    assert run("check", made, "--format", "turtle").exit_code == 0


def test_check_within_an_unknown_fair(made: Path) -> None:
    assert "the nearest names are Shanghai Tea Expo" in failed("check", made, "--fair", "Shanghai Tee Expo")


# --- the process ---


def test_a_reader_that_stops_early_is_no_error(made: Path) -> None:
    command = f'"{sys.executable}" -c "from kg.cli import main; main()" query "{made}" article-facts'
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -c 1"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_an_interrupt_is_quiet(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(kg.lookup, "list_fairs", interrupted)
    result = run("show", made)
    assert (result.exit_code, result.output.strip()) == (130, "")


INSTALLED = Path(sys.executable).with_name("kg")


@pytest.mark.skipif(not INSTALLED.exists(), reason="the command is not installed")
def test_the_installed_command_is_this_one() -> None:
    result = subprocess.run([INSTALLED, "--version"], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("expograph ")
