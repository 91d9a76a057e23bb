"""`/language [language]`: in which language this chat is answered."""

from dataclasses import replace

from answers.page import Line, clean, render
from answers.words import Words, offered, words
from bot.command import Ask, Button, House, Reply
from bot.commands.mailing import mine
from bot.commands.rows import Rows, around
from bot.press import press

_TYPED = {
    "en": "en english eng англійська англійською англ английский английском angielski englisch inglés ingles anglais",
    "uk": "uk ua ukr ukrainian українська українською укр мова украинский украинском ukraińska ukraiński ukrainisch "
    "ucraniano ukrainien",
    "pl": "pl polish polski polska polsku польська польською польский польском polnisch polaco polonais",
    "de": "de german deutsch німецька німецькою немецкий немецком niemiecki alemán aleman allemand",
    "es": "es spanish español espanol castellano іспанська іспанською испанский испанском hiszpański spanisch espagnol",
    "fr": "fr french français francais французька французькою французский французском francuski französisch francés",
}

_IN_A_ROW = 3


async def language(ask: Ask, house: House) -> Reply:
    """Sets the language and answers in it; without a language it offers all."""
    chosen = language_named(ask.argument)
    said = words(chosen or ask.language)
    if chosen:
        await house.chats.set_language(ask.chat, chosen)
        if subscription := await mine(ask, house):
            await house.mail.subscriptions.put(replace(subscription, language=chosen))
        done = said.say("language-set")
        return Reply(render([Line(done)]), (*_choices(said), around(said, "latest", "help")), notice=done)
    typed = clean(ask.argument, 40)
    question = said.say("language-unknown", said=typed) if typed else said.say("language-choose")
    return Reply(render([Line(question)]), _choices(said))


def _choices(said: Words) -> Rows:
    """Three in a row: each language by its own name."""
    buttons = tuple(Button(said.say(f"language-{each}"), press("language", each)) for each in offered())
    return tuple(buttons[at : at + _IN_A_ROW] for at in range(0, len(buttons), _IN_A_ROW))


def language_named(typed: str) -> str | None:
    """The language that was named, in whichever language it was."""
    word = typed.strip().casefold()
    return next((language for language in offered() if word in _TYPED[language].split()), None)
