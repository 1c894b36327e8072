from django.urls import path

from trilogue.web.screen import views

urlpatterns = [
    path("<str:code>/", views.screen, name="screen"),
    path("<str:code>/now/", views.now, name="screen_now"),
]
