"""Every page of a government stands twice: behind a personal link, and for a nominator who signed in."""

from django.urls import URLPattern, path

from trilogue.web.nominator import files, nominations, office, registering
from trilogue.web.nominator.visit import View, by_account, by_link


def government(route: str, view: View, name: str = "") -> list[URLPattern]:
    ending = f"_{name}" if name else ""
    return [
        path(f"nominate/<str:token>/{route}", by_link(view), name=f"nominate{ending}"),
        path(f"nominations/<slug:slug>/<int:number>/{route}", by_account(view), name=f"nominations{ending}"),
    ]


def official(route: str, view: View, name: str = "") -> URLPattern:
    ending = f"_{name}" if name else ""
    linked = by_link(view, registering.load_registration)
    return path(f"register/<str:token>/{route}", linked, name=f"register{ending}")


urlpatterns = [
    *government("", office.overview),
    *government("order/", office.order, "arrange"),
    *government("officials/", office.invite, "invite"),
    *government("add/", nominations.add, "add"),
    *government("<int:pk>/", nominations.edit, "edit"),
    *government("<int:pk>/submit/", nominations.submit, "submit"),
    *government("<int:pk>/confirm/", nominations.confirm, "confirm"),
    *government("<int:pk>/withdraw/", nominations.withdraw, "withdraw"),
    *government("letter.<str:form>", files.download_letter, "letter"),
    *government("workbook.xlsx", files.download_workbook, "workbook"),
    *government("return/", files.upload, "return"),
    *government("return/<int:pk>/", files.check, "check"),
    *government("return/<int:pk>/discard/", files.discard, "discard"),
    official("", registering.overview),
    official("consent/", registering.consent, "consent"),
    official("person/", registering.person, "person"),
    official("more/", registering.more, "more"),
    official("submit/", registering.submit, "submit"),
    official("confirm/", registering.confirm, "confirm"),
    official("withdraw/", registering.withdraw, "withdraw"),
]
