"""One message over the wire: the body of an edition is made once, a chat's id is all that is added to it.

Built on the bot's own request class, because that alone tells what provably did not leave from what may have arrived.
"""

import json
from typing import Any

import aiohttp

from bot.digests.verdicts import Meaning, Verdict, verdict
from bot.telegram.request import AiohttpRequest, MaybeSent, NotSent, Prepared
from storage.editions import Edition
from storage.outbox import Ready

_KEPT = 512
"""Editions whose bodies are kept; the newest are those being sent."""


class BulkRequest(AiohttpRequest):
    """The bot's request class with the same patience for every call, worked out once."""

    __slots__ = ("_patience",)

    def __init__(self, connections: int, *, connect: float = 5.0, read: float = 10.0, proxy: str | None = None) -> None:
        super().__init__(connections, proxy=proxy)
        # Waiting for a free connection counts as connecting: then nothing has left. The whole ends what has.
        self._patience = aiohttp.ClientTimeout(total=2 * connect + read, connect=connect, sock_connect=connect)

    def _timeout(self, **asked: Any) -> aiohttp.ClientTimeout:
        return self._patience


class Wire:
    """Sends and edits messages through one Bot API server, over other connections than people's answers."""

    def __init__(self, api: str, token: str, request: BulkRequest, *, paid: bool = False) -> None:
        self._address = f"{api}/bot{token}"
        self._request = request
        self._paid = paid
        self._tails: dict[tuple[int, int], bytes] = {}

    async def open(self) -> None:
        """Open the pool of connections."""
        await self._request.initialize()

    async def close(self) -> None:
        """Close every connection."""
        await self._request.shutdown()

    async def send(self, row: Ready, edition: Edition) -> Verdict:
        """Send *edition* to the row's chat, or put it over the row's message."""
        method = "editMessageText" if row.edits else "sendMessage"
        body = self._head(row) + self._tail(edition)
        prepared: Any = Prepared(body)
        try:
            _, payload = await self._request.do_request(f"{self._address}/{method}", "POST", prepared)
        except NotSent as error:
            return Verdict(Meaning.NOT_SENT, why=str(error))
        except MaybeSent as error:
            return Verdict(Meaning.UNKNOWN, why=str(error))
        return verdict(payload)

    def _head(self, row: Ready) -> bytes:
        head = f'{{"chat_id":{row.chat}'
        if row.edits:
            head += f',"message_id":{row.message}'
        else:
            if row.topic:
                head += f',"message_thread_id":{row.topic}'
            if row.silent:
                head += ',"disable_notification":true'
            if self._paid:
                head += ',"allow_paid_broadcast":true'
        return head.encode()

    def _tail(self, edition: Edition) -> bytes:
        key = (edition.id, edition.revision)
        if key not in self._tails:
            while len(self._tails) >= _KEPT:
                del self._tails[next(iter(self._tails))]
            same_for_all = {
                "text": edition.html,
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
            }
            self._tails[key] = b"," + json.dumps(same_for_all, ensure_ascii=False).encode()[1:]
        return self._tails[key]
