"""How well a graph says what annotated articles say: precision, recall and F1 by kind of fact.

The annotations are those of `benchmarks/corpus`, whose GUIDELINES.md says what a fact is and how an output is scored.
"""

from kg.score.gold import Gold, GoldDeal, GoldEdition, GoldMetric, read_gold
from kg.score.graph import read_graph
from kg.score.judging import FACTS, Verdict, judge
from kg.score.output import Output, OutputDeal, OutputEdition, OutputMetric
from kg.score.tallies import Tally, kind_of, tallies

__all__ = [
    "FACTS",
    "Gold",
    "GoldDeal",
    "GoldEdition",
    "GoldMetric",
    "Output",
    "OutputDeal",
    "OutputEdition",
    "OutputMetric",
    "Tally",
    "Verdict",
    "judge",
    "kind_of",
    "read_gold",
    "read_graph",
    "tallies",
]
