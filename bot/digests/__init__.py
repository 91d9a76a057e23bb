"""Digests: who is sent what and when, and the one sender that sees to it once.

`planner` turns subscriptions that are due into rows of the outbox, `delivery` carries the rows out; between them lies
only the database. `schedule`, `pacing`, `alerts` and `verdicts` decide without doing anything.
"""
