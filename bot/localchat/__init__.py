"""A local chat: a stand-in for Telegram's Bot API with a chat page, for people without a token and for tests.

`world` holds the state (chats, people, messages, updates, files, faults) and changes it only when called; `door` and
`server` are the two ways in. Nothing on the way to real Telegram imports this package.
"""
