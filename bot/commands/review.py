"""`/review`: figures that wait for an operator, one after the other, with buttons to accept, reject or correct.

Every decision takes two steps: what to do, then a word why (a button, or typed). What an operator was asked is kept in
the database (`storage.reviews`), so that a restart between question and answer loses nothing.
"""

import re
from dataclasses import replace

from answers.page import Line, render
from answers.pages.review import docket_page, no_figure_page, nothing_held_page, outcome, question_page
from answers.provenance import docket, out_of_line
from answers.typed import forms
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.rows import Rows, around
from bot.press import press
from storage.provenance import Held
from storage.reviews import Awaited
from storage.ruling import Action

_ACTIONS = {"accept": Action.ACCEPT, "reject": Action.REJECT, "correct": Action.CORRECT}
_WHYS = {
    Action.ACCEPT: ("why-seen", "why-agree", "why-restated"),
    Action.REJECT: ("why-typo", "why-other-count", "why-other-day"),
    Action.CORRECT: (),
}
"""Words why that a button carries; anything else is typed."""

_FIGURE = re.compile(
    r"\s*\+?(\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}){1,3}(?!\d)|\d{1,12}(?!\d))[\s:;,.–—-]*(.*)", re.DOTALL
)
_CANCELS = (*forms("choices", "cancel"), "/cancel")
_LONGEST_WHY = 300


async def review(ask: Ask, house: House) -> Reply:
    """The next figure that waits; `accept 12 why`, `reject 12 why` and `correct 12 VALUE why` decide on the 12th."""
    verb, number, text = [*ask.argument.split(maxsplit=2), "", "", ""][:3]
    await house.reviews.cancel(ask.user)
    if not number.isdecimal() or len(number) > 18:
        cancelled = words(ask.language).say("review-cancelled") if verb == "cancel" else None
        return await _next(ask, house, None, cancelled)
    held = await house.tallies.held_figure(int(number))
    if held is None or held.outcome is not None:
        return await _next(ask, house, held, words(ask.language).say("review-gone"))
    if verb not in _ACTIONS:
        return await _next(ask, house, held) if verb == "next" else await _shown(ask, house, held)
    awaited = Awaited(held.id, _ACTIONS[verb])
    await house.reviews.ask(ask.user, awaited, ask.now)
    if ask.pressed:
        text = _carried(words(ask.language), awaited.action, text)
    return await _answered(ask, house, held, awaited, text) if text else _asked(ask, held, awaited)


async def typed(ask: Ask, house: House) -> Reply | None:
    """What an operator typed in answer to a question of ours; None when none is open."""
    awaited = await house.reviews.awaited(ask.user, ask.now)
    if awaited is None:
        return None
    held = await house.tallies.held_figure(awaited.held)
    if ask.argument.strip().casefold() in _CANCELS or held is None:
        return replace(await review(replace(ask, argument="cancel"), house), edits=False)
    return replace(await _answered(ask, house, held, awaited, ask.argument), edits=False)


async def _answered(ask: Ask, house: House, held: Held, awaited: Awaited, text: str) -> Reply:
    """Decide, once the value (of a correction) and a word why are there; else ask for what is missing."""
    said = words(ask.language)
    if awaited.action is Action.CORRECT and awaited.value is None:
        figure = read_figure(text)
        if figure is None:
            return Reply(render(no_figure_page(said)), (_cancel(said),), edits=False)
        value, text = figure
        awaited = replace(awaited, value=value)
        odd = out_of_line(await docket(house.tallies, held), value)
        if odd or not text:
            # The word why, typed below a warning, is what confirms an odd figure.
            await house.reviews.ask(ask.user, awaited, ask.now)
            return _asked(ask, held, awaited, odd=odd)
    why = " ".join(text.split())[:_LONGEST_WHY]
    if not why:
        return _asked(ask, held, awaited)
    ruling = await house.reviews.decide(ask.user, awaited, why, ask.now)
    return await _next(ask, house, held, outcome(said, ruling) if ruling else said.say("review-gone"))


def read_figure(text: str) -> tuple[int, str] | None:
    """The figure that *text* begins with, its digits grouped or not, and the words after it; None without one."""
    match = _FIGURE.fullmatch(text)
    return (int(re.sub(r"\D", "", match[1])), " ".join(match[2].split())) if match else None


async def _next(ask: Ask, house: House, after: Held | None, notice: str | None = None) -> Reply:
    """The figure that waits after *after*, the first of all after the last; above it what was just done."""
    said = words(ask.language)
    held = await house.tallies.next_held(after)
    if held is None:
        page = [*([Line(notice)] if notice else []), *nothing_held_page(said)]
        return Reply(render(page), (around(said, "status", "latest"),), notice=notice)
    return await _shown(ask, house, held, notice)


async def _shown(ask: Ask, house: House, held: Held, notice: str | None = None) -> Reply:
    said = words(ask.language)
    page = [*([Line(notice)] if notice else []), *docket_page(said, await docket(house.tallies, held))]
    decide = tuple(Button(said.say(f"button-{verb}"), press("review", f"{verb} {held.id}")) for verb in _ACTIONS)
    rest = (Button(said.say("button-skip"), press("review", f"next {held.id}")), *around(said, "status"))
    return Reply(render(page), (decide, rest), notice=notice)


def _asked(ask: Ask, held: Held, awaited: Awaited, *, odd: bool = False) -> Reply:
    said = words(ask.language)
    verb = next(verb for verb, action in _ACTIONS.items() if action is awaited.action)
    whys: Rows = tuple(
        (Button(said.say(each), press("review", f"{verb} {held.id} {each}")),) for each in _WHYS[awaited.action]
    )
    return Reply(render(question_page(said, held, awaited, odd=odd)), (*whys, _cancel(said)))


def _cancel(said: Words) -> tuple[Button, ...]:
    return (Button(said.say("button-cancel"), press("review", "cancel")),)


def _carried(said: Words, action: Action, code: str) -> str:
    """The word why that a button stands for."""
    return said.say(code) if code in _WHYS[action] else ""
