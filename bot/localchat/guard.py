"""Who may speak to the local chat: programs on this computer, and its own page. No other page in the browser."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

_HERE = {"127.0.0.1", "localhost", "::1"}

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse names that are not this computer's (DNS rebinding) and requests that another site's page makes (CSRF)."""
    if _host(request.host) not in _HERE or not _from_here(request):
        return web.Response(
            status=403, text="The local chat answers only its own page and programs on this computer.\n"
        )
    response = await handler(request)
    if not response.prepared:
        put_headers(response)
    return response


def put_headers(response: web.StreamResponse) -> None:
    """Add the headers that every answer carries, where it has no stricter or own ones."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def _host(value: str) -> str:
    try:
        return urlsplit(f"//{value}").hostname or ""
    except ValueError:
        return ""


def _from_here(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    return request.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}
