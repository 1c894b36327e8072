from django.urls import path

from trilogue.web.participant import views

urlpatterns = [path("", views.me, name="me")]
