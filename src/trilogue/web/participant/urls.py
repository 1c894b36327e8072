from django.urls import path

from trilogue.web.participant import (
    consents,
    data,
    details,
    follow_ups,
    meetings,
    network,
    places,
    proof,
    views,
)

urlpatterns = [
    path("", views.me, name="me"),
    path("names/", views.names, name="me_names"),
    path("consents/", consents.consents, name="me_consents"),
    path("details/", details.details, name="me_details"),
    path("details/post/", details.post, name="me_post"),
    path("places/<int:pk>/confirm/", places.confirm, name="me_confirm"),
    path("places/<int:pk>/withdraw/", places.withdraw, name="me_withdraw"),
    path("meetings/<int:pk>/", meetings.overview, name="me_meetings"),
    path("meetings/<int:pk>/meetings.ics", meetings.calendar, name="me_meetings_calendar"),
    path("meetings/<int:pk>/ask/<int:other>/", meetings.ask, name="me_meetings_ask"),
    path("meetings/<int:pk>/<int:meeting>/<slug:move>/", meetings.answer, name="me_meetings_answer"),
    path("follow-ups/", follow_ups.overview, name="me_follow_ups"),
    path("follow-ups/add/<int:pk>/", follow_ups.add, name="me_follow_up_add"),
    path("follow-ups/<int:pk>/", follow_ups.edit, name="me_follow_up"),
    path("address/", details.address, name="me_address"),
    path("network/", network.network, name="me_network"),
    path("looks/", data.looks, name="me_looks"),
    path("export/", data.export, name="me_export"),
    path("erasure/", data.erasure, name="me_erasure"),
    path("proof/", proof.proof, name="me_proof"),
]
