"""The table of fairs, `fairs.csv`, read and checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

from kg.registry.folding import fold_name
from kg.registry.rows import Cadence, FairRow, KnownEdition
from kg.registry.tables import Cells, read_table

COLUMNS = (
    "slug",
    "label",
    "acronym",
    "aliases",
    "native_label",
    "native_lang",
    "weak_names",
    "city",
    "country",
    "venue",
    "organizers",
    "first_year",
    "cadence",
    "known_editions",
    "cancelled_years",
    "sectors",
    "homepage",
    "sources",
    "checked",
)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?")
_EDITION = re.compile(r"([1-9]\d{0,3})=(\d{4})(?:-(spring|autumn))?")
_HALVES = {None: 0, "spring": 0, "autumn": 1}


def read_fairs(path: Path, countries: Collection[str]) -> tuple[FairRow, ...]:
    """Return the fairs of a table, in the order of their slugs; `countries` are the alpha-2 codes that exist.

    Raises `SourceError` or `LexiconError` as `read_table` does, and `LexiconError` for a row that breaks a rule.
    """
    fairs: dict[str, FairRow] = {}
    for cells in read_table(path, COLUMNS):
        fair = _fair(cells, countries)
        if fair.slug in fairs:
            raise cells.fault("slug", f"{fair.slug!r} stands in an earlier row too")
        fairs[fair.slug] = fair
    return tuple(fairs[slug] for slug in sorted(fairs))


def _fair(cells: Cells, countries: Collection[str]) -> FairRow:
    slug = cells.text("slug")
    if not _SLUG.fullmatch(slug):
        raise cells.fault("slug", f"{slug!r} is not a slug: small letters, digits and single hyphens")
    country = cells.optional("country")
    if country is not None and country not in countries:
        raise cells.fault("country", f"unknown ISO 3166-1 code {country!r}")
    native_label, native_lang = cells.optional("native_label"), cells.optional("native_lang")
    if (native_label is None) != (native_lang is None):
        raise cells.fault("native_lang", "a native label and its language go together")
    if native_lang is not None and not _LANGUAGE.fullmatch(native_lang):
        raise cells.fault("native_lang", f"{native_lang!r} is not a language tag such as zh or zh-Hant")
    cadence = _cadence(cells)
    fair = FairRow(
        slug=slug,
        label=cells.text("label"),
        acronym=cells.optional("acronym"),
        aliases=cells.several("aliases"),
        native_label=native_label,
        native_lang=native_lang,
        weak_names=cells.several("weak_names"),
        city=cells.optional("city"),
        country=country,
        venue=cells.optional("venue"),
        organizers=cells.several("organizers"),
        first_year=cells.year("first_year"),
        cadence=cadence,
        known_editions=_known_editions(cells, cadence),
        cancelled_years=cells.years("cancelled_years"),
        sectors=cells.several("sectors"),
        homepage=cells.optional("homepage"),
        checked=cells.flag("checked"),
        sources=cells.sources(),
    )
    _check_names(cells, fair)
    _check_years(cells, fair)
    return fair


def _cadence(cells: Cells) -> Cadence:
    value = cells.text("cadence")
    try:
        return Cadence(value)
    except ValueError as unknown:
        raise cells.fault("cadence", f"{value!r} is none of {', '.join(Cadence)}") from unknown


def _known_editions(cells: Cells, cadence: Cadence) -> tuple[KnownEdition, ...]:
    editions = []
    for pair in cells.several("known_editions"):
        parts = _EDITION.fullmatch(pair)
        if parts is None:
            raise cells.fault("known_editions", f"{pair!r} is not ordinal=year or ordinal=year-season")
        if (parts[3] is not None) != (cadence is Cadence.TWICE_YEARLY):
            raise cells.fault("known_editions", f"{pair!r}: fairs held twice a year have a season, others have none")
        editions.append(KnownEdition(int(parts[1]), int(parts[2]), parts[3]))
    for earlier, later in pairwise(editions):
        then, now = (earlier.year, _HALVES[earlier.season]), (later.year, _HALVES[later.season])
        if earlier.ordinal >= later.ordinal or then >= now:
            raise cells.fault(
                "known_editions",
                f"edition {later.ordinal} in {later.year} cannot follow {earlier.ordinal} in {earlier.year}",
            )
    return tuple(editions)


def _check_names(cells: Cells, fair: FairRow) -> None:
    keys: dict[str, str] = {}
    for name in fair.names:
        if not fold_name(name):
            raise cells.fault("aliases", f"{name!r} has no letter or digit")
        keys.setdefault(fold_name(name), name)
    for name in fair.aliases:
        if name in (fair.label, fair.acronym, fair.native_label):
            raise cells.fault("aliases", f"{name!r} is another name of the fair already")
    for name in fair.weak_names:
        if fold_name(name) not in keys:
            raise cells.fault("weak_names", f"{name!r} is no name of the fair")


def _check_years(cells: Cells, fair: FairRow) -> None:
    first = fair.first_year
    for edition in fair.known_editions:
        if first is not None and edition.year < first:
            raise cells.fault(
                "known_editions", f"edition {edition.ordinal} in {edition.year} is before the first year {first}"
            )
        if edition.ordinal == 1 and first is not None and edition.year != first:
            raise cells.fault("known_editions", f"the first edition is of {edition.year}, the first year {first}")
        if edition.year in fair.cancelled_years and fair.cadence is not Cadence.TWICE_YEARLY:
            raise cells.fault(
                "cancelled_years", f"{edition.year} has edition {edition.ordinal} and cannot be cancelled"
            )
    if first is not None and fair.cancelled_years and fair.cancelled_years[0] < first:
        raise cells.fault("cancelled_years", f"{fair.cancelled_years[0]} is before the first year {first}")
