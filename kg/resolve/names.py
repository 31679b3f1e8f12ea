"""Names of fairs as identities: bare of ordinal and year, as a slug, and whether they tell one fair from another."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from kg.registry import fold_name

# Letters that Unicode does not take apart, as they are written without them.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}
)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_SLUG = re.compile("[^a-z0-9]+")
_LONGEST_SLUG = 80

_THE = re.compile(r"^the\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|\s)\d{1,3}(?:st|nd|rd|th)(?=\s|$)", re.IGNORECASE)
_DATED = re.compile(r"(?:^|\s)(?:19|20)\d\d(?=\s|$)")

# Words for kinds of events and for how they are praised: a name of such words alone may be anyone's.
KIND_WORDS = frozenset(
    {
        *("a", "for", "great", "in", "international", "national", "of", "on", "the", "world", "global", "and"),
        *("annual", "spring", "summer", "autumn", "fall", "winter", "live", "online", "trade", "consumer"),
        *("commercial", "industrial", "goods", "products", "book", "books", "business", "royal", "day", "days"),
        *("conference", "congress", "convention", "event", "exhibition", "expo", "exposition", "fair", "festival"),
        *("forum", "market", "meeting", "salon", "show", "summit", "week", "session", "edition"),
        *("feria", "feira", "fiera", "foire", "messe", "salone", "salao", "mostra", "fuari", "expos"),
    }
)
# Words for what is shown, in the singular: a town's fair that is named by one of them may be any town's.
COMMON_WORDS = frozenset(
    {
        *("agricultural", "agriculture", "agri", "air", "animal", "art", "auto", "automobile", "aviation", "beauty"),
        *("beverage", "boat", "building", "car", "coffee", "computer", "construction", "craft", "defence", "defense"),
        *("education", "electronic", "electronics", "energy", "farm", "farming", "fashion", "field", "fishery"),
        *(
            "fisheries",
            "fishing",
            "flower",
            "food",
            "foods",
            "furniture",
            "game",
            "gaming",
            "garden",
            "gift",
            "health",
        ),
        *("home", "horse", "import", "export", "industry", "jewellery", "jewelry", "livestock", "machinery"),
        *("manufacturing", "medical", "mining", "mobility", "motor", "motorcycle", "oil", "gas", "pet", "plastic"),
        *("plastics", "printing", "property", "safety", "sample", "security", "shoe", "sport", "sports", "stone"),
        *("tea", "tech", "technology", "textile", "tool", "tourism", "toy", "transport", "travel", "truck", "water"),
        *("wedding", "wine", "wood"),
    }
)
_SHORTEST_TELLING = 3


def bare_name(name: str) -> str:
    """Return a fair's name without a leading "the", an ordinal in digits and a year.

    >>> bare_name("The 2020 China International Fair for Trade in Services")
    'China International Fair for Trade in Services'
    >>> bare_name("127th Canton Fair")
    'Canton Fair'
    >>> bare_name("2020")
    '2020'
    """
    bare = _DATED.sub(" ", _NUMBERED.sub(" ", _THE.sub("", name)))
    return " ".join(bare.split()).strip(" ,-–") or name


def name_key(name: str) -> str:
    """Return the key under which two writings of a fair's name are the same.

    >>> name_key("the 127th Canton-Fair") == name_key("Canton Fair")
    True
    """
    return fold_name(bare_name(name)) or name.strip()


def slug_of(name: str) -> str:
    """Return a name as lower-case ASCII letters and digits with hyphens between; never empty.

    A name in another script, or a very long one, gets a hash of itself, so that two of them do not meet.

    >>> slug_of("The 12th Sommet de l’Élevage"), slug_of("Züspa 2018")
    ('sommet-de-lelevage', 'zuspa')
    >>> slug_of("广交会")
    'n-e82ef12e'
    """
    same = unicodedata.normalize("NFKC", bare_name(name)).casefold().translate(_LETTERS).replace("&", " and ")
    bare = "".join(c for c in unicodedata.normalize("NFKD", same) if not unicodedata.combining(c))
    folded = _NOT_SLUG.sub("-", _APOSTROPHES.sub("", bare)).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in bare)
    if folded and not lost and len(folded) <= _LONGEST_SLUG:
        return folded
    digest = sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{folded[: _LONGEST_SLUG - 9].strip('-') or 'n'}-{digest}"


def is_telling(key: str) -> bool:
    """Tell whether a folded name can stand for one fair: three letters at least, and a word that is no kind of event.

    >>> is_telling("caminex"), is_telling("k"), is_telling("trade fair")
    (True, False, False)
    """
    return len(key) >= _SHORTEST_TELLING and bool(set(key.split()) - KIND_WORDS)


def telling_words(name: str) -> frozenset[str]:
    """Return the words of a name that are not words for kinds of events."""
    return frozenset(name_key(name).split()) - KIND_WORDS
