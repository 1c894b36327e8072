"""Those of allauth's routes that are needed, under the names the library looks for, and one's own security."""

from allauth.account import views as library
from django.urls import path

from trilogue.web.sign_in import appointment, second_factor, security, sessions, views

ask = views.AskForCode.as_view()

urlpatterns = [
    path("sign-in/", ask, name="account_login"),
    path("sign-in/", ask, name="account_request_login_code"),
    path("sign-in/", ask, name="account_signup"),
    path("sign-in/code/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/inactive/", library.account_inactive, name="account_inactive"),
    path("sign-in/second/", second_factor.Authenticate.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", second_factor.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("me/security/", security.overview, name="me_security"),
    path("me/security/prove/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("me/security/passkey/", security.passkey, name="mfa_add_webauthn"),
    path("me/security/app/", security.app, name="mfa_activate_totp"),
    path("me/security/<int:pk>/remove/", security.remove, name="me_factor_remove"),
    path("me/security/codes/", security.codes, name="mfa_view_recovery_codes"),
    path("me/security/codes.txt", security.codes_file, name="mfa_download_recovery_codes"),
    path("me/sessions/", sessions.overview, name="me_sessions"),
    path("me/sessions/<int:pk>/end/", sessions.end, name="me_session_end"),
    path("sign-out/", library.logout, name="account_logout"),
    path("appointment/<str:token>/", appointment.appointment, name="appointment"),
    path("demonstration/sign-in/<str:role>/", views.sign_in_as, name="demonstration_sign_in"),
    path("demonstration/outbox/", views.outbox, name="demonstration_outbox"),
]
