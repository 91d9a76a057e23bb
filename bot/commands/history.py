"""`/history <category> <period>`, `/records <category>`, `/on <day>`, and the plain words that ask for them."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from answers.page import Line, render
from answers.pages.notes import nothing_yet_page, which_category_page
from answers.pages.past import past_page, records_page, span_label, two_pasts_page
from answers.pages.phrases import age
from answers.past import past, records
from answers.question import Question
from answers.question import ask as read
from answers.rich import render_rich
from answers.span import FoundSpan, Span, find_spans
from answers.typed import one_of, whole
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled, understood
from bot.commands.latest import latest
from bot.commands.rows import Rows, around, categories, category_row, periods
from bot.press import fits, press

_AROUND = one_of("records", "around")
_RECORD = whole(rf"(?:(?:{_AROUND})\s+)*(?:{one_of('records', 'highest')})(?:\s+(?:{_AROUND}))*")
_VERSUS = whole(one_of("pictures", "against"))
_AND = whole(one_of("pictures", "together"))
_USUAL = 30


async def history_(ask: Ask, house: House) -> Reply:
    """What a stretch of time brought one category; the last thirty days where none is named."""
    found = await asyncio.to_thread(find_spans, ask.argument, ask.today)
    question = await _question(ask, house, found)
    if question.trouble:
        return troubled(ask, question, "history")
    latest_day = await house.tallies.latest_day()
    if latest_day is None:
        return Reply(render(nothing_yet_page(words(ask.language))), (around(words(ask.language), "help"),))
    if found:
        span = found[0].span
    else:
        start = question.since.start(latest_day) if question.since else latest_day - timedelta(days=_USUAL)
        span = Span(min(start + timedelta(days=1), latest_day), latest_day)
    if question.category is None:
        return await _which(ask, house, "history", str(span))
    return await _past(ask, house, question.category, span)


async def records_(ask: Ask, house: House) -> Reply:
    """The highest days of one category."""
    question = await understood(replace(ask, argument=_RECORD.sub(" ", ask.argument)), house)
    if question.trouble:
        return troubled(ask, question, "records")
    if question.category is None:
        return await _which(ask, house, "records", "")
    said = words(ask.language)
    facts = await records(house.tallies, question.category, ask.today)
    rows: Rows = (
        *periods(said, question.category),
        *category_row(said, question.category, "total", "history", "chart"),
    )
    page = records_page(said, facts)
    return Reply(render(page), (*rows, _last(said, question.category)), rich=render_rich(page))


async def on(ask: Ask, house: House) -> Reply:
    """The figures of one day; without a day it asks for one."""
    question = await understood(ask, house)
    if question.since is None and not question.trouble:
        said = words(ask.language)
        return Reply(render([Line(said.say("ask-which-day"))]), (around(said, "latest", "help"),), edits=False)
    return await latest(ask, house)


async def about_the_past(ask: Ask, house: House) -> Reply | None:
    """Plain words about records, stretches of time, or two of them; None where it is neither."""
    if _RECORD.search(ask.argument):
        return await records_(ask, house)
    found = await asyncio.to_thread(find_spans, ask.argument[:200], ask.today)
    if not found:
        return None
    question = await _question(ask, house, found)
    if question.trouble or question.since is not None or len(found) > 2:
        return None
    if len(found) == 2:
        if not _VERSUS.search(ask.argument) and not _AND.search(ask.argument):
            return None
        if question.category is None:
            return await _which(ask, house, "history", str(found[0].span))
        return await _two(ask, house, question.category, found[0].span, found[1].span)
    if not found[0].sure:
        return await _in_or_since(ask, house, question.category, found[0].span)
    if question.category is None:
        return await _which(ask, house, "history", str(found[0].span))
    return await _past(ask, house, question.category, found[0].span)


async def _question(ask: Ask, house: House, found: list[FoundSpan]) -> Question:
    """What is asked, once the spans are taken out."""
    text = ask.argument
    for each in reversed(found):
        text = f"{text[: each.start]} {text[each.end :]}"
    known = await house.tallies.categories()
    return await asyncio.to_thread(read, _VERSUS.sub(" ", text), ask.today, known)


async def _past(ask: Ask, house: House, category: str, span: Span) -> Reply:
    said = words(ask.language)
    facts = await past(house.tallies, category, span)
    turns = _neighbours(ask, category, span)
    rows = (*((turns,) if turns else ()), *category_row(said, category, "total", "records", "source"))
    drawn = Button(said.say("button-chart"), press("chart", f"{category} {span}"))
    last = (drawn, *_last(said, category)) if fits("chart", f"{category} {span}") else _last(said, category)
    latest = await house.tallies.latest_day() if facts.change is None else None
    old = age(said, latest, ask.today) if latest is not None and latest < span.until else []
    page = [*past_page(said, facts), *old]
    return Reply(render(page), (*rows, last), rich=render_rich(page))


def _last(said: Words, category: str) -> tuple[Button, ...]:
    return (*around(said, "latest"), Button(said.say("button-share"), share=category))


async def _two(ask: Ask, house: House, category: str, one: Span, other: Span) -> Reply:
    said = words(ask.language)
    facts = [await past(house.tallies, category, each) for each in (one, other)]
    each_alone = tuple(
        (Button(span_label(said, each), press("history", f"{category} {each}")),)
        for each in (one, other)
        if fits("history", f"{category} {each}")
    )
    page = two_pasts_page(said, *facts)
    rows = (*each_alone, *category_row(said, category, "total", "records", "chart"))
    return Reply(render(page), (*rows, _last(said, category)), rich=render_rich(page))


async def _in_or_since(ask: Ask, house: House, category: str | None, span: Span) -> Reply:
    """A month or a year that stands alone: it may mean the whole of it, or everything since."""
    said = words(ask.language)
    if category is None:
        return await _which(ask, house, "history", str(span))
    choices = (
        Button(said.say("ask-in", span=span_label(said, span)), press("history", f"{category} {span}")),
        Button(said.say("ask-since", day=span.since), press("delta", f"{category} {span.since}")),
    )
    return Reply(render([Line(said.say("ask-which"))]), tuple((each,) for each in choices), edits=False)


async def _which(ask: Ask, house: House, command: str, period: str) -> Reply:
    said = words(ask.language)
    known = await house.tallies.categories()
    page = which_category_page(said) if known else nothing_yet_page(said)
    return Reply(render(page), (*categories(said, known, command, period), around(said, "latest", "help")))


def _neighbours(ask: Ask, category: str, span: Span) -> tuple[Button, ...]:
    """The stretches before and after one of the calendar, of the same sort."""
    said = words(ask.language)
    return tuple(
        Button(said.say(label, span=span_label(said, each)), press("history", f"{category} {each}"))
        for label, each in (("button-span-before", span.before()), ("button-span-after", span.after(ask.today)))
        if each and fits("history", f"{category} {each}")
    )
