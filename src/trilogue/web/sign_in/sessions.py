"""Where one is signed in, ending that elsewhere, and one's own part of the log of sign-ins."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from trilogue.domain.people.actions import end_session, end_sessions
from trilogue.domain.people.queries import sessions_of, sign_ins_of
from trilogue.foundation.access import requires, signed_in
from trilogue.foundation.access.sessions import is_fresh, to_proof
from trilogue.web.sign_in.own import actor_of, own_account

SIGN_INS_A_PAGE = 50


@requires(signed_in)
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """POST ends all sessions but this one."""
    account = own_account(request)
    here = request.session.session_key or ""
    if request.method == "POST":
        if not is_fresh(request):
            return to_proof(request.path)
        ended = end_sessions(account, by=actor_of(request), keep=here)
        said = ngettext("%(count)d session was ended.", "%(count)d sessions were ended.", ended)
        messages.success(request, said % {"count": ended})
        return redirect("me_sessions")
    found = Paginator(sign_ins_of(account), SIGN_INS_A_PAGE).get_page(request.GET.get("page"))
    context = {"open": sessions_of(account, now=timezone.now()), "here": here, "found": found}
    return render(request, "sign_in/sessions.html", context)


@requires(signed_in)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    if not is_fresh(request):
        return to_proof(reverse("me_sessions"))
    found = sign_ins_of(own_account(request)).filter(pk=pk).first()
    if found:
        end_session(found, by=actor_of(request))
        messages.success(request, _("The session was ended."))
    return redirect("me_sessions")
