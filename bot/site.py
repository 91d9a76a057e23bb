"""HTTP that others call: one server at each address, whoever's paths they are."""

import errno
from collections.abc import Iterable

from aiohttp import web

from bot.config import Listen
from tally.errors import SettingError

LARGEST_BODY = 1 << 20
"""Bytes of a request's body; Telegram's updates stay far below."""


class Sites:
    """The servers of one process, open between `open` and `close`."""

    def __init__(self) -> None:
        self._paths: dict[Listen, tuple[str, list[web.RouteDef]]] = {}
        self._runners: list[web.AppRunner] = []

    def add(self, setting: str, listen: Listen, routes: Iterable[web.RouteDef]) -> None:
        """Serve `routes` at `listen`, which the `setting` names; beside what is there when the address is the same."""
        self._paths.setdefault(listen, (setting, []))[1].extend(routes)

    @property
    def addresses(self) -> list[Listen]:
        """Where the servers listen, once they are open."""
        return [Listen(*runner.addresses[0][:2]) for runner in self._runners]

    async def open(self) -> None:
        """Listen. Raises `SettingError` where an address cannot be listened at."""
        for listen, (setting, routes) in self._paths.items():
            application = web.Application(client_max_size=LARGEST_BODY)
            application.add_routes(routes)
            # No access log: addresses and bodies are other people's.
            runner = web.AppRunner(application, access_log=None, shutdown_timeout=2.0)
            await runner.setup()
            self._runners.append(runner)
            try:
                await web.TCPSite(runner, listen.host, listen.port).start()
            except OSError as error:
                raise _cannot_listen(setting, listen, error) from None

    async def close(self) -> None:
        """Answer what is under way, and listen no more."""
        while self._runners:
            await self._runners.pop().cleanup()


def _cannot_listen(setting: str, listen: Listen, error: OSError) -> SettingError:
    taken = "something else listens there" if error.errno == errno.EADDRINUSE else error.strerror or str(error)
    return SettingError(setting, f"cannot listen at {listen.host}:{listen.port}: {taken}")
