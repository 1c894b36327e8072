"""The smallest Django site: Django's own page cache in memory around a view of twenty rows."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.cache import cache_page

settings.configure(
    SECRET_KEY="of a peer",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()

ROWS = [(number, f"Edition {number}", "Gyeongju City", "May 2019") for number in range(20)]
TEMPLATE = """<!doctype html><html lang="en"><title>Editions</title><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></html>"""


@cache_page(3600)
def editions(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(TEMPLATE).render({"rows": ROWS}, request))


urlpatterns = [path("", editions)]
application = WSGIHandler()
