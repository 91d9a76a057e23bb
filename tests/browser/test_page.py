"""The page itself: what messages may hold, buttons, inline mode, clock, faults; and that bot text is never markup."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.localchat import people

from .conftest import NARROW, Pages, Stand

pytestmark = pytest.mark.browser

TABLE = (
    "<h3>Losses</h3><table bordered striped><thead><tr><th>Category</th><th align='right'>Total</th></tr></thead>"
    "<tbody><tr><td>Tanks</td><td align='right'>11,340</td></tr></tbody></table>"
    "<details><summary>Sources</summary><p>Two bulletins</p></details><footer>Claims</footer>"
)
ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "'\"><svg onload=alert(1)>",
    "javascript:alert(1)",
]


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[each] for each in buttons]}


def last(page: Page) -> Any:
    return page.locator(".message").last


def test_a_rich_message_is_drawn_as_a_table_and_details(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    stand.call("sendRichMessage", chat_id=stand.chat.stage.person.id, rich_message={"html": TABLE})
    table = last(page).get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["Category", "Total"])
    expect(table.get_by_role("cell")).to_have_text(["Tanks", "11,340"])
    expect(page.get_by_text("Two bulletins")).to_be_hidden()
    page.get_by_text("Sources", exact=True).click()
    expect(page.get_by_text("Two bulletins")).to_be_visible()


def test_formatted_text_is_drawn_as_telegram_does(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    stand.say("😀 <b>bold <i>both</i></b> <code>code</code> <tg-spoiler>secret</tg-spoiler> /help")
    expect(last(page).locator("strong")).to_have_text("bold both")
    expect(last(page).locator("strong em")).to_have_text("both")
    expect(last(page).locator("code")).to_have_text("code")
    last(page).get_by_role("button", name="Hidden text").click()
    expect(last(page).locator(".spoiler.shown")).to_have_text("secret")
    last(page).get_by_role("button", name="/help").click()
    expect(page.locator(".message.mine")).to_contain_text("/help")


def test_a_long_quotation_unfolds(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    stand.say(f"<blockquote expandable>{'word ' * 120}</blockquote>")
    more = page.get_by_role("button", name="Show more")
    expect(more).to_have_attribute("aria-expanded", "false")
    more.click()
    expect(page.get_by_role("button", name="Show less")).to_be_visible()


@pytest.mark.parametrize("attack", ATTACKS)
def test_bot_text_is_never_markup(stand: Stand, pages: Pages, attack: str) -> None:
    page = pages.open(stand.url)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    person = stand.chat.stage.person.id
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;")
    stand.call(
        "sendMessage", chat_id=person, text=attack, reply_markup=keyboard({"text": attack, "callback_data": "1"})
    )
    table = f"<table><tr><td>{escaped}</td></tr></table><details open><summary>{escaped}</summary>{escaped}</details>"
    stand.call("sendRichMessage", chat_id=person, rich_message={"html": table})
    stand.call("setMyDescription", description=attack)
    stand.call("setMyCommands", commands=[{"command": "x", "description": attack}])
    stand.do(lambda: setattr(stand.chat.stage.group, "title", attack) or stand.chat.world.tell("chat", {}))
    expect(page.get_by_role("cell")).to_have_text(attack)
    group = page.locator(".chats").get_by_role("listitem").filter(has_text="Group with topics")
    expect(group).to_contain_text(attack)  # the last that was told: the page knows all of it by now
    page.get_by_role("combobox", name="Message").fill("/")
    expect(page.get_by_role("option")).to_contain_text(attack)
    page.keyboard.press("Escape")
    assert page.locator("#app :is(img, script, svg:not(.glyph), iframe)").count() == 0


def test_a_press_waits_and_is_answered(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    number = stand.say("Choose", reply_markup=keyboard({"text": "Yes", "callback_data": "1"}))
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-busy", "true")
    query = stand.updates()[-1]["callback_query"]
    stand.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
    expect(page.locator("#toast")).to_have_text("Noted")
    expect(page.get_by_role("button", name="Yes")).not_to_have_attribute("aria-busy", "true")
    stand.call("editMessageText", chat_id=query["from"]["id"], message_id=number, text="Chosen")
    expect(page.locator(f"[data-id='{number}']")).to_contain_text("Chosen")
    expect(page.locator(".message")).to_have_count(1)


def test_an_alert_is_a_dialog(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    stand.say("Choose", reply_markup=keyboard({"text": "Yes", "callback_data": "1"}))
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-busy", "true")
    query = stand.updates()[-1]["callback_query"]
    stand.call("answerCallbackQuery", callback_query_id=query["id"], text="Attention", show_alert=True)
    expect(page.get_by_role("dialog")).to_contain_text("Attention")
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_copy_button_copies(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url, permissions=["clipboard-read", "clipboard-write"])
    stand.say("Figure", reply_markup=keyboard({"text": "Copy", "copy_text": {"text": "11,340"}}))
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#toast")).to_have_text("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == "11,340"


def test_typing_shows_and_ends_with_the_message(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    stand.call("sendChatAction", chat_id=stand.chat.stage.person.id, action="typing")
    expect(page.locator("#room-sub")).to_have_text("typing…")
    stand.say("here")
    expect(page.locator("#room-sub")).to_have_text("bot")


def test_a_draft_grows_and_gives_way(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    person = stand.chat.stage.person.id
    stand.call("sendMessageDraft", chat_id=person, draft_id=1, text="")
    expect(page.locator(".is-draft")).to_contain_text("Thinking")
    stand.call("sendMessageDraft", chat_id=person, draft_id=1, text="Half a sent")
    expect(page.locator(".is-draft")).to_contain_text("Half a sent")
    stand.say("Half a sentence, whole.")
    expect(page.locator(".is-draft")).to_have_count(0)


def test_inline_mode_from_the_box(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    page.get_by_role("button", name=re.compile("^Newsroom")).click()
    box = page.get_by_role("combobox", name="Message")
    box.fill("@sitrep_local_bot tanks")
    expect(page.get_by_role("option")).to_contain_text("looking")
    query = stand.updates()[-1]["inline_query"]
    assert (query["query"], query["chat_type"]) == ("tanks", "supergroup")
    article = {"type": "article", "id": "1", "title": "Tanks today", "description": "11,340"}
    article["input_message_content"] = {"message_text": "<b>11,340</b> tanks", "parse_mode": "HTML"}  # type: ignore[assignment]
    stand.call("answerInlineQuery", inline_query_id=query["id"], results=[article])
    expect(page.get_by_role("option")).to_contain_text("Tanks today")
    box.press("Enter")
    expect(page.locator(".message.mine")).to_contain_text("via @sitrep_local_bot")
    expect(page.locator(".message.mine strong")).to_have_text("11,340")


def test_time_travel_moves_the_chats_clock(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    page.get_by_role("button", name="Developer panel").click()
    page.get_by_role("button", name="Tomorrow 07:30").click()
    expect(page.locator("#panel-time")).to_contain_text("07:30")
    ahead = stand.do(lambda: stand.chat.clock.ahead)
    assert 0 < ahead.total_seconds() < 48 * 3600
    page.get_by_role("button", name="Real time").click()
    expect(page.locator("#panel-time")).not_to_contain_text("07:30:0")


def test_a_fault_meets_the_next_message_and_is_seen_among_the_calls(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    page.get_by_role("button", name="Developer panel").click()
    page.get_by_role("button", name="429 Too many requests").click()
    expect(page.locator("#fault-list")).to_contain_text("too many requests")
    with pytest.raises(AssertionError, match="Too Many Requests"):
        stand.say("x")
    expect(page.locator("#fault-list")).to_contain_text("No fault")
    row = page.locator(".calls li").first
    expect(row).to_contain_text("429")
    row.locator("summary").click()
    expect(row).to_contain_text("retry_after")


def test_blocking_from_the_panel_tells_the_bot(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    page.get_by_role("button", name="Developer panel").click()
    page.get_by_role("button", name="Block the bot").click()
    expect(page.get_by_role("button", name="Unblock and restart")).to_be_visible()
    assert stand.updates()[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


def test_a_channel_post_is_seen(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    stand.call("sendMessage", chat_id=stand.chat.stage.channel.id, text="Morning figures")
    expect(page.locator(".chats")).to_contain_text("Morning figures")
    page.get_by_role("button", name=re.compile("^Daily figures")).click()
    expect(last(page)).to_contain_text("Morning figures")


def test_on_a_phone_the_list_and_the_chat_take_turns(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url, NARROW)
    expect(page.get_by_role("navigation", name="Chats")).to_be_hidden()
    page.get_by_role("button", name="Back to the chats").click()
    page.get_by_role("button", name=re.compile("^Daily figures")).click()
    expect(page.get_by_role("heading", name="Daily figures")).to_be_visible()


def test_the_page_comes_back_after_the_line_was_cut(stand: Stand, pages: Pages) -> None:
    page = pages.open(stand.url)
    page.context.set_offline(True)
    page.context.set_offline(False)
    stand.do(people.say, stand.chat.world, stand.chat.stage.private, stand.chat.stage.person, "still here")
    expect(page.locator(".message.mine")).to_contain_text("still here")
