"""All figures of one day, and all changes over a period."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from answers.answer import Bulletin, Figure
from answers.category_names import inside, name, short
from answers.page import Block, Heading, Line, Page, Table
from answers.pages.phrases import age, cell, claim, mean, standing
from answers.words import Words, number
from tally.day import day_number
from tally.series import Change
from tally.tally import Tally


def bulletin_page(words: Words, facts: Bulletin, today: date, asked: date | None = None) -> Page:
    """The day's totals with their changes; *asked* is the day that was named, when one was."""
    change = usual_change(facts)
    rows = tuple(
        (short(words, each.tally.category), total(words, each.tally), cell(words, each.tally, each.change))
        for each in facts.figures
    )
    return [
        Heading(words.say("bulletin-heading", day=facts.day)),
        Line(words.say("bulletin-day-number", number=day_number(facts.day))),
        *not_on(words, facts, asked),
        Line(_columns(words, change)),
        Table(rows),
        *remarks(words, facts, change),
        *_foot(words, facts, today, asked),
    ]


def changes_page(words: Words, facts: Bulletin, today: date, asked: date) -> Page:
    """The changes of all categories since *asked*, with the mean a day."""
    change = usual_change(facts)
    if change is None:
        return bulletin_page(words, facts, today)
    rows = tuple(_change_row(words, each) for each in facts.figures if each.change)
    return [
        Heading(words.say("changes-heading", n=change.days)),
        Line(words.say("changes-from-to", since=change.since, until=change.until)),
        *starts_elsewhere(words, asked, change),
        Line(words.say("changes-columns" if change.days > 1 else "changes-columns-day")),
        Table(rows),
        *remarks(words, facts, change),
        *_foot(words, facts, today, None),
    ]


def usual_change(facts: Bulletin) -> Change | None:
    """A change that counts from the day that most changes count from."""
    days = Counter(each.change.since for each in facts.figures if each.change)
    if not days:
        return None
    since, _ = max(days.items(), key=lambda item: item[1])
    return next(each.change for each in facts.figures if each.change and each.change.since == since)


def starts_elsewhere(words: Words, asked: date, change: Change) -> list[Block]:
    """Says so where the period could not begin on the day asked for."""
    if change.since < asked:
        return [Line(words.say("starts-before", asked=asked, since=change.since))]
    return [Line(words.say("starts-after", since=change.since))] if change.since > asked else []


def _change_row(words: Words, figure: Figure) -> tuple[str, ...]:
    assert figure.change is not None
    name_and_change = short(words, figure.tally.category), cell(words, figure.tally, figure.change)
    if figure.change.days == 1:
        return *name_and_change, total(words, figure.tally)
    return *name_and_change, number(mean(figure.change), words.language)


def total(words: Words, tally: Tally) -> str:
    """A total in a table; a dash where the report gives none."""
    if tally.total is None:
        return "—"
    return ("≈" if tally.approximate else "") + number(tally.total, words.language)


def _columns(words: Words, change: Change | None) -> str:
    if change is None:
        return words.say("columns-total")
    if change.days == 1:
        return words.say("columns-total-and-change")
    return words.say("columns-total-and-change-over", n=change.days, since=change.since)


def not_on(words: Words, facts: Bulletin, asked: date | None) -> list[Block]:
    """Says so where the day asked for has no report."""
    return [Line(words.say("no-report-that-day", asked=asked, day=facts.day))] if asked and asked != facts.day else []


def remarks(words: Words, facts: Bulletin, usual: Change | None) -> list[Block]:
    """What the table cannot say: other periods, restatements, first reports, absent lines, figures under check."""
    last_known = {each.category: each for each in facts.absent}
    missing = (*facts.held, *(each for each in last_known if each not in facts.held))
    return [
        *(Line(_gain_only(words, each.tally)) for each in facts.figures if each.tally.total is None),
        *_first_reports(words, facts),
        *_other_periods(words, facts, usual),
        *_restatements(words, facts),
        *(Line(_not_shown(words, each, last_known.get(each), held=each in facts.held)) for each in missing),
    ]


def _gain_only(words: Words, tally: Tally) -> str:
    return words.say("remark-gain-only", name=name(words, tally.category), gain=tally.gain or 0)


def _first_reports(words: Words, facts: Bulletin) -> list[Block]:
    first = [each for each in facts.figures if each.change is None and each.tally.total is not None]
    if not first:
        return []
    if len(first) == len(facts.figures):
        return [Line(words.say("remark-first-of-all"))]
    return [Line(words.say("remark-first", names=_names(words, first)))]


def _other_periods(words: Words, facts: Bulletin, usual: Change | None) -> list[Block]:
    """Changes that do not count from the usual day, those from one day in one sentence."""
    periods: dict[tuple[date, int], list[Figure]] = {}
    for each in facts.figures:
        if usual and each.change and each.change.since != usual.since:
            periods.setdefault((each.change.since, each.change.days), []).append(each)
    return [
        Line(words.say("remark-other-period", names=_names(words, figures), n=days, since=since))
        for (since, days), figures in sorted(periods.items(), key=lambda item: item[0])
    ]


def _restatements(words: Words, facts: Bulletin) -> list[Block]:
    return [
        Line(words.say("remark-restated", name=name(words, each.tally.category), restated=each.change.restated))
        for each in facts.figures
        if each.change and each.change.restated
    ]


def _names(words: Words, figures: Sequence[Figure]) -> tuple[str, ...]:
    """Their names as a sentence begins with the first of them."""
    first, *others = [each.tally.category for each in figures]
    return name(words, first), *(inside(words, each) for each in others)


def _not_shown(words: Words, category: str, last: Tally | None, *, held: bool) -> str:
    message = "remark-held" if held else "remark-absent"
    if last is None or last.total is None:
        return words.say(message, name=name(words, category))
    return words.say(f"{message}-since", name=name(words, category), total=last.total, day=last.day)


def _foot(words: Words, facts: Bulletin, today: date, asked: date | None) -> list[Block]:
    tallies = [each.tally for each in facts.figures]
    notes: list[Block] = [claim(words, tallies), *standing(words, tallies, facts.others)]
    return notes if asked else [*notes, *age(words, facts.latest, today)]
