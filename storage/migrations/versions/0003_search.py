"""Search: the words of every article, in one alphabet."""

import sqlalchemy as sa
from alembic import op

from storage.alphabet import indexed
from storage.migrate import run_script

revision = "0003"
down_revision = "0002"

_BATCH = 200


def upgrade() -> None:
    connection = op.get_bind()
    run_script(connection, "{found};")
    sqlite = connection.dialect.name == "sqlite"
    add = sa.text(
        "INSERT INTO articles_found (rowid, words) VALUES (:id, :words)"
        if sqlite
        else "INSERT INTO articles_found (id, words) VALUES (:id, array_to_tsvector(string_to_array(:words, ' ')))"
    )
    after = 0
    some = sa.text("SELECT id, title, body FROM articles WHERE id > :after ORDER BY id LIMIT :limit")
    while rows := connection.execute(some, {"after": after, "limit": _BATCH}).all():
        after = rows[-1][0]
        words = [{"id": id, "words": indexed(title, body)} for id, title, body in rows]
        if worded := [each for each in words if each["words"]]:
            connection.execute(add, worded)


def downgrade() -> None:
    op.drop_table("articles_found")
