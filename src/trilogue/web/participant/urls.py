from django.urls import path

from trilogue.web.participant import consents, data, details, network, places, proof, views

urlpatterns = [
    path("", views.me, name="me"),
    path("names/", views.names, name="me_names"),
    path("consents/", consents.consents, name="me_consents"),
    path("details/", details.details, name="me_details"),
    path("details/post/", details.post, name="me_post"),
    path("places/<int:pk>/confirm/", places.confirm, name="me_confirm"),
    path("places/<int:pk>/withdraw/", places.withdraw, name="me_withdraw"),
    path("address/", details.address, name="me_address"),
    path("network/", network.network, name="me_network"),
    path("looks/", data.looks, name="me_looks"),
    path("export/", data.export, name="me_export"),
    path("erasure/", data.erasure, name="me_erasure"),
    path("proof/", proof.proof, name="me_proof"),
]
