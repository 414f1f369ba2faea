"""Wire copy made up for measuring speed: one seed, one text, forever.  Its figures mean nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator

LENGTH = 1_700                  # characters: what a news agency's trade story runs to
COUNTRIES = ("India", "China", "Germany", "Japan", "Brazil", "Mexico", "Vietnam", "Kenya", "France", "South Korea")
GOODS = ("crude oil", "machinery", "cars", "textiles", "rice", "electronics", "iron ore", "pharmaceuticals")
FIGURES = (
    "{a}'s exports to {b} rose {p} per cent to ${n} billion in {year} from ${m} billion a year earlier.",
    "Imports of {good} from {b} fell {p}% to {n} billion euros in the first {q} months of {year}.",
    "That left {a} with a trade deficit of ${n} billion against {b}, the widest since {past}.",
    "{b} accounted for around {p} per cent of {a}'s total exports in {year}.",
    "Two-way trade between {a} and {b} was worth USD {n} billion in {year}-{after}.",
    "The two countries want to raise bilateral trade to $500 billion by 2030.",
    "Shipments of {good} dropped {p} percent, while imports climbed {q}.{p} percent.",
)
FILLER = (
    "The minister told reporters on Tuesday that talks would go on and that no date had been set for the next round.",
    "Analysts said demand had been weak through the winter and that orders were likely to recover only slowly.",
    "The central bank left its main rate at {q}.25 per cent, and the currency was little changed at the close.",
    "A spokesman, {age}, who has held the post since {past}, declined to comment on the letter.",
    "Officials of both sides met for the third time this month in a hotel near the airport.",
    "\"We have time, and we have patience,\" said a negotiator who asked not to be named.",
    "Shares of the country's largest port operator closed {p} per cent lower, valuing it at ${q} billion.",
    "The economy grew {q}.{p} per cent last year, helped by spending on roads and by a good harvest.",
)


def articles(count: int, seed: int = 2) -> Iterator[str]:
    """`count` articles of about `LENGTH` characters, half of their sentences with figures of trade."""
    dice = random.Random(seed)
    for _ in range(count):
        a, b = dice.sample(COUNTRIES, 2)
        sentences: list[str] = []
        while sum(map(len, sentences)) < LENGTH:
            year = dice.randint(2012, 2024)
            form = dice.choice(FIGURES if dice.random() < 0.5 else FILLER)
            sentences.append(form.format(
                a=a, b=b, good=dice.choice(GOODS), p=dice.randint(1, 40), q=dice.randint(2, 11), year=year,
                after=(year + 1) % 100, past=dice.randint(1980, 2010), age=dice.randint(30, 70),
                n=f"{dice.uniform(1, 400):.2f}", m=f"{dice.uniform(1, 400):.1f}",
            ))
        paragraphs = [" ".join(sentences[n:n + 2]) for n in range(0, len(sentences), 2)]
        yield f"{a}'s trade with {b} grows\n\n" + "\n\n".join(paragraphs) + "\n"
