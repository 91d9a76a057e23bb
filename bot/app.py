"""Joins the rooms and runs them: database, commands, Telegram; and stops them in good order."""

import asyncio
import signal
from collections.abc import Callable, Collection
from contextlib import nullcontext
from datetime import UTC, datetime

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.command import House
from bot.config import Listen
from bot.digests.service import Digests
from bot.health import Health
from bot.intake import Intake
from bot.lanes import Lanes
from bot.metrics import Metrics
from bot.presence import Replicas, process_name
from bot.readings import Readings
from bot.site import Sites
from bot.telegram.counts import counts
from bot.telegram.desk import Desk, open_application
from bot.telegram.menu import publish
from bot.telegram.patience import Patience
from bot.telegram.polling import Polling
from bot.telegram.request import AiohttpRequest, environment_proxy
from bot.telegram.webhook import Pushed, Webhook
from bot.watch import Watch
from news.web import Web
from storage.database import Database
from storage.presence import Presence
from storage.updates import SharedUpdates, Updates
from tally.errors import SettingError, StorageError

GRACE = 5.0
"""Seconds for what is under way when we are told to stop; with what follows it stays under the usual ten."""

_SWEEPING = 3600.0

_log = structlog.get_logger(__name__)


def utc_now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


class Service:
    """One bot on one Bot API server and one database, from `start` to `stop`.

    Updates are asked for, or taken at the webhook where `pushed` says how. `health` is where supervisors may ask.
    """

    def __init__(
        self,
        token: str,
        api: str,
        database: Database,
        *,
        operators: Collection[int] = (),
        now: Callable[[], datetime] = utc_now,
        pace: float = 28.0,
        paid: bool = False,
        tables: bool = True,
        watch: Watch | None = None,
        web: Web | None = None,
        pushed: Pushed | None = None,
        health: Listen | None = None,
    ) -> None:
        asking = AiohttpRequest(2, proxy=environment_proxy(api))
        self.application = open_application(token, api, asking)
        self._digests = Digests(token, api, database, now, operators, pace, paid)
        self._watch = watch
        house = House.over(database, pace=pace, paid=paid, tables=tables, web=web)
        self._desk = Desk(self.application, house, operators, now, self._answered)
        me = process_name()
        self.intake = Intake(self._desk, SharedUpdates(database, me) if pushed else Updates(database), Lanes(), now)
        self.way: Polling | Webhook
        if pushed:
            self.way = Webhook(self.application.bot, self.intake, Replicas(Presence(database, me)), pushed)
        else:
            self.way = Polling(self.application.bot, asking, self.intake)
        self.metrics = Metrics(counts(self.intake, self._desk, self._digests, self.way), Readings(database, now))
        self.health = Health(self.way, self.metrics, house.tallies.latest_day)
        self._sites = Sites()
        if pushed and isinstance(self.way, Webhook):
            self._sites.add("WEBHOOK_LISTEN", pushed.listen, self.way.hook.routes())
        if health:
            self._sites.add("HEALTH_LISTEN", health, self.health.routes())
        self._aside: list[asyncio.Task[None]] = []

    def _answered(self, command: str, seconds: float) -> None:
        self.metrics.answered(command, seconds)

    async def start(self) -> None:
        """Listen where we are called, and reach Telegram, however long that takes.

        Raises `SettingError` when it does not know the token, or an address is taken.
        """
        await self._sites.open()
        patience = Patience()
        while True:
            try:
                await self.application.initialize()
            except InvalidToken:
                raise unknown_token() from None
            except TelegramError as error:
                await patience.wait("Telegram cannot be reached; trying until it can", str(error))
            else:
                break
        patience.over("Telegram answers")
        _log.info("at work", bot=f"@{self.application.bot.username}")
        self._aside = [asyncio.create_task(self._menu()), asyncio.create_task(self._sweep())]

    async def serve(self) -> None:
        """Answer people, deliver digests and gather news for ever.

        Raises `SettingError` when the token is no longer known, or Telegram refuses the webhook's address.
        """
        async with self._digests.at_work(), self._watch.at_work() if self._watch else nullcontext():
            await self._answer()

    async def _answer(self) -> None:
        committing = asyncio.create_task(self.intake.commit())
        taking = asyncio.create_task(self.way.run())
        self.health.serving = True
        try:
            done, _ = await asyncio.wait({committing, taking}, return_when=asyncio.FIRST_COMPLETED)
            await done.pop()
        except InvalidToken:
            raise unknown_token() from None
        finally:
            # First nothing new may come in. Committing last: what is finished must still be marked.
            self.health.serving = False
            await _end(taking)
            if await self.intake.drain(GRACE):
                _log.debug("everything that came in is answered")
            await _end(committing)

    async def stop(self) -> None:
        """Tell Telegram, or the other processes, how far we are, and close every connection."""
        for task in self._aside:
            await _end(task)
        await self._desk.close()
        await self.way.close()
        await self._sites.close()
        await self.application.bot.shutdown()

    async def _menu(self) -> None:
        if written := await publish(self.application.bot):
            _log.info("the command menu was brought up to date", menus=written)

    async def _sweep(self) -> None:
        while True:
            try:
                await self.intake.sweep()
            except StorageError as error:
                _log.warning("old update ids could not be swept", reason=str(error))
            await asyncio.sleep(_SWEEPING)


async def run(service: Service) -> None:
    """Start, serve until SIGTERM or SIGINT, stop. A second signal stops at once. Raises `SettingError`."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked_to_stop() -> None:
        _log.info("stopping")
        stopping.set()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(each)

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, asked_to_stop)
    life = asyncio.create_task(_live(service))
    waiting = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({life, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if life.done():
            await life
    finally:
        waiting.cancel()
        await _end(life)
        await service.stop()


async def _live(service: Service) -> None:
    await service.start()
    await service.serve()


async def _end(task: asyncio.Task[None]) -> None:
    """Cancel `task` and wait until it is through with its last things; how it ended is for others to ask."""
    task.cancel()
    await asyncio.wait({task})


def unknown_token() -> SettingError:
    """What an operator reads when Telegram does not know the token."""
    return SettingError("BOT_TOKEN", "Telegram does not know this token; copy it anew from @BotFather")
