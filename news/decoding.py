"""Bytes to text. Pages lie about their charset: the header, the meta tag and the bytes may each say another."""

import codecs
import re

_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""", re.I
)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FALLBACKS = ("windows-1251", "koi8-u", "windows-1252")
_SAMPLE = 200_000


def decode(body: bytes, content_type: str | None = None) -> str:
    """*body* as text; never fails.

    A byte order mark wins, then valid UTF-8 (other charsets do not form it by accident), then whichever of the charsets
    named by the header, by the page itself or usual here gives the most plausible words.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body.decode(charset, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(body) - 4:  # cut off inside its last letter
            return body.decode("utf-8", errors="ignore")
    sample = body[:_SAMPLE]
    candidates = ["utf-8", *_named(sample, content_type), *_FALLBACKS]
    best = max(candidates, key=lambda charset: _plausibility(sample.decode(charset, errors="replace")))
    return body.decode(best, errors="replace")


def looks_binary(body: bytes) -> str | None:
    """What kind of file *body* is when it is no text ("a PDF", "an image", ...), else None."""
    for mark, name in _MAGIC:
        if body.startswith(mark):
            return name
    start = body[:4096]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    odd = len(start) - len(start.translate(None, _ODD))
    return "a binary file" if b"\0" in start or odd > len(start) // 50 else None


_ODD = bytes(byte for byte in range(32) if byte < 9 or 13 < byte < 27 or byte > 27)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or recording"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)


def _named(sample: bytes, content_type: str | None) -> list[str]:
    header = _HEADER.search(content_type or "")
    meta = _META.search(sample[:4096])
    names = [header[1]] if header else []
    if meta:
        names.append((meta[1] or meta[2]).decode("ascii"))
    return [name for name in names if _known(name)]


def _known(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


_BROKEN_CASE = re.compile(r"[а-яёіїєґ][А-ЯЁІЇЄҐ]")
_CYRILLIC = re.compile(r"[а-яёіїєґА-ЯЁІЇЄҐ]{2}")
_MISREAD = re.compile(r"[\u00c0-\u00ff]{2}|[\u2500-\u25ff\x80-\x9f]|[\u0080-\u00bf][\u00c0-\u00ff]")


def _plausibility(text: str) -> float:
    """How much *text* looks like words: case that changes inside them, rows of accents and gaps speak against it."""
    good = len(_CYRILLIC.findall(text))
    bad = len(_BROKEN_CASE.findall(text)) + len(_MISREAD.findall(text)) + 3 * text.count("\ufffd")
    return good - 4 * bad
