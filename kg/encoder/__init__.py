"""A small neural encoder: what the words around a place of a text mean there.

Where two words differ for people and not in any named feature, the models of `kg.extract` cannot tell them apart. A
transformer of six layers, trained on the annotated articles from a general model of English, often can: for a name, a
number, a part or an edition it gives how much their surroundings speak for each answer. `kg.extract.leanings` adds
that to what the features say. docs/decisions/0011-an-encoder-beside-the-features.md says why and what it costs.

    pieces    text -> word pieces, the tokens of the encoder, with their offsets
    layout    an article laid out: pieces, sentences, lines, digits; windows; the way from one place to another
    network   ids of pieces -> a vector for each, in NumPy
    context   an article's vectors at spans, computed where they are asked for, and the answers they speak for
"""

from kg.encoder.context import Context, Pointer, context_of, unaided

__all__ = ["Context", "Pointer", "context_of", "unaided"]
