"""Every message, word for word, in every language.

The messages stand in `tests/answers/golden/<language>/`. After a wanted change write them anew with
`SITREP_GOLDEN=write pytest tests/bot/commands/test_messages.py`, and read the difference aloud.
"""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answers.words import offered
from bot.command import Ask, Barrier, Button, Channel, Closed, House, Reply
from bot.commands import respond, respond_press

PHONE = 36
"""Letters of equal width in a row on a phone 390 px wide."""

GOLDEN = Path(__file__).resolve().parents[2] / "answers" / "golden"

MESSAGES = {
    "start": "/start",
    "help": "/help",
    "about": "/about",
    "about-personnel": "/about personnel",
    "about-fuel-tanks": "/about fuel tanks",
    "language": "/language",
    "tables": "/tables",
    "tables-off": "/tables off",
    "language-unknown": "/language klingon",
    "latest": "/latest",
    "latest-day-with-report": "/latest 2026-05-02",
    "latest-day-without-report": "/latest 30.04.2026",
    "latest-after-gap": "/latest 2026-05-01",
    "latest-before-first-known": "/latest 1 March 2026",
    "latest-future": "/latest 1 January 2027",
    "latest-before-war": "/latest 2021-12-31",
    "latest-impossible-day": "/latest 31.02.2026",
    "latest-unknown": "/latest potatoes",
    "delta": "/delta",
    "delta-week": "/delta 7d",
    "delta-day-in-gap": "/delta 2026-04-30",
    "delta-category": "/delta artillery 30d",
    "delta-category-none": "/delta aircraft 2w",
    "delta-category-restated": "/delta personnel 2d",
    "delta-since-first-known": "/delta uavs 1y",
    "delta-after-last-known": "/delta mlrs 2026-05-04",
    "delta-unknown-period": "/delta tanks soonish",
    "delta-first-report": "/delta ground robots",
    "total": "/total",
    "total-personnel": "/total personnel",
    "total-held": "/total tanks",
    "total-differs": "/total ships",
    "total-single": "/total drones",
    "total-first-report": "/total ground robots",
    "total-not-in-bulletin": "/total cruise missiles",
    "total-on-day": "/total artillery 2026-05-01",
    "total-never-reported": "/total fuel tanks",
    "total-several": "/total tanks and ships",
    "total-nearest": "/total zeppelins",
    "total-typo": "/total copterz",
    "export": "/export tanks April 2026",
    "export-xlsx": "/export tanks xlsx",
    "cite": "/cite tanks",
    "cite-people": "/cite personnel 2 May 2026",
    "cite-category": "/cite",
    "privacy": "/privacy",
    "mydata": "/mydata",
    "forget": "/forget",
    "forget-yes": "/forget yes",
    "past-month": "tanks in April 2026",
    "past-quarter": "/history artillery Q2 2026",
    "past-restated": "personnel from 30 April to 3 May 2026",
    "past-days": "/history uavs 2026-04-24..2026-05-03",
    "past-nothing": "tanks in 2023",
    "past-category": "/history",
    "past-two": "artillery in April 2026 vs in May 2026",
    "past-unsure": "artillery April 2026",
    "records": "highest day for artillery",
    "records-none": "/records ships",
    "records-category": "/records",
    "on": "/on 2 May 2026",
    "on-day": "/on",
    "article": "/article",
    "article-second-page": "/article 2",
    "article-rubbish": "/article -1",
    "article-found": "/article bridges",
    "article-not-found": "/article please",
    "news": "/news",
    "plain-category": "how many helicopters",
    "plain-period": "howitzers за тиждень",
    "plain-rubbish": "What a lovely morning",
    "unknown-command": "/frobnicate",
}
MAIL = {
    "subscribe": "/subscribe",
    "settings-none": "/settings",
    "today-none": "/today",
    "subscribed": "/subscribe daily",
    "settings": "/settings",
    "settings-rhythm": "/settings rhythm",
    "settings-when": "/settings when",
    "settings-zone": "/settings zone",
    "settings-what": "/settings what",
    "settings-alerts": "/settings alerts",
    "settings-not-understood": "/settings when soon",
    "settings-changed": "/settings layout card",
    "today": "/today",
    "paused": "/pause",
    "unsubscribed": "/unsubscribe",
    "channel-pick": "/subscribe channel",
    "channel-subscribe": "/subscribe @daily_figures",
    "channel-subscribed": "/subscribe @daily_figures weekly",
    "channel-when": "/settings @daily_figures when",
    "channel-unseen": "/subscribe @unseen",
    "channel-silent": "/subscribe @silent",
    "channel-no-channel": "/subscribe @no_channel",
    "channel-not-admin": "/subscribe @not_admin",
}
"""Said one after the other in one chat, whose channels are named by what stands in the way."""
EMPTY = {
    "empty-latest": "/latest",
    "empty-total": "/total tanks",
    "empty-delta": "/delta 7d",
    "empty-article": "/article",
}
CONTESTED = {
    "source": "/source tanks 2 May",
    "source-held": "/source tanks 3 May",
    "source-newer-held": "/source tanks",
    "source-settled": "/source artillery",
    "source-which": "/source",
    "source-none": "/source ships",
    "corrections": "/corrections",
    "corrections-none": "/corrections 1d",
    "asof": "/asof 3 May for 2 May",
    "asof-otherwise": "/asof 2 May",
    "asof-newest": "/asof 4 May",
    "asof-nothing": "/asof 1 May",
    "asof-nothing-for": "/asof 2 May for 1 May",
    "asof-which": "/asof",
    "status": "/status",
    "review-refused": "/review",
}
REVIEW = {
    "review": ("/review",),
    "review-accept": ("/review", "1|review|accept 2"),
    "review-accepted": ("1|review|accept 2", "1|review|accept 2 why-seen"),
    "review-reject": ("1|review|reject 2",),
    "review-correct": ("1|review|correct 2",),
    "review-correct-value": ("1|review|correct 2", "11 997"),
    "review-out-of-line": ("1|review|correct 2", "1 997 swapped"),
    "review-corrected": ("1|review|correct 2", "11 997", "two digits swapped"),
    "review-no-figure": ("1|review|correct 2", "dunno"),
    "review-cancelled": ("1|review|correct 2", "1|review|cancel"),
    "review-decided": ("/review reject 2 a slip of the pen", "1|review|accept 2"),
}
"""What an operator writes and presses, one after the other; the last answer is compared."""
EARLY = {"early-latest": "/latest", "early-fuel-tanks": "/total fuel tanks", "early-april": "/latest 2022-04-30"}


def _shown(reply: Reply) -> str:
    rows = [" ".join(_button(each) for each in row) for row in reply.buttons]
    notice = [f"notice: {reply.notice}"] if reply.notice else []
    notice += [f"key: {reply.picker}"] if reply.picker else []
    rich = (
        ["", *reply.rich.replace("<tr>", "\n<tr>").replace("</table>", "\n</table>").split("\n")] if reply.rich else []
    )
    return "\n".join([reply.html, "", *rows, *notice, f"edits: {reply.edits}", *rich]) + "\n"


def _button(button: Button) -> str:
    return f"[{button.label} → {button.press or button.url or button.copy or button.share}]"


def _compare(name: str, language: str, reply: Reply) -> None:
    path = GOLDEN / language / f"{name}.txt"
    if os.environ.get("SITREP_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_shown(reply), encoding="utf-8")
    assert _shown(reply) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", offered())
async def test_messages_are_as_agreed(house: House, asking: Ask, language: str) -> None:
    for name, text in MESSAGES.items():
        _compare(name, language, await respond(text, replace(asking, language=language), house))


@pytest.mark.parametrize("language", offered())
async def test_messages_about_digests_are_as_agreed(house: House, asking: Ask, language: str) -> None:
    ask = replace(asking, language=language, chat=7, user=7, channel=_channel)
    for name, text in MAIL.items():
        _compare(name, language, await respond(text, ask, house))


async def _channel(named: int | str) -> Channel | Closed:
    name = str(named).removeprefix("@")
    if name == "daily_figures":
        return Channel(-1001234567, "Daily <figures>", name)
    return Closed(Barrier(name.replace("_", "-")), "https://t.me/example_bot?startchannel&admin=post_messages")


@pytest.mark.parametrize("language", offered())
async def test_messages_of_an_empty_house_are_as_agreed(empty: House, asking: Ask, language: str) -> None:
    for name, text in EMPTY.items():
        _compare(name, language, await respond(text, replace(asking, language=language), empty))


@pytest.mark.parametrize("language", offered())
async def test_messages_of_the_first_weeks_are_as_agreed(early: House, asking: Ask, language: str) -> None:
    then = replace(asking, language=language, now=datetime(2022, 5, 3, 9, tzinfo=UTC))
    for name, text in EARLY.items():
        _compare(name, language, await respond(text, then, early))


@pytest.mark.parametrize("language", offered())
async def test_messages_about_contested_figures_are_as_agreed(contested: House, asking: Ask, language: str) -> None:
    for name, text in CONTESTED.items():
        _compare(name, language, await respond(text, replace(asking, language=language), contested))


@pytest.mark.parametrize("name", REVIEW)
@pytest.mark.parametrize("language", offered())
async def test_reviews_go_as_agreed(contested: House, operator: Ask, name: str, language: str) -> None:
    ask = replace(operator, language=language)
    for text in REVIEW[name]:
        reply = await (respond_press if text.startswith("1|") else respond)(text, ask, contested)
    _compare(name, language, reply)


@pytest.mark.parametrize("language", offered())
async def test_an_old_button_gets_a_kind_word(house: House, asking: Ask, language: str) -> None:
    _compare("old-button", language, await respond_press("0|gone", replace(asking, language=language), house))


@pytest.mark.parametrize("language", offered())
async def test_a_chosen_language_is_answered_in_that_language(house: House, asking: Ask, language: str) -> None:
    _compare("language-set", language, await respond_press(f"1|language|{language}", asking, house))


def test_no_message_is_left_over() -> None:
    names = {*MESSAGES, *MAIL, *EMPTY, *EARLY, *CONTESTED, *REVIEW, "old-button", "language-set"}
    assert {path.stem for path in GOLDEN.glob("*/*.txt")} == names


def test_plain_tables_fit_a_phone_in_every_language() -> None:
    wide = {}
    for path in GOLDEN.glob("*/*.txt"):
        tables = re.findall(r"<pre>(.*?)</pre>", path.read_text(encoding="utf-8"), re.DOTALL)
        lines = [re.sub(r"<[^>]+>", "", line) for table in tables for line in table.splitlines()]
        wide |= {f"{path.parent.name}/{path.name}": line for line in lines if len(line) > PHONE}
    assert wide == {}
