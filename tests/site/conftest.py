"""The pages of the sample articles, made once for all tests of pages."""

from pathlib import Path

import pytest

from kg.build import build
from kg.site.links import ServerLinks
from kg.site.site import Site
from kg.site.source import Source, findings_by_article

ARTICLES = Path(__file__).parents[2] / "sources/articles"
CONTRADICTED = Path(__file__).parents[1] / "golden/ledger/growth-contradicted/articles"


@pytest.fixture(scope="session")
def sample_source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return _source(ARTICLES, tmp_path_factory.mktemp("sample") / "out")


@pytest.fixture(scope="session")
def sample(sample_source: Source) -> Site:
    return Site(sample_source, lambda path: ServerLinks())


@pytest.fixture(scope="session")
def contradicted(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The pages of two articles of which one says a growth that the figures of both refute."""
    source = _source(CONTRADICTED, tmp_path_factory.mktemp("contradicted") / "out")
    return Site(source, lambda path: ServerLinks())


def _source(articles: Path, out: Path) -> Source:
    built = build(articles, out)
    return Source(built.store, built.base, built.text, findings_by_article(built.each_finding))
