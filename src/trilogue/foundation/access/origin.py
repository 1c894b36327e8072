"""From where somebody asks."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def origin_of(request: HttpRequest) -> str:
    """The network address of the one who asks; "" if it is none.

    Behind a proxy of ours it is what that proxy added last: anything before it a browser may have made up.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        given = request.META.get("HTTP_X_FORWARDED_FOR", given).rpartition(",")[2]
    try:
        return str(ip_address(given.strip()))[:45]
    except ValueError:
        return ""
