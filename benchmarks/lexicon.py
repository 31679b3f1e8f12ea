"""Make `kg/extract/data/english.tsv` from the lexicon of Brill's tagger: `python -m benchmarks.lexicon LEXICON`.

`LEXICON` is the file `en-lexicon.txt` of the Python package `textblob`. A word is kept where it most often is a
finite verb, an infinitive, a participle, an adverb or a preposition; all others may be nouns or adjectives.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.extract.english import FILE

_KINDS = {
    "VBD": "past", "VBZ": "finite", "VBP": "finite", "VB": "verb", "MD": "modal", "VBN": "participle",
    "RB": "adverb", "RBR": "adverb", "RBS": "adverb", "IN": "preposition",
}  # fmt: skip
_HEAD = """\
# What English words most often are, where that is no noun and no adjective.
# Made by benchmarks/lexicon.py. Source: the lexicon of Eric Brill's tagger, Copyright 1993 by the Massachusetts
# Institute of Technology and the University of Pennsylvania, MIT licence; as shipped with textblob,
# with words of the Twitter Part-of-Speech Annotated Data, Carnegie Mellon University, CC-BY 3.0.
"""


def rows(lexicon: Path) -> Iterator[str]:
    """Yield the lines of the data file: a word in small letters and what it is."""
    found = {}
    for line in lexicon.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) == 2 and fields[0].isascii() and fields[0].isalpha() and fields[0].islower():
            found[fields[0]] = _KINDS.get(fields[1])
    for word, kind in sorted(found.items()):
        if kind is not None:
            yield f"{word}\t{kind}"


def main(arguments: Iterable[str]) -> None:
    """Write the file."""
    (lexicon,) = map(Path, arguments)
    FILE.write_text(_HEAD + "\n".join(rows(lexicon)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
