"""How it looks and sounds: both themes, phone and desk, names, contrast, keyboard, axe."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, WIDE, Pages, Stand
from .test_page import TABLE, keyboard

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python") / "axe.min.js"

each_look = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["phone", "desk"])
each_theme = pytest.mark.parametrize("theme", ["light", "dark"])

UNNAMED = """() => [...document.querySelectorAll('button, a[href], input, select, textarea, [role=button], img')]
  .filter((each) => each.checkVisibility())
  .filter((each) => !(each.getAttribute('aria-label') || each.labels?.length || each.textContent.trim() || each.alt))
  .map((each) => each.outerHTML)"""

FAINT = """() => {
  const read = (colour) => {
    const place = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    place.fillStyle = colour;
    place.fillRect(0, 0, 1, 1);
    return [...place.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = read(getComputedStyle(each).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest('.unseen, .skip, .spoiler')) continue;
    if (element.closest('.of-bot')) continue;
    const [one, other] = [light(read(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faint.push(`${node.data.trim().slice(0, 40)} ${ratio.toFixed(2)}`);
  }
  return faint;
}"""


def furnish(stand: Stand) -> None:
    person = stand.chat.stage.person.id
    styles = [
        {"text": "Plain", "callback_data": "1"},
        {"text": "Primary", "callback_data": "2", "style": "primary"},
        {"text": "Good", "callback_data": "3", "style": "success"},
        {"text": "Bad", "callback_data": "4", "style": "danger"},
    ]
    stand.call("setMyCommands", commands=[{"command": "latest", "description": "Latest figures"}])
    stand.say("<b>Hello</b> <a href='https://example.org'>link</a> <code>code</code>", reply_markup=keyboard(*styles))
    stand.say(
        "<blockquote expandable>" + "word " * 90 + "</blockquote><pre>code</pre> <tg-spoiler>x</tg-spoiler> /help #tag"
    )
    stand.call("sendRichMessage", chat_id=person, rich_message={"html": TABLE})
    stand.call("sendMessage", chat_id=stand.chat.stage.group.id, text="In a group", message_thread_id=2)


def walk(page: Page) -> list[str]:
    """Names of the views, each one open when it is yielded."""
    return ["chat", "menu", "panel", "settings", "list", "group"]


def show(page: Page, view: str, size: tuple[int, int]) -> None:
    """Bring a view of the page up."""
    if view == "menu":
        page.get_by_role("combobox", name="Message").fill("/")
        expect(page.get_by_role("option")).to_have_count(1)
    elif view == "panel":
        page.get_by_role("combobox", name="Message").fill("")
        page.get_by_role("button", name="Developer panel").click()
        page.locator(".calls summary").first.click()
    elif view == "settings":
        page.get_by_role("button", name="Close the panel").click()
        if size == NARROW:
            page.get_by_role("button", name="Back to the chats").click()
        page.get_by_role("button", name="Settings").click()
    elif view == "list":
        page.get_by_role("button", name="Done").click()
    elif view == "group":
        page.locator(".chat-row", has_text="Newsroom").click()
    page.wait_for_timeout(250)


@each_look
@each_theme
def test_every_view_fits_is_named_and_is_readable(
    stand: Stand, pages: Pages, size: tuple[int, int], theme: Any
) -> None:
    furnish(stand)
    page = pages.open(stand.url, size, color_scheme=theme)
    expect(page.get_by_role("table")).to_be_visible()
    for view in walk(page):
        show(page, view, size)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0], view
        assert page.evaluate(UNNAMED) == [], view
        assert page.evaluate(FAINT) == [], view


@each_theme
def test_the_switch_wins_over_the_system(stand: Stand, pages: Pages, theme: Any) -> None:
    other = {"light": "dark", "dark": "light"}[theme]
    page = pages.open(stand.url, color_scheme=theme)
    before = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Colours").select_option(other)
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert page.evaluate("() => document.documentElement.dataset.theme") == other


def test_the_keyboard_reaches_everything_in_order(stand: Stand, pages: Pages) -> None:
    furnish(stand)
    page = pages.open(stand.url)
    expect(page.get_by_role("table")).to_be_visible()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("() => document.activeElement.id || document.activeElement.className")
        seen.append(str(name).split()[0] if name else "")
        if name == "send":
            break
    order = [
        seen.index(each)
        for each in ("skip", "settings-open", "chat-row", "panel-open", "scroll", "key", "menu", "text")
    ]
    assert order == sorted(order)
    assert seen[-1] == "send"


def test_the_menu_is_worked_by_arrows_and_escape(stand: Stand, pages: Pages) -> None:
    names = ["about", "article", "latest"]
    stand.call("setMyCommands", commands=[{"command": each, "description": each} for each in names])
    page = pages.open(stand.url)
    box = page.get_by_role("combobox", name="Message")
    box.fill("/")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("/article")
    box.press("Tab")
    expect(box).to_have_value("/article ")
    box.fill("/a")
    expect(page.get_by_role("option")).to_have_count(2)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


@each_look
@each_theme
def test_axe_finds_nothing_serious(stand: Stand, pages: Pages, size: tuple[int, int], theme: Any) -> None:
    furnish(stand)
    page = pages.open(stand.url, size, color_scheme=theme, bypass_csp=True)
    page.add_script_tag(content=AXE.read_text())
    expect(page.get_by_role("table")).to_be_visible()
    for view in walk(page):
        show(page, view, size)
        found = page.evaluate("() => axe.run()")["violations"]
        serious = {each["id"]: [node["html"] for node in each["nodes"]] for each in found if _is_serious(each)}
        assert serious == {}, view


def _is_serious(violation: dict[str, Any]) -> bool:
    return violation["impact"] in {"serious", "critical"}
