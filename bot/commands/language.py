"""`/language [language]`: in which language this chat is answered."""

from answers.page import Line, clean, render
from answers.words import LANGUAGES, Words, words
from bot.command import Ask, Button, House, Reply
from bot.commands.rows import around
from bot.press import press

_TYPED = {
    "en": "en english eng англійська англійською англ английский английском angielski englisch inglés",
    "uk": "uk ua ukr ukrainian українська українською укр мова украинский украинском ukraińska ukrainisch",
}


async def language(ask: Ask, house: House) -> Reply:
    """Sets the language and answers in it; without a language it offers all."""
    chosen = _language(ask.argument)
    said = words(chosen or ask.language)
    if chosen:
        await house.chats.set_language(ask.chat, chosen)
        done = said.say("language-set")
        return Reply(render([Line(done)]), (_choices(said), around(said, "latest", "help")), notice=done)
    typed = clean(ask.argument, 40)
    question = said.say("language-unknown", said=typed) if typed else said.say("language-choose")
    return Reply(render([Line(question)]), (_choices(said),))


def _choices(said: Words) -> tuple[Button, ...]:
    return tuple(Button(said.say(f"language-{each}"), press("language", each)) for each in LANGUAGES)


def _language(typed: str) -> str | None:
    """The language that was named, in whichever language it was."""
    word = typed.strip().casefold()
    return next((language for language, names in _TYPED.items() if word and word in names.split()), None)
