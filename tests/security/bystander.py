"""When it is in these tests, and the bulletin that is known then."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BULLETIN = """The total combat losses of the enemy from 24.02.22 to 22.11.26 were approximately:
personnel - about 1169930 (+1060) people,
tanks - 11368 (+6) units,
armoured fighting vehicles - 23622 (+12) units,
artillery systems - 34673 (+38) units."""
