"""Talking to the Bot API over aiohttp, and saying of every failure whether the request may have been carried out.

The Bot API has no idempotency key: whoever repeats a request that was carried out sends a message twice. So the one
question about a failure is whether it is *provably* harmless to repeat, and the type of the exception answers it.
python-telegram-bot's own client flattens that answer away (and is an order slower under load).
"""

import os
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData


class NotSent(NetworkError):  # noqa: N818 - named like telegram.error's own
    """The request was not carried out: no address, no connection, no TLS, or the rate limit refused it. Repeat
    freely."""


class NotSentInTime(NotSent, TimedOut):
    """No connection became free or was made in time; the request did not leave."""


class MaybeSent(NetworkError):  # noqa: N818 - named like telegram.error's own
    """The request may have been carried out: the connection broke, or the answer was not Telegram's. Never repeat it
    blindly."""


class NoAnswerInTime(MaybeSent, TimedOut):
    """The request left and no answer came in time. It may have been carried out."""


_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.InvalidURL, aiohttp.ClientHttpProxyError)
"""What aiohttp raises before the first byte of a request: DNS, connect and TLS (all `ClientConnectorError`), proxy."""

_Timeout = float | DefaultValue[float] | DefaultValue[None] | None


class Prepared:
    """A JSON body that is ready to go, in the place of the library's `RequestData`, which is final."""

    __slots__ = ("payload",)

    def __init__(self, body: bytes) -> None:
        self.payload = aiohttp.BytesPayload(body, content_type="application/json")


class AiohttpRequest(BaseRequest):
    """One pool of connections to one Bot API server. Timeouts are in seconds, None waits for ever.

    Give the long poll a pool of its own: it holds a connection nearly always.
    """

    __slots__ = ("_connections", "_defaults", "_proxy", "_session")

    def __init__(
        self,
        connections: int = 256,
        *,
        connect: float | None = 5.0,
        pool: float | None = 5.0,
        write: float | None = 20.0,
        read: float | None = 10.0,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._defaults = {"connect": connect, "pool": pool, "write": write, "read": read}
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may take, in seconds, where a call does not say."""
        return self._defaults["read"]

    async def initialize(self) -> None:
        """Open the pool; nothing is connected yet."""
        if self._session is None or self._session.closed:
            # No cookies, and gzip is decoded by aiohttp. 30 s of keep-alive is less than Telegram's own.
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; the status and the body. Raises `NotSent`, `MaybeSent` or their timed-out kinds."""
        if self._session is None or self._session.closed:
            raise NotSent("the connection pool is closed")
        timeout = self._timeout(read=read_timeout, write=write_timeout, connect=connect_timeout, pool=pool_timeout)
        try:
            # A redirect would repeat the request elsewhere, and make a failed connection there look harmless.
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, allow_redirects=False, proxy=self._proxy
            ) as response:
                status, payload = response.status, await response.read()
        except aiohttp.ConnectionTimeoutError as error:
            raise NotSentInTime("no connection in time") from error
        except _NEVER_LEFT as error:
            raise NotSent(_said(error)) from error
        except TimeoutError as error:
            raise NoAnswerInTime("no answer in time") from error
        except (aiohttp.ClientError, OSError) as error:
            raise MaybeSent(_said(error)) from error
        if method == "POST":
            _refuse_what_is_not_an_answer(status, payload)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. Raises `MaybeSent` when it is none: a proxy's page says nothing about what was done."""
        try:
            answer = BaseRequest.parse_json_payload(payload)
        except TelegramError as error:
            raise MaybeSent("the answer is not JSON") from error
        if not isinstance(answer, dict):
            raise MaybeSent("the answer is not a JSON object")
        return answer

    def _timeout(self, **asked: _Timeout) -> aiohttp.ClientTimeout:
        each = {
            name: self._defaults[name] if isinstance(value, DefaultValue) else value for name, value in asked.items()
        }
        connect = _sum(each["pool"], each["connect"])
        # aiohttp has no limit for writing alone; the whole gets the sum, and a dribbling answer cannot last for ever.
        return aiohttp.ClientTimeout(
            total=_sum(connect, each["write"], each["read"]),
            connect=connect,
            sock_connect=each["connect"],
            sock_read=each["read"],
        )


def _sum(*seconds: float | None) -> float | None:
    return None if None in seconds else sum(each for each in seconds if each is not None)


def _body(request_data: RequestData | None) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    """JSON, which costs a tenth of quoting a form, or multipart when there are files to upload."""
    if request_data is None:
        return None
    if isinstance(request_data, Prepared):
        return request_data.payload
    if not request_data.contains_files:
        # Values that are objects stand in it as text, as they would in a form; the Bot API takes either.
        return Prepared(request_data.json_payload).payload if request_data.json_parameters else None
    form = aiohttp.FormData(request_data.json_parameters, default_to_multipart=True)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _refuse_what_is_not_an_answer(status: int, payload: bytes) -> None:
    """Statuses that python-telegram-bot would flatten into a plain `NetworkError`, or a success without a result."""
    if status == 429 and b"retry_after" not in payload:
        raise NotSent("too many requests, and no word of how long to wait")
    if status >= 500:
        raise MaybeSent(f"the server failed with {status}")
    if status >= 400 and not payload.lstrip().startswith(b"{"):
        raise MaybeSent(f"{status} from something that is not a Bot API server")
    if 200 <= status < 300 and b'"result"' not in payload:
        raise MaybeSent("the answer holds no result")
    if 300 <= status < 400:
        raise NotSent(f"the server points elsewhere with {status}; is BOT_API_URL right?")


def _said(error: Exception) -> str:
    """What went wrong, without the address: that holds the token."""
    number = error.errno if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {os.strerror(number)}" if number and number > 0 else type(error).__name__


def environment_proxy(url: str) -> str | None:
    """The proxy that the environment (`https_proxy`, `no_proxy`, ...) names for `url`, None for none.

    Asked once a process: aiohttp's `trust_env` would ask again, in a thread, for every request.
    """
    parts = urlsplit(url)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
