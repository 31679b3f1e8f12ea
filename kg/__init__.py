"""expograph: a knowledge graph of trade fairs, built from news articles, each fact with the words that prove it.

>>> import kg
>>> sorted(name for name in kg.__all__ if name.islower())
['build', 'open', 'saved_queries']
"""

from kg.build import Build, build
from kg.build import open_build as open
from kg.errors import (
    EvidenceError,
    KgError,
    LexiconError,
    NotABuildError,
    OutputError,
    QueryError,
    SourceError,
)
from kg.model import Article, Facts, Finding, FindingCode, Report
from kg.opened import Graph
from kg.query import SavedQuery, saved_queries

__all__ = [
    "Article",
    "Build",
    "EvidenceError",
    "Facts",
    "Finding",
    "FindingCode",
    "Graph",
    "KgError",
    "LexiconError",
    "NotABuildError",
    "OutputError",
    "QueryError",
    "Report",
    "SavedQuery",
    "SourceError",
    "build",
    "open",
    "saved_queries",
]
