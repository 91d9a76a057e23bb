"""Which addresses of the network a bot may speak to when strangers name them: public ones."""

import ipaddress
import re

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SERVED_INSIDE = frozenset({ipaddress.ip_address("168.63.129.16")})
"""A public address that one large cloud answers with its own metadata."""
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?", re.IGNORECASE)


def is_public(address: str, *, allow_loopback: bool = False) -> bool:
    """Whether *address* (a literal) may be spoken to: global unicast, whatever it is wrapped in.

    Private, loopback, link-local (cloud metadata too), carrier-grade, multicast, reserved and documentation ranges are
    refused, and IPv6 forms that carry such an IPv4 address. *allow_loopback* is for tests.
    """
    try:
        found = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if found.is_loopback:
        return allow_loopback
    if found.is_multicast or found.is_reserved or found.is_unspecified or found in _SERVED_INSIDE:
        return False
    return found.is_global and not (isinstance(found, ipaddress.IPv6Address) and found.is_site_local)


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address


def host_may_be_asked(host: str, *, allow_loopback: bool = False) -> bool:
    """Whether a URL's host is a name to look up, or a literal address that `is_public`.

    Other spellings of addresses (`127.1`, `0x7f000001`, `2130706433`) are refused: readers disagree on what they mean.
    """
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return bool(host) and not _NUMERIC.fullmatch(host)
    return is_public(host, allow_loopback=allow_loopback)
