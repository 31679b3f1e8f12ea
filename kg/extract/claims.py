"""What one article says: claims about its editions, metrics and deals, each with the words that state it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.attribution import Attribution
from kg.extract.bases import basis_of
from kg.extract.corrections import is_correction
from kg.extract.deals import Deal, Sum, find_deals
from kg.extract.document import Document, analyse
from kg.extract.editions import find_editions
from kg.extract.entries import Editions, Entry, described
from kg.extract.holding import edition_cities, edition_runs
from kg.extract.keeping import Facts, keep_features
from kg.extract.leavings import left_numbers, misfit, outcome_of
from kg.extract.metric_features import noun_phrase
from kg.extract.metrics import Measured, read_metrics
from kg.extract.organizers import find_organizers
from kg.extract.origins import find_foundings, find_venues
from kg.extract.runs import Run
from kg.extract.trace import Pointed, chance
from kg.extract.traits import find_traits, speaker_of
from kg.extract.when_where import country_in_name
from kg.model import (
    Article,
    AttributeValue,
    Claim,
    CountryRef,
    DealClaim,
    EditionRef,
    Evidence,
    FairRef,
    Finding,
    FindingCode,
    Indicator,
    MetricClaim,
    Mode,
    Place,
    Predicate,
    Reading,
    ScopeKind,
    Span,
    Status,
)
from kg.registry import Registry

_ROLES = {
    "organizer": Predicate.ORGANIZER,
    "host": Predicate.HOST,
    "co-organizer": Predicate.CO_ORGANIZER,
    "supporter": Predicate.SUPPORTER,
}
_NO_MONEY = frozenset(("count", "percent", "points", "days", "other", "m2", "ft2", "ha"))
# What is present at an edition, on a platform or in its halls; a mere audience of viewers does not count.
_PRESENT = frozenset(("exhibitors", "booths", "buyers", "visitors", "attendees", "deal-value"))
# Who is counted here is from a country that takes part.
_TAKING_PART = frozenset(
    (
        Indicator.EXHIBITORS, Indicator.BRANDS, Indicator.BOOTHS, Indicator.EXHIBITION_AREA, Indicator.ORGANIZATIONS,
        Indicator.DELEGATIONS, Indicator.VISITORS, Indicator.VISITS, Indicator.BUYERS, Indicator.ATTENDEES,
    )
)  # fmt: skip
_KEPT = 0.3  # how likely an edition must be to be kept with its figures: leaving it out loses them all
_KEPT_BARE = 0.55  # and one of which no figure was found; both are the best for figures and editions in the corpus
_CHANCE = 100  # a number above this does not stand twice in an article by chance


def read_article(article: Article, registry: Registry) -> Reading:
    """Return what an article says.

    Parameters are the article and the registry that knows names of fairs and places. Any text is taken; a text that
    speaks of no trade event gives a `Reading` with no editions and a Finding that says so, and no more than what it
    says of countries' trade.
    """
    return read_document(analyse(article, registry))


def read_document(doc: Document) -> Reading:
    """Return what an article says that was looked at; its trace, if it has one, collects the decisions."""
    if not doc.fairs:
        finding = Finding(FindingCode.NO_FAIR, "No trade event was recognised in this article.", doc.article.id)
        return Reading(doc.article, metrics=_Reader(doc).of_countries(), findings=(finding,))
    return _Reader(doc).reading()


def found_entries(doc: Document) -> list[tuple[Entry, list[str]]]:
    """Return the entries of an article with the features by which they are kept or left out; for training."""
    return _Reader(doc).weighed() if doc.fairs else []


class _Reader:
    """Collects the claims of one article; an entry gets its name (`e1`, ...) when its first fact arrives."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._editions: Editions = find_editions(doc)
        self._fairs = {fair.key: fair for fair in doc.fairs}
        self._attribution = Attribution(doc, self._editions)
        self._claims: list[tuple[Entry, Predicate, AttributeValue, Span, str]] = []
        self._looked_at: list[Measured] = []
        self._measured: list[Measured] = []
        self._deals: list[tuple[Entry, Deal]] = []

    def _read(self) -> None:
        self._read_dates()
        self._read_cities()
        self._read_organizers()
        self._read_traits()
        self._read_venues()
        self._looked_at = list(read_metrics(self._doc, self._attribution))
        fitting = [m for m in self._looked_at if not misfit(m.label, m.amount)]
        self._deals, self._measured = self._split(fitting)
        self._mode_of_counts(self._measured)
        self._read_countries()

    def weighed(self) -> list[tuple[Entry, list[str]]]:
        """Read the article and return its entries with the features of what was found of each."""
        self._read()
        facts: dict[int, Facts] = {}
        for entry, predicate, *_ in self._claims:
            facts.setdefault(id(entry), Facts()).claims.add(predicate.value)
        for m in self._measured:
            if m.label not in ("none", "other") and m.entry is not None and m.country is None:
                facts.setdefault(id(m.entry), Facts()).numbers.append(m.label)
        for entry, _ in self._deals:
            facts.setdefault(id(entry), Facts()).deals += 1
        standing = self._attribution.standing
        return [(e, keep_features(self._doc, self._editions, standing, e, facts)) for e in self._editions.entries]

    def of_countries(self) -> tuple[MetricClaim, ...]:
        """Return the figures of countries' trade alone."""
        measured = [
            m for m in read_metrics(self._doc, self._attribution) if m.country and not misfit(m.label, m.amount)
        ]
        return tuple(self._metric_claims(measured, {}))

    def reading(self) -> Reading:
        """Return the reading of the article."""
        kept = [entry for entry, features in self.weighed() if self._is_kept(entry, features)]
        refs = self._refs(kept)
        self._note_pointers(refs)
        metrics = tuple(self._metric_claims(self._measured, refs))
        claims = (*self._claims_of(refs), *_participants(metrics))
        agreed = [(e, d) for e, d in self._deals if d.parties and id(e) in refs]
        stated = tuple(DealClaim(refs[id(e)], d.parties, d.amount, self._evidence(d.span), "deal") for e, d in agreed)
        sums = [d.stated for _, d in agreed if d.stated is not None]
        pointers = [cue.span for e in self._editions.entries if id(e) in refs for cue in e.cues]
        outcome = outcome_of(self._looked_at, (*claims, *metrics, *stated), sums, pointers)
        return Reading(
            article=self._doc.article,
            editions=tuple(refs[id(e)] for e in self._editions.entries if id(e) in refs),
            fairs=tuple(self._fair_ref(f.key) for f in self._doc.fairs if not self._has_edition(f.key, refs)),
            claims=claims,
            metrics=metrics,
            deals=stated,
            findings=tuple(left_numbers(self._doc, outcome)),
        )

    # --- attributes ---

    def _say(self, entry: Entry, predicate: Predicate, value: AttributeValue, span: Span, rule: str) -> None:
        self._claims.append((entry, predicate, value, span, rule))

    def _read_dates(self) -> None:
        for entry, run in edition_runs(self._doc, self._attribution, self._editions.entries):
            self._run(entry, run)

    def _run(self, entry: Entry, run: Run) -> None:
        for predicate, bound in ((Predicate.START_DATE, run.start), (Predicate.END_DATE, run.end)):
            if bound is None:
                continue
            if entry.year is None:
                entry.year, entry.year_stated = int(bound.value[:4]), bound.source.year_stated
            self._say(entry, predicate, bound.value, bound.source.span, bound.rule)
        entry.start = run.start.value if run.start else None
        entry.end = run.end.value if run.end else None

    def _read_cities(self) -> None:
        for sited in edition_cities(self._doc, self._attribution):
            place, span = Place(sited.mention.name, sited.mention.country), sited.mention.span
            self._say(sited.entry, Predicate.CITY, place, span, "city")
            if place.country:
                self._say(sited.entry, Predicate.COUNTRY, CountryRef(place.country), span, "country of the city")

    def _read_countries(self) -> None:
        """Give the dated editions without a city the country that stands in their fair's name."""
        sited = {id(entry) for entry, predicate, *_ in self._claims if predicate is Predicate.COUNTRY}
        for entry in self._editions.entries:
            if not entry.current or id(entry) in sited or not (entry.start or entry.end):
                continue
            place = country_in_name(self._doc, entry.fair)
            if place is not None and place.country:
                self._say(entry, Predicate.COUNTRY, CountryRef(place.country), place.span, "country in the name")

    def _read_venues(self) -> None:
        told, held = {id(entry) for entry, *_ in self._claims}, set()
        for venue in find_venues(self._doc):
            entry = self._attribution.choose(venue.span, "place")
            if entry is not None and id(entry) in told and id(entry) not in held:
                held.add(id(entry))
                self._say(entry, Predicate.VENUE, venue.name, venue.span, "venue")

    def _read_organizers(self) -> None:
        seen = set()
        for party in find_organizers(self._doc):
            entry = self._current_of(self._attribution.choose(party.body.span, "party"))
            key = (id(entry), party.name.casefold())
            if entry is not None and key not in seen:
                seen.add(key)
                self._say(entry, _ROLES[party.role], party.name, party.body.span, "organizer")

    def _read_traits(self) -> None:
        predicates = {"theme": Predicate.THEME, "mode": Predicate.MODE, "guest": Predicate.GUEST_COUNTRY}
        single = set()
        for trait in find_traits(self._doc):
            entry = self._attribution.choose(trait.span, "trait")
            if entry is None or (trait.kind != "guest" and (id(entry), trait.kind) in single):
                continue
            single.add((id(entry), trait.kind))
            value: AttributeValue = CountryRef(trait.value) if trait.kind == "guest" else trait.value
            self._say(entry, predicates[trait.kind], value, trait.span, trait.kind)

    def _mode_of_counts(self, measured: list[Measured]) -> None:
        """Say that an edition is hybrid where people or stands are counted both online and on site."""
        told = {id(c[0]) for c in self._claims if c[1] is Predicate.MODE}
        counts = [m for m in measured if m.entry is not None and m.label in _PRESENT]
        for online in (m for m in counts if m.scope.kind is ScopeKind.ONLINE):
            entry = online.entry
            onsite = any(m.entry is entry and m.scope.kind is ScopeKind.ONSITE for m in counts)
            if entry is not None and onsite and id(entry) not in told:
                told.add(id(entry))
                self._say(entry, Predicate.MODE, Mode.HYBRID.value, online.span, "counted online and on site")

    def _current_of(self, entry: Entry | None) -> Entry | None:
        if entry is None:
            return next((e for e in self._editions.entries if e.current), None)
        return next((e for e in self._editions.of(entry.fair) if e.current), entry)

    # --- deals ---

    def _split(self, measured: list[Measured]) -> tuple[list[tuple[Entry, Deal]], list[Measured]]:
        main = next(e for e in self._editions.entries if e.current)
        sums = [
            Sum(m.span, m.amount, m.label == "deal")
            for m in measured
            if m.amount is not None and m.amount.unit not in _NO_MONEY and m.label != Indicator.TRADE_VALUE
        ]
        deals = find_deals(self._doc, sums)
        entries = {m.span: m.entry for m in measured}
        stated = {deal.stated for deal in deals}
        chosen = [
            (entries.get(d.stated or d.span) or self._attribution.choose(d.span, "deal") or main, d) for d in deals
        ]
        return chosen, [m for m in measured if m.label != "deal" and m.span not in stated]

    # --- what goes out ---

    def _refs(self, kept: list[Entry]) -> dict[int, EditionRef]:
        """Name the entries that are kept."""
        refs: dict[int, EditionRef] = {}
        currents = {e.fair.key: e for e in kept if e.current}
        for n, entry in enumerate(kept, 1):
            current = currents.get(entry.fair.key)
            relative = entry.ordinal is None and entry.year is None and current is not None and current is not entry
            refs[id(entry)] = EditionRef(
                key=f"e{n}",
                fair=self._fair_ref(entry.fair.key),
                ordinal=entry.ordinal,
                year=entry.year,
                year_stated=entry.year_stated,
                relative_to=refs[id(current)].key if relative and current and id(current) in refs else None,
                steps=entry.steps or 0,
            )
        return refs

    def _note_pointers(self, refs: dict[int, EditionRef]) -> None:
        if self._doc.trace is not None:
            for entry in self._editions.entries:
                if id(entry) in refs:
                    key = refs[id(entry)].key
                    self._doc.trace.pointed.extend(Pointed(cue.span, cue.form, key) for cue in entry.cues)

    def _is_kept(self, entry: Entry, features: list[str]) -> bool:
        where = entry.cues[0].span if entry.cues else entry.fair.mentions[0].span
        least = _KEPT_BARE if "numbers=0" in features else _KEPT
        return chance(self._doc.trace, "entries", where, features, least, described(entry)) >= least

    def _has_edition(self, key: str, refs: dict[int, EditionRef]) -> bool:
        return any(id(e) in refs for e in self._editions.of(self._fairs[key]))

    def _fair_ref(self, key: str) -> FairRef:
        fair = self._fairs[key]
        return FairRef(fair.names[0], tuple(fair.names[1:]))

    def _evidence(self, span: Span) -> Evidence:
        return Evidence(self._doc.article.id, span, span.of(self._doc.text))

    def _claims_of(self, refs: dict[int, EditionRef]) -> Iterable[Claim]:
        for entry in self._editions.entries:
            if id(entry) not in refs:
                continue
            for predicate, stated in ((Predicate.ORDINAL, entry.ordinal), (Predicate.YEAR, entry.year)):
                cue = next(
                    (c for c in entry.cues if (c.ordinal if predicate is Predicate.ORDINAL else c.year) == stated),
                    None,
                )
                if stated is not None and cue is not None:
                    yield Claim(refs[id(entry)], predicate, stated, self._evidence(cue.span), f"cue: {cue.form}")
        for founding in find_foundings(self._doc):
            fair = self._fair_ref(founding.fair.key)
            yield Claim(fair, Predicate.FOUNDED_YEAR, founding.year, self._evidence(founding.span), "founding")
        for entry, predicate, value, span, rule in self._claims:
            if id(entry) in refs:
                yield Claim(refs[id(entry)], predicate, value, self._evidence(span), rule)

    def _metric_claims(self, measured: list[Measured], refs: dict[int, EditionRef]) -> Iterable[MetricClaim]:
        main = next((e for e in self._editions.entries if e.current), None)
        stated: dict[tuple[object, ...], list[MetricClaim]] = {}
        for m in measured:
            if m.label in ("none", "other"):
                continue
            about: EditionRef | FairRef | CountryRef
            if m.country:
                about = CountryRef(m.country)
            elif m.entry is not None and id(m.entry) not in refs:
                continue
            elif m.entry is not None:
                about = refs[id(m.entry)]
            elif m.label == Indicator.TRADE_VALUE or main is None:
                continue
            else:
                about = self._fair_ref(main.fair.key)
            sentence = self._doc.sentence_at(m.span.start).span
            claim = MetricClaim(
                about=about,
                indicator=Indicator(m.label),
                amount=m.amount,
                status=m.status,
                scope=m.scope,
                evidence=self._evidence(self._phrase(m.span)),
                rule="indicator model",
                bound=m.bound,
                change=m.change,
                also=m.also,
                basis=m.basis or basis_of(self._doc.text, sentence, m.span, m.label),
                speaker=speaker_of(self._doc, m.span),
                correcting=is_correction(self._doc.text, sentence, m.span),
            )
            stated.setdefault(_sameness(claim), []).append(claim)
        for claims in stated.values():
            first = claims[0]
            change = next((c.change for c in claims if c.change is not None), None)
            for claim in claims:  # the same figure once more: one statement with more evidence
                yield replace(
                    first,
                    change=change,
                    evidence=claim.evidence,
                    speaker=claim.speaker,
                    correcting=claim.correcting,
                )

    def _phrase(self, span: Span) -> Span:
        """Return a number's span with the noun phrase after it."""
        after = [t for t in self._doc.sentence_at(span.start).tokens if t.start >= span.end]
        phrase = noun_phrase(after, 0)
        return Span(span.start, phrase[-1].end) if phrase else span


def _participants(metrics: Iterable[MetricClaim]) -> Iterator[Claim]:
    """Yield that countries take part in editions of which figures count people, firms or space from there."""
    told = set()
    for m in metrics:
        if m.scope.kind is not ScopeKind.COUNTRY or m.scope.of is None or not isinstance(m.about, EditionRef):
            continue
        none = m.amount is not None and not m.amount.value
        present = m.indicator in _TAKING_PART and m.status is Status.ACTUAL and not none
        if present and (m.about, m.scope.of) not in told:
            told.add((m.about, m.scope.of))
            country = CountryRef(m.scope.of)
            yield Claim(m.about, Predicate.PARTICIPANT_COUNTRY, country, m.evidence, "country counted")


def _sameness(claim: MetricClaim) -> tuple[object, ...]:
    """Return what two statements of one article have in common when they state one figure twice.

    A large number with the same indicator and edition is the same figure, whatever else is said beside it.
    """
    if claim.amount is None:
        return claim.about, claim.indicator, claim.change, claim.scope
    if claim.amount.value > _CHANCE:
        return claim.about, claim.indicator, claim.amount
    return claim.about, claim.indicator, claim.amount, claim.scope
