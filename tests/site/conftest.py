"""The pages of the sample articles, made once for all tests of pages."""

from pathlib import Path

import pytest

from kg.build import build
from kg.site.links import ServerLinks
from kg.site.site import Site
from kg.site.source import Source, findings_by_article

ARTICLES = Path(__file__).parents[2] / "sources/articles"


@pytest.fixture(scope="session")
def sample_source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    built = build(ARTICLES, tmp_path_factory.mktemp("sample") / "out")
    return Source(built.store, built.base, built.text, findings_by_article(built.each_finding))


@pytest.fixture(scope="session")
def sample(sample_source: Source) -> Site:
    return Site(sample_source, lambda path: ServerLinks())
