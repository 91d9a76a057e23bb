"""Corrections reach those who got the wrong figure: the message is edited, a short note follows where it matters."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from answers.digest import matters
from answers.page import render
from answers.pages.digest import correction_page
from answers.words import words
from bot.digests.editor import ALERTS, DIGESTS, Editor
from bot.digests.planner import rank
from storage.editions import Edition, Editions, Figures
from storage.engine import Database
from storage.outbox import Entry, Outbox, Sent
from storage.rows import moment_of, moment_text
from storage.state import State
from storage.tallies import Tallies

REACH = timedelta(days=14)
"""How far back messages are edited; an older digest is nobody's news any more."""

_EDITABLE = timedelta(days=2)
_SEEN = "digests.corrected"
_CHUNK = 500
_MANY = 10_000


class Corrections:
    """Watches what the tally corrects."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._now = now
        self._tallies, self._state = Tallies(database), State(database)
        self._outbox, self._editions, self._editor = Outbox(database), Editions(database), Editor(database)

    async def plan(self) -> int:
        """Render anew what shows a corrected figure, and plan edits and notes; how many rows. Raises StorageError."""
        now = self._now()
        await self._renew(now)
        planned = 0
        for edition in await self._editions.since((now - REACH).date(), renewed=True):
            note = await self._editions.named(_note_name(edition))
            while sent := await self._outbox.outdated(edition, _CHUNK):
                entries = [each for one in sent for each in _entries(edition, one, note, now)]
                await self._outbox.plan_edits(entries, sent, edition.revision)
                planned += len(entries)
        return planned

    async def _renew(self, now: datetime) -> None:
        seen = await self._state.get(_SEEN)
        since = moment_of(seen) if seen else now - REACH
        found = [each for each in await self._tallies.corrections(since, limit=_MANY) if each.after.decided_at > since]
        if not found:
            return
        first = min(each.after.tally.day for each in found)
        for edition in await self._editions.since(max(first, (now - REACH).date())):
            if edition.kind in (*DIGESTS, *ALERTS) and (rendered := await self._editor.look_again(edition)):
                await self._publish_note(edition, rendered[1], now)
                await self._editions.renew(edition, *rendered, now)
        await self._state.put(_SEEN, moment_text(max(each.after.decided_at for each in found)), now)

    async def _publish_note(self, edition: Edition, figures: Figures, now: datetime) -> None:
        """Keep the note that goes with the next revision, if what changed is worth one."""
        gone: tuple[int | None, int | None] = (None, None)
        wrong = {slug: was for slug, was in edition.figures.items() if matters(was, figures.get(slug, gone))}
        if not wrong:
            return
        html = render(correction_page(words(edition.language), edition.day, wrong, figures))
        name = f"note|{edition.id}|{edition.revision + 1}"
        await self._editions.publish(Edition(name, "correction", edition.day, edition.language, "", html), now)


def _note_name(edition: Edition) -> str:
    return f"note|{edition.id}|{edition.revision}"


def _entries(edition: Edition, sent: Sent, note: Edition | None, now: datetime) -> Sequence[Entry]:
    """The edit of one message, and its note."""
    made = [_entry(edition, sent, f"edit {sent.kind}", edition.id, now, edits=True)]
    if note is not None and sent.wants_note:
        made.append(_entry(edition, sent, "correction", note.id, now, edits=False))
    return made


def _entry(edition: Edition, sent: Sent, kind: str, id: int, now: datetime, *, edits: bool) -> Entry:
    day: date = edition.day
    return Entry(
        chat=sent.chat,
        topic=sent.topic,
        kind=kind,
        day=day,
        revision=edition.revision,
        edition=id,
        due_at=now,
        until=now + _EDITABLE,
        rank=rank(sent.chat, sent.topic, day),
        lane=0,
        silent=sent.silent,
        edits=edits,
        message=sent.message if edits else None,
    )
