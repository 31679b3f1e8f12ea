"""The answer of a SELECT query as a table of pandas, each column with the type of its values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from kg.errors import KgError, QueryError
from kg.graph.curies import curie
from kg.query import QueryResult

if TYPE_CHECKING:
    import pandas as pd

_Term = NamedNode | BlankNode | Literal | Triple | None

_WHOLE = {curie(f"xsd:{name}") for name in ("integer", "int", "long", "short", "nonNegativeInteger", "gYear")}
_MEASURED = {curie(f"xsd:{name}") for name in ("decimal", "double", "float")}
_BOOLEAN = {curie("xsd:boolean")}
_DAY = {curie("xsd:date")}


def to_table(result: QueryResult) -> pd.DataFrame:
    """Return the solutions of a SELECT query as a DataFrame, a column a variable.

    Raises `QueryError` for the result of another kind of query, and `KgError` where pandas is missing.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise KgError("tables need pandas, which comes with `pip install expograph[notebook]`") from error
    if not isinstance(result, QuerySolutions):
        raise QueryError("a table needs a SELECT query")
    names = [variable.value for variable in result.variables]
    rows = list(result)
    return pd.DataFrame({name: _column([row[name] for row in rows]) for name in names}, columns=names)


def _column(terms: Sequence[_Term]) -> pd.Series:
    """Make the column of the narrowest type that holds all its values."""
    import pandas as pd

    types = {term.datatype if isinstance(term, Literal) else None for term in terms if term is not None}
    texts = [None if term is None else term.value if not isinstance(term, Triple) else str(term) for term in terms]
    try:
        if types and None not in types:
            if types <= _WHOLE:
                return pd.Series([None if text is None else int(text) for text in texts], dtype="Int64")
            if types <= _WHOLE | _MEASURED:
                return pd.Series([None if text is None else float(text) for text in texts], dtype="float64")
            if types <= _BOOLEAN:
                words = {"true": True, "1": True, "false": False, "0": False}
                return pd.Series([None if text is None else words[text] for text in texts], dtype="boolean")
            if types <= _DAY:
                days = [None if text is None else date.fromisoformat(text) for text in texts]
                return pd.Series(days, dtype="datetime64[s]")
    except (ValueError, KeyError, OverflowError):
        pass  # a value that its datatype does not have, or that the type of pandas cannot hold, stays text
    return pd.Series(texts, dtype="string")
