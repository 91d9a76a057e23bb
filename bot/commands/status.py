"""`/status`: what was read last, how old each source is, when the next look comes, and what waits."""

from pydantic import ValidationError

from answers.page import render
from answers.pages.status import status_page
from answers.status import Looked
from answers.status import status as current_status
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.rows import around
from news.memory import Memory
from storage.state import State

_SOURCES = "source:"
"""How names of what gathering remembers begin (`news.memory`)."""


async def status(ask: Ask, house: House) -> Reply:
    """For everyone; operators also see what is wrong with a source, and what waits for them."""
    said = words(ask.language)
    facts = await current_status(house.tallies, await _looked(house.state), await house.mail.watch.unknown())
    page = status_page(said, facts, ask.now, ask.today, operator=ask.operator)
    after = around(said, "review") if ask.operator and facts.held else ()
    return Reply(render(page), (*((after,) if after else ()), around(said, "status", "latest", "corrections")))


async def _looked(state: State) -> list[Looked]:
    """The sources that were ever looked at; a memory of a shape that is no longer written says nothing."""
    found = []
    for name, content in (await state.named(_SOURCES)).items():
        try:
            memory = Memory.model_validate_json(content)
        except ValidationError:
            continue
        if memory.looked_at:
            found.append(Looked(name, memory.newest, memory.next_look, memory.problem))
    return found
