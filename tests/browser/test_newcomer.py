"""A newcomer's first five minutes with the real bot, and every command and button it lists."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import NARROW, WIDE, Bot, Pages

pytestmark = pytest.mark.browser


def theirs(page: Page) -> Locator:
    return page.locator(".message.theirs")


def ask(page: Page, text: str) -> Locator:
    """Write, send, and wait for the answer: what the bot says after it."""
    mine = page.locator(".message.mine")
    before = mine.count()
    page.get_by_role("combobox", name="Message").fill(text)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    answer = page.locator(f"[data-id='{mine.nth(before).get_attribute('data-id')}'] ~ .theirs").first
    answer.wait_for()
    return answer


def test_the_first_five_minutes(new_bot: Bot, pages: Pages) -> None:
    page = pages.open(new_bot.url, NARROW)
    expect(page.locator(".banner")).to_contain_text("not Telegram")
    expect(page.get_by_text("What can this bot do?")).to_be_visible()
    expect(page.get_by_role("combobox", name="Message")).to_be_hidden()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(theirs(page)).to_have_count(1)
    expect(theirs(page).get_by_role("button").first).to_be_visible()

    page.get_by_role("combobox", name="Message").press_sequentially("/la")
    expect(page.get_by_role("option").first).to_contain_text("/la")
    page.keyboard.press("Enter")
    expect(theirs(page)).to_have_count(2)
    assert re.search(r"\d", theirs(page).last.inner_text())

    answer = ask(page, "tanks")
    expect(answer).to_contain_text(re.compile("tank", re.IGNORECASE))
    answer = ask(page, "/article")
    expect(answer.get_by_role("link").first).to_be_visible()
    answer.get_by_role("link").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("https://example.org/")
    page.get_by_role("button", name="Cancel").click()


def begin(page: Page) -> None:
    """Press Start, unless somebody has."""
    start = page.get_by_role("button", name="Start", exact=True)
    expect(start.or_(theirs(page).last)).to_be_visible()
    if start.is_visible():
        start.click()
    expect(theirs(page).last).to_be_visible()


def test_a_pressed_button_changes_the_message_in_its_place(bot: Bot, pages: Pages) -> None:
    page = pages.open(bot.url)
    begin(page)
    answer = ask(page, "/article")
    count, words = theirs(page).count(), answer.inner_text()
    answer.get_by_role("button", name=re.compile("Older")).click()
    expect(answer.locator(".edited")).to_be_visible()
    expect(theirs(page)).to_have_count(count)
    assert answer.inner_text() != words


def test_the_persons_language_is_the_bots_language(new_bot: Bot, pages: Pages) -> None:
    page = pages.open(new_bot.url)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language of the app").select_option("uk")
    page.get_by_role("button", name="Готово").click()
    page.get_by_role("button", name="Почати").click()
    expect(theirs(page)).to_have_count(1)
    assert re.search("[а-яіїєґ]{4}", theirs(page).inner_text())
    page.get_by_role("combobox", name="Повідомлення").fill("/")
    expect(page.get_by_role("listbox")).to_contain_text(re.compile("[а-яіїєґ]{4}"))


def test_every_listed_command_answers_and_so_does_a_button_under_it(bot: Bot, pages: Pages) -> None:
    page = pages.open(bot.url, WIDE)
    begin(page)
    page.get_by_role("button", name="Menu of commands").click()
    commands = [each.split()[0] for each in page.get_by_role("option").all_inner_texts()]
    assert len(commands) >= 6
    pressed: set[str] = set()
    for command in commands:
        forward(page, bot.url)
        keys = ask(page, command).locator(".key")
        label = next((each for each in keys.all_inner_texts() if each not in pressed), None)
        if label is not None:
            pressed.add(label)
            press(page, keys.filter(has_text=re.compile(f"^{re.escape(label)}$")).first, bot.url)
    calls = page.request.get(f"{bot.url}/chat/state").json()["calls"]
    refused = {each["answer"]["description"] for each in calls if each["status"] != 200}
    assert not [each for each in refused if "message is not modified" not in each]


def forward(page: Page, url: str) -> None:
    """Let some minutes pass: a person who presses everything at once would be asked to slow down."""
    page.request.post(f"{url}/chat/do/travel", data={"forward": 5})


def press(page: Page, key: Locator, url: str) -> None:
    """Press a button that asks the bot; the bot answers the press, so that the button does not wait for ever."""
    if key.locator("svg").count():
        return
    with page.expect_response("**/chat/do/tap") as tapped:
        key.click()
    callback = tapped.value.json()["callback"]
    # Nobody may travel in time before the answer is there: Telegram takes none that comes minutes later.
    deadline = time.monotonic() + 60
    while callback not in answered(page, url):
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


def answered(page: Page, url: str) -> set[str]:
    """The presses that the bot has answered lately."""
    calls = page.request.get(f"{url}/chat/state").json()["calls"]
    return {each["arguments"]["callback_query_id"] for each in calls if each["method"] == "answerCallbackQuery"}


def test_group_and_topic(bot: Bot, pages: Pages) -> None:
    page = pages.open(bot.url)
    page.get_by_role("button", name=re.compile("^Newsroom")).click()
    topics = page.get_by_role("toolbar", name="Topics")
    topics.get_by_role("button", name="Figures").click()
    answer = ask(page, "/total tanks")
    expect(answer).to_contain_text(re.compile("tank", re.IGNORECASE))
    topics.get_by_role("button", name="General").click()
    expect(theirs(page)).to_have_count(0)
    page.get_by_role("combobox", name="Message").fill("tanks, you say?")
    page.keyboard.press("Enter")
    expect(page.locator(".message.mine")).to_have_count(1)
    page.get_by_role("combobox", name="Message").fill("/")
    page.get_by_role("option").first.click()
    expect(page.locator(".message.mine").last).to_contain_text("@sitrep_local_bot")
    expect(theirs(page)).to_have_count(1)
    topics.get_by_role("button", name="All").click()
    expect(theirs(page)).to_have_count(2)


def test_a_digest_comes_by_time_travel(new_bot: Bot, pages: Pages) -> None:
    page = pages.open(new_bot.url)
    begin(page)
    answer = ask(page, "/subscribe")
    for label in ("Every day", "When", "07:30"):
        answer.get_by_role("button", name=label, exact=True).click()
    expect(answer).to_contain_text("at 07:30")
    said = theirs(page).count()
    page.get_by_role("button", name="Developer panel").click()
    page.get_by_role("button", name="Tomorrow 07:30").click()
    theirs(page).nth(said).wait_for()
    expect(theirs(page).nth(said)).to_contain_text(re.compile("tank", re.IGNORECASE))
    expect(page.locator(".service.day")).to_have_count(2)
