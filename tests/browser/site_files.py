"""Photographs and files of the site that every page is looked at on."""

from django.utils import timezone

from tests.foundation.files import samples
from trilogue.domain.editions import actions
from trilogue.domain.editions.choices import FileAudience, PhotoConsent
from trilogue.domain.editions.models import Edition, EditionFile, Photograph
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.foundation.access import Actor
from trilogue.foundation.files import papers, pictures
from trilogue.foundation.text.value import Entry, State, Text

ROWS = {"/photographs/<int:pk>": Photograph, "/files/<int:pk>": EditionFile}


def everywhere(en: str, ko: str, ja: str, zh: str) -> Text:
    words = {"en": en, "ko": ko, "ja": ja, "zh-hans": zh}
    return Text("ko", {language: Entry(text, State.HUMAN) for language, text in words.items()})


def illustrate(edition: Edition, by: Actor) -> None:
    """An album of two, a file for everybody and one for participants, and a logo; published."""
    caption = everywhere("All participants", "전체 참가자", "参加者全員", "全体参加者")
    credit = everywhere("Photo: host city", "사진: 개최 도시", "写真：開催都市", "摄影：主办城市")
    alt = everywhere("People on steps", "계단에 선 사람들", "階段に並ぶ人々", "站在台阶上的人们")
    drawn = [pictures.take_in(samples.halves(form), f"a.{form.lower()}") for form in ("JPEG", "PNG")]
    for number, picture in enumerate(drawn):
        actions.add_photograph(
            by=by,
            edition=edition,
            picture=picture,
            group=number == 0,
            caption=caption,
            credit=credit,
            alt=alt,
            consent=PhotoConsent.GIVEN,
        )
    actions.set_logo(edition.series, by=by, alt=alt, picture=drawn[0])
    title = everywhere("Programme", "일정표", "日程表", "日程")
    for audience in (FileAudience.EVERYBODY, FileAudience.PARTICIPANTS):
        paper = papers.take_in(samples.pdf(), "programme.pdf")
        actions.add_file(
            by=by, edition=edition, paper=paper, title=title, credit=credit, language="ko", audience=audience
        )
    publish_series(edition.series, by=by, now=timezone.now())
    publish_edition(edition, by=by, now=timezone.now())


def rows_of_files(route: str) -> list[int]:
    for part, model in ROWS.items():
        if part in route:
            return list(model._default_manager.values_list("pk", flat=True))
    return []
