"""Rows of buttons that several answers share."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from answers.category_names import short
from answers.since import Since
from answers.words import Words
from bot.command import Button
from bot.press import fits, press
from storage.tallies import Tallies

Rows = tuple[tuple[Button, ...], ...]

_THIRD = 14
"""Latin letters of a label that fit a button of three in a row on a phone 390 px wide."""

_FEW = 6
"""Buttons that look better in even rows."""

_PICKS = ("personnel", "tanks", "artillery", "uavs", "vehicles", "aircraft")
"""The categories that people ask for most."""


def categories(words: Words, slugs: Iterable[str], command: str = "total", since: Since | str | None = None) -> Rows:
    """A button a category, two or three a row; those whose name a button cannot carry are left out."""
    suffix = f" {since}" if since else ""
    buttons = [
        Button(short(words, slug), press(command, f"{slug}{suffix}"))
        for slug in slugs
        if fits(command, f"{slug}{suffix}")
    ]
    return packed(buttons)


def packed(buttons: list[Button]) -> Rows:
    """Three in a row where labels fit a third of a phone's width, else two; two throughout where there are few."""
    rows = []
    few = len(buttons) <= _FEW and any(_width(each.label) > _THIRD for each in buttons)
    while buttons:
        size = 3 if not few and all(_width(each.label) <= _THIRD for each in buttons[:3]) else 2
        rows.append(tuple(buttons[:size]))
        buttons = buttons[size:]
    return tuple(rows)


def _width(label: str) -> float:
    """In Latin letters; Cyrillic ones are about a fifth wider."""
    return len(label) + sum(not each.isascii() for each in label) / 5


def picks(words: Words, known: Iterable[str], command: str = "total", since: Since | None = None) -> Rows:
    """The favourite categories among those that are *known*."""
    there = set(known)
    return categories(words, (slug for slug in _PICKS if slug in there), command, since)


def periods(words: Words, category: str | None = None) -> Rows:
    """Changes over a day, a week and a month, of one category or of all."""
    prefix = f"{category} " if category else ""
    days = [each for each in ("1d", "7d", "30d") if fits("delta", f"{prefix}{each}")]
    row = tuple(Button(words.say(f"button-{each}"), press("delta", f"{prefix}{each}")) for each in days)
    return (row,) if row else ()


def category_row(words: Words, category: str, *names: str) -> Rows:
    """One row of other things to ask of *category*: the names of commands, each with its own label."""
    row = tuple(Button(words.say(f"button-{each}"), press(each, category)) for each in names if fits(each, category))
    return (row,) if row else ()


async def days(words: Words, tallies: Tallies, day: date, category: str | None = None) -> Rows:
    """The day before *day* that has a report, and the one after it."""
    before, after = await tallies.latest_day(on_or_before=day - timedelta(days=1)), await tallies.next_day(day)
    prefix = f"{category} " if category else ""
    row = tuple(
        Button(words.say(label, day=each), press("latest", f"{prefix}{each}"))
        for label, each in (("button-day-before", before), ("button-day-after", after))
        if each and fits("latest", f"{prefix}{each}")
    )
    return (row,) if row else ()


def turns(words: Words, number: int, pages: int, carries: Callable[[int], str | None]) -> Rows:
    """A row that leads to the newer and the older page; *carries* gives what a button to a page carries, if it can."""
    ways = (("button-newer", number - 1), ("button-older", number + 1))
    data = [(label, carries(page)) for label, page in ways if 1 <= page <= pages]
    row = tuple(Button(words.say(label), press=carried) for label, carried in data if carried)
    return (row,) if row else ()


def around(words: Words, *names: str, argument: str = "") -> tuple[Button, ...]:
    """One row of other things to ask: the names of commands, each with its own label."""
    return tuple(Button(words.say(_LABELS[name]), press(name, argument)) for name in names if fits(name, argument))


_LABELS = {
    "latest": "button-latest",
    "article": "button-articles",
    "news": "button-news",
    "help": "button-help",
    "about": "button-about-all",
    "language": "button-language",
    "corrections": "button-corrections",
    "status": "button-status",
    "review": "button-review",
    "mydata": "button-mydata",
    "forget": "button-forget",
    "privacy": "button-privacy",
}
