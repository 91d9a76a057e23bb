"""Telegram's own rules for `parse_mode=HTML` (Bot API, "HTML style"), as a reader that raises where they are broken."""

from html.parser import HTMLParser

TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}


class TelegramHtml(HTMLParser):
    """Feed it a message; `text` is what is left after parsing."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        if self._open:
            raise ValueError(f"never closed: {self._open}")

    @property
    def length(self) -> int:
        """Length in UTF-16 code units, as Telegram counts."""
        return len(self.text.encode("utf-16-le")) // 2

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS or {name for name, _ in attrs} - ({"href"} if tag == "a" else set()):
            raise ValueError(f"not Telegram's: <{tag} {attrs}>")
        if tag == "a" and not str(dict(attrs).get("href")).startswith(("http://", "https://")):
            raise ValueError(f"not an address: {attrs}")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise ValueError(f"closed out of turn: </{tag}>")

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data or ">" in data:
            raise ValueError(f"not escaped: {data!r}")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        if name not in ("lt", "gt", "amp", "quot"):
            raise ValueError(f"not Telegram's: &{name};")
        self.text += "x"

    def handle_charref(self, name: str) -> None:
        self.text += "x"

    def handle_comment(self, data: str) -> None:
        raise ValueError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise ValueError("a declaration")

    def handle_pi(self, data: str) -> None:
        raise ValueError("a processing instruction")

    def unknown_decl(self, data: str) -> None:
        raise ValueError("a declaration")
