from __future__ import annotations

import io
import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from kg.cli import app
from kg.explain import Explanation, Seen, explain
from kg.explained import explanation_json, explanation_sheet
from kg.extract.claims import read_article
from kg.model import Article, FindingCode, Reading
from kg.registry import Registry, load_registry

TEXT = (
    "The 6th Shanghai Tea Expo (STE), organised by the Tea Guild, was held in Shanghai from November 5 to 10, 2023"
    " under the theme “New Leaves”. It drew 3,486 exhibitors, up 5 percent on the previous edition, said Sun Li, head"
    " of the bureau.\n\nThe fair had 3,320 exhibitors in 2022. Acme Tea signed a contract with Globex Leaf worth US$5"
    " million. A ticket costs 12 yuan."
)


@cache
def registry() -> Registry:
    return load_registry()


def article(text: str) -> Article:
    return Article("tea", text, title="Tea fair closes", published=date(2023, 11, 10))


def explained(text: str = TEXT) -> Explanation:
    return explain(article(text), registry())


def seen(explanation: Explanation, kind: str) -> dict[str, Seen]:
    return {each.words: each for sentence in explanation.sentences for each in sentence.seen if each.kind == kind}


def laid_out(explanation: Explanation, width: int) -> str:
    buffer = io.StringIO()
    Console(file=buffer, width=width).print(explanation_sheet(explanation))
    return buffer.getvalue()


def check(explanation: Explanation, reading: Reading) -> None:
    """Each statement and each finding of the plain reading is told once, with its own words, and nothing else is."""
    assert explanation.reading == reading
    told = [each for sentence in explanation.sentences for each in sentence.seen]
    facts = [fact for each in told for fact in each.facts]
    statements = [*reading.claims, *reading.metrics, *reading.deals]
    assert sorted(map(repr, facts)) == sorted(map(repr, statements))
    findings = [finding for each in told for finding in each.findings]
    assert sorted(map(repr, findings)) == sorted(repr(f) for f in reading.findings if f.span is not None)
    for each in told:
        assert each.span.of(reading.article.text) == each.words


def test_all_that_a_reading_states_and_leaves_is_told_once() -> None:
    check(explained(), read_article(article(TEXT), registry()))


PIECES = """
The 6th Shanghai Tea Expo|the fair|the previous session|in 2019|from Nov 5 to 10|Shanghai|3,486|exhibitors|stands
|US$78 million|up 6.7 percent|3 to 5 percent|signed with|Acme|Globex|organised by|. |(|\x1b[2J|[b]|\u2028
""".strip().split("|")


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
@example("")
def test_any_text_is_explained_as_it_is_read(text: str) -> None:
    explanation = explained(text)
    check(explanation, read_article(article(text), registry()))
    assert "\x1b" not in laid_out(explanation, 40)
    assert json.loads(explanation_json(explanation))["article"]["id"] == "tea"


def test_a_number_is_told_with_its_fact_and_the_choices_that_made_it() -> None:
    number = seen(explained(), "number")["3,486"]
    [fact] = number.facts
    asked = {decision.question: decision.answer for decision in number.decisions}
    assert asked["indicators"] == "exhibitors"
    assert set(asked) == {"indicators", "scopes", "editions", "statuses"}
    assert fact.evidence.quote == "3,486 exhibitors"


def test_the_number_of_a_change_names_the_figure_that_changed() -> None:
    assert seen(explained(), "number")["5 percent"].part_of == "3,486"


def test_a_date_a_place_and_a_theme_are_told_with_their_facts() -> None:
    explanation = explained()
    assert len(seen(explanation, "date")["November 5 to 10, 2023"].facts) == 2
    assert {fact.rule for fact in seen(explanation, "place")["Shanghai"].facts} >= {"city"}
    assert seen(explanation, "theme")["New Leaves"].facts


def test_a_text_of_no_fair_says_so() -> None:
    explanation = explained("The leaves unfold. The water sings.")
    assert [finding.code for finding in explanation.findings] == [FindingCode.NO_FAIR]
    assert "no-fair" in laid_out(explanation, 80)


@pytest.mark.parametrize("width", [20, 47, 100, 200])
def test_a_sheet_fits_any_width(width: int) -> None:
    lines = laid_out(explained(), width).splitlines()
    assert max(map(len, lines)) <= width
    assert "3,486" in "".join(lines)


def test_a_sheet_is_plain_where_no_terminal_reads_it() -> None:
    assert "\x1b" not in laid_out(explained(), 80)


def test_the_same_article_gives_the_same_words() -> None:
    assert laid_out(explained(), 80) == laid_out(explained(), 80)
    assert explanation_json(explained()) == explanation_json(explained())


def test_json_has_each_fact_with_its_words() -> None:
    record = json.loads(explanation_json(explained()))
    numbers = [s for sentence in record["sentences"] for s in sentence["seen"] if s["kind"] == "number"]
    [number] = [n for n in numbers if n["words"] == "3,486"]
    [fact] = number["facts"]
    assert (fact["kind"], fact["indicator"], fact["value"], fact["unit"]) == ("metric", "exhibitors", "3486", "count")
    assert fact["change"] == "up 5% on previous"
    assert TEXT[number["start"] : number["end"]] == "3,486"
    assert record["editions"][0]["ordinal"] == 6


# --- the command ---


def run(*arguments: object, stdin: str | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["explain", *map(str, arguments)], input=stdin, prog_name="kg")
    return done.exit_code, done.stdout, done.stderr


def test_the_command_explains_a_file(tmp_path: Path) -> None:
    path = tmp_path / "tea.txt"
    path.write_text(f"---\ntitle: Tea fair closes\npublished: 2023-11-10\n---\n{TEXT}", encoding="utf-8")
    code, out, _ = run(path)
    assert code == 0
    assert out.startswith("Tea fair closes\ntea, published 2023-11-10\n")
    assert "fact: exhibitors of e1: 3,486, actual, total, up 5% on previous" in " ".join(out.split())
    assert json.loads(run(path, "--json")[1])["article"]["published"] == "2023-11-10"


def test_the_command_explains_standard_input() -> None:
    code, out, _ = run("-", stdin=TEXT)
    assert code == 0
    assert "without a publication date" in out


def test_a_folder_a_missing_file_and_an_empty_one_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    for path, problem in ((tmp_path, "folder"), (tmp_path / "no.txt", "no such"), (tmp_path / "empty.txt", "empty")):
        code, out, error = run(path)
        assert (code, out) == (1, "")
        assert error.count("\n") == 1
        assert problem in error
