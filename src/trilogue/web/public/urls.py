"""Addresses of the public record, beneath the language. They are permanent."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from trilogue.web.public import downloads, feeds, files, opinions, views


class FormConverter:
    """The forms a document can be downloaded in."""

    regex = "csv|xlsx|json|pdf"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PictureFormConverter(FormConverter):
    """The forms a picture is kept in."""

    regex = "webp|jpg"


class DigestConverter(FormConverter):
    """The digest of a stored file."""

    regex = "[0-9a-f]{64}"


class NumberConverter:
    """A number in its one spelling, as large as a row's key: with leading zeros it would be kept as another page."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(FormConverter, "form")
register_converter(NumberConverter, "number")
register_converter(DigestConverter, "digest")
register_converter(PictureFormConverter, "picture_form")

FILES = [
    path("pictures/<digest:digest>-<number:width>.<picture_form:form>", files.picture, name="picture"),
    path("documents/<digest:digest>/<str:name>", files.paper, name="paper"),
]
"""At the root, without a language: a file is the same in all of them."""

EDITION = [
    path("", views.edition, name="edition"),
    path("article/", views.article, name="article"),
    path("sessions/<number:session>/", views.session, name="session"),
    path("photographs/", views.album, name="album"),
    path("photographs/<number:photograph>/", views.photograph, name="photograph"),
    path("preview.png", downloads.preview, name="edition_preview"),
]

EXCHANGE = [
    path("", opinions.opinion, name="opinion"),
    path("results.json", opinions.results, name="opinion_results"),
    path("results.<form:form>", opinions.download, name="opinion_download"),
    path("polis.zip", opinions.votes, name="opinion_votes"),
]

SERIES: list[URLPattern | URLResolver] = [
    path("", views.series, name="series"),
    path("editions/", views.editions, name="editions"),
    path("editions/held/", views.editions, {"show": "held"}, name="editions_held"),
    path("editions/tentative/", views.editions, {"show": "tentative"}, name="editions_tentative"),
    path("editions.<form:form>", downloads.register, name="register_download"),
    path("editions/<number:number>.<form:form>", downloads.edition, name="edition_download"),
    path("editions/<number:number>/", include(EDITION)),
    path("opinions/", opinions.opinions, name="opinions"),
    path("opinions/<number:exchange>/", include(EXCHANGE)),
    path("objectives/", views.objectives, name="objectives"),
    path("figures/", views.figures, name="figures"),
    path("network/", views.network, name="network"),
    path("sources/", views.sources, name="sources"),
    path("data/", views.data, name="data"),
    path("feed.atom", feeds.feed, name="feed"),
    path("preview.png", downloads.preview, name="series_preview"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("about/privacy/", views.privacy, name="privacy"),
    path("<slug:slug>/", include(SERIES)),
]
