"""What the log's codes and the record's columns are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIONS = {
    "add": pgettext_lazy("log", "added"),
    "change": pgettext_lazy("log", "changed"),
    "remove": pgettext_lazy("log", "removed"),
    "appoint": pgettext_lazy("log", "appointed"),
    "revoke": pgettext_lazy("log", "appointment revoked"),
    "publish": pgettext_lazy("log", "published"),
    "withdraw": pgettext_lazy("log", "withdrawn from the public pages"),
    "decide_quota": pgettext_lazy("log", "quota decided"),
    "take_part": pgettext_lazy("log", "entered as taking part"),
    "upload": pgettext_lazy("log", "roster uploaded"),
    "discard": pgettext_lazy("log", "roster upload closed"),
    "plan_tables": pgettext_lazy("log", "tables planned"),
    "download_name_list": pgettext_lazy("log", "list of participants downloaded"),
    "download_badges": pgettext_lazy("log", "name badges downloaded"),
    "download_table_plan": pgettext_lazy("log", "table plan downloaded"),
    "correct_post": pgettext_lazy("log", "post corrected by the person"),
    "erase": pgettext_lazy("log", "erased"),
}

OBJECTS = {
    "editions.series": _("series"),
    "editions.edition": _("edition"),
    "editions.line": _("line"),
    "editions.fact": _("fact"),
    "editions.figure": _("figure"),
    "editions.source": _("source"),
    "editions.photograph": _("photograph"),
    "editions.appointment": _("appointment"),
    "delegations.delegation": _("delegation"),
    "delegations.quotadecision": _("quota"),
    "delegations.participation": _("participant"),
    "delegations.rosterupload": _("roster"),
    "programme.session": _("session"),
    "programme.speaker": _("speaker"),
    "tables.tableplan": _("table plan"),
}

FIELDS = {
    "name": _("name"),
    "tagline": _("tagline"),
    "host": _("host"),
    "lead": _("opening sentence"),
    "title": _("title"),
    "text": _("text"),
    "introduction": _("introduction"),
    "location": _("place as the register writes it"),
    "places": _("host places"),
    "quota": _("quota"),
    "article_title": _("title of the article"),
    "caption": _("caption"),
    "credit": _("credit"),
    "publisher": _("publisher"),
    "date": _("date"),
    "published": _("published on"),
    "status": _("status"),
    "kind": _("kind"),
    "source": _("source"),
    "source_id": _("source"),
    "country": _("country"),
    "count": _("number"),
    "approximate": _("about, not exactly"),
    "superseded_on": _("superseded on"),
    "starts_on": _("day"),
    "native_name": _("name in the own script"),
    "native_tag": _("language of that name"),
    "romanisation_confirmed": _("spelling confirmed"),
    "url": _("address on the web"),
    "role": _("role"),
    "seats": _("seats"),
    "post": _("post"),
    "data": _("file"),
    "participations": _("participants"),
}


def field(name: str) -> str:
    return str(FIELDS.get(name, name))
