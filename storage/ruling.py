"""What an operator decides about a held figure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.engine import Database
from storage.ledger import note_change, open_page, write_page
from storage.provenance import Held, held_of
from storage.rows import moment_text
from tally.agreement import standing
from tally.tally import Standing, Tally, Witness

OPERATOR = "operator"
"""The reason of a revision that a person made."""


class Action(StrEnum):
    """What can be done with a held figure; the value is what becomes of it."""

    ACCEPT = "accepted"
    REJECT = "rejected"
    CORRECT = "corrected"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What came of a decision. It is not `fresh` where the figure had been decided before; then nothing was changed.

    `held` is the figure with its outcome; `tally` what we hold now for its day and category, None when nothing.
    """

    held: Held
    tally: Tally | None
    fresh: bool


async def rule(
    database: Database, held_id: int, action: Action, value: int | None, *, who: str, why: str | None, now: datetime
) -> Ruling | None:
    """Decide on a held figure, as one transaction; None where there is no such figure.

    *value* is the right total (or the right gain, where only a gain was held) for `Action.CORRECT`, and unused for the
    others. Raises ValueError when a correction has no value or one below zero.
    """
    if action is Action.CORRECT and (value is None or value < 0):
        raise ValueError("a correction needs a figure of zero or more")
    async with database.transaction():
        row = await database.row("held_by_id", id=held_id)
        if row is None:
            return None
        held = held_of(row)
        page = await open_page(database, held.claimant, held.day, held.day, by=who, now=now)
        present = page.known.get(held.day, {}).get(held.category)
        if held.outcome is not None:
            return Ruling(held, present, fresh=False)
        await database.write_many(
            "held_close",
            [{"id": held.id, "outcome": action.value, "decided_by": who, "decided_at": moment_text(now), "note": why}],
        )
        if action is Action.REJECT:
            await note_change(database)
        else:
            for each in page.held.get(held.day, ()):
                if each["id"] == held.id:
                    each["outcome"] = action.value
            voices = page.heard.get(held.day, {}).get(held.category, [])
            tally = _decided(held, present, value if action is Action.CORRECT else None, voices)
            page.revise(tally, reasons=(OPERATOR,), report=held.report, note=why)
            await write_page(database, page)
        closed = await database.row("held_by_id", id=held_id)
        assert closed is not None, "held figures are never removed"
        return Ruling(held_of(closed), page.known.get(held.day, {}).get(held.category), fresh=True)


def _decided(held: Held, present: Tally | None, value: int | None, voices: list[Witness]) -> Tally:
    total, gain = held.total, held.gain
    if value is not None and total is not None:
        total = value
    elif value is not None:
        gain = value
    if total is None and present is not None:
        total = present.total
    if gain is None and present is not None:
        gain = present.gain
    return Tally(
        claimant=held.claimant,
        day=held.day,
        category=held.category,
        total=total,
        gain=gain,
        standing=Standing.SINGLE if total is None else standing(total, voices),
        approximate=held.approximate,
        claimed_by=held.claimed_by,
        settled=True,
    )
