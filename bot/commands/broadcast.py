"""`/broadcast text`: what operators write to every subscriber; shown first, sent by the same queue as digests."""

from datetime import timedelta

from answers.page import Block, Heading, Line, Note, Page, clean, render
from answers.pages.digest import broadcast_page
from answers.words import Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.rows import Rows
from bot.digests.pacing import duration, stars
from bot.press import press
from storage.broadcasts import Broadcast
from storage.editions import Edition

LONGEST = 3_500


async def broadcast(ask: Ask, house: House) -> Reply:
    """A text is drafted; `send N`, `stop N` and `show N` are what the buttons say."""
    word, _, rest = ask.argument.strip().partition(" ")
    if word in _ACTIONS and rest.isdecimal() and (found := await house.mail.broadcasts.get(int(rest))):
        await _ACTIONS[word](ask, house, found)
        return await _shown(ask, house, found.id)
    if ask.argument.strip():
        return await _draft(ask, house)
    return await _recent(ask, house)


async def _draft(ask: Ask, house: House) -> Reply:
    said = words(ask.language)
    if len(ask.argument) > LONGEST:
        return Reply(render([Line(said.say("broadcast-too-long", longest=LONGEST))]))
    html = render(broadcast_page(said, ask.argument))
    name = f"broadcast|{ask.user}|{ask.now.isoformat()}"
    edition = await house.mail.editions.publish(Edition(name, "broadcast", ask.today, ask.language, "", html), ask.now)
    return await _shown(ask, house, await house.mail.broadcasts.draft(edition.id, ask.user, ask.now))


async def _shown(ask: Ask, house: House, id: int) -> Reply:
    """The broadcast as it will look, how many get it, until when and for how many Stars, and what can be done."""
    said = words(ask.language)
    found = await house.mail.broadcasts.get(id)
    edition = await house.mail.editions.get(found.edition) if found else None
    if found is None or edition is None:
        return await _recent(ask, house)
    counts = await house.mail.watch.edition_counts(found.edition)
    many = (await house.mail.subscriptions.counts()).get("active", 0)
    page: list[Block] = [Heading(said.say(f"broadcast-{found.state}", id=str(id)))]
    if found.state == "draft":
        page += _prospect(said, many, house)
    else:
        page += [Line(said.say("broadcast-count", state=said.say(f"row-{each}"), n=n)) for each, n in counts.items()]
    html = f"{render(page)}\n\n{edition.html}"
    return Reply(html, _buttons(said, found))


def _prospect(said: Words, many: int, house: House) -> Page:
    seconds = duration(many, house.pace)
    page: list[Block] = [
        Line(said.say("broadcast-many", n=many)),
        Line(said.say("broadcast-lasts", time=lasting(said, seconds), pace=round(house.pace))),
    ]
    if house.paid:
        page.append(Line(said.say("broadcast-stars", n=stars(many, house.pace))))
    return page


def lasting(said: Words, seconds: float) -> str:
    """A duration as hours and minutes."""
    minutes = max(1, round(timedelta(seconds=seconds).total_seconds() / 60))
    if minutes < 60:
        return said.say("lasting-minutes", n=minutes)
    return said.say("lasting-hours", hours=minutes // 60, minutes=minutes % 60)


def _buttons(said: Words, found: Broadcast) -> Rows:
    refresh = Button(said.say("button-refresh"), press("broadcast", f"show {found.id}"))
    if found.state == "draft":
        send = Button(said.say("button-send"), press("broadcast", f"send {found.id}"))
        return ((send, Button(said.say("button-discard"), press("broadcast", f"stop {found.id}"))),)
    if found.state == "stopped":
        return ((refresh,),)
    return ((Button(said.say("button-stop"), press("broadcast", f"stop {found.id}")), refresh),)


async def _recent(ask: Ask, house: House) -> Reply:
    said = words(ask.language)
    unknown = await house.mail.watch.unknown()
    page: list[Block] = [Heading(said.say("broadcast-heading")), Line(said.say("broadcast-help"))]
    rows: list[tuple[Button, ...]] = []
    for each in await house.mail.broadcasts.recent():
        label = clean(said.say(f"broadcast-{each.state}", id=str(each.id)), 60)
        rows.append((Button(label, press("broadcast", f"show {each.id}")),))
    return Reply(render([*page, Note(said.say("broadcast-unknown", n=unknown))]), tuple(rows))


async def _send(ask: Ask, house: House, found: Broadcast) -> None:
    await house.mail.broadcasts.change(found.id, "draft", "planning")


async def _stop(ask: Ask, house: House, found: Broadcast) -> None:
    for state in ("draft", "planning", "planned"):
        await house.mail.broadcasts.change(found.id, state, "stopped")
    await house.mail.outbox.stop(found.edition, "stopped by an operator")


async def _show(ask: Ask, house: House, found: Broadcast) -> None:
    """Nothing changes."""


_ACTIONS = {"send": _send, "stop": _stop, "show": _show}
