"""Blocks, sentences and tokens of an article, all with absolute offsets.

A text is cut into blocks (paragraphs, headings, list items, rows of tables, page furniture), a block into sentences,
a sentence into tokens. Tokens are made only when they are asked for: most stages look at a sentence through one
compiled pattern and need none. Every pattern is read once from left to right, so the time grows with the length.

>>> [s.of("") for b in segment("") for s in b.sentences]
[]
>>> text = "Mr. Li opened the U.S. pavilion on Nov. 5. It drew 3,486 firms, e.g. from Peru!"
>>> [s.of(text) for b in segment(text) for s in b.sentences]
['Mr. Li opened the U.S. pavilion on Nov. 5.', 'It drew 3,486 firms, e.g. from Peru!']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from kg.model import Span


class BlockKind(StrEnum):
    """What a block of text is to a reader of the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE = "table"
    FURNITURE = "furniture"


class Token:
    """A word, number or punctuation mark; `lower` is its text in lower case."""

    __slots__ = ("end", "lower", "start", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.lower = text.lower()

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.text!r})"


class Sentence:
    """A sentence of a block; its tokens are made at the first look and kept."""

    __slots__ = ("_text", "_tokens", "span")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._tokens: tuple[Token, ...] | None = None
        self.span = Span(start, end)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence, in order."""
        if self._tokens is None:
            self._tokens = tuple(tokenize(self._text, self.span.start, self.span.end))
        return self._tokens

    def of(self, text: str) -> str:
        """Return the sentence's own characters of `text`."""
        return self.span.of(text) if text else ""

    def __repr__(self) -> str:
        return f"Sentence({self.span.of(self._text)!r})"


class Block:
    """A paragraph, heading, list item, row of a table or piece of page furniture, with its sentences."""

    __slots__ = ("kind", "sentences", "span")

    def __init__(self, span: Span, kind: BlockKind, sentences: tuple[Sentence, ...]) -> None:
        self.span = span
        self.kind = kind
        self.sentences = sentences

    def __repr__(self) -> str:
        return f"Block({self.kind.value}, {self.span.start}-{self.span.end})"


# --- tokens ---

_TOKEN = re.compile(
    r"""
    (?: [A-Z]{1,3} )? [$€£¥₹₩₽₦₱฿₫₺₪] \d+ (?: [.,] \d+ )*   # US$78.41
    | \d+ (?: [.,'’] \d+ )* (?: [-‐‑]? [^\W\d]+ )*            # 3,486  6.7  2.67m  six-day's 43-year-old
    | (?: [^\W\d_] \. ){2,}                                   # U.S.  e.g.
    | \w+ (?: [-‐‑'’&] \w+ )*                                 # words, with inner hyphens and apostrophes
    | [^\w\s]                                                 # one mark
    """,
    re.VERBOSE,
)


def tokenize(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of `text` between two offsets.

    >>> [t.text for t in tokenize("China's US$78.41 billion, a 6.7-percent surge (U.S. firms: 3,486).")]
    ["China's", 'US$78.41', 'billion', ',', 'a', '6.7-percent', 'surge', '(', 'U.S.', 'firms', ':', '3,486', ')', '.']
    """
    for m in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield Token(m.start(), m.end(), m.group())


# --- sentences ---

# A mark that can end a sentence, the quotes and brackets that close after it, and then white space; or a full stop
# that lost its space before a capitalised word, as pages scraped from the web often have it.
_CANDIDATE = re.compile(
    r"""(?P<mark> (?<![.!?…。！？]) [.!?…。！？]++ ) (?P<close> ["'”’»)\]]*+ ) \s++
      | (?<= [a-z]{3} ) \. (?= [A-Z][a-z]+ [ ,] )""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+\Z")


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Abbreviations after which a sentence goes on whatever follows.
_TITLES = _words("mr mrs ms dr prof st gen lt col sgt capt rev hon gov sen rep messrs mt ft vs cf approx")
# Abbreviations after which a sentence goes on where a figure follows ("Nov. 5", "No. 3", "Rs. 20", "sq. 4").
_BEFORE_FIGURE = _words("jan feb mar apr jun jul aug sep sept oct nov dec no nos rs fig vol pp sec ca abt tel ext dm")
# Abbreviations that may also end a sentence: one ends where a usual first word follows.
_EITHER = _words(
    """inc ltd co corp bros jr sr u.s u.k u.n e.u u.a.e d.c a.m p.m e.g i.e etc sq no nos jan feb mar apr jun jul aug
    sep sept oct nov dec dept est govt intl assn s.a s.p.a s.r.o a.e b.v n.v l.l.c pvt pte sdn bhd sp ave blvd rd al
    cu hrs min rs m ft p.c bn mn mln ph.d w.l.l i.n.c"""
)
_STARTERS = _words(
    """the a an it he she they we you i this that these those there in on at by for from of to with as but and or so
    after before since when while where who what why how if although though not no its his her their our my your
    some all both each most many more one two three four five last next now then here meanwhile however moreover"""
)


def _ends(text: str, m: re.Match[str], begin: int, end: int) -> bool:
    """Tell whether the candidate closes a sentence that began at `begin`."""
    if m.end() >= end:
        return True
    mark = m["mark"]
    if mark is None:  # a full stop without its space
        return True
    following = text[m.end()]
    if following.islower():
        return False
    if mark != ".":
        # "Will it?" She / "Wow!" He: ends; "Yahoo! China" cannot be told apart and ends too.
        return True
    if m["close"].strip("\"'”’»"):
        return True
    stop = m.start()
    before = _WORD_BEFORE.search(text, max(begin, stop - 24), stop)
    if before is None:
        # "Nov. 5. It" ends; a numbered item "1. CES" does not.
        return stop - begin > 3 or not text[begin:stop].isdigit()
    word = before.group().lower()
    if word in _TITLES:
        return False
    if following.isdigit() and (word in _BEFORE_FIGURE or word in _TITLES):
        return False
    if word in _EITHER or (len(word) == 1 and before.group().isupper()) or "." in word:
        return _first_word(text, m.end(), end) in _STARTERS
    return True


_LETTERS = re.compile(r"[\"'“‘«(\[]*([^\W\d_]+)")


def _first_word(text: str, start: int, end: int) -> str:
    """The first word after `start`, in lower case, or an empty string."""
    m = _LETTERS.match(text, start, min(end, start + 40))
    return m.group(1).lower() if m else ""


def split_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences between two offsets, without the white space around them.

    >>> text = '"Is it?" she asked. Rs. 3 crore, i.e. 3.2 sq. m. ... in all. J. Smith of Acme Inc. agreed.The end'
    >>> [s.of(text) for s in split_sentences(text, 0, len(text))]
    ['"Is it?" she asked.', 'Rs. 3 crore, i.e. 3.2 sq. m. ... in all.', 'J. Smith of Acme Inc. agreed.', 'The end']
    """
    begin = start
    for m in _CANDIDATE.finditer(text, start, end):
        if m.start() <= begin:
            continue
        if _ends(text, m, begin, end):
            stop = m.end("close") if m["mark"] is not None else m.end()
            yield from _pieces(text, begin, stop)
            begin = m.end()
    yield from _pieces(text, begin, end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence, or its pieces between words where it is too long to be one."""
    while end - start > _LONGEST_SENTENCE:
        gap = max(
            text.rfind(" ", start + 1, start + _LONGEST_SENTENCE),
            text.rfind("\n", start + 1, start + _LONGEST_SENTENCE),
        )
        stop = gap if gap > 0 else start + _LONGEST_SENTENCE
        yield from _trimmed(text, start, stop)
        start = stop
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    if start < end and (text[start].isspace() or text[end - 1].isspace()):
        whole = text[start:end]
        start = end - len(whole.lstrip())
        end -= len(whole) - len(whole.rstrip())
    if start < end:
        yield Span(start, end)


# --- blocks ---

_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"\s*(?:[•·▪‣◦●○■✓✔➤►※*~>‐–—-]\s|#?\d{1,2}[.)/]\s|\(?[a-z\d]\)\s|\d{1,2}[.:]\d\d\s+[–—-]\s)")
_TABLE = re.compile(r"\s*\|.*\||[^\t\n]*\S\t+\S|.*\S {3,}\S.*\S {2,}\S")
_FURNITURE = re.compile(
    r"""\s* (?:
      \[? (?: photo | picture | pic | image | caption | video | file\ photo | graphic | advertisement ) \b .{0,3} : .*
    | (?: photo(?:graph)?s?\ (?:by|courtesy) | ©|\(c\)|copyright | all\ rights\ reserved | filed\ under | tags? \s*:
        | share\ (?:this|on) | read\ (?:more|also|next) | also\ read | related\ (?:news|stories|articles) | sign\ up
        | subscribe | follow\ us | comments? \s* : | advertisement \b | release\ time | last\ updated | updated \s* :
        | source \s* : | editor \s* : | author \s* : | news\ details | coming\ soon | home \s* \| | back\ to\ top
        | click\ here | for\ more\ information | press\ contact | media\ contact | contact \s* : | tel \s* [.:] ) .*
    | (?: \[ [^\]\n]{1,30} \] \s* )+
    | date\ \d{4}-\d\d-\d\d
    | [^|\n]{1,30} (?: \| [^|\n]{1,30} ){3,}
    | [^a-zA-Z]* [\u3040-\u30ff\u4e00-\u9fff]{4} .*
    ) \s* \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = (".", "!", "?", "…", '."', ".”", '!"', '?"', ".)", ";", ",", ":", "”", '"', "。")

# What is longer than this, in characters, is no sentence or paragraph that anyone wrote but a list or a page without
# line feeds; it is cut, so that what is looked for around a number stays near it.
_LONGEST_SENTENCE = 1000
_LONGEST_BLOCK = 8000
# A line longer than this is a paragraph of its own, not one line of a wrapped one.
_WRAP_LIMIT = 120
# How much shorter than the longest a full line of a wrapped paragraph may be.
_RAGGED = 15
_FULL_STOPS = '.!?"”。'
_HEADING_LIMIT = 110
_HEADING_WORDS = 16


def segment(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks with sentences.

    A blank line is always a border. A line feed is one too, unless the lines around it are those of a wrapped
    paragraph: the next line's first word would not have fitted on the line.

    >>> text = "A HEADING\\n\\nOne two.\\nThree four.\\n- an item\\n- another"
    >>> [(b.kind.value, b.span.of(text)) for b in segment(text)]  # doctest: +NORMALIZE_WHITESPACE
    [('heading', 'A HEADING'), ('paragraph', 'One two.'), ('paragraph', 'Three four.'),
     ('list-item', '- an item'), ('list-item', '- another')]
    """
    blocks: list[Block] = []
    run: list[Span] = []
    previous_end = 0
    for m in _LINE.finditer(text):
        line = next(_trimmed(text, m.start(), m.end()), None)
        if run and (line is None or m.start() > previous_end + 1):
            blocks.extend(_blocks_of(text, run))
            run = []
        if line is not None:
            run.append(line)
        previous_end = m.end()
    if run:
        blocks.extend(_blocks_of(text, run))
    return tuple(blocks)


def _blocks_of(text: str, lines: list[Span]) -> Iterator[Block]:
    """The blocks of a run of lines that no blank line parts."""
    width = max(line.end - line.start for line in lines)
    wraps = len(lines) > 1 and 40 <= width <= _WRAP_LIMIT
    full = sum(line.end - line.start >= width - _RAGGED for line in lines)
    start, end = lines[0].start, lines[0].end
    last = lines[0]
    for line in lines[1:]:
        ended = full < 2 and text[last.end - 1] in _FULL_STOPS
        if wraps and not ended and _continues(text, last, line, width):
            end = line.end
        else:
            yield from _cut(text, start, end)
            start, end = line.start, line.end
        last = line
    yield from _cut(text, start, end)


def _continues(text: str, last: Span, line: Span, width: int) -> bool:
    """Tell whether `line` carries on the wrapped paragraph or item that `last` belongs to."""
    if _ITEM.match(text, line.start, line.end) or _TABLE.match(text, line.start, line.end):
        return False
    if _TABLE.match(text, last.start, last.end):
        return False
    first_space = text.find(" ", line.start, line.end)
    first_word = (line.end if first_space < 0 else first_space) - line.start
    return last.end - last.start + 1 + first_word > width - 4


def _cut(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield the block between two offsets, in parts between its sentences where it is too long to be one."""
    kind = _kind(text, start, end)
    part: list[Sentence] = []
    for span in split_sentences(text, start, end):
        if part and span.end - part[0].span.start > _LONGEST_BLOCK:
            yield Block(Span(part[0].span.start, part[-1].span.end), kind, tuple(part))
            part = []
        part.append(Sentence(text, span.start, span.end))
    first = start if end - start <= _LONGEST_BLOCK else part[0].span.start
    yield Block(Span(first, end), kind, tuple(part))


def _kind(text: str, start: int, end: int) -> BlockKind:
    length = end - start
    if length <= 400 and _FURNITURE.match(text, start, end):
        return BlockKind.FURNITURE
    if length <= 1000 and _TABLE.match(text, start, end):
        return BlockKind.TABLE
    if _ITEM.match(text, start, end):
        return BlockKind.LIST_ITEM
    if length <= _HEADING_LIMIT:
        line = text[start:end]
        if not line.endswith(_SENTENCE_END) and len(line.split()) <= _HEADING_WORDS:
            return BlockKind.HEADING
    return BlockKind.PARAGRAPH
