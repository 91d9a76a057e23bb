"""Rich pages: the shape of table that clients draw as one, within the limits, and nothing from outside gets out of its
place.
"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from answers.page import Heading, Line, Note, Paragraph, Story, Table
from answers.rich import LIMIT, Details, Grid, RichBlock, render_rich
from bot.localchat.rich import rich_content

HOSTILE = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        ["</td></tr></table><script>", '"><img src=x>', "&lt;b&gt; &nosuch;", "\u202egnp.exe", "כותרת" * 99]
    ),
)
FLAT = st.one_of(
    st.builds(Heading, HOSTILE),
    st.builds(Line, HOSTILE),
    st.builds(Paragraph, HOSTILE),
    st.builds(Note, HOSTILE),
    st.builds(Table, st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=5).map(tuple)),
    st.builds(Grid, st.tuples(HOSTILE, HOSTILE), st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5).map(tuple)),
    st.builds(Story, HOSTILE, st.one_of(st.none(), HOSTILE), HOSTILE, HOSTILE, st.booleans()),
)
PAGES = st.lists(st.one_of(FLAT, st.builds(Details, HOSTILE, st.lists(FLAT, max_size=3))), min_size=1, max_size=10)


@settings(deadline=None)
@given(PAGES)
def test_every_rich_page_is_read_by_the_server_and_fits(page: list[RichBlock]) -> None:
    read = rich_content({"html": "<p>.</p>" + render_rich(page)})["rich_message"]["blocks"]
    grids = [each for each in page if isinstance(each, (Table, Grid))]
    assert len([each for each in read if each["type"] == "table"]) == len(grids)
    assert len(render_rich(page)) < LIMIT * 4


def test_a_table_has_the_one_shape_that_clients_draw() -> None:
    html = render_rich([Grid(("Category", "Total"), (("Tanks", "3,783"),))])
    assert html == (
        '<table bordered striped><thead><tr><th align="left">Category</th><th align="right">Total</th></tr></thead>'
        '<tbody><tr><td align="left">Tanks</td><td align="right">3,783</td></tr></tbody></table>'
    )


def test_what_folds_is_closed_at_first() -> None:
    assert not re.search(r"<details[^>]*open", render_rich([Details("More", [Line("inside")])]))
