from __future__ import annotations

from tea_texts import document, read

from kg.extract.claims import found_entries


def kept(text: str) -> set[int | None]:
    return {edition.year for edition in read(text).editions}


def test_an_edition_with_figures_of_its_own_is_kept() -> None:
    text = "The Shanghai Tea Expo 2023 drew 310 exhibitors. The 2021 edition had drawn 250 exhibitors."
    assert kept(text) == {2023, 2021}


def test_a_year_that_nothing_is_said_of_is_left_out() -> None:
    text = "The Shanghai Tea Expo 2023 drew 310 exhibitors. Tea exports had last fallen in 2009."
    assert kept(text) == {2023}


def test_the_features_tell_what_was_found() -> None:
    doc = document("The Shanghai Tea Expo 2023 drew 310 exhibitors. Tea exports had last fallen in 2009.")
    features = {entry.year: entry_features for entry, entry_features in found_entries(doc)}
    assert "something found" in features[2023]
    assert "nothing found" in features[2009]


def test_a_text_without_a_fair_has_no_entries() -> None:
    assert found_entries(document("In all, 300 leaves fell.")) == []
