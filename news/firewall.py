"""The numeric firewall: nothing we say of an article may hold a number that the article does not."""

import re

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+")
_SEPARATOR = re.compile(r"[.,'’\u00a0\u202f ]")
_WORD = re.compile(r"[^\W\d_]++(?:'[^\W\d_]++)*+")

_NUMBER_WORDS = frozenset(
    re.findall(
        r"\S+",
        # English
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
        " dozen dozens hundreds thousands millions billions"
        # Ukrainian
        " два дві двох двом двоє три трьох троє чотири чотирьох п'ять п'яти шість шести шістьох сім семи вісім восьми"
        " дев'ять дев'яти десять десяти одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять"
        " сімнадцять вісімнадцять дев'ятнадцять двадцять двадцяти тридцять тридцяти сорок п'ятдесят шістдесят сімдесят"
        " вісімдесят дев'яносто сто двісті двохсот триста трьохсот чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот"
        " тисяча тисячі тисяч мільйон мільйона мільйони мільйонів мільярд мільярди мільярдів десятки десятків сотні"
        " сотень дюжина"
        # Russian
        " двух трех трёх четыре четырех пять пяти шесть семь семи восемь девять одиннадцать двенадцать двадцать сто"
        " двести триста четыреста пятьсот тысяча тысячи тысяч миллион миллиона миллионов миллиард десятки сотни"
        # Polish
        " dwa dwie dwóch dwoje trzy trzech cztery czterech pięć pięciu sześć sześciu siedem siedmiu osiem ośmiu"
        " dziewięć dziewięciu dziesięć dziesięciu jedenaście dwanaście trzynaście czternaście piętnaście szesnaście"
        " siedemnaście osiemnaście dziewiętnaście dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt"
        " siedemdziesiąt osiemdziesiąt dziewięćdziesiąt sto stu dwieście trzysta czterysta pięćset sześćset siedemset"
        " osiemset dziewięćset tysiąc tysiące tysięcy milion miliony milionów miliard miliardy miliardów dziesiątki"
        " setki"
        # German
        " zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
        " achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert hunderte tausend"
        " tausende million millionen milliarde milliarden dutzend dutzende"
        # Spanish
        " dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta"
        " cincuenta sesenta setenta ochenta noventa cien ciento cientos mil miles millón millones docena docenas"
        " decenas centenares"
        # French
        " deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante"
        " cinquante soixante cent cents mille milliers millions milliard milliards dizaine dizaines douzaine centaine"
        " centaines",
    )
)
_PUT_TOGETHER = re.compile(
    r"\w+(?:hundert|tausend)|(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und\w+zig|veinti\w+"
    r"|(?:dos|tres|cuatro|quin|seis|sete|ocho|nove)cient[oa]s|quinient[oa]s",
)
"""Number words that are written as one: German and Spanish ones."""


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
    numerals = {word for word in _words(said) if word in _NUMBER_WORDS or _PUT_TOGETHER.fullmatch(word)}
    return frozenset((figures - known) | (numerals and numerals - _words(article)))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(re.sub(r"[’ʼ]", "'", text.lower())))


def _spelled(number: str) -> str:
    if _GROUPED.fullmatch(number):
        return _SEPARATOR.sub("", number)
    return re.sub(r"[,.]", ".", number)
