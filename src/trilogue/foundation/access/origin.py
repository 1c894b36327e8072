"""From where somebody asks."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD = 64
"""Bits of an IPv6 address that a house has in common; the rest anybody in it changes at will."""


def origin_of(request: HttpRequest) -> str:
    """The network address of the one who asks; "" if it is none.

    Each trusted proxy adds to X-Forwarded-For whom it was asked by, so that the last `TRUSTED_PROXIES` entries are
    theirs and anything before them a browser may have made up. A request with fewer has not come through all of
    them: then only the connection itself can be believed.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(said) >= settings.TRUSTED_PROXIES:
            given = said[-settings.TRUSTED_PROXIES]
    try:
        return str(ip_address(given.strip()))[:45]
    except ValueError:
        return ""


def network_of(request: HttpRequest) -> str:
    """The origin as limits count it: an IPv4 address, or the network of an IPv6 one."""
    origin = origin_of(request)
    if not origin:
        return ""
    address = ip_address(origin)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), HOUSEHOLD), strict=False).network_address)
    return origin
