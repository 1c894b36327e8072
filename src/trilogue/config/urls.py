"""Root addresses: the language comes first, then what is asked for."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from trilogue.web.participant import opinions, phone, questions
from trilogue.web.public import views as public
from trilogue.web.public.urls import FILES

urlpatterns = [
    path("", public.front_door, name="front_door"),
    path("healthz", public.healthz, name="healthz"),
    path("readyz", public.readyz, name="readyz"),
    path("robots.txt", public.robots, name="robots"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("sw.js", phone.worker, name="phone_worker"),
    path("c/<str:code>/", phone.code, name="card_code"),
    path("o/<str:code>/", opinions.join, name="opinion_join"),
    path("q/<str:code>/", questions.join, name="question_join"),
    path("files/", include(FILES)),
    *i18n_patterns(
        path("", include("trilogue.web.sign_in.urls")),
        path("desk/", include("trilogue.web.desk.urls")),
        path("me/", include("trilogue.web.participant.urls")),
        path("screen/", include("trilogue.web.screen.urls")),
        path("", include("trilogue.web.nominator.urls")),
        path("", include("trilogue.web.public.urls")),
    ),
]

handler400 = "trilogue.web.components.errors.bad_request"
handler403 = "trilogue.web.components.errors.forbidden"
handler404 = "trilogue.web.components.errors.not_found"
handler500 = "trilogue.web.components.errors.failed"
