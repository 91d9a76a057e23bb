"""Telegram's HTML parse mode: what it accepts, what it refuses and where."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.localchat.entities import cut, found, units
from bot.localchat.markup import parse_html
from bot.localchat.posting import formatted
from bot.localchat.refusals import RefusedError


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<strong>a</strong><ins>b</ins>", "ab", [("bold", 0, 1), ("underline", 1, 1)]),
        ("😀<i>я</i>", "😀я", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<pre><code class='language-py'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<code><b>x</b></code>", "x", [("code", 0, 1)]),
        ("<b>a<code>x</code>b</b>", "axb", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<tg-time unix='5' format='r'>x</tg-time>", "x", [("date_time", 0, 1)]),
        ("<a href='https://e.org'>x</a>", "x", [("text_link", 0, 1)]),
        ("<a href='tg://user?id=5'>x</a>", "x", [("text_mention", 0, 1)]),
        ("<a>no address</a>", "no address", []),
        ("<b></b>x", "x", []),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ("<b>x</>", "x", [("bold", 0, 1)]),
        ("&lt;&amp;&#65;&#x42;&quot;&nbsp;&", '<&AB"&nbsp;&', []),
    ],
)
def test_tags_become_entities(text: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    read, marked = parse_html(text)
    assert read == plain
    assert [(each["type"], each["offset"], each["length"]) for each in marked] == entities


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("я<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("2 <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a ='x'>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(text: str, reason: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_html(text)
    told = refusal.value.description.replace("can't find", "Can't find")
    assert told == f"Bad Request: can't parse entities: {reason}"


def test_entities_move_with_the_text_when_its_ends_are_trimmed() -> None:
    plain, entities = formatted(" 😀\n <b> 😀a </b> \n", "HTML", None)
    assert plain == "😀\n  😀a"
    assert entities == [{"type": "bold", "offset": 4, "length": 4}]


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)) == (text, [])


TAGS = ["b", "i", "code", "pre", "blockquote"]
OPENED = [f"<{tag}>" for tag in TAGS] + ["<a href='http://e.org'>", "<span class='tg-spoiler'>"]
CLOSED = [f"</{tag}>" for tag in [*TAGS, "a", "span"]]
PIECES = st.sampled_from([*OPENED, *CLOSED, "</", "<", "&lt;", "&", "😀", "я", " ", "\n", "x", ">", "'"])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_comes_is_either_refused_or_well_formed(text: str) -> None:
    try:
        plain, entities = formatted(text, "HTML", None)
    except RefusedError:
        return
    size = units(plain)
    assert plain == plain.strip()
    for each in entities:
        assert 0 <= each["offset"] < each["offset"] + each["length"] <= size
    for one in entities:
        for other in entities:
            a, b = one["offset"], one["offset"] + one["length"]
            c, d = other["offset"], other["offset"] + other["length"]
            assert b <= c or d <= a or (a <= c and d <= b) or (c <= a and b <= d)


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_cutting_counts_utf16_units(text: str, offset: int, length: int) -> None:
    assert units(cut(text, 0, units(text))) == units(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start@some_bot now", ["bot_command"]),
        ("a/b/c", []),
        ("write to a@b.org or @somebody", ["email", "mention"]),
        ("see https://e.org/a?b=c. #tag $USD", ["url", "hashtag", "cashtag"]),
        ("gur.gov.ua said", ["url"]),
        ("#123 3.14 a.b", []),
    ],
)
def test_telegram_finds_links_and_commands_by_itself(text: str, kinds: list[str]) -> None:
    assert [each["type"] for each in found(text, [])] == kinds
