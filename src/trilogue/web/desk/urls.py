"""The desk. Pages of the record exist for a series and for an edition under the same names."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from trilogue.web.desk import (
    accesses,
    appointments,
    call,
    call_fields,
    call_invitations,
    call_letters,
    closing,
    consents,
    directory,
    duplicates,
    editions,
    lists,
    moves,
    nominations,
    overview,
    people,
    person,
    publication,
    quotas,
    record,
    register_import,
    registry,
    rooms,
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
    path("directory/", directory.directory, name="directory"),
    path("people/<uuid:public_id>/", person.overview, name="person"),
    path("people/<uuid:public_id>/address/", person.edit_address, name="person_address"),
    path("people/<uuid:public_id>/suggest/", person.suggest_name, name="person_suggest"),
    path("people/<uuid:public_id>/names/<slug:script>/", person.edit_name, name="person_name"),
    path(
        "people/<uuid:public_id>/names/<slug:script>/confirm/",
        person.confirm_name,
        name="person_name_confirm",
    ),
    path("people/<uuid:public_id>/names/<slug:script>/drop/", person.drop_name, name="person_name_drop"),
    path("duplicates/", duplicates.overview, name="duplicates"),
    path("duplicates/merge/", duplicates.merge, name="duplicates_merge"),
    path("duplicates/apart/", duplicates.keep_apart, name="duplicates_apart"),
    path("duplicates/reconsider/", duplicates.reconsider, name="duplicates_reconsider"),
    path("merges/<int:pk>/undo/", person.undo_merge, name="merge_undo"),
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
    at_edition("call/", call.overview, "call"),
    at_edition("call/prepare/", call.prepare, "call_prepare"),
    at_edition("call/open/", call.open_now, "call_open"),
    at_edition("call/close/", call.close_now, "call_close"),
    at_edition("call/questions/add/", call_fields.add, "call_field_add"),
    at_edition("call/questions/<int:pk>/", call_fields.edit, "call_field"),
    at_edition("call/questions/<int:pk>/remove/", call_fields.remove, "call_field_remove"),
    at_edition("call/letter/", call_letters.letters, "call_letters"),
    at_edition("call/letter.<str:language>.<str:form>", call_letters.download, "call_letter"),
    at_edition("call/invite/", call_invitations.invite, "call_invite"),
    at_edition("call/invitations/<int:pk>/again/", call_invitations.resend, "call_resend"),
    at_edition("call/invitations/<int:pk>/revoke/", call_invitations.revoke, "call_revoke"),
    at_edition("roster/", roster.upload, "roster"),
    at_edition("roster/sample.<str:form>", roster.sample, "roster_sample"),
    at_edition("roster/<int:pk>/", roster.check, "roster_preview"),
    at_edition("roster/<int:pk>/discard/", roster.discard, "roster_discard"),
    at_edition("people/", people.overview, "people"),
    at_edition("people/<slug:kind>.<str:form>", people.download, "download"),
    at_edition("quotas/", quotas.overview, "quotas"),
    at_edition("quotas/add/", quotas.add, "add_delegation"),
    at_edition("quotas/transfer/", quotas.transfer, "transfer"),
    at_edition("quotas/<str:country>/", quotas.decide, "quota"),
    at_edition("nominations/", nominations.overview, "nominations"),
    at_edition("nominations/attendance/", nominations.attendance, "attendance"),
    at_edition("nominations/order/<str:country>/", nominations.order, "accept_in_order"),
    at_edition("nominations/<int:pk>/", nominations.nomination, "nomination"),
    at_edition("nominations/<int:pk>/judge/", moves.judge, "judge"),
    at_edition("nominations/<int:pk>/substitute/", moves.substitute, "substitute"),
    at_edition("nominations/<int:pk>/room/", rooms.enter, "room"),
    at_edition("nominations/<int:pk>/<slug:key>/", moves.make, "move"),
    at_edition("lists/", lists.overview, "lists"),
    at_edition("lists/changes/", lists.changes, "list_changes"),
    at_edition("lists/changes.xlsx", lists.download_changes, "list_changes_download"),
    at_edition("lists/<int:version>/", lists.version, "list_version"),
    at_edition("lists/<int:version>.xlsx", lists.download_version, "list_version_download"),
    at_edition("tables/", tables.overview, "tables"),
    at_edition("close/", closing.closing, "close"),
]
