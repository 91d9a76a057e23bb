"""What may hang under a message: inline keyboards and, in private chats and groups, reply keyboards."""

import json
from typing import Any

from bot.localchat.refusals import bad_request

Json = dict[str, Any]

MOST_BUTTONS = 100
MOST_BYTES = 10_240
_BUTTON_KINDS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]
_EMPTY_IS_ABSENT = {"url", "callback_data"}
_STYLES = {"danger", "success", "primary"}


def checked_markup(markup: Json | None, *, inline_only: bool = False) -> Json | None:
    """`markup` as Telegram would keep it. Raises `RefusedError` when Telegram would refuse it."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if inline_only:
        raise bad_request("Inline keyboard expected")
    for kind in ("keyboard", "remove_keyboard", "force_reply"):
        if kind in markup:
            return _reply_keyboard(markup) if kind == "keyboard" else dict(markup)
    return None


def _inline(rows: Any) -> Json | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    kept = [[_button(each) for each in row] for row in rows if row]
    if sum(len(row) for row in kept) > MOST_BUTTONS or len(json.dumps(kept).encode()) > MOST_BYTES:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kinds = [kind for kind in _BUTTON_KINDS if kind in button and (button[kind] or kind not in _EMPTY_IS_ABSENT)]
    if not kinds:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if button.get("style") not in [None, *_STYLES]:
        raise bad_request("can't parse inline keyboard button: Invalid button style specified")
    _check_kind(kinds[0], button[kinds[0]])
    kept = {"text": text, kinds[0]: button[kinds[0]]}
    return kept | {key: button[key] for key in ("style", "icon_custom_emoji_id") if button.get(key)}


def _check_kind(kind: str, value: Any) -> None:
    if kind == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= 64):
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "url" and not _is_address(value):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if kind == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if kind in {"login_url", "callback_game", "pay"}:
        raise bad_request("BUTTON_TYPE_INVALID")


def _is_address(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    scheme, _, rest = value.rpartition("://")
    if scheme == "tg":
        return bool(rest)
    host = rest.split("/")[0]
    return scheme in {"", "http", "https"} and " " not in value and ("." in host or host.startswith("localhost"))


def _reply_keyboard(markup: Json) -> Json:
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "keyboard" must be an Array of Arrays')
    kept = [[{"text": each} if isinstance(each, str) else each for each in row] for row in rows]
    if sum(len(row) for row in kept) > 300:
        raise bad_request("reply markup is too long")
    return {**markup, "keyboard": kept}
