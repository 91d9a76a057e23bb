"""The border of work that goes on beside the answering: nothing that goes wrong in it ends the bot."""

import asyncio
from collections.abc import Awaitable, Callable
from secrets import token_hex

import structlog

from bot.digests.leadership import LostError
from tally.errors import StorageError

_PAUSE = 2.0
"""Seconds before work that stopped is begun anew."""

_log = structlog.get_logger(__name__)


async def for_ever(what: str, work: Callable[[], Awaitable[None]]) -> None:
    """A border: whatever goes wrong in a loop is logged under a number, and the loop begins anew."""
    while True:
        try:
            await work()
        except LostError:
            _log.info("another process leads now", work=what)
        except StorageError as error:
            _log.warning(f"{what} waits for the database", reason=str(error))
        except Exception:
            _log.exception(f"{what} failed; beginning anew", reference=token_hex(4))
        await asyncio.sleep(_PAUSE)
