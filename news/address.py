"""One address for one article: tracking parameters, AMP and print variants folded away."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|_?ga|_gl|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|yclid|ysclid|msclkid|twclid|ttclid|igshid|igsh|li_fat_id|mc_[ce]id"
    r"|mkt_tok|_hs\w+|hs\w+tracking|vero_\w+|oly_\w+|wickedid|ref|ref_?src|ref_url|referrer|cmp|cmpid|cmp_?id|icid|ito|ncid"
    r"|at_\w+|ns_\w+|xtor|spm|share|shared|sharetype|smid|smtyp|partner|traffic_source|fb_\w+|from_?source|rss|source_?id|__twitter_impression",
    re.IGNORECASE,
)
_VARIANTS = {
    "amp": {"", "1", "true", "yes"},
    "outputtype": {"amp"},
    "output": {"amp"},
    "print": {"", "1", "true", "yes", "print"},
    "printable": {"", "1", "true", "yes"},
    "view": {"print", "amp"},
    "mode": {"print", "amp"},
}
_PATH_VARIANT = re.compile(r"/(?:amp|print)(?=/?$)|^/amp(?=/)|(?:[._-]amp)(?=\.html?$)|\.amp$", re.IGNORECASE)
_AMP_VIEWER = re.compile(r"^/amp/(s/)?(?=[\w-]+\.)")
_MIRROR_LABEL = re.compile(r"^(?:amp|print)\.(?=[^.]+\.)")


def canonical(url: str) -> str:
    """*url* as the article's one address; what is not an http address comes back stripped and otherwise as it was.

    Host in small letters, https, no default port, fragment or tracking parameters, no AMP or print variant. Parameters
    that may choose the article are kept, in a fixed order.
    """
    url = url.strip()
    parts = urlsplit(url) if "://" in url else None
    if parts is None or parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return url
    if parts.hostname in ("www.google.com", "google.com") and (viewer := _AMP_VIEWER.match(parts.path)):
        return canonical("https://" + parts.path[viewer.end() :] + ("?" + parts.query if parts.query else ""))
    host, port = _MIRROR_LABEL.sub("", parts.hostname.lower()), _port(parts.netloc)
    plain_port = port in (None, 80, 443)
    scheme = "https" if plain_port else parts.scheme.lower()
    path = _PATH_VARIANT.sub("", parts.path) or "/"
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _droppable(*pair)))
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit((scheme, shown if plain_port else f"{shown}:{port}", path, query, ""))


def host_of(url: str | None) -> str:
    """The host of *url* without `www.`, or an empty string."""
    host = (urlsplit(url).hostname or "") if url else ""
    return host.removeprefix("www.")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site: equal hosts, or one a subdomain of the other."""
    first, second = host_of(one), host_of(other)
    return bool(first) and (first == second or first.endswith("." + second) or second.endswith("." + first))


def _droppable(name: str, value: str) -> bool:
    return bool(_TRACKING.fullmatch(name)) or value.lower() in _VARIANTS.get(name.lower(), ())


def _port(netloc: str) -> int | None:
    digits = re.search(r":(\d{1,5})$", netloc)
    return int(digits[1]) if digits else None
