"""What gathering remembers of a source between looks, and when it looks next. Pure but for the two lines of storage."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from news.dating import KYIV
from news.sources.source import Rhythm
from storage.database import Database
from storage.state import State

_LONGEST_WAIT = timedelta(hours=6)
_FIRST_WAIT = timedelta(minutes=2)


class Version(BaseModel):
    """What a server called the page we saw last."""

    model_config = ConfigDict(frozen=True)

    etag: str | None = None
    last_modified: str | None = None


class Memory(BaseModel):
    """What is known of a source.

    `problem` is what stopped the last look, None when nothing did; `failures` how many looks in a row were stopped.
    `rows` holds what each day's row of a data set said (as a mark), `tried` addresses of articles that lead nowhere.
    """

    model_config = ConfigDict(frozen=True)

    looked_at: datetime | None = None
    next_look: datetime | None = None
    newest: datetime | None = None
    problem: str | None = None
    failures: int = 0
    pages: Mapping[str, Version] = {}
    rows: Mapping[str, str] = {}
    tried: tuple[str, ...] = ()

    def due(self, now: datetime) -> bool:
        """Whether it is time to look."""
        return self.next_look is None or self.next_look <= now


KEPT_AS = "source:"
"""How the names begin under which memories are kept (`storage.state`); the source's follows."""


async def remembered(source: str, database: Database) -> Memory:
    """The memory of a source; a new one where there is none, or one of a shape we no longer write."""
    content = await State(database).get(_name(source))
    try:
        return Memory() if content is None else Memory.model_validate_json(content)
    except ValidationError:
        return Memory()


async def remember(source: str, memory: Memory, database: Database, now: datetime) -> None:
    """Keep *memory* in place of what was known of the source."""
    await State(database).put(_name(source), memory.model_dump_json(), now)


def _name(source: str) -> str:
    return f"{KEPT_AS}{source}"


def next_look(
    rhythm: Rhythm, now: datetime, *, has_today: bool, failures: int = 0, wait: float | None = None, chance: float = 0.0
) -> datetime:
    """When to look again after a look at *now*.

    *has_today* says whether the day's bulletin is known; *failures* how many looks in a row went wrong; *wait* how many
    seconds the server asked for. *chance* (0 to 1) spreads many bots that would otherwise come at the same second.
    """
    local = now.astimezone(KYIV)
    watching = rhythm.opens <= local.time() < rhythm.closes and not has_today
    step = rhythm.often if watching else rhythm.rest
    if failures:
        step = max(step, min(_FIRST_WAIT * 2 ** min(failures, 10), _LONGEST_WAIT))
    step *= 1 + 0.2 * chance
    if wait is not None:
        return now + max(step, timedelta(seconds=min(wait, 24 * 3600)))
    opening = _next_opening(rhythm, now)
    # The morning watch does not oversleep because the last look was shortly before it.
    return now + step if failures or now + step < opening or watching else opening + rhythm.often * 0.2 * chance


def _next_opening(rhythm: Rhythm, now: datetime) -> datetime:
    local = now.astimezone(KYIV)
    opening = datetime.combine(local.date(), rhythm.opens, KYIV)
    if opening <= local:
        opening = datetime.combine(local.date() + timedelta(days=1), rhythm.opens, KYIV)
    return opening.astimezone(UTC)
