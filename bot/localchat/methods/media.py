"""Methods for pictures and documents."""

from typing import Any

from bot.localchat.arguments import Arguments
from bot.localchat.methods.editing import change, to_edit
from bot.localchat.methods.sending import deliver
from bot.localchat.posting import caption_content
from bot.localchat.refusals import bad_request
from bot.localchat.uploads import LARGEST_DOWNLOAD, media_of
from bot.localchat.world import World

Json = dict[str, Any]


def send_photo(world: World, given: Arguments) -> Json:
    """`sendPhoto`: an upload, or a `file_id` the server knows."""
    return _send(world, given, "photo")


def send_document(world: World, given: Arguments) -> Json:
    """`sendDocument`: an upload, or a `file_id` the server knows."""
    return _send(world, given, "document")


def _send(world: World, given: Arguments, kind: str) -> Json:
    chat = world.reachable(given.get("chat_id"))
    caption = caption_content(given.text("caption"), given.text("parse_mode"), given.array("caption_entities"))
    content = media_of(world, given, given.text(kind), kind) | caption
    if given.flag("show_caption_above_media") and caption:
        content["show_caption_above_media"] = True
    if given.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return deliver(world, chat, content, given).json()


def edit_message_media(world: World, given: Arguments) -> Json | bool:
    """`editMessageMedia`, to a photo or a document."""
    message = to_edit(world, given)
    media = given.json("media") or {}
    kind = str(media.get("type"))
    if kind not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: the local chat serves photo and document")
    if not {"photo", "document"} & message.content.keys():
        raise bad_request("message can't be edited")
    content = media_of(world, given, str(media.get("media", "")), kind)
    words, mode = str(media.get("caption", "")), str(media.get("parse_mode", ""))
    content |= caption_content(words, mode, media.get("caption_entities"))
    return change(world, message, content, given)


def get_file(world: World, given: Arguments) -> Json:
    """`getFile`: where to fetch it."""
    file = world.files.get(given.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.body) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    kept = file.json()
    return {key: kept[key] for key in ("file_id", "file_unique_id", "file_size")} | {"file_path": file.path}
