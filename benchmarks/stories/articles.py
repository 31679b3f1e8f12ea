"""Writing articles: wire, release, preview, opening, closing, correction, retrospective, and copies of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from benchmarks.stories.drafts import Draft, Sentence
from benchmarks.stories.fairs import StoryFair
from benchmarks.stories.fillers import reworded
from benchmarks.stories.pen import Pen
from benchmarks.stories.truth import Truth

PUBLISHERS = (
    "Northgate Wire|Delta Trade Weekly|The Morning Ledger|Portside Press|Fairwatch|Commerce Daily|Union Telegraph"
    "|Market Courier|Expo Bulletin|Harbour Gazette|Continental News|Lakeside Post|Trade Monitor|City Dispatch"
).split("|")
KINDS = ("wire", "release", "preview", "opening", "closing", "retrospective")
WEIGHTS = (25, 12, 20, 16, 22, 5)

_COUNTED = (
    "exhibitors",
    "visitors",
    "countries",
    "exhibition-area",
    "booths",
    "events",
    "journalists",
    "buyers",
    "new-products",
)
_COMPARED = ("exhibitors", "visitors", "exhibition-area", "deal-value")
_WORDS = (150, 420)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A figure that a publisher has otherwise than the truth: `view` rival or superseded."""

    indicator: str
    value: Decimal
    view: str


def write_article(
    identity: str,
    kind: str,
    fair: StoryFair,
    truths: Sequence[Truth],
    edition: int,
    deviation: Deviation | None,
    random: Random,
) -> Draft:
    """Write an article of a kind on an edition. A correction corrects what `deviation` says."""
    name, style = _naming(fair, edition, kind, random)
    pen = Pen(fair, truths, edition, name, style, random)
    published = _published(kind, pen, random)
    if kind == "correction" and deviation is not None:
        first = [pen.correction(deviation.indicator, deviation.value)]
        facts: list[Sentence] = []
        words = 60
    else:
        leading = {"wire": "closing", "release": "closing"}.get(kind, kind)
        day = pen.start if kind == "opening" else pen.end
        first = [pen.lead(leading, day)]
        facts = _facts(kind, pen, deviation)
        words = random.randint(*_WORDS)
    dateline = ""
    if kind in ("wire", "opening") and random.random() < 0.7:
        publisher = random.choice(PUBLISHERS)
        dateline = f"{fair.city.upper()}, {published:%B} {published.day} ({publisher}) -- "
        first[0] = replace(first[0], attributes=(*first[0].attributes, pen.city()))
    else:
        publisher = random.choice(PUBLISHERS) if kind != "release" else (fair.organizer or "Press office")
    return Draft(
        id=identity,
        kind=kind,
        title=_title(kind, fair, random),
        publisher=publisher,
        published=published,
        edition=edition,
        name=name,
        style=style,
        dateline=dateline,
        paragraphs=_paragraphs(first, facts, pen, words),
    )


def copy_article(original: Draft, identity: str, random: Random) -> Draft:
    """Print an article as another desk does: cut, with another dateline, words swapped; what it tells stays true."""
    paragraphs = []
    for place, paragraph in enumerate(original.paragraphs):
        is_cut = place > 1 and place == len(original.paragraphs) - 1 and random.random() < 0.4
        kept = (
            ()
            if is_cut
            else tuple(_reprinted(sentence, random) for sentence in paragraph if not _is_left_out(sentence, random))
        )
        if kept:
            paragraphs.append(kept)
    publisher = random.choice([name for name in PUBLISHERS if name != original.publisher])
    published = original.published + timedelta(days=random.randint(0, 1))
    dateline = original.dateline.replace(f"({original.publisher})", f"({publisher})")
    return replace(
        original,
        id=identity,
        title=random.choice((original.title, f"{original.title} ({publisher})")),
        publisher=publisher,
        published=published,
        dateline=dateline,
        paragraphs=tuple(paragraphs),
        copy_of=original.copy_of or original.id,
    )


def _is_left_out(sentence: Sentence, random: Random) -> bool:
    return sentence.is_filler and random.random() < 0.12


def _reprinted(sentence: Sentence, random: Random) -> Sentence:
    if sentence.is_filler and random.random() < 0.2:
        return replace(sentence, text=reworded(sentence.text, random))
    return sentence


def _naming(fair: StoryFair, edition: int, kind: str, random: Random) -> tuple[str, str]:
    """Choose what an article calls the fair, and how it says which edition it means."""
    held = fair.holdings[edition]
    name = fair.name
    if (
        fair.former
        and fair.renamed
        and (held.year < fair.renamed or (held.year == fair.renamed and random.random() < 0.4))
    ):
        name = fair.former
    elif fair.other_name and random.random() < 0.15:
        name = fair.other_name
    styles = ["year", "year"] if kind == "retrospective" else ["year", "date"]
    if held.ordinal is not None:
        styles += ["ordinal", "ordinal"]
    return name, random.choice(styles)


def _published(kind: str, pen: Pen, random: Random) -> date:
    match kind:
        case "preview":
            return pen.start - timedelta(days=random.randint(4, 30))
        case "opening":
            return pen.start
        case "wire" | "closing":
            return pen.end
        case "release":
            return pen.end + timedelta(days=random.randint(0, 2))
        case "correction":
            return pen.end + timedelta(days=random.randint(3, 8))
        case _:
            return pen.end + timedelta(days=random.randint(20, 200))


def _title(kind: str, fair: StoryFair, random: Random) -> str:
    city = fair.city
    titles = {
        "wire": (f"Fair closes in {city}", f"{city}: the halls are empty again", f"{fair.name} ends"),
        "release": (f"{fair.name}: final report", f"{fair.name} closes with new business"),
        "preview": (f"{city} gets ready for its fair", f"{fair.name}: what to expect"),
        "opening": (f"{fair.name} opens in {city}", f"First day at {fair.name}"),
        "closing": (f"{fair.name} comes to an end", f"{city} fair in numbers", f"After the fair: {fair.name}"),
        "correction": (f"Correction: {fair.name}", "For the record"),
    }
    return random.choice(titles.get(kind, (f"Looking back at {fair.name}", f"{fair.name}: the figures in hindsight")))


# --- what an article tells ---


def _facts(kind: str, pen: Pen, deviation: Deviation | None) -> list[Sentence]:
    """Return the sentences with facts, after the lead."""
    random = pen.random
    wanted = random.sample(_COUNTED, random.randint(3, 7))
    if deviation is not None and deviation.indicator not in wanted:
        wanted.append(deviation.indicator)
    sentences = []
    if (
        deviation is None
        and kind != "preview"
        and {"exhibitors", "countries"} <= set(wanted)
        and random.random() < 0.5
    ):
        wanted = [indicator for indicator in wanted if indicator not in ("exhibitors", "countries")]
        sentences.append(pen.exhibitors_and_countries())
    for indicator in wanted:
        if deviation is not None and indicator == deviation.indicator:
            sentences.append(pen.figure(indicator, "actual", deviation.view, deviation.value))
        else:
            sentences.append(_figure(kind, indicator, pen))
            if (
                kind in ("wire", "closing", "release")
                and indicator in ("exhibitors", "visitors")
                and random.random() < 0.3
            ):
                sentences.append(pen.overseas(indicator))
    if kind in ("wire", "closing", "release", "retrospective"):
        if random.random() < 0.5:
            sentences.append(_figure(kind, "deal-value", pen))
        if random.random() < 0.25:
            sentences.append(pen.agreement())
        if random.random() < 0.12:
            sentences.append(pen.net_area())
    if pen.edition > 0 and (kind == "retrospective" or random.random() < 0.2):
        places = range(max(0, pen.edition - 3), pen.edition) if kind == "retrospective" else (pen.edition - 1,)
        sentences += [pen.before(place, random.choice(("exhibitors", "visitors"))) for place in places]
    random.shuffle(sentences)
    return [*sentences, *_background(kind, pen)]


def _figure(kind: str, indicator: str, pen: Pen) -> Sentence:
    random = pen.random
    true = pen.truths[pen.edition].totals[indicator]
    is_ahead = kind == "preview" or (kind == "opening" and indicator in ("visitors", "buyers", "deal-value"))
    if is_ahead and indicator in ("exhibitors", "booths", "exhibition-area", "countries") and random.random() < 0.4:
        return pen.figure(indicator, "registered", "forecast", Decimal(round(true * Decimal("0.95"))))
    if is_ahead:
        guess = true * Decimal(random.choice(("0.85", "0.9", "1.1", "1.2")))
        rounded = Decimal(float(f"{guess:.2g}"))
        return pen.figure(indicator, "expected", "forecast", rounded)
    if kind != "opening" and indicator in _COMPARED and random.random() < 0.45:
        growth = pen.growth(indicator, is_right=random.random() < 0.8)
        return pen.figure(indicator, "actual", "exact", growth=growth)
    view = random.choice(("exact",) * 7 + ("rounded",) * 2 + ("bound",)) if true > 100 else "exact"
    return pen.figure(indicator, "actual", view)


def _background(kind: str, pen: Pen) -> list[Sentence]:
    fair, random = pen.fair, pen.random
    sentences = []
    if kind in ("release", "closing") and random.random() < 0.4:
        sentences.append(pen.dates())
    if fair.organizer and random.random() < 0.3:
        sentences.append(pen.organizer())
    if (
        fair.former
        and fair.renamed
        and pen.holding.year >= fair.renamed
        and pen.name == fair.name
        and random.random() < 0.4
    ):
        sentences.append(pen.renamed())
    return sentences


def _paragraphs(
    first: Sequence[Sentence], facts: Sequence[Sentence], pen: Pen, words: int
) -> tuple[tuple[Sentence, ...], ...]:
    """Lay facts out in paragraphs, with fillers up to a number of words."""
    random = pen.random
    body = [[sentence] for sentence in facts]
    seen = {sentence.text for sentence in (*first, *facts)}
    written = sum(len(sentence.text.split()) for sentence in (*first, *facts))
    while written < words:
        sentence = pen.filler()
        if sentence.text in seen:
            continue
        seen.add(sentence.text)
        written += len(sentence.text.split())
        if body and random.random() < 0.6:
            random.choice(body).append(sentence)
        else:
            body.insert(random.randint(0, len(body)), [sentence])
    return tuple(tuple(paragraph) for paragraph in (list(first), *body))
