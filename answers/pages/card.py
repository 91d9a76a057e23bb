"""One category: its total, or its change over a period."""

from datetime import date

from answers.answer import Absent, Card, Waiting
from answers.category_names import counted, name
from answers.page import Block, Heading, Line, Note, Page, Table, clean
from answers.pages.bulletin import starts_elsewhere
from answers.pages.phrases import age, change_lines, claim, mean_a_day, restated_lines, standing
from answers.words import Words, signed
from tally.category import CATEGORIES
from tally.day import day_number
from tally.series import Change


def card_page(words: Words, facts: Card, today: date, asked: date | None = None) -> Page:
    """The category's total with its changes; *asked* is the day that was named, when one was."""
    tally = facts.figure.tally
    rows = tuple(_period_row(words, days, change) for days, change in facts.periods)
    return [
        Heading(_heading(words, facts)),
        Line(words.say("as-of", day=tally.day, number=day_number(tally.day))),
        *_elsewhen(words, facts, asked),
        *change_lines(words, tally, facts.figure.change),
        *([Table(rows)] if rows else []),
        *_restated_periods(words, facts),
        *_under_check(words, facts),
        *_foot(words, facts, today, asked),
    ]


def comparison_page(words: Words, facts: Card, today: date, asked: date) -> Page:
    """The category's change since *asked*, or as near to it as is known."""
    tally, change = facts.figure.tally, facts.figure.change
    called = name(words, tally.category)
    if change is None or tally.total is None:
        return card_page(words, facts, today)
    heading = "comparison-heading" if change.value else "comparison-heading-none"
    lines: list[Block] = [
        Heading(words.say(heading, name=called, change=change.value, n=change.days)),
        Line(words.say("comparison-start", day=change.since, total=tally.total - change.value)),
        Line(words.say("comparison-end", day=change.until, total=tally.total)),
    ]
    lines += [*starts_elsewhere(words, asked, change), *restated_lines(words, change)]
    if change.days > 1 and change.value:
        message = "comparison-mean-without" if change.restated else "comparison-mean"
        lines.append(Line(words.say(message, mean=mean_a_day(words, change))))
    return [*lines, *_under_check(words, facts), *_foot(words, facts, today, None)]


def absent_page(words: Words, facts: Absent) -> Page:
    """A category that has no figure yet."""
    called = name(words, facts.category)
    lines: list[Block] = [Heading(called), Line(words.say("no-figure", name=called))]
    if facts.held:
        lines.append(_waiting(words, "held-figure", facts.held[-1]))
    last = CATEGORIES[facts.category].last if facts.category in CATEGORIES else None
    return [*lines, *([_ended(words, last, facts.successor)] if last else [])]


def _heading(words: Words, facts: Card) -> str:
    tally = facts.figure.tally
    if tally.total is None:
        return name(words, tally.category)
    said = counted(words, tally.category, tally.total)
    return words.say("approximately", figure=said) if tally.approximate else said


def _elsewhen(words: Words, facts: Card, asked: date | None) -> list[Block]:
    """Says so where the figure is not of the day that was asked for, or not of the newest bulletin."""
    category, day = facts.figure.tally.category, facts.figure.tally.day
    known = CATEGORIES.get(category)
    if known and known.last and day >= known.last:
        return [_ended(words, known.last, facts.successor)]
    if asked and asked != facts.day and day == facts.day:
        return [Line(words.say("no-report-that-day", asked=asked, day=day))]
    if day != facts.day and all(each.day != facts.day for each in facts.held):
        return [Line(words.say("not-in-bulletin", day=facts.day))]
    return []


def _ended(words: Words, last: date, successor: str | None) -> Block:
    if successor is None:
        return Line(words.say("line-ended-for-good", day=last))
    return Line(words.say("line-ended", day=last, successor=name(words, successor)))


def _period_row(words: Words, days: int, change: Change) -> tuple[str, ...]:
    value = signed(change.value, words.language) + ("*" if change.restated else "")
    return words.say("period-days", n=days), value, mean_a_day(words, change)


def _restated_periods(words: Words, facts: Card) -> list[Block]:
    return [
        Line(words.say("restated-period", n=days, restated=change.restated))
        for days, change in facts.periods
        if change.restated
    ]


def _under_check(words: Words, facts: Card) -> list[Block]:
    return [_waiting(words, "held-newer", each) for each in facts.held[-1:]]


def _waiting(words: Words, message: str, waiting: Waiting) -> Block:
    reason = f"reason-{(waiting.reason or '').replace('_', '-')}"
    if not words.knows(reason):
        return Line(words.say(message, day=waiting.day))
    return Line(words.say(f"{message}-because", day=waiting.day, reason=words.say(reason)))


def _foot(words: Words, facts: Card, today: date, asked: date | None) -> list[Block]:
    tally = facts.figure.tally
    known = CATEGORIES.get(tally.category)
    notes: list[Block] = [claim(words, [tally]), *standing(words, [tally])]
    notes += [
        Note(words.say("source-gives", source=clean(each.source, 60), total=each.total)) for each in facts.witnesses
    ]
    return notes if asked or (known and known.last) else [*notes, *age(words, facts.latest, today)]
