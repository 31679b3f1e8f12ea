"""How a contradiction between two articles is told."""

from __future__ import annotations

from kg.model import AttributeValue, CountryRef, EditionId, Evidence, FairId, Finding, FindingCode, Place


def conflict(
    what: str, one: tuple[str, Evidence], other: tuple[str, Evidence], about: tuple[tuple[str, str], ...]
) -> Finding:
    """Return the finding that two articles contradict each other; `one` is the better supported value."""
    (value, evidence), (rival, against) = one, other
    return Finding(
        FindingCode.CONFLICT,
        f"{what}: {value} in article {evidence.article} ({evidence.quote!r}), but {rival} in article "
        f"{against.article} ({against.quote!r})",
        article=against.article,
        span=against.span,
        quote=against.quote,
        detail=(
            *about,
            ("value", value),
            ("article", evidence.article),
            ("quote", evidence.quote),
            ("other-value", rival),
            ("other-article", against.article),
            ("other-quote", against.quote),
        ),
    )


def shown(value: AttributeValue) -> str:
    """Return a value as a person writes it."""
    match value:
        case Place(city, country):
            return ", ".join(part for part in (city, country) if part)
        case CountryRef(alpha2):
            return alpha2
        case _:
            return str(value)


def subject_name(subject: EditionId | FairId) -> str:
    """Return a subject as it stands in an IRI: `canton-fair/127`, or `canton-fair` for the fair itself."""
    return f"{subject.fair.slug}/{subject.key}" if isinstance(subject, EditionId) else subject.slug
