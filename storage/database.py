"""Where a database address becomes a database."""

from urllib.parse import urlsplit

from storage.engine import Database as Database
from storage.engine import Row as Row
from storage.sqlite import open_sqlite
from tally.errors import SettingError


async def open_database(url: str) -> Database:
    """The database at *url*, of the newest schema: made when it is not there, migrated when it is older.

    *url* is `sqlite:///relative/path`, `sqlite:////absolute/path`, `sqlite:///:memory:` or
    `postgresql://user:password@host/name`.
    Raises SettingError for any other scheme, StorageError when it cannot be opened or was made by a newer Sitrep.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return await open_sqlite(url)
    if scheme in ("postgresql", "postgres"):
        from storage.postgres import open_postgres  # a driver that the default database does not need

        return await open_postgres(url)
    raise SettingError("DATABASE_URL", "must begin with sqlite:/// or postgresql://")
