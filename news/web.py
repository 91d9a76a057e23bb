"""The one client that fetches pages and feeds whose addresses come from outside.

Whoever can send the bot a link can try to make it speak to its own network, fill its memory or wait for ever; so every
address is vetted (also at each redirect and at the socket itself), sizes are counted after decompression, and time is
up after fifteen seconds however slowly the answer drips.
"""

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from news.vetting import host_may_be_asked, is_public
from tally.errors import FetchError

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 421, 423, 425, 429})
"""Refusals of the client's making (4xx) that pass with time."""
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect and in all, bytes after decompression, redirects followed."""

    connect: float = 5.0
    total: float = 15.0
    size: int = 5 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """An answer. `url` is where it came from after redirects; `body` is decompressed.

    `etag` and `last_modified` are what to send along next time (see `Web.fetch`).
    """

    url: str
    status: int
    content_type: str | None
    body: bytes
    etag: str | None = None
    last_modified: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing has changed since the last fetch; then there is no body."""
        return self.status == 304


class RefusedError(FetchError):
    """The server answered with an error. `retry_after` is how many seconds it asks us to wait, if it says."""

    def __init__(self, url: str, status: int, *, retry_after: float | None = None) -> None:
        super().__init__(url, f"the server answered {status}", permanent=400 <= status < 500 and status not in _LATER)
        self.status = status
        self.retry_after = retry_after


def user_agent(contact: str = "") -> str:
    """What we call ourselves to servers, with *contact* (an address for the people who run them)."""
    try:
        number = version("sitrep-bot")
    except PackageNotFoundError:  # run from a source tree
        number = "0"
    return f"Sitrep/{number} (self-hosted bot that reads public war reports{'; ' if contact else ''}{contact})"


class ForbiddenError(OSError):
    """A name or a connection leads to an address that must not be spoken to."""


class VettingResolver(AbstractResolver):
    """Looks names up and refuses those of which any address is not public.

    The connection goes to the very addresses that were vetted: there is no second look-up to be lied to.
    """

    def __init__(self, *, allow_loopback: bool, lookup: AbstractResolver | None = None) -> None:
        self._allow_loopback = allow_loopback
        self._lookup = lookup or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of *host*. Raises ForbiddenError, or OSError when there are none."""
        found = await self._lookup.resolve(host, port, family)
        self._vet(each["host"] for each in found)
        return found

    def _vet(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            if not is_public(address, allow_loopback=self._allow_loopback):
                raise ForbiddenError(f"{address} is not a public address")

    async def close(self) -> None:
        """Let go of the resolver underneath."""
        await self._lookup.close()


class Web:
    """An async context manager that fetches public pages.

    *allow_loopback* lets tests reach their own servers; nothing else may set it. *lookup* finds the addresses of names.
    """

    def __init__(
        self,
        *,
        allow_loopback: bool = False,
        user_agent: str = user_agent(),
        limits: Limits | None = None,
        lookup: AbstractResolver | None = None,
    ) -> None:
        self._allow_loopback = allow_loopback
        self._limits = limits or Limits()
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/rss+xml,application/atom+xml,application/json,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en,uk;q=0.9,*;q=0.5",
        }
        self._lookup = lookup
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        resolver = VettingResolver(allow_loopback=self._allow_loopback, lookup=self._lookup)
        connector = aiohttp.TCPConnector(
            resolver=resolver, use_dns_cache=False, limit=20, limit_per_host=4, socket_factory=self._socket
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=self._limits.connect, sock_connect=self._limits.connect),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, query: str | None = None
    ) -> Page:
        """Fetch *url*. With *etag* or *last_modified* of an earlier page, the answer may be `Page.unchanged`.

        *query* is JSON to send along, as a POST. Raises FetchError (`RefusedError` when the server answered with an
        error), saying whether a later try can help.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._follow(url, {name: value for name, value in conditions.items() if value}, query)
        except aiohttp.ConnectionTimeoutError:
            raise FetchError(url, f"the host did not answer within {self._limits.connect:g} seconds") from None
        except TimeoutError:
            raise FetchError(url, f"no full answer within {self._limits.total:g} seconds") from None
        except aiohttp.InvalidURL:
            raise FetchError(url, "is not a web address", permanent=True) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _explained(url, error) from None

    async def _follow(self, url: str, conditions: dict[str, str], query: str | None) -> Page:
        assert self._session is not None, "use Web as an async context manager"
        headers = conditions | ({"Content-Type": "application/json"} if query is not None else {})
        address = url
        for _ in range(self._limits.redirects + 1):
            self._vet(url, address)
            async with self._session.request(
                "GET" if query is None else "POST",
                address,
                data=query,
                headers=headers,
                allow_redirects=False,
                max_line_size=16_384,
            ) as response:
                target = response.headers.get("Location")
                if response.status in _REDIRECTS and target and query is None:
                    address = _without_fragment(urljoin(address, target))
                    continue
                return await self._read(url, address, response)
        raise FetchError(url, f"redirects more than {self._limits.redirects} times", permanent=True)

    async def _read(self, asked: str, address: str, response: aiohttp.ClientResponse) -> Page:
        headers = response.headers
        if response.status != 304 and not 200 <= response.status < 300:
            raise RefusedError(asked, response.status, retry_after=_wait_asked(headers))
        if (response.content_length or 0) > self._limits.size:
            raise _too_large(asked, self._limits.size)
        body = b""
        if response.status != 304:
            chunks = response.content.iter_chunked(_CHUNK)
            body = await _body(asked, chunks, headers.get("Content-Encoding", ""), self._limits.size)
        return Page(
            url=address,
            status=response.status,
            content_type=headers.get("Content-Type"),
            body=body,
            etag=headers.get("ETag"),
            last_modified=headers.get("Last-Modified"),
        )

    def _vet(self, asked: str, address: str) -> None:
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            raise FetchError(asked, "is not a web address", permanent=True) from None
        if parts.scheme not in ("http", "https"):
            raise FetchError(asked, "only http and https addresses are fetched", permanent=True)
        if parts.username or parts.password:
            raise FetchError(asked, "an address with a name and password in it is not fetched", permanent=True)
        if not host_may_be_asked(host, allow_loopback=self._allow_loopback):
            raise FetchError(asked, f"{host or 'no host'} is not a public address", permanent=True)

    def _socket(self, address: tuple[Any, ...]) -> socket.socket:
        """The socket of one connection: the last place that every connection passes, whatever led to it."""
        family, kind, protocol, _, target = address
        if not is_public(str(target[0]), allow_loopback=self._allow_loopback):
            raise ForbiddenError(f"{target[0]} is not a public address")
        return socket.socket(family, kind, protocol)


def _explained(url: str, error: Exception) -> FetchError:
    """What went wrong below, in words for people."""
    if isinstance(error, FetchError):
        return error
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ForbiddenError) or isinstance(getattr(cause, "os_error", None), ForbiddenError):
            return FetchError(url, "its host has no public address", permanent=True)
        cause = cause.__cause__
    match error:
        case aiohttp.ClientConnectorDNSError():
            problem = "there is no such host, or its name cannot be looked up now"
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError():
            problem = "its certificate is not valid"
        case aiohttp.ClientConnectorError():
            problem = "the host cannot be reached"
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError() | ConnectionError():
            problem = "the answer broke off"
        case aiohttp.ClientResponseError():
            problem = "the answer is not proper HTTP"
        case _:
            problem = f"could not be fetched ({type(error).__name__})"
    return FetchError(url, problem)


def _too_large(url: str, size: int) -> FetchError:
    return FetchError(url, f"is larger than {size / 1024 / 1024:g} MB", permanent=True)


async def _body(url: str, chunks: AsyncIterator[bytes], encoding: str, limit: int) -> bytes:
    """The decompressed body. Never holds more than *limit* bytes and a chunk, however small the bomb."""
    unpacking = _Unpacking(encoding, url)
    body = bytearray()
    async for chunk in chunks:
        body += unpacking.more(chunk, limit + 1 - len(body))
        if len(body) > limit:
            raise _too_large(url, limit)
    if not unpacking.whole:
        raise FetchError(url, "the answer broke off")
    return bytes(body)


class _Unpacking:
    """One content encoding taken off as the bytes come."""

    def __init__(self, encoding: str, url: str) -> None:
        self._encoding = encoding.strip().lower()
        self._url = url
        self._unpacker: Any = None
        if self._encoding in ("gzip", "x-gzip"):
            self._unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        elif self._encoding not in ("", "identity", "deflate"):
            raise FetchError(url, f"is packed as {encoding!r}, which was not asked for", permanent=True)

    @property
    def whole(self) -> bool:
        """Whether what came so far is a whole body."""
        return self._unpacker is None or bool(self._unpacker.eof)

    def more(self, chunk: bytes, room: int) -> bytes:
        """At most *room* more bytes of the body."""
        if self._encoding == "deflate" and self._unpacker is None and chunk:
            # Some servers send the bare stream, without the zlib header that the name promises.
            headed = chunk[0] & 0x0F == 8 and (len(chunk) < 2 or int.from_bytes(chunk[:2], "big") % 31 == 0)
            self._unpacker = zlib.decompressobj(zlib.MAX_WBITS if headed else -zlib.MAX_WBITS)
        if self._unpacker is None:
            return chunk
        try:
            return self._unpacked(chunk, room)
        except zlib.error:
            raise FetchError(self._url, "the answer cannot be unpacked") from None

    def _unpacked(self, chunk: bytes, room: int) -> bytes:
        out = bytes(self._unpacker.decompress(chunk, room))
        while self._unpacker.eof and self._unpacker.unused_data and "gzip" in self._encoding and len(out) < room:
            rest = self._unpacker.unused_data
            self._unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
            out += self._unpacker.decompress(rest, room - len(out))
        return out


def _without_fragment(address: str) -> str:
    return urlunsplit(urlsplit(address)._replace(fragment=""))


def _wait_asked(headers: Mapping[str, str]) -> float | None:
    """Seconds that `Retry-After` asks for; a date in it is measured against the server's own clock."""
    stated = headers.get("Retry-After", "").strip()
    if stated.isdigit():
        return float(stated)
    try:
        return max(0.0, (parsedate_to_datetime(stated) - parsedate_to_datetime(headers["Date"])).total_seconds())
    except (ValueError, KeyError, TypeError):
        return None
