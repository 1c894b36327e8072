from django.urls import path

from trilogue.web.participant import views

urlpatterns = [path("", views.me, name="me"), path("names/", views.names, name="me_names")]
