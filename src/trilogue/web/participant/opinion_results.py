"""The results of an exchange on the telephone: after the reveal all there is to see, before it a page that waits."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from trilogue.documents.opinion_results import FORMS, build, facts, lists_of
from trilogue.domain.opinions.access import moderates, takes_part
from trilogue.domain.opinions.choices import Ballot, Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.queries import is_revealed, results, results_version
from trilogue.domain.places.models import Country
from trilogue.foundation.access import Actor, predicate, requires
from trilogue.foundation.brief import Brief
from trilogue.web.participant import phone

VERSIONS: Brief[str | None] = Brief()


def load_exchange(public_id: UUID) -> Conversation:
    """One in preparation is nobody's business yet."""
    begun = Conversation.objects.exclude(phase=Phase.PREPARE).select_related("series", "edition")
    return get_object_or_404(begun, public_id=public_id)


@dataclass(frozen=True)
class Wanted:
    """A file of the results, by its ending."""

    conversation: Conversation
    form: str


def load_file(public_id: UUID, form: str) -> Wanted:
    return Wanted(load_exchange(public_id), form)


@predicate
def sees_results(actor: Actor, wanted: Conversation | Wanted) -> bool:
    """Who takes part, and who runs it."""
    subject = wanted.conversation if isinstance(wanted, Wanted) else wanted
    return bool(takes_part.test(actor, subject) or moderates.test(actor, subject))


@requires(sees_results, load_exchange)
@require_GET
def page(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Whoever may see it and has it as it is now is told so: a whole room asks every few seconds."""
    known = request.headers.get("If-None-Match")
    if known and known == _tag_of_moment(conversation.public_id):
        return HttpResponseNotModified(headers={"ETag": known})
    tag = _tag(conversation.public_id, results_version(conversation.public_id) or "")
    language = get_language() or "en"
    found = results(conversation, language=language)
    context: dict[str, Any] = {
        "conversation": conversation,
        "revealed": is_revealed(conversation),
        "etag": tag,
    }
    if found:
        context |= {
            "found": found,
            "final": results(conversation, ballot=Ballot.FINAL, language=language),
            "facts": facts(found),
            "lists": lists_of(found),
            "countries": Country.objects.in_bulk(),
            "forms": FORMS,
        }
    answer = phone.page(request, "participant/opinion_results.html", context, here="opinions")
    answer.headers["ETag"] = tag
    return answer


@requires(sees_results, load_file)
@require_GET
def file(request: HttpRequest, wanted: Wanted) -> HttpResponse:  # noqa: ARG001
    """To take away, in the language of the page; nothing before the reveal."""
    try:
        made = build(wanted.conversation, wanted.form, get_language() or "en")
    except LookupError as missing:
        raise Http404 from missing
    disposition = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return HttpResponse(made.data, content_type=made.media_type, headers={"Content-Disposition": disposition})


def _tag_of_moment(public_id: UUID) -> str:
    return _tag(public_id, VERSIONS.get(public_id, lambda: results_version(public_id)) or "")


def _tag(public_id: UUID, version: str) -> str:
    """Weak: the page is the same in what it says, not in when it was made."""
    told = f"{public_id} {get_language()} {version}"
    return f'W/"{salted_hmac("trilogue.results", told, algorithm="sha256").hexdigest()[:32]}"'
