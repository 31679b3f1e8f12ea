"""Countries, organizers and articles, as `kg show` finds and shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from handmade import TWO_FAIRS, build_of
from pyoxigraph import Store
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError
from kg.graph.store import load_store
from kg.others import find_other, links_to, read_told

MORE = """
<country/JP> a te:Country ; rdfs:label "Japan" ; te:alpha2 "JP" ; te:alpha3 "JPN" .
<organizer/guild> a te:Organizer ; rdfs:label "Lantern Guild" ; skos:altLabel "the Guild" .
<organizer/acme> a te:Organizer ; rdfs:label "Acme" .
<organizer/old-guild> a te:Organizer ; rdfs:label "Old Guild" ; skos:altLabel "Wax" .
<organizer/new-guild> a te:Organizer ; rdfs:label "New Guild" ; skos:altLabel "Wax" .
<fair/lantern> te:organizer <organizer/guild> .
<edition/lantern/12> te:country <country/JP> ; te:host <organizer/guild> ; te:organizer <organizer/guild> .
<edition/lantern/11> te:country <country/JP> .
<edition/kite/2023> te:guestCountry <country/JP> .
<city/JP/kobe> a te:City ; rdfs:label "Kobe" ; te:country <country/JP> .
<metric/own> a te:Metric ; te:about <country/JP> ; te:indicator te:indicator-deal-value ; te:value 5000000.0 ;
    te:unit cur:USD ; te:bound te:bound-exact ; te:status te:status-actual ; te:scope te:scope-total ;
    prov:wasDerivedFrom <article/a6#char=40,50> .
<deal/own> a te:Deal ; te:about <edition/lantern/12> ; te:party <organizer/acme>, <organizer/guild> ;
    te:value 70000000.0 ; te:unit cur:USD ; prov:wasDerivedFrom <article/a6#char=51,60> .
<article/a6#char=40,50> a te:Evidence ; te:article <article/a6> ; oa:start 40 ; oa:end 50 ; oa:exact "$5 million" .
<article/a6#char=51,60> a te:Evidence ; te:article <article/a6> ; oa:start 51 ; oa:end 60 ; oa:exact "they sign" .
<article/a6> schema:headline "Kites over Kobe" ; rdfs:label "Kites over Kobe" .
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_of(TWO_FAIRS.read_text(encoding="utf-8") + MORE, tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def store(made: Path) -> Store:
    return load_store(made)


def shown(made: Path, name: str, *options: str) -> str:
    result = CliRunner().invoke(app, ["show", str(made), name, *options], env={"COLUMNS": "90"}, prog_name="kg")
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Japan", "country/JP"),
        ("japan", "country/JP"),
        ("JP", "country/JP"),
        ("jpn", "country/JP"),
        ("country/JP", "country/JP"),
        ("https://example.org/kg/country/JP", "country/JP"),
        ("Lantern Guild", "organizer/guild"),
        ("The Guild", "organizer/guild"),
        ("guild", "organizer/guild"),
        ("a6", "article/a6"),
        ("Kites over Kobe", "article/a6"),
    ],
)
def test_they_are_found_by_name_code_id_and_iri(store: Store, name: str, path: str) -> None:
    found = find_other(store, name)
    assert found is not None
    assert found.node.value == f"https://example.org/kg/{path}"


@pytest.mark.parametrize("name", ["", "/", "Kobe", "P", "uild", "nothing"])
def test_what_is_none_is_not_found(store: Store, name: str) -> None:
    assert find_other(store, name) is None


def test_a_name_of_two_is_said_to_be_so(store: Store) -> None:
    with pytest.raises(KgError, match="any of organizer/new-guild, organizer/old-guild; name one"):
        find_other(store, "Wax")


def test_links_say_the_finest_role_once(store: Store) -> None:
    guild = find_other(store, "guild")
    assert guild is not None
    assert [(link.relation, link.label) for link in links_to(store, guild.node)] == [
        ("host", "Lantern Fair 2022 (12th)"),
        ("organizer", "Lantern Fair"),
    ]


def test_a_country_has_its_fairs_guests_and_figures(made: Path) -> None:
    page = shown(made, "Japan")
    assert "held here  Lantern Fair: 2021 (11th), 2022 (12th)" in page
    assert "guest at   Kite Show: 2023" in page
    assert "5 million USD" in page
    assert "Kobe" not in page
    told = json.loads(shown(made, "JP", "--json"))
    assert (told["kind"], len(told["links"]), told["figures"][0]["value"]) == ("country", 3, "5000000")


def test_an_organizer_has_its_fairs_and_deals(made: Path) -> None:
    page = shown(made, "Lantern Guild")
    assert "host       Lantern Fair: 2022 (12th)" in page
    assert "70 million USD  Acme with Lantern Guild" in page
    told = json.loads(shown(made, "Acme", "--json"))
    assert told["deals"][0]["parties"] == ["Acme", "Lantern Guild"]


def test_an_article_has_what_it_states_in_the_order_of_its_text(made: Path, store: Store) -> None:
    article = find_other(store, "a1")
    assert article is not None
    told = read_told(store, article)
    starts = [min(q.start for q in each.quotes if q.article == "a1") for each in told.statements]
    assert len(starts) > 5
    assert starts == sorted(starts)
    page = shown(made, "a1")
    assert "Harbour Wire, 2023-05-08" in page
    assert "“63,400 people came” a1 10-28" in page
    assert "a2" not in page  # whose text is the same: each article is shown with its own words
    assert json.loads(shown(made, "a1", "--json"))["statements"][0]["quotes"]
    assert "copy of a1" in shown(made, "a2")
    assert "they sign" in shown(made, "a6")


def test_a_fair_is_found_by_its_iri_too_and_before_all_others(made: Path) -> None:
    assert shown(made, "https://example.org/kg/fair/kite").startswith("Kite Show\n")
    assert shown(made, "https://example.org/kg/edition/kite/2023").startswith("Kite Show 2023\n")
    assert shown(made, "lantern").startswith("Lantern Fair\n")
