"""The table of methods: name, parameters, function.

Each line lists every parameter that Telegram's documentation gives the method; one with `-` is refused (`arguments`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.localchat.arguments import Arguments, Parameter, parameters
from bot.localchat.methods import chats, drafts, editing, inline, intake, media, profile, sending, topics
from bot.localchat.things import ADMINISTRATOR_RIGHTS
from bot.localchat.world import World

Run = Callable[[World, Arguments], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Bot API."""

    name: str
    parameters: dict[str, Parameter]
    run: Run


_SEND = (
    "chat_id:chat! business_connection_id:str- message_thread_id:int direct_messages_topic_id:int- "
    "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str "
    "suggested_post_parameters:dict- reply_parameters:dict reply_markup:dict "
)
_EDIT = "business_connection_id:str- chat_id:chat message_id:int inline_message_id:str reply_markup:dict "
_CAPTION = "caption:str parse_mode:str caption_entities:list "
_DRAFT = "chat_id:int! message_thread_id:int draft_id:int! "
_COMMANDS = "scope:dict language_code:str "

_ROWS: tuple[tuple[str, Run, str], ...] = (
    ("getMe", profile.get_me, ""),
    ("logOut", intake.leave_server, ""),
    ("close", intake.leave_server, ""),
    ("getUpdates", intake.get_updates, "offset:int limit:int timeout:int allowed_updates:list"),
    (
        "setWebhook",
        intake.set_webhook,
        "url:str! certificate:file ip_address:str max_connections:int allowed_updates:list drop_pending_updates:bool "
        "secret_token:str",
    ),
    ("deleteWebhook", intake.delete_webhook, "drop_pending_updates:bool"),
    ("getWebhookInfo", intake.get_webhook_info, ""),
    (
        "sendMessage",
        sending.send_message,
        _SEND + "text:str! parse_mode:str entities:list link_preview_options:dict",
    ),
    ("sendRichMessage", sending.send_rich_message, _SEND + "rich_message:dict!"),
    (
        "sendChatAction",
        sending.send_chat_action,
        "business_connection_id:str- chat_id:chat! message_thread_id:int action:str!",
    ),
    (
        "editMessageText",
        editing.edit_message_text,
        _EDIT + "text:str parse_mode:str entities:list link_preview_options:dict rich_message:dict",
    ),
    (
        "editMessageCaption",
        editing.edit_message_caption,
        _EDIT + "caption:str parse_mode:str caption_entities:list show_caption_above_media:bool",
    ),
    ("editMessageReplyMarkup", editing.edit_message_reply_markup, _EDIT),
    (
        "sendPhoto",
        media.send_photo,
        _SEND + "photo:file! " + _CAPTION + "show_caption_above_media:bool has_spoiler:bool",
    ),
    (
        "sendDocument",
        media.send_document,
        _SEND + "document:file! thumbnail:file- disable_content_type_detection:bool " + _CAPTION,
    ),
    ("editMessageMedia", media.edit_message_media, _EDIT + "media:dict!"),
    ("getFile", media.get_file, "file_id:str!"),
    (
        "sendMessageDraft",
        drafts.send_message_draft,
        _DRAFT + "text:str parse_mode:str entities:list",
    ),
    ("sendRichMessageDraft", drafts.send_rich_message_draft, _DRAFT + "rich_message:dict!"),
    (
        "answerInlineQuery",
        inline.answer_inline_query,
        "inline_query_id:str! results:list! cache_time:int is_personal:bool next_offset:str button:dict",
    ),
    ("getChat", chats.get_chat, "chat_id:chat!"),
    ("getChatMember", chats.get_chat_member, "chat_id:chat! user_id:int!"),
    ("getChatAdministrators", chats.get_chat_administrators, "chat_id:chat! return_bots:bool"),
    ("getChatMemberCount", chats.get_chat_member_count, "chat_id:chat!"),
    ("leaveChat", chats.leave_chat, "chat_id:chat!"),
    ("banChatMember", chats.ban_chat_member, "chat_id:chat! user_id:int! until_date:int revoke_messages:bool"),
    ("unbanChatMember", chats.unban_chat_member, "chat_id:chat! user_id:int! only_if_banned:bool"),
    (
        "promoteChatMember",
        chats.promote_chat_member,
        "chat_id:chat! user_id:int! is_anonymous:bool " + " ".join(f"{each}:bool" for each in ADMINISTRATOR_RIGHTS),
    ),
    (
        "pinChatMessage",
        chats.pin_chat_message,
        "business_connection_id:str- chat_id:chat! message_id:int! disable_notification:bool",
    ),
    (
        "unpinChatMessage",
        chats.unpin_chat_message,
        "business_connection_id:str- chat_id:chat! message_id:int",
    ),
    ("unpinAllChatMessages", chats.unpin_all_chat_messages, "chat_id:chat!"),
    (
        "createForumTopic",
        topics.create_forum_topic,
        "chat_id:chat! name:str! icon_color:int icon_custom_emoji_id:str-",
    ),
    (
        "editForumTopic",
        topics.edit_forum_topic,
        "chat_id:chat! message_thread_id:int! name:str icon_custom_emoji_id:str-",
    ),
    ("closeForumTopic", topics.close_forum_topic, "chat_id:chat! message_thread_id:int!"),
    ("reopenForumTopic", topics.reopen_forum_topic, "chat_id:chat! message_thread_id:int!"),
    ("deleteForumTopic", topics.delete_forum_topic, "chat_id:chat! message_thread_id:int!"),
    ("deleteMessage", editing.delete_message, "chat_id:chat! message_id:int!"),
    ("deleteMessages", editing.delete_messages, "chat_id:chat! message_ids:list!"),
    (
        "answerCallbackQuery",
        editing.answer_callback_query,
        "callback_query_id:str! text:str show_alert:bool url:str cache_time:int",
    ),
    ("setMyCommands", profile.set_my_commands, "commands:list! " + _COMMANDS),
    ("deleteMyCommands", profile.delete_my_commands, _COMMANDS),
    ("getMyCommands", profile.get_my_commands, _COMMANDS),
    ("setMyName", profile.set_profile("name"), "name:str language_code:str"),
    ("getMyName", profile.get_profile("name"), "language_code:str"),
    ("setMyDescription", profile.set_profile("description"), "description:str language_code:str"),
    ("getMyDescription", profile.get_profile("description"), "language_code:str"),
    ("setMyShortDescription", profile.set_profile("short_description"), "short_description:str language_code:str"),
    ("getMyShortDescription", profile.get_profile("short_description"), "language_code:str"),
    ("setChatMenuButton", profile.set_chat_menu_button, "chat_id:int menu_button:dict"),
    ("getChatMenuButton", profile.get_chat_menu_button, "chat_id:int"),
)

METHODS = {name.lower(): Method(name, parameters(spec), run) for name, run, spec in _ROWS}
"""Lower-case name -> method; Telegram does not mind the case of a method's name."""
