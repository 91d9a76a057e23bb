"""The facts of how the bot itself is: what it read last, how its sources are, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.provenance import Speaker
from storage.tallies import Tallies

_LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Looked:
    """A source that is looked at: its newest thing, the next look, and what stopped the last one."""

    name: str
    newest: datetime | None
    next_look: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """How things are. `unknown` counts messages of which nobody can know whether they arrived."""

    latest: date | None
    speakers: tuple[Speaker, ...]
    looked: tuple[Looked, ...]
    held: int
    oldest_held: date | None
    unknown: int


async def status(tallies: Tallies, looked: Sequence[Looked], unknown: int) -> Status:
    """How things are, with the sources that spoke in the week before the newest day."""
    latest = await tallies.latest_day()
    speakers = await tallies.speakers(latest - _LATELY, latest, limit=8) if latest else []
    held, oldest = await tallies.waiting()
    return Status(latest, tuple(speakers), tuple(looked), held, oldest, unknown)
