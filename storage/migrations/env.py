"""What Alembic runs: the migrations, on the connection that `storage.migrate` gives, in the transaction it began."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
