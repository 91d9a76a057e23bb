"""Pages, files and pasted texts become articles with every line and figure in them."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.page import LARGEST, MOST_ELEMENTS, article_from_file, article_from_html, article_from_text
from storage.article import Article
from tally.errors import InputError

URL = "https://news.example.org/2026/06/01/losses"
LEAD = "<p>The General Staff has published its estimate of Russian losses for the morning of 1 June 2026.</p>"
MORE = "<p>The figures cannot be checked independently, and the other side does not publish figures that compare.</p>"


def page(body: str, head: str = "<title>Losses</title>", *, charset: str = "utf-8") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(charset)


def read(body: str, head: str = "<title>Losses</title>", url: str | None = URL) -> Article:
    return article_from_html(page(body, head), url=url)


def lines(body: str) -> list[str]:
    return read(f"<article><h1>Losses</h1>{LEAD}{body}{MORE}</article>").text.split("\n")


# Lines and figures


@pytest.mark.parametrize(
    "body",
    [
        "<p>Tanks: 3783 (+2)<br>Artillery: 3258 (+29)<br/>Helicopters: 294</p>",
        "<div>Tanks: 3783 (+2)<br>Artillery: 3258 (+29)<br>Helicopters: 294</div>",
        "<ul><li>Tanks: 3783 (+2)</li><li>Artillery: 3258 (+29)</li><li>Helicopters: 294</li></ul>",
        "<ul><li><p>Tanks: 3783 (+2)</p></li><li><div dir='auto'>Artillery: 3258 (+29)</div></li>"
        "<li>Helicopters: 294</li></ul>",
        "<ol><li>Losses<ul><li>Tanks: 3783 (+2)</li><li>Artillery: 3258 (+29)</li></ul></li>"
        "<li>Helicopters: 294</li></ol>",
        "<table><tr><td>Tanks:<td>3783 (+2)<tr><td>Artillery:<td>3258 (+29)<tr><td>Helicopters:<td>294</table>",
        "<table><tr><td>Tanks:</td><td>3783</td><td>+2</td></tr><tr><td>Artillery:</td><td>3258</td><td>+29</td></tr>"
        "<tr><td>Helicopters:</td><td>294</td><td></td></tr></table>",
        "<table><tr><th>Tanks:</th><th>Artillery:</th><th>Helicopters:</th></tr>"
        "<tr><td>3783 (+2)</td><td>3258 (+29)</td><td>294</td></tr></table>",
        "<dl><dt>Tanks:</dt><dd>3783 (+2)</dd><dt>Artillery:</dt><dd>3258</dd><dd>+29</dd>"
        "<dt>Helicopters:</dt><dd>294</dd></dl>",
        "<p>Tanks: 3783 (+2)</p><p>Artillery: 3258 (+29)</p><p>Helicopters: 294</p>",
    ],
    ids=[
        "br",
        "br in div",
        "list",
        "blocks in list",
        "nested list",
        "loose table",
        "gain cell",
        "table on its side",
        "terms",
        "paragraphs",
    ],
)
def test_each_line_a_reader_sees_is_a_line(body: str) -> None:
    wanted = ["Tanks: 3783 (+2)", "Artillery: 3258 (+29)", "Helicopters: 294"]
    assert [line for line in lines(body) if line in wanted] == wanted


def test_a_name_and_its_figure_do_not_grow_together() -> None:
    body = "<ul><li><span>Tanks</span><span>3783</span><b>(+2)</b></li><li><b>MLRS</b>564</li><li>Ships 18</li></ul>"
    assert {"Tanks 3783 (+2)", "Ships 18"} <= set(lines(body))


def test_a_footnote_mark_is_no_digit_of_the_figure() -> None:
    assert "Tanks 3783" in lines(
        "<ul><li>Tanks 3783<sup>1</sup></li><li>MLRS 564<sup>[2]</sup></li><li>Ships 18</li></ul>"
    )


@pytest.mark.parametrize(
    "unseen", ["<s>3873</s>", "<del>3873</del>", "<span hidden>3873</span>", "<i style='display: none'>3873</i>"]
)
def test_what_is_struck_out_or_hidden_is_not_read(unseen: str) -> None:
    assert (
        "3873"
        not in read(f"<article>{LEAD}<p>Russia has lost {unseen} 3783 tanks, the staff said.</p>{MORE}</article>").text
    )


def test_entities_and_hard_spaces_become_plain_text() -> None:
    body = (
        "<p>personnel&nbsp;&ndash; about&#160;41350 (+180) &laquo;liquidated&raquo;, that is&nbsp;the claim of Kyiv</p>"
    )
    assert "personnel – about 41350 (+180) «liquidated», that is the claim of Kyiv" in lines(body)


def test_a_hard_space_between_thousands_is_kept() -> None:
    assert "втрати 1\u00a0385\u00a0420" in article_from_text("втрати 1&nbsp;385\u202f420").text


def test_menus_are_no_part_of_the_text() -> None:
    menu = "<nav><ul><li><a href='/a'>Politics 24</a></li><li><a href='/b'>Sport 90</a></li></ul></nav>"
    text = read(
        f"{menu}<article><h1>Losses</h1>{LEAD}<p>Russia has lost 3783 tanks in all, it says.</p>{MORE}</article>"
    ).text
    assert "Sport" not in text


def test_a_post_of_a_channel_is_its_text_without_the_quoted_one() -> None:
    post = (
        "<div class='tgme_widget_message' data-post='staff/12'><a class='tgme_widget_message_reply'>"
        "<div class='js-message_text'>old: tanks 1</div></a>"
        "<div class='tgme_widget_message_text js-message_text'>Losses by 1 June 2026 were about:<br/><br/>"
        "tanks 3783 (+2)<br/>MLRS 564 (+0)<br/>and the figures are being clarified by the staff</div>"
        "<time datetime='2026-06-01T05:20:00+00:00'></time></div>"
    )
    article = read(post, url="https://t.me/staff/12")
    assert article.text.split("\n")[:2] == ["Losses by 1 June 2026 were about:", "tanks 3783 (+2)"]
    assert article.published_at == datetime(2026, 6, 1, 5, 20, tzinfo=UTC)


def test_a_page_that_scripts_fill_is_read_from_what_it_tells_machines() -> None:
    told = (
        "The General Staff has published its estimate. Russia has lost 3783 tanks (+2) and 294 helicopters, it says. "
        * 2
    )
    head = f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'articleBody': told})}</script>"
    assert "3783 tanks (+2)" in read("<div id='root'>Loading</div>", head).text


def test_plain_text_is_taken_as_it_is() -> None:
    body = b"Losses\n1 < 2\ntanks 3783"
    assert (
        article_from_html(body, url=URL, content_type="text/plain; charset=utf-8").text == "Losses\n1 < 2\ntanks 3783"
    )


# Charsets


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u", "utf-16"])
@pytest.mark.parametrize("header", [None, "text/html", "text/html; charset=utf-8", "text/html; charset=ISO-8859-1"])
@pytest.mark.parametrize(
    "meta", ["", "<meta charset='utf-8'>", "<meta http-equiv=content-type content='text/html; charset=windows-1251'>"]
)
def test_words_survive_whatever_charset_is_claimed(charset: str, header: str | None, meta: str) -> None:
    text = "Генеральний штаб повідомив, що від початку вторгнення знищено 3783 танки, зокрема п'ять за добу."
    body = page(f"<article><p>{text}</p><p>{text.replace('танки', 'гармати')}</p></article>", meta, charset=charset)
    assert text in article_from_html(body, url=URL, content_type=header).text


# Where, who, when


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<meta property='article:published_time' content='2026-06-01T23:30:00+03:00'>", date(2026, 6, 1)),
        ("<meta property='article:published_time' content='2026-06-01T21:30:00Z'>", date(2026, 6, 2)),
        (
            '<script type=\'application/ld+json\'>{"@graph": [{"datePublished": "2026-06-01"}]}</script>',
            date(2026, 6, 1),
        ),
        (
            "<script type='application/ld+json'>{broken</script><meta name=pubdate content='1 June 2026'>",
            date(2026, 6, 1),
        ),
        ("", None),
        ("<meta name=date content='yesterday'>", None),
        ("<meta name=pubdate content='05/06/2026'>", None),
    ],
)
def test_the_day_of_publication_is_the_one_in_kyiv_that_the_page_states(head: str, day: date | None) -> None:
    assert read(f"<article>{LEAD}{MORE}</article>", head, url="https://example.org/losses").published == day


def test_a_date_in_the_address_is_believed_when_the_page_says_none() -> None:
    assert read(f"<article>{LEAD}{MORE}</article>").published == date(2026, 6, 1)


def test_a_date_in_the_address_from_before_any_war_is_none() -> None:
    assert read(f"<article>{LEAD}{MORE}</article>", url="https://example.org/2012/05/21/losses").published is None


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/news/losses-of-june?utm_source=x&fbclid=1",
        "https://example.org/news/losses-of-june/amp",
        "https://EXAMPLE.org:443/news/losses-of-june#top",
        "https://amp.example.org/news/losses-of-june",
        "https://example.org/news/losses-of-june?amp=1&print",
        "https://www.google.com/amp/s/example.org/news/losses-of-june",
    ],
)
def test_variants_of_an_address_are_one_article(url: str) -> None:
    assert read(f"<article>{LEAD}{MORE}</article>", url=url).url == "https://example.org/news/losses-of-june"


def test_parameters_that_choose_the_article_are_kept() -> None:
    assert (
        read(f"<article>{LEAD}{MORE}</article>", url="https://example.org/?p=12&utm_medium=x").url
        == "https://example.org/?p=12"
    )


def test_the_pages_own_canonical_address_wins_on_its_site() -> None:
    head = "<link rel=canonical href='https://www.example.org/news/losses-of-june-2026'>"
    article = read(f"<article>{LEAD}{MORE}</article>", head, url="https://example.org/n/8812")
    assert article.url == "https://www.example.org/news/losses-of-june-2026"


@pytest.mark.parametrize("canonical", ["https://example.org/", "https://elsewhere.org/news/losses-of-june", "/"])
def test_a_canonical_address_that_cannot_be_is_ignored(canonical: str) -> None:
    head = f"<link rel=canonical href='{canonical}'>"
    assert (
        read(f"<article>{LEAD}{MORE}</article>", head, url="https://example.org/n/8812").url
        == "https://example.org/n/8812"
    )


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Losses | Herald</title>", "", "Losses"),
        (
            "<meta property='og:title' content='Losses - Herald'><meta property='og:site_name' content='Herald'>",
            "",
            "Losses",
        ),
        ("<title>Losses of June | Herald</title>", "<h1>Losses of June</h1>", "Losses of June"),
        ("", "", None),
    ],
)
def test_the_title_is_the_headline_without_the_site(head: str, body: str, title: str | None) -> None:
    assert read(f"{body}<article>{LEAD}{MORE}</article>", head).title == title


@pytest.mark.parametrize(
    ("head", "outlet"), [("", "news.example.org"), ("<meta property='og:site_name' content='Herald'>", "Herald")]
)
def test_the_outlet_is_the_sites_name_or_its_host(head: str, outlet: str) -> None:
    assert read(f"<article>{LEAD}{MORE}</article>", head).outlet == outlet


# What is no article


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (page(""), "no text"),
        (page("<script>var x = 1</script>"), "no text"),
        (page("<p>Please solve this CAPTCHA to continue</p>"), "captcha"),
        (page("<div>Checking your browser before accessing</div>", "<title>Just a moment...</title>"), "captcha"),
        (page("<form id='challenge-form'></form>"), "captcha"),
        (page("<h1>404</h1><p>Sorry!</p>", "<title>Page not found</title>"), "no such page"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b'{"hits": {"hits": []}}', "JSON"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "a feed"),
        (b"\x89PNG\r\n", "an image"),
        (bytes(range(256)) * 8, "binary"),
        (b"x" * (LARGEST + 1), "larger than 5 MB"),
        (page("<p>a<br>" * MOST_ELEMENTS), "too many elements"),
    ],
)
def test_what_is_no_article_is_refused_in_clear_words(body: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        article_from_html(body, url=URL)


def test_another_page_than_the_one_asked_for_is_refused() -> None:
    head = "<link rel=canonical href='https://example.org/government-hotline-for-citizens'>"
    with pytest.raises(InputError, match="another page"):
        read(f"<article>{LEAD}{MORE}</article>", head, url="https://example.org/total-combat-losses-01-june-2026")


def test_a_long_article_about_captchas_is_an_article() -> None:
    told = "".join(
        f"<p>A captcha of kind {kind} tells people from programs, they say, and mostly it does.</p>"
        for kind in "abcdef"
    )
    assert read(f"<article><h1>Captcha</h1>{LEAD}{told}{MORE}</article>").text


def test_a_whole_channel_is_no_article() -> None:
    posts = "".join(
        f"<div data-post='staff/{each}'><div class='js-message_text'>{LEAD * 2}</div></div>" for each in (1, 2)
    )
    with pytest.raises(InputError, match="many posts"):
        read(posts, url="https://t.me/s/staff")


# Files and pasted texts


def test_a_file_is_a_page_or_a_text_by_its_content(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(page(f"<article><h1>Losses</h1>{LEAD}{MORE}</article>"))
    assert "<p>" not in article_from_file(file).text
    file.write_text("The enemy lost <10 tanks, the staff says")
    assert "<10 tanks" in article_from_file(file).text


def test_the_day_given_with_a_file_overrides_its_own(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(
        page(
            f"<article>{LEAD}{MORE}</article>",
            "<meta property='article:published_time' content='2026-06-01T05:00:00Z'>",
        )
    )
    article = article_from_file(file, published=date(2026, 6, 2))
    assert (article.published, article.published_at) == (date(2026, 6, 2), None)


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "no such file"), (b"", "empty"), (b"\0\1\2\3" * 9, "binary"), (b"x" * (LARGEST + 1), "larger")],
)
def test_a_file_that_cannot_be_read_names_itself(tmp_path: Path, content: bytes | None, problem: str) -> None:
    file = tmp_path / "it.html"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=problem) as caught:
        article_from_file(file)
    assert caught.value.where == str(file)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        article_from_file(tmp_path)


def test_tags_nested_without_end_are_no_trouble() -> None:
    with suppress(InputError):
        read("<div><span><ul><li>" * 3000)


def test_an_empty_paste_is_refused() -> None:
    with pytest.raises(InputError, match="no text"):
        article_from_text(" \u200b\n")


def test_reading_a_page_again_gives_the_same_text() -> None:
    body = f"<article><h1>Losses</h1>{LEAD}<p>Russia has lost 3783 tanks in all, it says.</p>{MORE}</article>"
    assert len({read(body).text for _ in range(6)}) == 1


@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_refused(body: bytes) -> None:
    with suppress(InputError):
        assert article_from_html(body, url=None).text


@given(st.text(alphabet="<>/abplitrdvcé1 (+)\n&;#x=\"'", max_size=200))
def test_any_markup_is_an_article_or_refused(body: str) -> None:
    with suppress(InputError):
        assert article_from_html(f"<html><p>{body}".encode(), url=URL).text


# Official pages, as published


@pytest.mark.shared
def test_official_pages_keep_every_line_of_their_reports(shared: Path) -> None:
    for file in sorted((shared / "data" / "official").glob("*/*.html")):
        if file.stem in {"2024-01-01", "2024-01-21"}:  # a captcha, and another page than the one asked for
            continue
        article = article_from_file(file, published=date.fromisoformat(file.stem[:10]))
        figures = [line for line in article.text.split("\n") if "‒" in line or "–" in line or " - " in line]
        assert len(figures) >= 13, file.stem


@pytest.mark.shared
def test_official_pages_state_their_own_day(shared: Path) -> None:
    for file in sorted((shared / "data" / "official").glob("*/*.html")):
        if file.stem in {"2024-01-01", "2024-01-21", "2024-02-20"}:  # the last one is a bare text
            continue
        assert article_from_file(file).published == date.fromisoformat(file.stem[:10])


@pytest.mark.shared
def test_a_captcha_answered_as_a_success_is_refused(shared: Path) -> None:
    with pytest.raises(InputError, match="captcha"):
        article_from_file(shared / "data" / "official" / "kmu_gov_ua_2023_24" / "2024-01-01.html")


def test_a_list_of_figures_is_told_once_and_line_by_line() -> None:
    items = "".join(f"<li>{line}</li>" for line in ("Personnel: about 1,475,270 (+1,240)", "Tanks: 12,292 (+6)"))
    prose = "<p>The General Staff has published its estimate. It cannot be verified independently.</p>"
    listed = f"<ul>{items}<li>Helicopters: 354</li></ul>"
    page = f"<html><body><article><h1>Losses</h1>{prose}{listed}{prose}</article></body></html>"
    text = article_from_html(page.encode(), url=None).text
    assert text.count("12,292") == 1
    assert "\nTanks: 12,292 (+6)\n" in text
