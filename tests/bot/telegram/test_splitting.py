"""Long answers: cut into messages that each stand, with not a character lost."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.markup import LIMIT, messages, plain

_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def balanced(html: str) -> bool:
    open_tags: list[str] = []
    for closing, name in _TAG.findall(html):
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


markup = st.recursive(
    st.text("аб wz\n<&>\"'ї🙂" + chr(0x301), max_size=30).map(escape),
    lambda inner: st.one_of(
        st.lists(inner, max_size=6).map("".join),
        st.tuples(st.sampled_from(["b", "i", "u", "code", "blockquote"]), inner).map(
            lambda it: f"<{it[0]}>{it[1]}</{it[0]}>"
        ),
        inner.map(lambda it: f'<a href="https://example.org/?a=1&amp;b=2">{it}</a>'),
    ),
    max_leaves=30,
)


@given(markup, st.integers(8, 60))
def test_every_message_fits_stands_alone_and_together_they_say_it_all(html: str, limit: int) -> None:
    parts = messages(html, limit)
    assert all(units(plain(part)) <= limit for part in parts)
    assert all(balanced(part) for part in parts)
    assert squeezed("".join(plain(part) for part in parts)) == squeezed(plain(html))


@given(markup)
def test_what_fits_is_left_as_it_is(html: str) -> None:
    assert messages(html, 10_000) == [html]


def test_a_cut_comes_at_the_end_of_a_line() -> None:
    lines = [f"line {number} of a long answer" for number in range(400)]
    parts = messages("\n".join(lines))
    assert len(parts) > 1
    assert [line for part in parts for line in part.split("\n")] == lines


def test_bold_goes_on_in_the_next_message() -> None:
    first, second = messages("<b>one two</b>", 4)
    assert (first, second) == ("<b>one </b>", "<b>two</b>")


def test_a_link_keeps_its_address_on_both_sides_of_a_cut() -> None:
    parts = messages('<a href="https://example.org">one two</a>', 4)
    assert all(part.startswith('<a href="https://example.org">') for part in parts)


def test_an_entity_counts_as_the_one_character_it_shows() -> None:
    assert messages("&amp;" * LIMIT) == ["&amp;" * LIMIT]


def test_a_character_beyond_the_basic_plane_counts_twice_as_telegram_counts() -> None:
    assert [plain(part) for part in messages("🙂🙂🙂", 4)] == ["🙂🙂", "🙂"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>3,783</b> tanks", "3,783 tanks"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ('<a href="https://example.org">source</a>', "source"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_plain_text_is_what_a_reader_would_have_seen(html: str, text: str) -> None:
    assert plain(html) == text
