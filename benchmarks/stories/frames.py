"""The sentences in which figures, dates and agreements are told.

`{n}` is a number with its noun, `{N}` the same at the start of a sentence; `{ref}` names the edition, `{fair}` the
event in short; `{change}` is a growth claim after a comma, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

Frames = tuple[str, ...]

NOUNS: Mapping[str, Frames] = {
    "exhibitors": ("exhibitors", "exhibitors", "exhibiting companies", "exhibiting firms"),
    "visitors": ("visitors",),
    "countries": ("countries", "countries", "countries and regions"),
    "booths": ("booths", "stands"),
    "events": ("seminars", "workshops", "forums and seminars"),
    "journalists": ("journalists", "accredited journalists"),
    "buyers": ("trade buyers", "professional buyers", "buyers"),
    "new-products": ("new products",),
    "exhibition-area": ("of exhibition space", "of floor space"),
}

_PEOPLE: Mapping[str, Frames] = {
    "actual": (
        "{Fair} drew {n}{change}.",
        "{N} came to {ref}{change}.",
        "{Org} counted {n}{change}.",
        "In all, {n} took the trip to {city}{change}.",
        "When the last hall closed, {fair} had received {n}{change}.",
        "There were {n} at {ref}{change}.",
        "According to {org}, {n} attended{change}.",
        "{Fair} attracted {n}{change}, {org} said.",
        "Attendance reached {n}{change}.",
    ),
    "registered": (
        "{N} have registered so far{change}.",
        "By this week {n} had signed up for {fair}{change}.",
        "{Org} has {n} on its list of registrations{change}.",
    ),
    "expected": (
        "{Org} expects {n}{change}.",
        "{N} are expected at {ref}{change}.",
        "{Fair} is set to welcome {n}{change}.",
        "The target is {n}{change}.",
        "The organisers hope for {n}{change}.",
    ),
}
_EXHIBITORS: Mapping[str, Frames] = {
    "actual": (
        "{Fair} brought together {n}{change}.",
        "{N} took part{change}.",
        "{N} showed their goods in {city}{change}.",
        "The halls held {n}{change}.",
        "{Ref} had {n}{change}, according to {org}.",
        "The catalogue lists {n}{change}.",
        "With {n}{change}, {fair} filled all its halls.",
        "{Org} put the number at {n}{change}.",
    ),
    "registered": (
        "{N} have signed up{change}.",
        "So far {n} have booked a stand{change}.",
        "{N} have confirmed that they will come{change}, {org} said.",
        "The list of registrations stands at {n}{change}.",
    ),
    "expected": (
        "{N} are due to take part{change}.",
        "{Fair} will bring together {n}{change}.",
        "{Org} is planning for {n}{change}.",
        "Some of the halls will be rebuilt to make room for the {n} that are expected{change}.",
    ),
}
_THINGS: Mapping[str, Frames] = {
    "actual": (
        "{Fair} had {n}{change}.",
        "There were {n} in all{change}.",
        "The programme of {fair} came to {n}{change}.",
        "{Org} speaks of {n}{change}.",
    ),
    "registered": ("{N} have been confirmed{change}.",),
    "expected": (
        "{N} are planned{change}.",
        "{Fair} will offer {n}{change}.",
        "Visitors can look forward to {n}{change}.",
    ),
}
_SPACE: Mapping[str, Frames] = {
    "actual": (
        "{Fair} covered {n}{change}.",
        "It took up {n}{change}.",
        "{Ref} filled {n}{change}.",
        "The stands were spread over {n}{change}.",
    ),
    "registered": ("{N} have been let{change}.",),
    "expected": ("{Fair} will cover {n}{change}.", "{N} will be available{change}."),
}
_COUNTRIES: Mapping[str, Frames] = {
    "actual": (
        "The exhibitors came from {n}{change}.",
        "{N} were represented{change}.",
        "Firms from {n} were on hand{change}.",
    ),
    "registered": ("Firms from {n} have registered{change}.",),
    "expected": ("Firms from {n} are expected{change}.", "{N} will be represented{change}."),
}
_MONEY: Mapping[str, Frames] = {
    "actual": (
        "Orders worth {n} were placed{change}.",
        "Contracts worth {n} were signed{change}, {org} said.",
        "Sales at {fair} amounted to {n}{change}.",
        "The value of deals came to {n}{change}.",
        "Exhibitors wrote orders for {n}{change}.",
    ),
    "registered": ("Orders worth {n} were placed{change}.",),
    "expected": (
        "{Org} expects deals worth {n}{change}.",
        "Orders worth {n} are forecast{change}.",
    ),
}
FRAMES: Mapping[str, Mapping[str, Frames]] = {
    "exhibitors": _EXHIBITORS,
    "visitors": _PEOPLE,
    "buyers": _PEOPLE,
    "journalists": _THINGS,
    "countries": _COUNTRIES,
    "booths": _THINGS,
    "events": _THINGS,
    "new-products": _THINGS,
    "exhibition-area": _SPACE,
    "deal-value": _MONEY,
}

# Exhibitors, `{n}`, and their countries, `{m}`, in one sentence.
PAIRS: Frames = (
    "{Fair} brought together {n} from {m}.",
    "{N} from {m} took part.",
    "There were {n} from {m} at {ref}.",
    "{Org} counted {n} from {m}.",
)
OVERSEAS: Frames = (
    "Of the {what}, {number} came from abroad.",
    "{Number} of the {what} were from abroad.",
    "{Number} {what} came from other countries.",
)
NET: Frames = ("The net exhibition area was {n}.", "Net of aisles and cafés, the stands covered {n}.")

# Growth: `{p}` a percentage, `{k}` a number; `{before}` the edition compared with.
GROWTH: Mapping[str, Frames] = {
    "up": (", up {p} {before}", ", {p} more {than}", ", an increase of {p} {before}", ", a rise of {p} {before}"),
    "down": (", down {p} {before}", ", {p} fewer {than}", ", a decline of {p} {before}", ", a drop of {p} {before}"),
}
GROWTH_ABSOLUTE: Mapping[str, Frames] = {
    "up": (", {k} more {than}",),
    "down": (", {k} fewer {than}",),
}

LEADS: Mapping[str, Frames] = {
    "opening": (
        "{Ref} opened in {city} on {weekday}.",
        "{Ref} opened its doors in {city} on {month} {day}.",
        "Business began on {weekday} at {ref} in {city}.",
    ),
    "closing": (
        "{Ref} closed in {city} on {weekday}.",
        "{Ref} came to an end in {city} on {month} {day}.",
        "The halls in {city} are empty again: {ref} closed on {weekday}.",
        "{Ref} ended on {weekday} in {city} after {length} days.",
    ),
    "preview": (
        "{Ref} will be held in {city} from {start} to {end}.",
        "{Ref} takes place in {city} from {start} to {end}.",
        "Preparations for {ref} in {city}, to be held from {start} to {end}, are nearly complete.",
    ),
    "retrospective": (
        "It is time to look back at {ref}, held in {city} from {start} to {end}.",
        "The books on {ref} are closed. It was held in {city} from {start} to {end}.",
    ),
}
DATES: Frames = ("{Fair} ran from {start} to {end}.", "It was held from {start} to {end}.")
ORGANIZERS: Frames = (
    "{Fair} is organised by {organizer}.",
    "The organiser is {organizer}.",
    "{organizer} organises {fair}.",
)
RENAMED: Frames = (
    "Until {year} {fair} was called the {former}.",
    "The {name} was known as the {former} until {year}.",
)
BEFORE: Frames = (
    "At {past}, {org} counted {n}.",
    "{Past} drew {n}.",
    "{Past} had {n}.",
    "By comparison, {past} had {n}.",
)
CORRECTIONS: Frames = (
    "Correction: our report on {ref} gave a wrong number. {Fair} had {n}, not {wrong}, {org} said.",
    "In an earlier article on {ref} we wrote that there were {wrong} {noun}. That was wrong: {fair} had {n}.",
    "{Org} has corrected the number of {noun} at {ref}. There were {n}, not {wrong} as first reported.",
)
AGREEMENTS: Frames = (
    "{a} signed a contract worth {money} with {b}.",
    "{a} and {b} signed an agreement worth {money} at {fair}.",
    "At {fair}, {b} ordered goods for {money} from {a}.",
)
