"""The desk. Pages of the record exist for a series and for an edition under the same names."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from trilogue.web.desk import (
    accesses,
    appointments,
    closing,
    consents,
    editions,
    overview,
    people,
    publication,
    quotas,
    record,
    register_import,
    registry,
    roster,
    tables,
)

EDITION = "<slug:slug>/<int:number>/"
PLACES = ("<slug:slug>/", EDITION)


def at_both(route: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    return [path(f"{place}{route}", view, name=f"desk_{name}") for place in PLACES]


def at_edition(route: str, view: Callable[..., Any], name: str) -> URLPattern:
    return path(f"{EDITION}{route}", view, name=f"desk_{name}")


urlpatterns = [
    path("", overview.desk, name="desk"),
    path("places/", registry.overview, name="registry"),
    path("places/links/", registry.threes, name="registry_ties"),
    path("places/links/import/", register_import.register, name="registry_import"),
    path("places/<slug:country>/<slug:code>/", registry.government, name="registry_government"),
    path("<slug:slug>/editions/add/", editions.add, name="desk_add_edition"),
    path("<slug:slug>/access/", accesses.overview, name="desk_access"),
    path("<slug:slug>/access/erasures/", accesses.erasures, name="desk_erasures"),
    path("<slug:slug>/access/register.xlsx", accesses.register, name="desk_register"),
    path("<slug:slug>/access/consents/", consents.overview, name="desk_consents"),
    path("<slug:slug>/access/consents/<slug:purpose>/", consents.publish, name="desk_consent"),
    *at_both("record/", record.overview, "record"),
    *at_both("record/<slug:kind>/add/", record.add, "record_add"),
    *at_both("record/<slug:kind>/<int:pk>/", record.edit, "record_edit"),
    *at_both("record/<slug:kind>/<int:pk>/remove/", record.remove, "record_remove"),
    *at_both("preview/", publication.preview, "preview"),
    *at_both("publication/", publication.publication, "publish"),
    *at_both("publication/publish/", publication.publish, "publish_now"),
    *at_both("history/", publication.history, "history"),
    *at_both("appointments/", appointments.overview, "appointments"),
    *at_both("appointments/<int:pk>/revoke/", appointments.withdraw, "revoke"),
    at_edition("", overview.overview, "overview"),
    at_edition("places/", editions.places, "places"),
    at_edition("publication/withdraw/", publication.withdraw, "withdraw"),
    at_edition("roster/", roster.upload, "roster"),
    at_edition("roster/sample.<str:form>", roster.sample, "roster_sample"),
    at_edition("roster/<int:pk>/", roster.check, "roster_preview"),
    at_edition("roster/<int:pk>/discard/", roster.discard, "roster_discard"),
    at_edition("people/", people.overview, "people"),
    at_edition("people/<slug:kind>.<str:form>", people.download, "download"),
    at_edition("quotas/", quotas.overview, "quotas"),
    at_edition("quotas/add/", quotas.add, "add_delegation"),
    at_edition("quotas/<str:country>/", quotas.decide, "quota"),
    at_edition("tables/", tables.overview, "tables"),
    at_edition("close/", closing.closing, "close"),
]
