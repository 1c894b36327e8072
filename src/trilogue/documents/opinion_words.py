"""Words of the results of an exchange of opinions: shares, verdicts, lists and groups, said in one place."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy

from trilogue.domain.opinions.queries import Group, Share
from trilogue.domain.places.models import Country
from trilogue.foundation.text.say import COLON, LIST_GLUE

LETTERS = {"en": "ABCDE", "ko": "가나다라마", "ja": "ABCDE", "zh-hans": "甲乙丙丁戊"}
"""With which officials of each country tell groups apart."""
NBSP = "\N{NO-BREAK SPACE}"
VERDICTS: dict[str, Promise] = {
    "supports": pgettext_lazy("verdict", "a majority supports it"),
    "rejects": pgettext_lazy("verdict", "a majority rejects it"),
    "lacks_majority": pgettext_lazy("verdict", "no majority supports it"),
    "open": pgettext_lazy("verdict", "no clear majority"),
    "few": pgettext_lazy("verdict", "not enough votes yet"),
    "withheld": pgettext_lazy("verdict", "not shown"),
}
LISTS: dict[str, Promise] = {
    "supported": pgettext_lazy("result", "Supported by all delegations"),
    "rejected": pgettext_lazy("result", "Rejected by all delegations"),
    "divides": pgettext_lazy("result", "Divides the delegations"),
    "undecided": pgettext_lazy("result", "Not enough votes"),
    "divides_groups": pgettext_lazy("result", "Divides the opinion groups"),
}
MEANINGS: dict[str, Promise] = {
    "supported": pgettext_lazy("result", "A majority of every delegation agrees, however the rest may vote."),
    "rejected": pgettext_lazy("result", "A majority of every delegation disagrees."),
    "divides": pgettext_lazy("result", "A majority of one delegation agrees, and of another none does."),
    "undecided": pgettext_lazy("result", "In some delegation too few have voted to tell."),
    "divides_groups": pgettext_lazy(
        "result", "A majority of one opinion group agrees, and of another none does."
    ),
}
BY_DELEGATION = ("supported", "rejected", "divides", "undecided")


def share_text(share: Share) -> str:
    """ "92 %", "≥ 73 %", "55–82 %", or a dash where nothing is said. The same in every language."""
    if not share.shown:
        return "–"
    if share.percent is not None:
        return f"{share.percent}{NBSP}%"
    if share.high == 100:
        return f"≥{NBSP}{share.low}{NBSP}%"
    if share.low == 0:
        return f"≤{NBSP}{share.high}{NBSP}%"
    return f"{share.low}–{share.high}{NBSP}%"


def share_words(share: Share) -> str:
    """The same for those who hear it."""
    if not share.shown:
        return pgettext("share", "not shown")
    if share.percent is not None:
        return f"{share.percent} %"
    if share.high == 100:
        return pgettext("share", "%(percent)s %% or more") % {"percent": share.low}
    if share.low == 0:
        return pgettext("share", "%(percent)s %% or less") % {"percent": share.high}
    return pgettext("share", "%(low)s to %(high)s %%") % {"low": share.low, "high": share.high}


def agreement(shares: Iterable[Share], countries: dict[str, Country], language: str) -> str:
    """ "Agree: ROK 92 %, Japan 87 % or more": what a picture of the bars says."""
    parts = [f"{delegation(each, countries, language)} {share_words(each)}" for each in shares]
    return pgettext("vote", "Agree") + COLON[language] + LIST_GLUE[language].join(parts)


def delegation(share: Share, countries: dict[str, Country], language: str) -> str:
    """Its name, with those of the tiny ones that are counted with it."""
    return " + ".join(country_name(code, countries, language) for code in (share.country, *share.others))


def country_name(code: str, countries: dict[str, Country], language: str) -> str:
    return countries[code].short.shown(language).text if code in countries else code


def letter(number: int, language: str) -> str:
    """Of the group with this number: A, 가, 甲; a figure where there are more groups than letters."""
    letters = LETTERS[language]
    return letters[number - 1] if number <= len(letters) else str(number)


def group_name(number: int, language: str) -> str:
    return pgettext("opinion group", "Group %(letter)s") % {"letter": letter(number, language)}


def people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": f"{count:,}"}


def map_words(groups: Iterable[Group], language: str) -> str:
    """What the map shows, for those who cannot see it."""
    sizes = [f"{group_name(each.number, language)} {people(each.size)}" for each in groups]
    return gettext("Map of opinions: %(groups)s. People close to each other voted alike.") % {
        "groups": LIST_GLUE[language].join(sizes)
    }
