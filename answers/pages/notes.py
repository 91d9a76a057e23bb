"""Pages without figures: the welcome, what a category counts, and what to do when a question cannot be answered."""

from datetime import date

from answers.category_names import name, what_it_counts
from answers.page import Block, Heading, Line, Note, Page, Paragraph, clean
from answers.question import Question, Trouble
from answers.words import Words
from tally.category import CATEGORIES
from tally.day import FIRST_DAY


def welcome_page(words: Words) -> Page:
    """What the bot is, and three things to try."""
    return [
        Heading(words.say("start-heading")),
        Paragraph(words.say("start-what")),
        Paragraph(words.say("start-try")),
        Note(words.say("start-claims")),
        Note(words.say("start-tables")),
    ]


_ABOUT = ("what", "who", "total", "standing", "restated", "choose")


def about_page(words: Words) -> Page:
    """What all the figures are."""
    return [
        Heading(words.say("about-heading")),
        *(Paragraph(words.say(f"about-{part}")) for part in _ABOUT),
    ]


def category_page(words: Words, category: str) -> Page:
    """What one category counts, since when the bulletin carries it, and who says so."""
    known = CATEGORIES.get(category)
    blocks: list[Block] = [Heading(name(words, category)), Line(what_it_counts(words, category))]
    if known and known.first > FIRST_DAY:
        blocks.append(Line(words.say("line-began", day=known.first)))
    if known and known.last:
        blocks.append(Line(words.say("line-ended-for-good", day=known.last)))
    return [*blocks, Note(words.say("about-who"))]


def nothing_yet_page(words: Words) -> Page:
    """Nothing has been read so far."""
    return [Heading(words.say("nothing-yet")), Line(words.say("nothing-yet-help"))]


def nothing_before_page(words: Words, asked: date, first: date) -> Page:
    """The day asked for lies before the first that is known."""
    return [Line(words.say("nothing-before", asked=asked, first=first))]


def nothing_since_page(words: Words, asked: date, latest: date) -> Page:
    """The period asked for begins when what is known has ended."""
    return [Line(words.say("nothing-since", asked=asked, latest=latest))]


def trouble_page(words: Words, question: Question, today: date) -> Page:
    """Why *question* cannot be answered and how to ask instead."""
    assert question.trouble is not None
    said = clean(question.said, 40)
    blocks: list[Block] = [
        Line(words.say(f"trouble-{question.trouble.value}", said=said, today=today, first=FIRST_DAY))
    ]
    if question.trouble in (Trouble.UNKNOWN_PERIOD, Trouble.FUTURE_DAY, Trouble.BEFORE_WAR):
        blocks.append(Line(words.say("trouble-period-help")))
    return blocks


def which_category_page(words: Words) -> Page:
    """A category is needed and none was named."""
    return [Line(words.say("which-category"))]
