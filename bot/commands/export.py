"""`/export [category] [period] [csv|json|xlsx]`: the figures as a file."""

import asyncio
import re
from dataclasses import replace
from datetime import date, timedelta

from answers.export import Form, rows_of, written
from answers.page import Line, render
from answers.pages.notes import nothing_yet_page
from answers.pages.past import span_label
from answers.question import ask as read
from answers.span import Span, find_spans
from answers.words import words
from bot.command import Ask, Button, Document, House, Reply
from bot.commands.asking import troubled
from bot.commands.rows import around
from bot.press import fits, press

_FORM = re.compile(r"\b(csv|json|xlsx?|excel)\b", re.IGNORECASE)


async def export(ask: Ask, house: House) -> Reply:
    """One category or all, over a stretch or all of it; CSV unless another form is asked for."""
    said = words(ask.language)
    asked = _FORM.search(ask.argument)
    first, latest = await house.tallies.first_day(), await house.tallies.latest_day()
    if first is None or latest is None:
        return Reply(render(nothing_yet_page(said)), (around(said, "help", "about"),))
    text, span = _without_span(_FORM.sub(" ", ask.argument), ask.today)
    known = await house.tallies.categories()
    question = await asyncio.to_thread(read, text, ask.today, known)
    if question.trouble:
        return troubled(replace(ask, argument=text), question, "export")
    if span is None:
        start = question.since.start(latest) + timedelta(days=1) if question.since else first
        span = Span(min(start, latest), latest)
    form = _form(asked[1].casefold()) if asked else Form.CSV
    rows = await rows_of(house.tallies, house.files, [question.category] if question.category else known, span)
    if not rows:
        return Reply(render([Line(said.say("past-nothing"))]), (around(said, "latest", "help"),), edits=False)
    content = await asyncio.to_thread(written, rows, form, ask.now)
    name = f"{question.category or 'all'}_{span.since}_{span.until}.{form.value}"
    caption = render([Line(said.say("export-caption", span=span_label(said, span), n=len(rows)))])
    return Reply(caption, _forms(ask, question.category, span), False, document=Document(_safe(name), content, caption))


def _without_span(text: str, today: date) -> tuple[str, Span | None]:
    found = find_spans(text, today)
    if not found:
        return text, None
    return f"{text[: found[0].start]} {text[found[0].end :]}", found[0].span


def _forms(ask: Ask, category: str | None, span: Span) -> tuple[tuple[Button, ...], ...]:
    arguments = [(form, " ".join(filter(None, [category, str(span), form.value]))) for form in Form]
    row = tuple(
        Button(form.value.upper(), press("export", argument))
        for form, argument in arguments
        if fits("export", argument)
    )
    return (row,) if row else ()


def _form(typed: str) -> Form:
    """`excel` and `xls` mean what Excel opens."""
    return Form(typed) if typed in ("csv", "json") else Form.XLSX


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name)[:80]
