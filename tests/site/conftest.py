"""The pages of the sample articles, made once for all tests of pages."""

from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.graph.iris import DEFAULT_BASE
from kg.pipeline import assemble
from kg.site.links import ServerLinks
from kg.site.site import Site
from kg.site.source import Source

ARTICLES = Path(__file__).parents[2] / "sources/articles"


@pytest.fixture(scope="session")
def sample_source() -> Source:
    sources = read_articles([ARTICLES])
    facts, store = assemble(sources)
    found = {article.id: article.text for article in sources.articles}
    return Source(
        store,
        DEFAULT_BASE,
        found.get,
        lambda article: tuple(finding for finding in facts.findings if finding.article == article),
    )


@pytest.fixture(scope="session")
def sample(sample_source: Source) -> Site:
    return Site(sample_source, lambda path: ServerLinks())
