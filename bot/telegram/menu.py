"""The command menu people see when they type a slash: in each language, written only where it differs."""

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from answers.words import LANGUAGES, offered, words
from bot.commands import COMMANDS

_DESCRIPTION = 256
"""Characters of a command's description (Bot API, BotCommand)."""

_log = structlog.get_logger(__name__)


def menu(language: str) -> tuple[BotCommand, ...]:
    """The commands for everybody, in the order of the table."""
    return tuple(
        BotCommand(command.name, words(language).say(f"command-{command.name}")[:_DESCRIPTION])
        for command in COMMANDS
        if command.listed and not command.operators
    )


async def publish(bot: Bot) -> int:
    """Bring Telegram's menus up to date, and say how many were written. A failure is logged; the bot works without."""
    written = 0
    try:
        for code in (None, *offered()):  # None: for those whose language has no menu of its own
            wanted = menu(code or LANGUAGES[0])
            # These calls are limited strictly, so a restart should not write what is there.
            if await bot.get_my_commands(language_code=code) != wanted:
                await bot.set_my_commands(wanted, language_code=code)
                written += 1
    except TelegramError as error:
        _log.warning("the command menu could not be brought up to date", reason=str(error))
    return written
