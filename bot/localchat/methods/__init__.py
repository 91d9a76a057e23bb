"""The Bot API methods that the local chat has, and the one way to call them."""

from bot.localchat.methods.table import METHODS, Method

__all__ = ["METHODS", "Method"]
