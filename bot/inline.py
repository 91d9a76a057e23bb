"""Inline mode: what is offered to somebody who types the bot's name in any chat. Knows no Telegram.

An empty query offers the day and the person's own categories; a category its card, its change and a sentence to quote;
a day that day. Nothing is offered on a guess: what is not understood gets the categories it may have meant.
"""

import asyncio
from dataclasses import replace
from datetime import date

from answers.answer import Absent, Card, bulletin, card, comparison
from answers.category_names import counted, name
from answers.citation import citation, sentence
from answers.page import Paragraph, clean, render
from answers.pages.bulletin import bulletin_page
from answers.pages.card import card_page, comparison_page
from answers.question import Question
from answers.question import ask as read
from answers.since import Since, since_then
from answers.words import Words, words
from bot.command import Ask, House, Offer

_USUAL = ("personnel", "tanks", "artillery", "uavs", "vehicles", "aircraft")
_MOST = 8
LONGEST = 256
"""Characters of a query (Bot API, InlineQuery)."""


async def offers(ask: Ask, house: House) -> tuple[Offer, ...]:
    """What *ask* (its argument is the query) may want to send, the likeliest first; at most a dozen.

    Made once for all who ask the same, until a figure changes.
    """
    query = ask.argument.strip()[:LONGEST]
    own = () if query else await _own(ask, house)
    asked = replace(ask, argument=query)
    key = (query, own, ask.language, ask.today)
    return await house.offers.get(key, await house.tallies.version(), lambda: _made(asked, house, own))


async def _made(ask: Ask, house: House, own: tuple[str, ...]) -> tuple[Offer, ...]:
    said, query = words(ask.language), ask.argument
    if not query:
        cards = [await _card(said, house, slug, ask.today, None) for slug in own]
        return tuple(filter(None, (await _day(said, house, ask.today, None), *cards)))
    known = await house.tallies.categories()
    question = await asyncio.to_thread(read, query, ask.today, known)
    if question.category is None or question.trouble:
        return await _other(ask, house, question, said)
    return await _of_category(ask, house, question.category, question.since, said)


async def _other(ask: Ask, house: House, question: Question, said: Words) -> tuple[Offer, ...]:
    """A day, a period of all categories, or what may have been meant."""
    day = question.since.start(ask.today) if question.since else None
    if question.trouble is None and day is not None:
        return tuple(filter(None, [await _day(said, house, ask.today, day)]))
    meant = (question.category,) if question.category else question.nearest
    cards = [await _card(said, house, slug, ask.today, None) for slug in meant]
    return tuple(filter(None, cards))


async def _of_category(ask: Ask, house: House, category: str, since: Since | None, said: Words) -> tuple[Offer, ...]:
    period = since if since and (since.is_period or since.day is None or since_then(ask.argument)) else None
    on = since.start(ask.today) if since and period is None else None
    shown = [await _card(said, house, category, ask.today, on)]
    if on is None:
        changes = [period] if period else [Since(days=7), Since(days=30)]
        moved = [await _change(said, house, category, each, ask.today) for each in changes]
        shown = [*moved, *shown] if period else [*shown, *moved]
    elif on:
        shown.append(await _change(said, house, category, Since(day=on), ask.today))
    tally = await house.tallies.last_known(category, on or ask.today)
    text = sentence(said, await citation(house.tallies, tally), 1000) if tally else None
    if tally and text and tally.total is not None:
        title = said.say("inline-cite", figure=counted(said, category, tally.total))
        shown.insert(1, Offer(title, text, render([Paragraph(text)])))
    return tuple(filter(None, shown))


async def _own(ask: Ask, house: House) -> tuple[str, ...]:
    """The categories of the person's own digest, or those that people ask for most."""
    subscription = await house.mail.subscriptions.of(ask.user, 0)
    chosen = subscription.look.categories if subscription else ()
    return tuple(chosen or _USUAL)[:_MOST]


async def _day(said: Words, house: House, today: date, on: date | None) -> Offer | None:
    facts = await bulletin(house.tallies, on=on)
    if facts is None:
        return None
    page = bulletin_page(said, facts, today, on)
    return Offer(said.say("inline-day", day=facts.day), said.say("inline-day-about"), render(page))


async def _card(said: Words, house: House, category: str, today: date, on: date | None) -> Offer | None:
    facts = await card(house.tallies, category, today=today, on=on)
    if not isinstance(facts, Card):
        return None
    tally = facts.figure.tally
    title = name(said, category) if tally.total is None else counted(said, category, tally.total)
    html = render(card_page(said, facts, today, on))
    return Offer(clean(title, 100), said.say("inline-card-about", day=tally.day), html)


async def _change(said: Words, house: House, category: str, since: Since, today: date) -> Offer | None:
    facts = await comparison(house.tallies, category, since, today=today)
    if facts is None or isinstance(facts, Absent) or facts.figure.change is None:
        return None
    change = facts.figure.change
    asked = since.start(facts.figure.tally.day)
    if asked >= facts.figure.tally.day:
        return None
    title = said.say("inline-change", name=name(said, category), change=change.value)
    about = said.say("inline-change-about", since=change.since, until=change.until)
    return Offer(title, about, render(comparison_page(said, facts, today, asked)))
