"""The only rooms that speak to Telegram. Everything else knows `Ask` and `Reply`."""

import os

# python-telegram-bot 22 hands out durations as numbers unless told otherwise, and will not in 23. Read at each use.
os.environ.setdefault("PTB_TIMEDELTA", "1")
