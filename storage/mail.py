"""Everything that digests keep, in one hand."""

from dataclasses import dataclass
from typing import Self

from storage.broadcasts import Broadcasts, Watch
from storage.editions import Editions
from storage.engine import Database
from storage.outbox import Outbox
from storage.subscriptions import Subscriptions


@dataclass(frozen=True, slots=True)
class Mail:
    """Who wants what, what is sent, who got it, what operators write, and what they are shown."""

    subscriptions: Subscriptions
    editions: Editions
    outbox: Outbox
    broadcasts: Broadcasts
    watch: Watch

    @classmethod
    def over(cls, database: Database) -> Self:
        """The mail of *database*."""
        return cls(Subscriptions(database), Editions(database), Outbox(database), Broadcasts(database), Watch(database))
