"""Pages as Telegram HTML: nothing from outside gets out of its place, however odd, and nothing is too long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_html import TelegramHtml

from answers.page import LIMIT, Block, Heading, Line, Note, Paragraph, Story, Table, clean, plain, render

HOSTILE = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        [
            "</b></a><script>alert(1)</script>",
            '"><img src=x onerror=y>',
            "&lt;b&gt; &amp; &nosuch; &#0;",
            "\u202egnp.exe\u202c",
            "عنوان طويل جدا \u202e مع اتجاه",
            "כותרת" * 1000,
            "🔥" * 5000,
            "a\x00b\ud800c",
            "line\nline\r\nline\u2028line",
        ]
    ),
)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Heading, HOSTILE),
        st.builds(Line, HOSTILE),
        st.builds(Paragraph, HOSTILE),
        st.builds(Note, HOSTILE),
        st.builds(Table, st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5).map(tuple)),
        st.builds(Story, HOSTILE, st.one_of(st.none(), HOSTILE), HOSTILE, HOSTILE),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(BLOCKS)
def test_every_page_is_valid_and_fits(page: list[Block]) -> None:
    html = render(page)
    assert TelegramHtml(html).length <= LIMIT


@settings(deadline=None)
@given(HOSTILE, st.integers(min_value=1, max_value=200))
def test_text_from_outside_stays_on_one_short_line(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert "\n" not in cleaned
    assert len(cleaned.strip("\u2068\u2069")) <= limit


def test_right_to_left_text_is_isolated_and_loses_its_controls() -> None:
    assert clean("\u202eعنوان\u202c", 40) == "\u2068عنوان\u2069"


def test_what_does_not_fit_is_left_out_with_a_sign() -> None:
    html = render([Line("a" * 3000), Line("b" * 3000)])
    assert html == "a" * 3000 + "\n…"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x/y", "http://", "https://a b", "//x", "tg://user?id=1", "x" * 9]
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert "<a" not in render([Story("Title", url, "", "")])


def test_an_address_is_quoted() -> None:
    html = render([Story("Title", 'https://example.org/?a="1"&b=<2>', "", "")])
    assert html == '<a href="https://example.org/?a=&quot;1&quot;&amp;b=&lt;2&gt;"><b>Title</b></a>'


def test_columns_are_aligned() -> None:
    html = render([Table((("Tanks", "12,292", "+6"), ("Personnel", "1,475,270", "+1,240")))])
    assert html == "<pre>Tanks         12,292      +6\nPersonnel  1,475,270  +1,240</pre>"


def test_columns_hold_no_space_that_monospace_fonts_lack() -> None:
    assert "\N{NARROW NO-BREAK SPACE}" not in render([Table((("Chars", "12\N{NARROW NO-BREAK SPACE}292"),))])


def test_plain_text_shows_where_links_lead() -> None:
    html = render([Story("A &amp; B", "https://example.org/", "Summary.", "foot")])
    assert plain(html) == "A &amp; B (https://example.org/)\nSummary.\nfoot"
