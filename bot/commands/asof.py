"""`/asof DAY [for DAY]`: what did we say then?"""

import asyncio
import re
from datetime import date

from answers.page import Line, render
from answers.pages.corrections import as_of_page, nothing_said_page
from answers.provenance import as_of
from answers.question import Question
from answers.question import ask as read
from answers.typed import one_of, whole
from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands.asking import troubled
from bot.commands.rows import around
from bot.press import press

_FOR = re.compile(rf"\s+(?:{one_of('days', 'for')})\s+", re.IGNORECASE)
_TODAY = whole(one_of("days", "today"))


async def asof(ask: Ask, house: House) -> Reply:
    """What we said at the end of one day, of the newest day known then or of the one that is named."""
    said = words(ask.language)
    known = await house.tallies.categories()
    at_text, *for_text = _FOR.split(ask.argument[:120].strip(), maxsplit=1)
    then = await asyncio.to_thread(read, at_text, ask.today, known)
    day = await asyncio.to_thread(read, for_text[0], ask.today, known) if for_text else Question()
    for question in (then, day):
        if question.trouble:
            return troubled(ask, question, "latest")
    at = then.since.start(ask.today) if then.since else ask.today if _TODAY.search(at_text) else None
    if at is None:
        return _which_day(ask)
    on = day.since.start(ask.today) if day.since else None
    facts = await as_of(house.tallies, at, on)
    row = (around(said, "corrections", "latest", "help"),)
    if facts is None:
        return Reply(render(nothing_said_page(said, at, on)), row, edits=False)
    return Reply(render(as_of_page(said, facts, then.category or day.category)), row)


def _which_day(ask: Ask) -> Reply:
    said = words(ask.language)
    days = [date.fromordinal(ask.today.toordinal() - back) for back in (1, 7, 30)]
    row = tuple(Button(said.say("asof-button", day=each), press("asof", each.isoformat())) for each in days)
    return Reply(render([Line(said.say("asof-which-day"))]), (row, around(said, "latest", "help")), edits=False)
