"""How a bot takes its updates: asking for them, or having them pushed."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.localchat.arguments import Arguments
from bot.localchat.refusals import bad_request, conflict
from bot.localchat.world import Webhook, World

Json = dict[str, Any]

LONGEST_POLL = 50
WEBHOOK_IS_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
BY_WEBHOOK = "terminated by setWebhook request"
_PORTS = {443, 80, 88, 8443}
_HERE = {"127.0.0.1", "localhost", "::1"}


def get_updates(world: World, given: Arguments) -> list[Json]:
    """`getUpdates`, without the waiting: `bot.localchat.polling` asks again when something came."""
    if world.webhook.url:
        raise conflict(WEBHOOK_IS_ACTIVE)
    world.updates.ask_for(given.array("allowed_updates"))
    limit = given.integer("limit", 100, low=1, high=100)
    return [each.json() for each in world.updates.take(given.integer("offset"), limit, world.now())]


def set_webhook(world: World, given: Arguments) -> bool:
    """`setWebhook`. Beside what Telegram takes, an address on this computer may be plain http on any port."""
    url = given.text("url")
    if given.flag("drop_pending_updates"):
        world.updates.drop_all()
    world.updates.ask_for(given.array("allowed_updates"))
    if not url:
        world.webhook = Webhook()
        world.tell("webhook", {"url": ""})
        return True
    secret = given.text("secret_token")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _check_address(url)
    connections = given.integer("max_connections", 40, low=1, high=100)
    has_certificate = "certificate" in given
    world.webhook = Webhook(url, secret, connections, given.text("ip_address"), has_certificate)
    world.tell("webhook", {"url": url})
    return True


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.hostname in _HERE:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port is not None and port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    raise bad_request("bad webhook: the local chat pushes updates to this computer only")


def delete_webhook(world: World, given: Arguments) -> bool:
    """`deleteWebhook`."""
    if given.flag("drop_pending_updates"):
        world.updates.drop_all()
    world.webhook = Webhook()
    world.tell("webhook", {"url": ""})
    return True


def get_webhook_info(world: World, given: Arguments) -> Json:
    """`getWebhookInfo`."""
    hook = world.webhook
    world.updates.expire(world.now())
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": hook.certificate,
        "pending_update_count": len(world.updates.waiting),
    }
    if hook.url:
        info |= {"max_connections": hook.max_connections}
        info |= {"ip_address": hook.ip_address} if hook.ip_address else {}
    if hook.last_error_at is not None:
        info |= {"last_error_date": int(hook.last_error_at.timestamp()), "last_error_message": hook.last_error}
    if world.updates.asked is not None:
        info["allowed_updates"] = sorted(world.updates.asked)
    return info


def leave_server(world: World, given: Arguments) -> bool:
    """`logOut` and `close`: there is nowhere else to go, so nothing changes but the webhook."""
    return True
