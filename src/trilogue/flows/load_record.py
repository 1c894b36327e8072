"""Loading the shipped record into an empty database, once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.choices import LineKind
from trilogue.domain.editions.models import Edition, Series, Source
from trilogue.domain.places import actions as places
from trilogue.domain.places.models import Country, Government
from trilogue.domain.places.queries import governments_by_code
from trilogue.domain.programme import actions as programme
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.flows.shipped import registry, seed, shipped_keys
from trilogue.foundation.access import Actor
from trilogue.foundation.text.value import Text

COUNTRY_ORDER = {
    "en": ["CN", "JP", "KR"],
    "ko": ["KR", "JP", "CN"],
    "ja": ["JP", "CN", "KR"],
    "zh-hans": ["CN", "JP", "KR"],
}
"""English alphabetical; elsewhere the own country first, as each language's established names have it."""


@transaction.atomic
def load_places(*, by: Actor) -> None:
    countries = {
        each["code"]: places.add_country(
            by=by,
            code=each["code"],
            name=Text.from_json(each["name"]),
            short=Text.from_json(each["short"]),
        )
        for each in seed("countries.json")
    }
    periods = registry()
    for code, country in countries.items():
        places.add_governments(
            by=by, country=country, periods=[each for each in periods if each.country == code]
        )


@transaction.atomic
def load_links(*, by: Actor) -> None:
    """Sister and friendship links checked by hand; an assertion without an address is one not yet checked."""
    links = seed("links.json")
    codes = {each["code"] for link in links for each in link["governments"]}
    governments = governments_by_code(codes)
    claims = [_claim(link["governments"], said, governments) for link in links for said in link["assertions"]]
    places.record_claims(claims, by=by)


def _claim(
    ends: list[dict[str, str]], said: dict[str, Any], governments: dict[tuple[str, str], Government]
) -> places.Claim:
    one, other = (governments[end["country"], end["code"]] for end in ends)
    return places.Claim(
        one=one,
        other=other,
        register=said["register"],
        grade=said["grade"],
        tag=said["tag"],
        date=said["date"] or "",
        url=said["source"] or "",
    )


@transaction.atomic
def complete_places(*, by: Actor) -> None:
    """A registry of an older release gets the governments it lacks and its search keys; done once, quickly told.

    Asked at every start: one query, and the codes of the files.

    What the host imported stays as it is.
    """
    lacking = shipped_keys() - set(Government.objects.exclude(keys="").values_list("country", "code"))
    if not lacking:
        return
    periods = [each for each in registry() if each.key in lacking]
    for country in Country.objects.all():
        places.add_governments(
            by=by, country=country, periods=[each for each in periods if each.country == country.pk]
        )


@transaction.atomic
def load_record(*, by: Actor, now: datetime) -> Series:
    """The series, its editions and their facts, then publish all of it."""
    data = seed("record.json")
    series = _series(data["series"], by=by)
    sources = {each["key"]: _source(series, each, by=by) for each in data["sources"]}
    governments = governments_by_code({code for each in data["editions"] for code in each["governments"]})
    for each in data["editions"]:
        _edition(series, each, sources, governments, by=by)
    publish_series(series, by=by, now=now)
    for edition in series.editions.order_by("number"):
        publish_edition(edition, by=by, now=now)
    return series


def _series(data: dict[str, Any], *, by: Actor) -> Series:
    texts = {name: Text.from_json(data[name]) for name in ("name", "tagline", "host", "lead")}
    series = editions.add_series(by=by, slug=data["slug"], country_order=COUNTRY_ORDER, **texts)
    for line in data["story"]:
        editions.add_line(by=by, series=series, kind=LineKind.STORY, text=Text.from_json(line["text"]))
    for line, introduction in zip(data["objectives"], data["introduction"], strict=True):
        editions.add_line(
            by=by,
            series=series,
            kind=LineKind.OBJECTIVE,
            title=Text.from_json(line["title"]),
            text=Text.from_json(line["text"]),
            introduction=Text.from_json(introduction),
        )
    return series


def _source(series: Series, data: dict[str, Any], *, by: Actor) -> Source:
    return editions.add_source(
        by=by,
        series=series,
        key=data["key"],
        title=Text.from_json(data["title"]),
        publisher=Text.from_json(data["publisher"]),
        url=data["url"],
        published=data["published"] or "",
    )


def _edition(
    series: Series,
    data: dict[str, Any],
    sources: dict[str, Source],
    governments: dict[tuple[str, str], Government],
    *,
    by: Actor,
) -> None:
    edition = editions.add_edition(
        by=by, series=series, number=data["number"], date=data["register_date"], status=data["status"]
    )
    held_in = [governments[code[:2], code] for code in data["governments"]]
    editions.set_places(edition, by=by, governments=held_in)
    article = data["article"] or {"title": None, "lines": []}
    location = (data["location"] or {"text": None})["text"]
    editions.change(
        edition, by=by, location=Text.from_json(location), article_title=Text.from_json(article["title"])
    )
    for kind, lines in ((LineKind.DETAIL, data["details"]), (LineKind.ARTICLE, article["lines"])):
        for line in lines:
            text = Text.from_json(line["text"])
            editions.add_line(by=by, series=series, edition=edition, kind=kind, text=text)
    _facts(edition, data, sources, by=by)
    for figure in data["figures"]:
        editions.set_figure(
            by=by,
            edition=edition,
            kind=figure["kind"],
            country=Country.objects.get(pk=figure["country"]) if figure["country"] else None,
            count=figure["count"],
            approximate=figure["approximate"],
            source=sources[figure["source"]],
        )
    if data["photograph"]:
        photograph = {name: Text.from_json(data["photograph"][name]) for name in ("caption", "credit")}
        editions.describe_photograph(by=by, edition=edition, **photograph)
    for session in data["sessions"]:
        _session(edition, session, sources, by=by)


def _facts(edition: Edition, data: dict[str, Any], sources: dict[str, Source], *, by: Actor) -> None:
    """Facts in words; a precise date joins the date fact of the same source, or stands by itself."""
    dates = {each["source"]: each["iso"] for each in data["dates"]}
    for fact in data["facts"]:
        iso = dates.pop(fact["source"], "") if fact["kind"] == "date" else ""
        editions.add_fact(
            by=by,
            edition=edition,
            kind=fact["kind"],
            text=Text.from_json(fact["text"]),
            source=sources[fact["source"]],
            date=iso,
        )
    for key, iso in dates.items():
        editions.add_fact(by=by, edition=edition, kind="date", text=Text(), source=sources[key], date=iso)


def _session(edition: Edition, data: dict[str, Any], sources: dict[str, Source], *, by: Actor) -> None:
    session = programme.add_session(
        by=by,
        edition=edition,
        kind=data["kind"],
        title=Text.from_json(data["title"]),
        starts_on=date.fromisoformat(data["starts"]) if data["starts"] else None,
        source=sources[data["source"]],
    )
    for speaker in data["speakers"]:
        programme.add_speaker(by=by, session=session, **_speaker(speaker))


def _speaker(data: dict[str, Any]) -> dict[str, Any]:
    names = data["names"]
    official = {"en" if data["confirmed"] else "", (names.get("native") or {}).get("lang")}
    spoken = {
        language: {"text": names[language], "state": "official" if language in official else "human"}
        for language in ("en", "ko", "ja", "zh-hans")
        if names.get(language)
    }
    native = names.get("native") or {"text": "", "lang": ""}
    return {
        "name": Text.from_json({"source": "en", **spoken}),
        "title": Text.from_json(data["title"]),
        "native_name": native["text"],
        "native_tag": native["lang"],
        "romanisation_confirmed": data["confirmed"],
    }
