"""Only those of allauth's routes that a code by e-mail needs, under the names the library looks for."""

from allauth.account import views as library
from django.urls import path

from trilogue.web.sign_in import views

ask = views.AskForCode.as_view()

urlpatterns = [
    path("sign-in/", ask, name="account_login"),
    path("sign-in/", ask, name="account_request_login_code"),
    path("sign-in/", ask, name="account_signup"),
    path("sign-in/code/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/inactive/", library.account_inactive, name="account_inactive"),
    path("sign-out/", library.logout, name="account_logout"),
    path("demonstration/sign-in/<str:role>/", views.sign_in_as, name="demonstration_sign_in"),
    path("demonstration/outbox/", views.outbox, name="demonstration_outbox"),
]
