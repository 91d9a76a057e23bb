"""Reviews: what operators decide about held figures, and what one of them was asked and has yet to type."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.engine import Database
from storage.ruling import Action, Ruling, rule
from storage.state import State

PATIENCE = timedelta(minutes=15)
"""After this, words that an operator types are no longer taken for the answer."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What an operator is about to decide: of a correction the `value` once it was typed; the word why is to come."""

    held: int
    action: Action
    value: int | None = None


class Reviews:
    """The desk of the operators, each known by Telegram's id."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._state = State(database)

    async def awaited(self, user: int, now: datetime) -> Awaited | None:
        """What *user* was asked not too long ago and has not answered."""
        content = await self._state.get(_name(user))
        if content is None:
            return None
        asked = json.loads(content)
        if now - datetime.fromisoformat(asked["asked_at"]) > PATIENCE:
            return None
        return Awaited(asked["held"], Action(asked["action"]), asked["value"])

    async def ask(self, user: int, awaited: Awaited, now: datetime) -> None:
        """Remember that *user* is asked; what was asked before is forgotten."""
        asked = {
            "held": awaited.held,
            "action": awaited.action.value,
            "value": awaited.value,
            "asked_at": now.isoformat(),
        }
        await self._state.put(_name(user), json.dumps(asked), now)

    async def cancel(self, user: int) -> None:
        """Nothing is awaited of *user* any more."""
        if await self._state.get(_name(user)) is not None:
            await self._state.drop(_name(user))

    async def decide(self, user: int, awaited: Awaited, why: str, now: datetime) -> Ruling | None:
        """Decide as `Tallies.decide` does, in the name of *user*, who then owes no answer."""
        async with self._database.transaction():
            await self.cancel(user)
            who = f"telegram:{user}"
            return await rule(self._database, awaited.held, awaited.action, awaited.value, who=who, why=why, now=now)


def _name(user: int) -> str:
    return f"review:{user}"
