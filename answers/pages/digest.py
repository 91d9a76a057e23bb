"""What subscribers are sent: digests, a word that figures are late, alerts, corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from answers.category_names import counted, inside, name
from answers.digest import Digest
from answers.page import Block, Heading, Line, Note, Page, Paragraph, Story, clean
from answers.pages.bulletin import bulletin_page, changes_page, usual_change
from answers.pages.phrases import cell, claim, standing
from answers.words import Words, number
from storage.articles import StoredArticle

Shown = Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Happening:
    """What an alert tells of. `sort` is round, above or record; `mark` the round number that was passed.

    `total` is the day's total, `change` its rise in one day; both None once they are no longer known.
    """

    sort: str
    day: date
    category: str
    total: int | None
    change: int | None
    mark: int = 0


def digest_page(words: Words, told: Digest, today: date, *, layout: str = "table", missed: bool = False) -> Page:
    """The digest as a table or as a card of plain lines; *missed* says that the one before it did not go out."""
    blocks = [*_card(words, told)] if layout == "card" else [*_table(words, told, today)]
    if missed:
        blocks.insert(1, Line(words.say("digest-missed")))
    if told.stories:
        blocks.append(Heading(words.say("digest-stories")))
    return [*blocks, *(_story(words, each) for each in told.stories)]


def late_page(words: Words, day: date) -> Page:
    """Nothing has landed by the time that the chat named."""
    return [Line(words.say("digest-late", day=day)), Note(words.say("digest-late-help"))]


def alert_page(words: Words, told: Happening, *, corrected: bool = False) -> Page:
    """One happening; *corrected* when the figure behind it has been corrected since."""
    called = name(words, told.category)
    if told.total is None or told.change is None:
        return [Heading(words.say("alert-withdrawn", name=called, day=told.day))]
    blocks: list[Block] = [Heading(_alert_heading(words, told, called))]
    if corrected:
        blocks = [Heading(words.say("alert-corrected", name=called, day=told.day))]
    total = counted(words, told.category, told.total)
    blocks.append(Line(words.say("alert-figures", total=total, change=told.change, day=told.day)))
    if told.sort == "record":
        blocks.append(Note(words.say("alert-record-help")))
    return [*blocks, Note(words.say("alert-claim"))]


def correction_page(words: Words, day: date, was: Shown, now: Shown) -> Page:
    """One short note: which figures of a digest were wrong, and what they are."""
    lines = [Line(_corrected(words, slug, was[slug], now.get(slug, (None, None)))) for slug in was]
    return [Heading(words.say("correction-heading", day=day)), *lines, Note(words.say("correction-help"))]


def broadcast_page(words: Words, text: str) -> Page:
    """An operator's own words, as plain text."""
    kept = [clean(line, 1000) for line in text.splitlines()]
    return [Paragraph("\n".join(kept).strip()), Note(words.say("broadcast-foot"))]


def refused_page(words: Words, edition: int, edition_name: str, why: str) -> Page:
    """What operators are told when the words of an edition were refused."""
    return [
        Heading(words.say("edition-refused", edition=str(edition))),
        Line(clean(edition_name, 200)),
        Line(clean(why, 200)),
        Note(words.say("edition-refused-help", edition=str(edition))),
    ]


def _table(words: Words, told: Digest, today: date) -> Page:
    change = usual_change(told.facts)
    if change is not None and change.days > 1 and (told.facts.day - told.since).days > 1:
        return changes_page(words, told.facts, today, told.since)
    return bulletin_page(words, told.facts, today)


def _card(words: Words, told: Digest) -> Page:
    tallies = [each.tally for each in told.facts.figures]
    lines = [
        Line(
            words.say(
                "digest-card-line",
                name=name(words, each.tally.category),
                total="—" if each.tally.total is None else number(each.tally.total, words.language),
                change=cell(words, each.tally, each.change),
            )
        )
        for each in told.facts.figures
    ]
    change = usual_change(told.facts)
    since = [Line(words.say("digest-card-since", since=change.since))] if change else []
    held = [Line(words.say("remark-held", name=name(words, each))) for each in told.facts.held]
    return [
        Heading(words.say("bulletin-heading", day=told.facts.day)),
        *since,
        *lines,
        *held,
        claim(words, tallies),
        *standing(words, tallies),
    ]


def _story(words: Words, stored: StoredArticle) -> Block:
    article = stored.article
    title = article.headline or article.title or words.say("article-untitled")
    outlet = clean(article.outlet, 60) or words.say("article-no-outlet")
    return Story(title, article.url, clean(article.summary or "", 240), outlet)


def _alert_heading(words: Words, told: Happening, called: str) -> str:
    if told.sort == "round":
        return words.say("alert-round", name=called, mark=told.mark)
    message = "alert-record" if told.sort == "record" else "alert-above"
    return words.say(message, name=called, change=told.change or 0)


def _corrected(
    words: Words, category: str, was: tuple[int | None, int | None], now: tuple[int | None, int | None]
) -> str:
    if now[0] is None:
        return words.say("correction-withdrawn", name=inside(words, category), was=was[0] or 0)
    if was[0] != now[0] and was[0] is not None:
        return words.say("correction-total", name=name(words, category), was=was[0], now=now[0])
    return words.say("correction-change", name=name(words, category), was=was[1] or 0, now=now[1] or 0)
