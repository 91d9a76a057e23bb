"""What the commands that ask the web share: the client that is told whom it asks for, and the language model if one is
set.
"""

from bot.config import Settings
from news.rewriting import Rewriter
from news.web import Web, user_agent
from storage.database import Database


def web_of(settings: Settings, contact: str = "") -> Web:
    """The client, which tells servers *contact*, else the address that is set."""
    return Web(user_agent=user_agent(contact or settings.contact))


def rewriter_of(settings: Settings, database: Database) -> Rewriter | None:
    """What puts summaries in other words; None where no model is set."""
    if not settings.summary_url or not settings.summary_model:
        return None
    key = settings.summary_key.get_secret_value() if settings.summary_key else ""
    return Rewriter(database, settings.summary_url, settings.summary_model, key)
