"""Everything the bot asks of Telegram, against the published description of the Bot API."""

import json
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from talking import Talk, running

from answers.words import offered
from bot.localchat import people
from bot.localchat.server import LocalChat
from bot.press import LIMIT
from storage.database import Database

pytestmark = pytest.mark.shared

SAID = (
    "/start",
    "/latest",
    "/delta 7d",
    "tanks",
    "tanks in November 2026",
    "highest day for tanks",
    "/cite tanks",
    "/export tanks",
    "/source tanks",
    "/subscribe channel",
    "/subscribe @daily_figures_local",
    "/tables",
    "/privacy",
    "/mydata",
    "/forget",
    "/help",
    "</b> 🔥 nonsense \u202e",
)


def complaints(schema: dict[str, Any], method: str, arguments: dict[str, Any]) -> list[str]:
    """What Telegram's description would object to."""
    known = schema["methods"].get(method)
    if known is None:
        return [f"{method}: no such method"]
    fields = {each["name"]: each for each in known.get("fields", [])}
    wrong = [f"{method}.{name}: no such field" for name in arguments if name not in fields]
    return wrong + [
        f"{method}.{name}: missing"
        for name, each in fields.items()
        if each["required"] and name not in arguments and "InputFile" not in each["types"]
    ]


def within_limits(arguments: dict[str, Any]) -> bool:
    """Telegram's limits on buttons (Bot API, InlineKeyboardButton, CopyTextButton)."""
    markup = arguments.get("reply_markup") or {}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    buttons = [each for row in markup.get("inline_keyboard", []) for each in row]
    return len(buttons) <= 100 and all(
        len(each["text"]) >= 1
        and len(each.get("callback_data", "x").encode()) <= LIMIT
        and 1 <= len(each.get("copy_text", {}).get("text", "x")) <= 256
        for each in buttons
    )


CASES = [("en", True), *zip(offered(), cycle([False, True]), strict=False)]
"""Language and whether there are tables: both in the first, by turns in the others."""


@pytest.mark.parametrize(("language", "tables"), CASES)
async def test_every_request_is_one_that_telegram_describes(
    chat: LocalChat, database: Database, talk: Talk, shared: Path, language: str, tables: bool
) -> None:
    schema = json.loads((shared / "data" / "bot-api-10.1.json").read_text(encoding="utf-8"))
    async with running(chat, database, tables=tables) as service:
        await talk.ask(f"/language {language}")
        for said in SAID:
            shown = await talk.ask(said)
            for row, buttons in enumerate(shown.inline_keyboard or []):
                if buttons and "callback_data" in buttons[0] and said != "/forget":
                    people.tap(chat.world, shown, talk.stage.person, row, 0)
                    await talk.quiet(service)
                    break
        people.ask_inline(chat.world, talk.stage.group, talk.stage.person, "tanks")
        await talk.until(lambda: talk.calls("answerInlineQuery"))
    assert service.intake.failed == 0
    assert [each for call in chat.world.calls for each in complaints(schema, call.method, call.arguments)] == []
    assert all(within_limits(call.arguments) for call in chat.world.calls)
