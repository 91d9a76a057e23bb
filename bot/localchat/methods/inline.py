"""Inline mode: what the bot offers to somebody who types its name in any chat."""

from datetime import timedelta
from typing import Any

from bot.localchat.arguments import Arguments
from bot.localchat.keyboard import checked_markup
from bot.localchat.posting import caption_content, text_content
from bot.localchat.refusals import bad_request
from bot.localchat.rich import rich_content
from bot.localchat.world import World

Json = dict[str, Any]

MOST_RESULTS = 50
_ANSWER_LIFE = timedelta(seconds=30)
_BUTTON = "InlineQueryResultsButton must have exactly one optional field"
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_inline_query(world: World, given: Arguments) -> bool:
    """`answerInlineQuery`: once, and soon."""
    query = world.inline_queries.get(given.text("inline_query_id"))
    if query is None or query.results is not None or world.now() - query.asked_at > _ANSWER_LIFE:
        raise bad_request(_TOO_OLD)
    results = given.array("results") or []
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    if len(given.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    checked = [_result(world, each) for each in results]
    if len({each["id"] for each in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.results = checked
    query.extras = {"next_offset": given.text("next_offset"), "button": _switcher(given.json("button"))}
    shown = [{key: each[key] for key in ("id", "title", "description") if key in each} for each in checked]
    world.tell("inline", {"query": query.id, "results": shown, **query.extras})
    return True


def _switcher(button: Json | None) -> Json | None:
    if button is None:
        return None
    if not button.get("text") or ("web_app" in button) == ("start_parameter" in button):
        raise bad_request(f"can't parse inline query results button: {_BUTTON}")
    return button


def _result(world: World, given: Any) -> Json:
    """A result with the `content` that choosing it would send."""
    if not isinstance(given, dict) or not 1 <= len(str(given.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    kind = given.get("type")
    markup = checked_markup(given.get("reply_markup"), inline_only=True)
    if kind == "article":
        if not given.get("title"):
            raise bad_request("ARTICLE_TITLE_EMPTY")
        content = _content(given.get("input_message_content"))
    elif kind == "photo" and given.get("photo_file_id"):
        content = _cached_photo(world, given)
    else:
        raise bad_request(f"the local chat does not serve inline results of type {kind}")
    kept = {key: str(given[key]) for key in ("id", "title", "description") if given.get(key) is not None}
    return kept | {"content": content, "markup": markup}


def _content(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse input_message_content JSON object")
    if "rich_message" in given:
        return rich_content(given["rich_message"])
    content = text_content(str(given.get("message_text", "")), str(given.get("parse_mode", "")), given.get("entities"))
    preview = given.get("link_preview_options")
    return content | ({"link_preview_options": preview} if preview else {})


def _cached_photo(world: World, given: Json) -> Json:
    if "input_message_content" in given:
        return _content(given["input_message_content"])
    file = world.files.get(str(given["photo_file_id"]))
    if file is None or file.kind != "photo":
        raise bad_request("wrong file identifier/HTTP URL specified")
    caption = caption_content(str(given.get("caption", "")), str(given.get("parse_mode", "")))
    return {"photo": [file.json()]} | caption
