"""What stands around the facts: voices, scenes and prices, put together from parts so that few sentences repeat.

No sentence here tells a figure of a fair.
"""

from __future__ import annotations

from random import Random

_FIRST = "Anna|Tomas|Leila|Henrik|Mercy|Rafael|Ingrid|Wei|Priya|Samuel|Nadia|Oscar|Helen|Kofi|Marta|Yusuf".split("|")
_LAST = "Brandt|Okello|Lindqvist|Moreno|Haddad|Novak|Tanaka|Pereira|Whitlock|Mensah|Rossi|Keller|Dunne|Sato".split(
    "|"
)
_STEMS = (
    "Norwick Halden Brightwater Kestrel Marlowe Tarnfield Aldgate Corvane Silverbeck Eastmoor Pellworth Ravensby "
    "Lindholt Harrowgate Blaydon Fenwater Oakhurst Quillan"
).split()
_TRADES = "Industries Group Trading Works Supplies Instruments Partners Holding Manufacturing Brothers".split()

_ROLES = ("sales manager", "head of exports", "founder", "chief buyer", "spokesman", "technical director")
_OPINIONS = (
    "The right people came to our stand",
    "We had hoped for more time with each customer",
    "Nobody here talks about prices before the second coffee",
    "Our order book looks better than it did a week ago",
    "What counts is who comes back next time",
    "The mood is better than the forecasts",
    "Small firms find it hard to be seen",
    "You cannot show a machine on a screen",
    "Freight costs are what every customer asks about",
    "We came to listen first and to sell afterwards",
    "The second day is always the best one",
    "Half of our team speaks the language of the buyers now",
    "Our neighbours in the hall are also our rivals",
    "Without the interpreters we would have been lost",
    "A handshake still counts for more than a click",
    "People ask about delivery before they ask about the price",
    "We sold the machine off the stand",
    "The newcomers have learned fast",
    "I have not sat down since the doors opened",
    "Nobody wants to be the first to raise prices",
    "Our distributor found us here years ago",
    "We will need the winter to answer all enquiries",
    "The quality of the questions has changed",
    "Customers want repair, not replacement",
)
_SUBJECTS = (
    "Many exhibitors",
    "Buyers from the region",
    "Several newcomers",
    "The larger groups",
    "Family firms",
    "Dealers and importers",
    "Designers and engineers",
    "Young companies",
)
_DOINGS = (
    "complained about the price of energy",
    "were looking for partners rather than for quick sales",
    "used the quiet mornings for long talks",
    "asked for shorter terms of delivery",
    "spoke of a cautious year",
    "showed machines that had been drawings until recently",
    "praised the new layout of the halls",
    "said that skilled staff are hard to find",
    "had brought samples instead of brochures",
    "shared stands to save costs",
    "waited for signals from the central banks",
    "filled the notebooks of their sales staff",
    "were more interested in service than in novelties",
    "met old customers and a few new ones",
    "did not want to speak about margins",
    "had sent their owners rather than their agents",
    "left with more cards than contracts",
    "tested the goods before they asked for the price",
    "argued about standards until the evening",
)
_ADDITIONS = (
    "",
    ", as in most branches these days",
    ", and few expected that to change soon",
    ", although the exchange rate helped",
    " while trucks were still unloading outside",
    ", not only in the main hall",
    ", to the surprise of old hands",
    " despite the rain",
)
_SCENES = (
    "Outside, shuttle buses ran between the station and the south entrance",
    "Hall 3 was the busiest, Hall 7 the quietest",
    "A robot that pours tea had the longest queue",
    "The restaurant ran out of soup before noon",
    "Parking was short on all mornings",
    "A brass band played at the ribbon cutting",
    "The mayor walked from stand to stand for most of the afternoon",
    "School classes filled the galleries towards the end",
    "The lights stayed on late for the dismantling crews",
    "Hotels along the river were booked out",
    "Forklifts hummed through the night before the start",
    "A power cut darkened the east wing for a moment",
    "Taxi drivers reported good business",
    "The coat check overflowed on the wet first morning",
    "A model of the old harbour drew the photographers",
    "The smell of fresh paint hung over the new entrance",
    "Volunteers in green vests showed the way",
    "The jury of the design award took longer than planned",
    "A choir from the technical school sang at the reception",
    "The press room was crowded whenever the coffee was fresh",
)
_ENDINGS = (
    "",
    ", which the regulars took with humour",
    ", and nobody seemed to mind",
    ", one of the hosts noted",
    ", as every time",
    ", much as one would expect",
)
_TOPICS = (
    "raw materials|packaging waste|customs forms|repair|training|design|automation|export rules|insurance|storage"
    "|spare parts|rail freight|energy prices|patents|recycling|credit|food safety|digital catalogues|wages|succession"
).split("|")
_PLACES = (
    "in the main hall",
    "at the evening reception",
    "on the opening day",
    "between the stands",
    "in the press room",
)
_TALKS = (
    "The talk of the aisles was {topic}",
    "Much attention went to {topic}",
    "A panel on {topic} was full to the last seat",
    "Nothing was discussed more often than {topic}",
    "The trade press wrote above all about {topic}",
)
_SIDES = (
    "A day ticket cost 15 euros at the door.",
    "Tickets were sold online only.",
    "Entry is free for students.",
    "The doors open at 9 a.m. each day.",
    "The catalogue can be ordered from the press office.",
    "Pictures are available on request.",
    "Trains ran at short intervals.",
    "Dogs were not admitted.",
    "Wheelchairs could be borrowed at the gate.",
    "The car park is a short walk from the halls.",
    "Readers may write to the editor.",
    "A map of the halls hangs at each entrance.",
    "Lunch was served in two tents.",
    "The exhibition grounds lie on the edge of town.",
)


def person(random: Random) -> str:
    """Return a name of nobody."""
    return f"{random.choice(_FIRST)} {random.choice(_LAST)}"


def firm(random: Random) -> str:
    """Return a name of no firm."""
    return f"{random.choice(_STEMS)} {random.choice(_TRADES)}"


def filler(random: Random) -> str:
    """Return a sentence without a fact about a fair."""
    match random.randrange(6):
        case 0 | 1:
            said = f'"{random.choice(_OPINIONS)}," said {person(random)}, {random.choice(_ROLES)} of {firm(random)}.'
        case 2:
            said = f"{random.choice(_SUBJECTS)} {random.choice(_DOINGS)}{random.choice(_ADDITIONS)}."
        case 3:
            said = f"{random.choice(_SCENES)}{random.choice(_ENDINGS)}."
        case 4:
            topic = " and ".join(random.sample(_TOPICS, 2))
            said = f"{random.choice(_TALKS).format(topic=topic)} {random.choice(_PLACES)}{random.choice(_ADDITIONS)}."
        case _:
            said = random.choice(_SIDES)
    return said


# Words that a desk changes when it prints another's text.
_SWAPS = (
    ("said", "told reporters"),
    ("Many", "A number of"),
    ("busiest", "most crowded"),
    ("these days", "at present"),
    ("hard to find", "scarce"),
    ("talks", "conversations"),
    ("ran out of", "had no more"),
    ("afternoon", "day"),
)


def reworded(text: str, random: Random) -> str:
    """Return a filler with a word swapped, as one desk does with the text of another."""
    for old, new in random.sample(_SWAPS, len(_SWAPS)):
        if old in text:
            return text.replace(old, new, 1)
    return text
