"""The ledger: what many articles say, brought together as facts about fairs and editions, with all evidence.

Articles that disagree both stay; which value is preferred follows stated rules, and the disagreement is a finding.
"""

from kg.ledger.consolidation import consolidate, gather

__all__ = ["consolidate", "gather"]
