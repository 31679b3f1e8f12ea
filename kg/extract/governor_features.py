"""Features of what governs a number: subject and verb before it, its noun, the number that lends one, its cell."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.governors import Governor
from kg.extract.nouns import classes_of, singular
from kg.extract.phrases import Frame
from kg.extract.sentences import tokenize
from kg.extract.tables import Cell


def frame_features(lead: Frame, unit: str, bare: bool) -> list[str]:
    """Return the subject and verb that lead to a number, by word and by class."""
    how = "bare" if bare else "phrase"
    f = ["opens clause&" + how] if lead.opening else []
    if lead.verb:
        f += [f"lead verb={lead.verb}", f"lead verb={lead.verb}&{how}"]
    for part, noun in (("subject", lead.subject), ("nearest", lead.nearest), ("object", lead.object)):
        if noun is not None:
            f.append(f"{part}={singular(noun)}&{how}")
            f += [f"{part}class={name}&{how}&{unit}" for name in classes_of(noun)]
    return f


def governor_features(
    doc: Document, amount: AmountMention, governor: Governor, unit: str, labels: Mapping[int, str]
) -> list[str]:
    """Return the classes of what governs a number, and what the number that lends it its noun counts."""
    how = governor.source
    f = [f"by {how}"]
    for name in governor.classes or ("?",):
        f += [f"gov={name}", f"gov={name}&{unit}", f"gov={name}&{how}"]
    if governor.lender is not None:
        label = labels.get(governor.lender, "skipped")
        lender = doc.amounts[governor.lender]
        ratio = "alike" if Decimal("0.1") < lender.value / max(amount.value, Decimal("0.001")) < 10 else "unlike"
        f += [f"lender={label}", f"lender={label}&{how}", f"lender={label}&{unit}", f"lender={label}&{ratio}"]
    return f


def cell_features(cell: Cell) -> list[str]:
    """Return the words and classes of the labels of a table's cell."""
    f = ["in cell"]
    for part, label in (("row", cell.row), ("parent", cell.parent), ("column", cell.column)):
        for word in tokenize(label or ""):
            f += [f"cell {part}={name}" for name in classes_of(word.lower)]
            if part == "row":
                f.append(f"label={singular(word.lower)}")
    return f
