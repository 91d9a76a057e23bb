"""Whether a chat is shown real tables: its own choice, or else the operator's.

A table is a rich message (Bot API 10.1). Clients from before June 2026 show one as an unsupported message, and the
server cannot tell: so people choose, and the plain form says the same.
"""

from datetime import datetime

from bot.command import House


async def shows_tables(house: House, chat: int) -> bool:
    """Whether *chat* is shown tables."""
    chosen = await house.state.get(_name(chat))
    return house.tables if chosen is None else chosen == "on"


async def choose_tables(house: House, chat: int, *, on: bool, now: datetime) -> None:
    """Remember what *chat* chose."""
    await house.state.put(_name(chat), "on" if on else "off", now)


def _name(chat: int) -> str:
    return f"chat:{chat}:tables"
