"""To whom: Telegram, digests, the command line. The only place where the rooms are joined."""
