"""A long walk through the local chat: every method once with success, and every kind of update."""

import struct
from collections.abc import Callable, Iterator
from typing import Any

from bot.localchat import people
from bot.localchat.calling import call
from bot.localchat.clock import StillClock
from bot.localchat.stage import Stage
from bot.localchat.things import Upload

Json = dict[str, Any]
Did = tuple[str, Any]

RICH = (
    "<h2>Figures</h2><p>Claimed by <b>them</b>, <tg-time unix='1647531900' format='D'>then</tg-time>, see "
    "<a href='https://example.org/'>here</a>, /help, #tag, <a href='#n'>note</a></p><hr/>"
    "<table bordered striped><caption>All</caption><thead><tr><th>Sort</th><th align='right'>Total</th></tr></thead>"
    "<tr><td colspan='2'>Tanks</td></tr></table><ul><li>one</li><li><input type='checkbox' checked>two</li></ul>"
    "<ol start='3' type='a'><li>three</li></ol><blockquote>Said<cite>Her</cite></blockquote><aside>Aside</aside>"
    "<details open><summary>More</summary><p>Inside</p></details><pre><code class='language-json'>{}</code></pre>"
    "<tg-math-block>a</tg-math-block><p><tg-reference name='n'>Note</tg-reference> x<sub>1</sub><mark>m</mark></p>"
    "<footer>End</footer>"
)
HTML = "<b>Bold <i>both</i></b> <code>c</code> <a href='https://example.org'>link</a> <tg-spoiler>s</tg-spoiler> @who"
BUTTONS = {
    "inline_keyboard": [
        [{"text": "Press", "callback_data": "1"}, {"text": "Open", "url": "https://example.org"}],
        [{"text": "Copy", "copy_text": {"text": "42"}}, {"text": "Share", "switch_inline_query": "tanks"}],
        [{"text": "Red", "callback_data": "2", "style": "danger"}],
    ]
}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480) + b"\x08\x02\0\0\0rest"
PICTURE = Upload("figure.png", PNG, "image/png")


def walk(stage: Stage, clock: StillClock) -> Iterator[Did]:
    """Each step is a method's name and its result."""
    world = stage.world
    person, group, channel = stage.person.id, stage.group.id, stage.channel.id
    people.set_place(world, stage.group, stage.person, world.bot, "administrator")

    def do(method: str, files: dict[str, Upload] | None = None, **arguments: Any) -> Any:
        clock.pass_time(1)
        outcome = call(world, method, arguments, files)
        assert outcome.status == 200, (method, outcome.body)
        done.append((method, outcome.body["result"]))
        return outcome.body["result"]

    done: list[Did] = []
    _speak(stage, do, person, group, channel)
    yield from done
    done.clear()
    _ask_about(stage, do, group)
    yield from done
    done.clear()
    _act_as_people(stage, do)
    yield from done


def _speak(stage: Stage, do: Callable[..., Any], person: int, group: int, channel: int) -> None:
    sent = do("sendMessage", chat_id=person, text=HTML, parse_mode="HTML", reply_markup=BUTTONS, protect_content=True)
    number = sent["message_id"]
    reply = {"message_id": number, "quote": "both"}
    do("sendMessage", chat_id=person, text="x", reply_parameters=reply, link_preview_options={"is_disabled": True})
    do("sendMessage", chat_id=person, text="keys", reply_markup={"keyboard": [[{"text": "A"}]]})
    do("editMessageText", chat_id=person, message_id=number, text="<i>new</i>", parse_mode="HTML", reply_markup=BUTTONS)
    do("editMessageReplyMarkup", chat_id=person, message_id=number)
    rich = do("sendRichMessage", chat_id=person, rich_message={"html": RICH}, reply_markup=BUTTONS)
    do("editMessageText", chat_id=person, message_id=rich["message_id"], rich_message={"html": "<p>short</p>"})
    photo = do("sendPhoto", {"photo": PICTURE}, chat_id=person, caption=HTML, parse_mode="HTML")
    do("sendPhoto", chat_id=channel, photo=photo["photo"][0]["file_id"])
    do("editMessageCaption", chat_id=person, message_id=photo["message_id"], caption="other")
    do("editMessageMedia", {"f": PICTURE}, **_media(person, photo["message_id"]))
    document = do("sendDocument", {"document": Upload("a.csv", b"a,b", "text/csv")}, chat_id=person, caption="c")
    do("getFile", file_id=document["document"]["file_id"])
    do("sendMessage", chat_id=group, text="x", message_thread_id=2)
    do("sendChatAction", chat_id=person, action="typing")
    do("sendMessageDraft", chat_id=person, draft_id=1, text="")
    do("sendRichMessageDraft", chat_id=person, draft_id=1, rich_message={"html": "<p>x</p>"})
    do("pinChatMessage", chat_id=group, message_id=stage.group.last_id)
    do("getChat", chat_id=group)
    do("unpinChatMessage", chat_id=group)
    do("unpinAllChatMessages", chat_id=group)
    do("deleteMessages", chat_id=person, message_ids=[document["message_id"], 9999])
    do("deleteMessage", chat_id=person, message_id=number)


def _media(chat: int, message: int) -> Json:
    return {"chat_id": chat, "message_id": message, "media": {"type": "photo", "media": "attach://f", "caption": "c"}}


def _ask_about(stage: Stage, do: Callable[..., Any], group: int) -> None:
    for method in ("getMe", "logOut", "close", "getWebhookInfo", "getMyName", "getChatMenuButton"):
        do(method)
    do("setMyCommands", commands=[{"command": "help", "description": "Help"}], language_code="uk")
    do("getMyCommands", language_code="uk")
    do("deleteMyCommands", language_code="uk", scope={"type": "chat", "chat_id": group})
    do("setMyName", name="Sitrep")
    do("setMyDescription", description="Reads reports")
    do("getMyDescription")
    do("setMyShortDescription", short_description="Reports")
    do("getMyShortDescription")
    do("setChatMenuButton", menu_button={"type": "commands"})
    for chat in (stage.private.id, group, stage.channel.id, stage.small_group.id):
        do("getChat", chat_id=chat)
        do("getChatMember", chat_id=chat, user_id=stage.world.bot.id)
        do("getChatMemberCount", chat_id=chat)
    do("getChatAdministrators", chat_id=stage.channel.id, return_bots=True)
    do("getChatMember", chat_id=group, user_id=stage.person.id)
    topic = do("createForumTopic", chat_id=group, name="New")["message_thread_id"]
    do("editForumTopic", chat_id=group, message_thread_id=topic, name="Newer")
    do("closeForumTopic", chat_id=group, message_thread_id=topic)
    do("reopenForumTopic", chat_id=group, message_thread_id=topic)
    do("deleteForumTopic", chat_id=group, message_thread_id=topic)
    do("promoteChatMember", chat_id=group, user_id=stage.colleague.id, can_pin_messages=True)
    do("getChatAdministrators", chat_id=group)
    do("banChatMember", chat_id=group, user_id=stage.colleague.id)
    do("getChatMember", chat_id=group, user_id=stage.colleague.id)
    do("unbanChatMember", chat_id=group, user_id=stage.colleague.id)
    do("setWebhook", url="http://127.0.0.1:9/hook", secret_token="s", allowed_updates=["message"])
    do("getWebhookInfo")
    do("deleteWebhook")


def _act_as_people(stage: Stage, do: Callable[..., Any]) -> None:
    world = stage.world
    do("setWebhook", url="", allowed_updates=["chat_member", *_KINDS])
    people.start(world, stage.private, "deep-link")
    sent = do("sendMessage", chat_id=stage.person.id, text="x", reply_markup=BUTTONS)
    message = stage.private.messages[sent["message_id"]]
    query = people.tap(world, message, stage.person, 0, 0)["callback"]
    do("answerCallbackQuery", callback_query_id=query, text="Seen", show_alert=True)
    said = people.say(world, stage.group, stage.person, "/latest tanks", thread=2, reply_to=None)
    people.rewrite(world, said, "/latest uavs")
    people.say(world, stage.channel, stage.person, "Post https://example.org #daily")
    people.show(world, stage.private, stage.person, PICTURE, caption="look")
    people.show(world, stage.private, stage.person, Upload("a.txt", b"a", "text/plain"))
    asked = people.ask_inline(world, stage.private, stage.person, "tanks")
    result = {"type": "article", "id": "1", "title": "Tanks", "input_message_content": {"message_text": "42"}}
    do("answerInlineQuery", inline_query_id=asked.id, results=[result | {"reply_markup": BUTTONS}], is_personal=True)
    chosen = people.choose(world, asked, "1")
    do("editMessageText", inline_message_id=chosen.inline_id, text="43", reply_markup=BUTTONS)
    people.tap(world, chosen, stage.person, 0, 0)
    people.block(world, stage.private)
    people.unblock(world, stage.private)
    people.set_place(world, stage.group, stage.person, stage.colleague, "member")
    people.set_place(world, stage.small_group, stage.person, world.bot, "kicked")
    people.set_place(world, stage.small_group, stage.person, world.bot, "member")
    people.upgrade(world, stage.small_group, stage.person)
    people.open_topic(world, stage.group, stage.person, "Opened")
    do("getUpdates", offset=world.updates.waiting[0].id)
    do("leaveChat", chat_id=stage.channel.id)


_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
)
