"""Telegram: whether it knows the token, how far our clock is from its own, and how updates come in."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.checkup.finding import Finding, amiss, fine, watch
from bot.config import Settings
from bot.telegram.request import environment_proxy

_PATIENCE = 10.0
_NEAR, _FAR = 5.0, 60.0
"""Seconds between the clocks: the answer names whole seconds and takes some to come; a minute moves digests."""

_MANY = 100
_RECENT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method gave: `result` where it was carried out, else `problem`. `skew` is how many seconds our clock is
    ahead of the server's, None where it does not say.
    """

    result: Mapping[str, Any] | None
    problem: str = ""
    known: bool = True
    skew: float | None = None


async def look_at_telegram(settings: Settings, now: datetime) -> list[Finding]:
    """Ask the Bot API server who we are and how it hands out updates. Needs a token."""
    if settings.bot_token is None:
        return []
    base = f"{settings.bot_api_url}/bot{settings.bot_token.get_secret_value()}/"
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_PATIENCE)) as session:
        proxy = environment_proxy(settings.bot_api_url)
        me = await _ask(session, base + "getMe", proxy)
        found = [*_token(me, settings.bot_api_url), *_clock(me)]
        if me.result is not None:
            hook = await _ask(session, base + "getWebhookInfo", proxy)
            found.append(_updates(hook, settings.webhook_url, now))
    return found


async def _ask(session: aiohttp.ClientSession, url: str, proxy: str | None) -> Answer:
    """What goes wrong is told without the address, which holds the token."""
    try:
        before = time.time()
        async with session.get(url, proxy=proxy, allow_redirects=False) as response:
            skew = _skew(response.headers.get("Date"), (before + time.time()) / 2)
            content = await response.json(content_type=None)
    except TimeoutError:
        return Answer(None, f"no answer within {_PATIENCE:g} seconds")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return Answer(None, str(getattr(error, "strerror", None) or type(error).__name__))
    if isinstance(content, dict) and content.get("ok") is True and isinstance(content.get("result"), dict):
        return Answer(content["result"], skew=skew)
    said = content.get("description") if isinstance(content, dict) else None
    return Answer(None, f"{response.status} {said or ''}".strip(), response.status not in (401, 404), skew)


def _skew(date: str | None, now: float) -> float | None:
    try:
        return None if date is None else now - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None


def _token(me: Answer, api: str) -> Iterator[Finding]:
    if me.result is not None:
        yield fine("token", f"is that of @{me.result.get('username')} ({me.result.get('id')})")
        if not me.result.get("supports_inline_queries"):
            yield watch("token", "inline mode is off", "send /setinline to @BotFather if people should use it anywhere")
    elif not me.known:
        yield amiss("token", f"Telegram does not know it ({me.problem})", "copy it anew from @BotFather into BOT_TOKEN")
    else:
        yield amiss("telegram", f"{api} cannot be asked: {me.problem}", "see to the network, https_proxy, BOT_API_URL")


def _clock(me: Answer) -> Iterator[Finding]:
    if me.skew is None:
        return
    seconds = abs(me.skew)
    words = f"is {seconds:.0f} seconds {'ahead of' if me.skew > 0 else 'behind'} Telegram's"
    if seconds > _NEAR:
        judged = amiss if seconds > _FAR else watch
        yield judged("clock", words, "set it by NTP: digests go out by it")
    else:
        yield fine("clock", "agrees with Telegram's")


def _updates(hook: Answer, wanted: str | None, now: datetime) -> Finding:
    """How updates come in, against how they should: *wanted* is the address to push to, None for polling."""
    if hook.result is None:
        return watch("updates", f"Telegram does not say how it hands them out: {hook.problem}", "try again")
    url, waiting = hook.result.get("url") or None, int(hook.result.get("pending_update_count", 0))
    queue = f"{waiting:,} wait"
    if url != wanted:
        way = f"are pushed to {url}" if url else "are not pushed yet"
        todo = "`sitrep run` sets it right and loses none; is another bot run with this token?"
        return watch("updates", f"{way}, {queue}", todo)
    if trouble := _trouble(hook.result, now):
        return watch("updates", f"{trouble}; {queue}", "is WEBHOOK_URL reached from outside, with a certificate?")
    if waiting >= _MANY:
        return watch("updates", queue, "is the bot running?")
    return fine("updates", f"are {'pushed to ' + url if url else 'polled'}, {queue}")


def _trouble(info: Mapping[str, Any], now: datetime) -> str | None:
    """What Telegram last met at our door, if that was lately."""
    at = info.get("last_error_date")
    if not at or now - datetime.fromtimestamp(at, UTC) > _RECENT:
        return None
    return f"could not be pushed: {info.get('last_error_message') or 'no reason given'}"
