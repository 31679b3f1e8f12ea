"""Words for templates: amounts, changes, days and counts as people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg import wording
from kg.graph.iris import segment
from kg.statements import Figure, Quote


def amount(figure: Figure) -> str:
    """Write the amount of a figure with its bound and unit."""
    return wording.amount(figure.value, figure.unit, figure.bound)


def growth(figure: Figure) -> str:
    """Write the change that a figure states, nothing where it states none."""
    return "" if figure.change is None else wording.growth(figure.change, figure.unit)


def article_path(article: str) -> str:
    """Return the path of the page of an article by its id.

    >>> article_path("ciie-6-close"), article_path("a/b")
    ('article/ciie-6-close', 'article/a%2Fb')
    """
    return f"article/{segment(article)}"


def evidence(quote: Quote) -> str:
    """Return the path of a quote: the page of its article, at its words.

    >>> evidence(Quote("ciie-6-close", 12, 34, "words"))
    'article/ciie-6-close#char=12,34'
    """
    return f"{article_path(quote.article)}#char={quote.start},{quote.end}"


def anchor(iri: str) -> str:
    """Return the name of the place on a page that shows a statement, by its IRI: its last two steps.

    >>> anchor("https://example.org/kg/metric/1de0832f8dbee3bb")
    'metric-1de0832f8dbee3bb'
    """
    return "-".join(iri.rsplit("/", 2)[-2:])


def plain(code: str) -> str:
    """Write a code as words.

    >>> plain("not-checkable")
    'not checkable'
    """
    return code.replace("-", " ")


def thousands(number: int) -> str:
    """Write a count.

    >>> thousands(10761)
    '10,761'
    """
    return f"{number:,}"


def day(date: str) -> str:
    """Write an ISO date, month or year in words.

    >>> day("2023-11-05"), day("2023-11"), day("2023")
    ('5 Nov 2023', 'Nov 2023', '2023')
    """
    return wording.days(date, "")


def short(label: str, beside: str) -> str:
    """Return the label of an edition without the name of its fair, where it starts with that.

    >>> short("Tea Expo 2022 (5th)", "Tea Expo"), short("Tea Expo", "Tea Expo")
    ('2022 (5th)', 'Tea Expo')
    """
    return wording.short_label(label, beside)


FILTERS: Mapping[str, Callable[..., str]] = {
    "amount": amount,
    "growth": growth,
    "article_path": article_path,
    "evidence": evidence,
    "anchor": anchor,
    "plain": plain,
    "thousands": thousands,
    "day": day,
    "short": short,
    "counted": wording.counted,
    "apart": wording.apart,
    "chosen_by": wording.chosen_by,
    "part_words": lambda figure: ", ".join(wording.part_words(figure)),
    "reason": wording.reason,
}
