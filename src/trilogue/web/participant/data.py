"""Everything that is stored about oneself: who saw it, a copy of it, and its erasure."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents.looks import accesses_to, in_words
from trilogue.domain.delegations.queries import still_to_come
from trilogue.domain.editions.actions import LastAdministrator
from trilogue.domain.people.queries import records_of
from trilogue.flows.ask_erasure import ask_erasure, is_asked
from trilogue.flows.export_own import export_own
from trilogue.foundation.access import requires, signed_in
from trilogue.foundation.access.sessions import freshly
from trilogue.web.participant.own import actor_of, own_account, own_person

LOOKS_A_PAGE = 50


@requires(signed_in)
@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    found = Paginator(accesses_to(own_person(request)), LOOKS_A_PAGE).get_page(request.GET.get("page"))
    context = {"looks": in_words(found.object_list), "found": found}
    return render(request, "participant/looks.html", context)


@requires(signed_in)
@require_http_methods(["GET", "POST"])
@freshly
def export(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "participant/export.html")
    document = export_own(own_account(request), by=actor_of(request), now=timezone.now())
    disposition = f"attachment; filename*=UTF-8''{quote(document.name)}"
    return HttpResponse(
        document.data, content_type=document.media_type, headers={"Content-Disposition": disposition}
    )


@requires(signed_in)
@require_http_methods(["GET", "POST"])
@freshly
def erasure(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    coming = still_to_come(records_of(account.person)) if account.person else []
    last = False
    if request.method == "POST":
        try:
            language = get_language() or "en"
            done = ask_erasure(account, by=actor_of(request), now=timezone.now(), language=language)
        except LastAdministrator:
            last = True
        else:
            return _answered(request, done=done)
    asked = account.person is not None and is_asked(account.person)
    return render(request, "participant/erasure.html", {"coming": coming, "asked": asked, "last": last})


def _answered(request: HttpRequest, *, done: bool) -> HttpResponse:
    if done:
        logout(request)
        return render(request, "participant/erased.html")
    messages.success(request, _("The hosts were asked to erase you."))
    return redirect("me_erasure")
