"""Pages behind a personal link: out of caches, search engines, and the `Referer` of every request.

A policy of `no-referrer` would also take the origin from a form's POST, by which Django tells own forms from foreign
ones.
"""

from django.http import HttpResponse

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def private(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
