"""Carrying a whole database elsewhere: into a backup, back from one, or into a database of the other kind.

All ways lead through a copy: a SQLite file of the same revision as the database that it was taken from. Taking it
(`snapshot`) holds up nobody who writes; bringing it to another revision and looking through it harms nobody; only what
was found whole is put in its new place (`install`).
"""
