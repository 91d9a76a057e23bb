"""What a stretch of time brought, two of them side by side, and the highest days."""

from answers.category_names import name
from answers.page import Block, Heading, Line, Note, Page, Table
from answers.pages.phrases import claim, mean, restated_lines, standing
from answers.past import Part, Past, Records
from answers.span import Span
from answers.words import Words, number, signed
from tally.series import Change

_WORTH_SAYING = 14
"""Days since when a day must be the highest before that is said."""


def past_page(words: Words, facts: Past) -> Page:
    """The change over a stretch, and in its parts."""
    called, change = name(words, facts.category), facts.change
    if change is None or facts.last is None:
        return [
            Heading(words.say("past-heading-none", name=called, span=span_label(words, facts.span))),
            Line(words.say("past-nothing")),
        ]
    rows = tuple(
        (part_label(words, each, facts.part), *_row(words, part)[: 1 if facts.part is Part.DAY else 2])
        for each, part in facts.parts
        if len(facts.parts) > 1
    )
    end = facts.last.total or 0
    heading = words.say("past-heading", name=called, change=change.value, span=span_label(words, facts.span))
    lines: list[Block] = [
        Heading(heading),
        Line(words.say("comparison-start", day=change.since, total=end - change.value)),
        Line(words.say("comparison-end", day=change.until, total=end)),
        *([] if facts.whole else [Line(words.say("past-in-part"))]),
        *restated_lines(words, change),
    ]
    if change.days > 1 and change.value:
        lines.append(Line(words.say("past-mean", mean=mean(change))))
    table: list[Block] = [Line(words.say(f"past-by-{facts.part.value}")), Table(rows)] if rows else []
    return [*lines, *table, claim(words, [facts.last]), *standing(words, [facts.last])]


def two_pasts_page(words: Words, one: Past, other: Past) -> Page:
    """Two stretches of one category side by side: their changes, and what makes them comparable, the mean a day."""
    rows = tuple(
        (span_label(words, each.span), *_row(words, each.change if each.last else None)) for each in (one, other)
    )
    lengths = [each.change.days if each.change and each.last else 0 for each in (one, other)]
    lasts = [each.last for each in (one, other) if each.last]
    partly = [Line(words.say("past-in-part"))] if lasts and not (one.whole and other.whole) else []
    return [
        Heading(words.say("past-two", name=name(words, one.category))),
        Line(words.say("past-two-columns")),
        Table(rows),
        *(
            [Line(words.say("past-two-lengths", first=lengths[0], second=lengths[1]))]
            if all(lengths) and len({*lengths}) > 1
            else []
        ),
        *partly,
        *([claim(words, lasts)] if lasts else [Line(words.say("past-nothing"))]),
    ]


def records_page(words: Words, facts: Records) -> Page:
    """The highest days; says so where none can be named."""
    called = name(words, facts.category)
    if not facts.highest:
        return [
            Heading(words.say("records-heading", name=called)),
            Line(words.say("records-none")),
            Note(words.say("records-rule")),
        ]
    rows = tuple(
        (words.say("records-day", day=each.until), signed(each.value, words.language)) for each in facts.highest
    )
    lines: list[Block] = [Heading(words.say("records-heading", name=called)), Table(rows)]
    if facts.latest and facts.latest.since is not None and facts.latest.days >= _WORTH_SAYING:
        latest = facts.latest
        lines.append(Line(words.say("records-since", day=latest.day, change=latest.value, since=latest.since)))
    return [
        *lines,
        claim(words, facts.tallies),
        Note(words.say("records-compared", compared=facts.compared, left_out=facts.left_out)),
        Note(words.say("records-rule")),
    ]


def span_label(words: Words, span: Span) -> str:
    """`May 2023`, `Q2 2024`, `2024`, one day, or from one day to another."""
    if span.since == span.until:
        return words.say("span-day", day=span.since)
    months = span.months()
    if not months:
        return words.say("span-days", since=span.since, until=span.until)
    return words.say({1: "span-month", 3: "span-quarter", 12: "span-year"}[months], day=span.since)


def part_label(words: Words, span: Span, part: Part) -> str:
    """A part of a stretch, short enough for a table on a phone."""
    if part is Part.WEEK:
        return words.say("part-week", since=span.since, until=span.until)
    return words.say(f"part-{part.value}", day=span.since)


def _row(words: Words, change: Change | None) -> tuple[str, str]:
    if change is None:
        return "—", "—"
    star = "*" if change.restated else ""
    return signed(change.value, words.language) + star, number(mean(change), words.language)
