"""When an output's statement is the annotated one: the rules of the guidelines, one function each.

>>> same_name("The 6th Tea Expo", "6TH TEA EXPO"), same_name("Shanghai Tea Expo", "Tea Expo")
(True, True)
>>> same_name("Expo", "Tea Expo")
False
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.score.gold import Gold, GoldChange, GoldDeal, GoldEdition, GoldMetric
from kg.score.output import Output, OutputChange, OutputDeal, OutputEdition, OutputMetric

TOLERANCE = 0.005  # of the larger of two numbers that count as the same
_FOLDED_AWAY = frozenset(("the", "international"))
_ENOUGH = 2  # words that a short name must have to stand for a longer one that holds them all
_COUNTRY, _FAIR = "country:", "fair:"


def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, punctuation and the words that names have or leave out at will."""
    return tuple(word for word in re.findall(r"\w+", name.casefold()) if word not in _FOLDED_AWAY)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one: the same words, or two or more words that the other has all."""
    first, second = folded(one), folded(other)
    short, long = sorted((frozenset(first), frozenset(second)), key=len)
    return first == second or (len(short) >= _ENOUGH and short <= long)


def share_a_name(names: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether any of some names is one of the others."""
    candidates = list(others)
    return any(same_name(name, other) for name in names for other in candidates)


def same_number(one: float | None, other: float | None) -> bool:
    """Tell whether two numbers are stated and the same within the tolerance."""
    if one is None or other is None:
        return False
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def edition_fits(gold: GoldEdition, found: OutputEdition) -> bool:
    """Tell whether an edition is the annotated one: by a name in common, and the ordinal, else the year, of both."""
    if not share_a_name(gold.names, found.names):
        return False
    if gold.ordinal is not None and found.ordinal is not None:
        return gold.ordinal == found.ordinal
    return gold.year is None or found.year is None or gold.year == found.year


def about_fits(wanted: GoldMetric, found: OutputMetric, gold: Gold, output: Output) -> bool:
    """Tell whether two quantities are about the same edition, fair or country."""
    if wanted.about.startswith(_COUNTRY):
        return output.countries.get(found.about) == wanted.about.removeprefix(_COUNTRY)
    subject = output.editions.get(found.about)
    if subject is None:
        return False
    if wanted.about.startswith(_FAIR):
        return subject.is_fair and share_a_name(_names_of_fair(wanted.about.removeprefix(_FAIR), gold), subject.names)
    edition = next((each for each in gold.editions if each.key == wanted.about), None)
    if edition is None or not edition_fits(edition, subject):
        return False
    # An edition of which nothing tells which one it is can only be found as its fair.
    return not subject.is_fair or (edition.ordinal is None and edition.year is None)


def _names_of_fair(name: str, gold: Gold) -> list[str]:
    """Return a fair's name with the other names that the article's editions of it have."""
    others = [
        each.names for each in gold.editions if same_name(each.fair, name) or share_a_name(each.aliases, [name])
    ]
    return [name, *(other for names in others for other in names)]


def change_fits(wanted: GoldChange | None, found: OutputChange | None) -> bool:
    """Tell whether two changes are the same, or there is none on either side."""
    if wanted is None or found is None:
        return wanted is None and found is None
    sizes = (
        (wanted.percent, found.percent), (wanted.absolute, found.absolute), (wanted.factor, found.factor)
    )  # fmt: skip
    return wanted.direction == found.direction and any(same_number(one, other) for one, other in sizes)


def core_fits(wanted: GoldMetric, found: OutputMetric, gold: Gold, output: Output) -> bool:
    """Tell whether two quantities have the same subject, indicator, value and unit, or, without a value, change."""
    if wanted.indicator != found.indicator or not about_fits(wanted, found, gold, output):
        return False
    if not wanted.amounts:
        return found.value is None and change_fits(wanted.change, found.change)
    return any(same_number(value, found.value) and unit == found.unit for value, unit in wanted.amounts)


def scope_fits(wanted: GoldMetric, found: OutputMetric) -> bool:
    """Tell whether two quantities count the same kind of part; of countries the same country."""
    kind, _, of = wanted.scope.partition(":")
    return kind == found.scope and (kind != "country" or of == found.scope_of)


def full_fits(wanted: GoldMetric, found: OutputMetric) -> bool:
    """Tell whether two quantities that agree in their core agree in scope, status, bound and change as well."""
    return (
        scope_fits(wanted, found)
        and wanted.status == found.status
        and wanted.bound == found.bound
        and change_fits(wanted.change, found.change)
    )


def deal_fits(wanted: GoldDeal, found: OutputDeal) -> bool:
    """Tell whether two agreements have a party in common and the same value, or none."""
    if not share_a_name(wanted.parties, found.parties):
        return False
    if wanted.value is None:
        return found.value is None
    return same_number(wanted.value, found.value) and wanted.unit == found.unit


def comparable(name: str, value: str) -> str:
    """Return the value of an attribute as it is compared: of a city or theme, its words."""
    return " ".join(folded(value)) if name in ("city", "theme") else value


def attribute_fits(name: str, wanted: str, found: str) -> bool:
    """Tell whether two comparable values of an attribute are the same; organisers are by any name in common."""
    return same_name(wanted, found) if name == "organizer" else wanted == found
