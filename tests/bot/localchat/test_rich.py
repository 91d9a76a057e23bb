"""Rich messages: blocks of a table, a list, details; limits; what may not be sent."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.localchat.refusals import RefusedError
from bot.localchat.rich import rich_content
from bot.localchat.rich_text import plain
from bot.localchat.stage import Stage

Ok = Callable[..., Any]


def blocks(html: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rich_content({"html": html})["rich_message"]["blocks"]
    return found


def test_a_table_keeps_its_cells_and_their_alignment() -> None:
    html = "<table bordered><tr><th>Tanks</th><td align='right'>42</td></tr></table>"
    assert blocks(html) == [
        {
            "type": "table",
            "is_bordered": True,
            "cells": [
                [
                    {"text": "Tanks", "is_header": True, "align": "left", "valign": "top"},
                    {"text": "42", "align": "right", "valign": "top"},
                ]
            ],
        }
    ]


def test_the_head_of_a_table_is_its_first_rows() -> None:
    html = "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
    assert [[cell["text"] for cell in row] for row in blocks(html)[0]["cells"]] == [["A"], ["b"]]


def test_loose_text_is_a_paragraph() -> None:
    assert blocks("one <b>two</b>\n three<h2>H</h2>tail") == [
        {"type": "paragraph", "text": ["one ", {"type": "bold", "text": "two"}, " three"]},
        {"type": "heading", "text": "H", "size": 2},
        {"type": "paragraph", "text": "tail"},
    ]


def test_details_fold_their_blocks() -> None:
    folded = blocks("<details open><summary>More</summary><p>x</p></details>")[0]
    assert (folded["summary"], folded["is_open"], folded["blocks"][0]["type"]) == ("More", True, "paragraph")


def test_lists_carry_their_labels() -> None:
    items = blocks("<ol type='i' start='3'><li>a</li><li value='9'>b</li></ol>")[0]["items"]
    assert [each["label"] for each in items] == ["iii.", "ix."]


def test_links_and_commands_are_found_unless_asked_not_to() -> None:
    assert blocks("<p>try /help</p>")[0]["text"][1]["type"] == "bot_command"
    quiet = rich_content({"html": "<p>try /help</p>", "skip_entity_detection": True})
    assert quiet["rich_message"]["blocks"][0]["text"] == "try /help"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", "non-empty"),
        ("<script>x</script>", 'Unsupported start tag "script"'),
        ("<p>x", "Can't find end tag"),
        ("<b><i>x</b></i>", "Unmatched end tag"),
        ("<details>x</details>", "must have a summary"),
        ("<table><tr>" + "<td>x</td>" * 21 + "</tr></table>", "too many columns"),
        ("<p>x</p>" * 501, "too many blocks"),
        ("x" * 32_769, "too long"),
        ("<i>" * 17 + "x" + "</i>" * 17, "too many levels"),
        ("<table><tr><td><p>x</p></td></tr></table>", "only inline formatting"),
        ("<img src='https://e.org/a.png'/>", "failed to get HTTP URL content"),
    ],
)
def test_what_is_beyond_the_limits_is_refused(html: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words.replace("(", "[(]")):
        rich_content({"html": html})


def test_exactly_one_of_html_and_markdown() -> None:
    with pytest.raises(RefusedError, match="exactly one"):
        rich_content({})


TAGS = ["b", "p", "table", "tr", "td", "ul", "li", "details", "summary", "h1", "a", "blockquote", "cite", "pre"]
PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["x", " ", "&lt;", "<br>", "<hr/>", "<", "&#0;"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_comes_is_either_refused_or_has_blocks(html: str) -> None:
    try:
        made = blocks(html)
    except RefusedError:
        return
    assert made
    assert all(each["type"] for each in made)
    assert all("<b>" not in plain(each.get("text", "")) for each in made)


def test_a_rich_message_can_be_edited_into_text_and_back(stage: Stage, ok: Ok) -> None:
    sent = ok("sendRichMessage", chat_id=stage.person.id, rich_message={"html": "<p>a</p>"})
    edited = ok("editMessageText", chat_id=stage.person.id, message_id=sent["message_id"], text="b")
    assert edited["text"] == "b"
    assert "rich_message" not in edited
