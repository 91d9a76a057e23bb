"""The numeric firewall: nothing we say of an article may hold a number that the article does not."""

import re

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+")
_SEPARATOR = re.compile(r"[.,'’\u00a0\u202f ]")
_WORD = re.compile(r"[^\W\d_]+")

_NUMBER_WORDS = frozenset(
    re.findall(
        r"\w+",
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen"
        " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen dozens"
        " hundreds thousands millions"
        " два дві двох три трьох чотири чотирьох п'ять шість сім вісім дев'ять десять двадцять тридцять сорок сто"
        " двісті"
        " триста чотириста тисяча тисячі тисяч мільйон мільйони мільйонів мільярд мільярдів десятки сотні"
        " двух трех четыре пять шесть семь восемь девять тысяча тысячи тысяч миллион миллиона миллионов",
    )
)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of *text* in one spelling: 203,160 and 203 160 are the same, 1,5 and 1.5 too, 1.5 and 15 are not.

    A row of figures parted by spaces counts both as one number and as each of its figures.
    """
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        found.add(_spelled(match[0]))
        if " " in match[0] or "\u00a0" in match[0]:
            found.update(_spelled(part) for part in re.split(r"[\u00a0 ]", match[0]))
    return frozenset(found)


def strays(said: str, article: str) -> frozenset[str]:
    """The numbers, and words for numbers, that *said* holds and *article* does not: empty when *said* may pass.

    In *said* a row of groups is taken as one number, so that a number cut short does not pass for its first groups.
    """
    known = numbers_in(article)
    figures = {_spelled(match[0]) for match in _NUMBER.finditer(said)}
    words = {word for word in _WORD.findall(said.lower()) if word in _NUMBER_WORDS}
    return frozenset((figures - known) | (words - set(_WORD.findall(article.lower()))))


def _spelled(number: str) -> str:
    if _GROUPED.fullmatch(number):
        return _SEPARATOR.sub("", number)
    return re.sub(r"[,.]", ".", number)
