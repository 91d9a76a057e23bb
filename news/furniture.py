"""Lines that belong to a page and not to its article: links to other pages, bylines, captions, invitations."""

import re


def _any(*phrases: str) -> str:
    return "|".join(phrases)


_INVITATIONS = _any(
    r"read (?:more|also|on|next|the full)|see also|also read|watch (?:now|live|also)|subscribe|sign up|log ?in",
    r"follow us|join (?:us|our)|connect with us|share (?:this|on)|support (?:us|our)|donate|we use cookies",
    r"by continuing to|editor'?s note|hi, what are you|all rights reserved|copyright|©|\(c\)|illustrative photo",
    r"photos? (?:by|credit|from|courtesy)|image (?:credit|from|courtesy)|getty",
    r"related (?:articles?|stories|news|topics)|recommended (?:for|stories|articles|reading)",
    r"читайте|дивіться також|підпи[сш]\w*|приєднуйтесь|долучайтесь|слідкуйте за|стежте за|поділи\w+|ілюстративне",
    r"передплат\w+|надіслати|знайшли помилку|якщо ви помітили",
    r"читать|читайте|смотрите также|подпи[сш]\w*|подели\w+|также читайте",
)
"""A line that begins so asks the reader for something, or says whose the page is."""

_LABELS = _any(
    "more|related|recommended|watch|photos?|images?|video|credits?|sources?|caption|tags?|topics?|correction|published",
    "updated|advertisement|comments?",
    "фото|відео|джерел[оа]|теги|автор(?:ка)?|коментарі?|реклама|оновлено|опубліковано|источник|видео",
)
"""Before a colon, or alone on a line."""

_INSIDE = _any(
    r"read more|click here|getty images|via reuters|shutterstock|subscribe to (?:our|the)|sign up for|follow us on",
    r"is an? (?:[\w-]+ ){0,8}(?:columnist|journalist|reporter|correspondent|contributor)",
    r"(?:his|her|their) work has (?:been featured|appeared)|all rights reserved",
    r"наш(?:ому|і|ий|его)? (?:telegram|телеграм)|telegram-канал|телеграм-канал|підписуйтесь|приєднуйтесь до",
    r"читайте також|виділіть її|ctrl ?\+ ?enter",
)

_FURNITURE = re.compile(
    rf"^\W*(?:(?:{_INVITATIONS})(?!\w)|(?:{_LABELS})(?: ?:|\W*$))|(?<!\w)(?:{_INSIDE})(?!\w)", re.IGNORECASE
)
_NAME = r"[A-ZА-ЯЇІЄҐ][\w.'’-]+"
_BYLINE = re.compile(
    rf"^(?:By|Text by|BY)\s+{_NAME}(?:\s+(?:{_NAME}|and|&|,))*\.?(?:\s*[|,•–-].*)?$"
    r"|^(?:\d{1,2}[:.]\d{2}|\d{1,2}\s+\w+\s+\d{4}|[A-Z]\w+ \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})[\s,|•–:\d\w-]{0,40}$"
)


def furniture(line: str) -> bool:
    """Whether *line* belongs to the page and not to the article."""
    return bool(_FURNITURE.search(line[:400]) or _BYLINE.match(line[:200]))
