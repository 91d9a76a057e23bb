"""Where a database address becomes a database."""

from urllib.parse import urlsplit

from storage.engine import Database as Database
from storage.engine import Row as Row
from storage.sqlite import open_sqlite
from tally.errors import SettingError


async def open_database(url: str) -> Database:
    """The database at *url*, of the newest schema: made when it is not there, migrated when it is older.

    *url* is `sqlite:///relative/path`, `sqlite:////absolute/path` or `sqlite:///:memory:`.
    Raises SettingError for any other scheme, StorageError when it cannot be opened or was made by a newer Sitrep.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return await open_sqlite(url)
    raise SettingError("DATABASE_URL", f"must begin with sqlite:///, not {scheme or 'nothing'}://")
