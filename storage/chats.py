"""Chats: what a chat has chosen. Nothing is kept of a chat that has chosen nothing."""

from storage.engine import Database


class Chats:
    """The choices of chats, by Telegram's chat id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def language(self, chat: int) -> str | None:
        """The language the chat chose, as an ISO 639-1 code; None when it chose none."""
        row = await self._database.row("chat_language", chat=chat)
        return None if row is None else row["language"]

    async def languages(self, limit: int) -> list[str]:
        """The languages that chats chose or get their digests in, those of most chats first."""
        return [row["language"] for row in await self._database.rows("chat_languages", limit=limit)]

    async def set_language(self, chat: int, language: str) -> None:
        """Remember the chat's language."""
        await self._database.write("chat_set_language", chat=chat, language=language)

    async def forget(self, chat: int) -> None:
        """Forget everything the chat chose."""
        await self._database.write("chat_forget", chat=chat)
