from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, running

from kg.build import build

ARTICLES = Path(__file__).parents[2] / "sources/articles"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the sample articles, only to be read."""
    where = tmp_path_factory.mktemp("serve") / "out"
    build(ARTICLES, where)
    return where


@pytest.fixture(scope="session")
def server(sample: Path) -> Iterator[Running]:
    """A server of the sample build, whose queries may take two seconds."""
    with running(sample, "--timeout", "2") as started:
        yield started
