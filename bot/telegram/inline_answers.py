"""Offers of inline mode as Telegram's results."""

import structlog
from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from answers.words import words
from bot.command import Offer

_CACHED = 60
"""Seconds that Telegram may answer the same person with the same: for so long it may offer what was corrected since."""

_log = structlog.get_logger(__name__)


async def answer(query: InlineQuery, offers: tuple[Offer, ...], language: str) -> None:
    """Answer the query; one that is too old to be answered is no trouble.

    Kept for the person alone: the same letters mean other words, and other categories, to somebody else.
    """
    button = InlineQueryResultsButton(words(language).say("inline-open"), start_parameter="inline")
    try:
        await query.answer([_result(each) for each in offers], cache_time=_CACHED, is_personal=True, button=button)
    except BadRequest as error:
        if "too old" not in str(error).lower():
            raise
        _log.debug("an inline query could not be answered", reason=str(error))


def _result(offer: Offer) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        offer.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(offer.id, offer.title, content, description=offer.about)
