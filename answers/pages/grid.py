"""The figures of one day, and all changes over a period, as a real table with a part that folds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from answers.answer import Bulletin, bulletin
from answers.category_names import short
from answers.page import Heading, Line, Note, clean
from answers.pages.bulletin import not_on, remarks, starts_elsewhere, total, usual_change
from answers.pages.phrases import age, cell, claim, mean, standing
from answers.rich import Details, Grid, RichPage
from answers.since import Since
from answers.words import Words, number
from storage.tallies import Tallies
from tally.day import day_number

_WEEK = 7

_MOST_OUTLETS = 8


@dataclass(frozen=True, slots=True)
class Around:
    """What a table shows beside the day's figures: the mean a day over a week by category, and who printed them."""

    means: Mapping[str, float]
    outlets: tuple[str, ...]


async def around_day(tallies: Tallies, day: date) -> Around:
    """Means are given only where the totals of *day* and of the day a week before are known."""
    week = await bulletin(tallies, on=day, since=Since(days=_WEEK))
    means = {
        each.tally.category: mean(each.change)
        for each in (week.figures if week else ())
        if each.change and each.change.days == _WEEK
    }
    heard = (await tallies.heard(day, day)).get(day, {})
    outlets = dict.fromkeys(each.source for voices in heard.values() for each in voices)
    return Around(means, tuple(outlets))


def bulletin_grid(words: Words, facts: Bulletin, beside: Around, today: date, asked: date | None = None) -> RichPage:
    """What `answers.pages.bulletin.bulletin_page` says, with the mean of a week and the outlets."""
    change = usual_change(facts)
    days = change.days if change else 1
    head = (
        words.say("grid-category"),
        words.say("grid-total"),
        words.say("grid-change") if days == 1 else words.say("grid-change-over", n=days),
        words.say("grid-mean"),
    )
    rows = tuple(
        (
            short(words, each.tally.category),
            total(words, each.tally),
            cell(words, each.tally, each.change),
            _mean(words, beside, each.tally.category),
        )
        for each in facts.figures
    )
    tallies = [each.tally for each in facts.figures]
    return [
        Heading(words.say("bulletin-heading", day=facts.day)),
        Line(words.say("bulletin-day-number", number=day_number(facts.day))),
        *not_on(words, facts, asked),
        Grid(head, rows),
        *remarks(words, facts, change),
        claim(words, tallies),
        *([] if asked else age(words, facts.latest, today)),
        Details(words.say("grid-details"), [*standing(words, tallies, facts.others), *_outlets(words, beside)]),
    ]


def changes_grid(words: Words, facts: Bulletin, beside: Around, today: date, asked: date) -> RichPage | None:
    """What `answers.pages.bulletin.changes_page` says; None where that has no changes to show."""
    change = usual_change(facts)
    if change is None:
        return None
    single = change.days == 1
    last = words.say("grid-total") if single else words.say("grid-per-day")
    rows = tuple(
        (
            short(words, each.tally.category),
            cell(words, each.tally, each.change),
            total(words, each.tally) if single else number(mean(each.change), words.language),
        )
        for each in facts.figures
        if each.change
    )
    tallies = [each.tally for each in facts.figures]
    return [
        Heading(words.say("changes-heading", n=change.days)),
        Line(words.say("changes-from-to", since=change.since, until=change.until)),
        *starts_elsewhere(words, asked, change),
        Grid((words.say("grid-category"), words.say("grid-change"), last), rows),
        *remarks(words, facts, change),
        claim(words, tallies),
        *age(words, facts.latest, today),
        Details(words.say("grid-details"), [*standing(words, tallies, facts.others), *_outlets(words, beside)]),
    ]


def _mean(words: Words, beside: Around, category: str) -> str:
    return number(beside.means[category], words.language) if category in beside.means else "—"


def _outlets(words: Words, beside: Around) -> list[Note]:
    names = tuple(clean(each, 60) for each in beside.outlets[:_MOST_OUTLETS])
    more = len(beside.outlets) - len(names)
    said = [Note(words.say("grid-outlets", names=names))] if names else []
    return [*said, Note(words.say("grid-more-outlets", n=more))] if more > 0 else said
