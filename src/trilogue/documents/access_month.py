"""A month of the log of looks at personal data, for its review: the unusual first, who looked, what was taken."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from trilogue.documents.looks import Look, in_words
from trilogue.domain.editions.models import AccessReview, Appointment, Series
from trilogue.domain.people.models import Account
from trilogue.foundation.audit.models import Access

NIGHT_BEGINS, NIGHT_ENDS = 22, 6
"""Hours of the host's time."""
MANY = 50
"""People seen at once, more than a page of any list shows."""
MOST_SHOWN = 200
AT_NIGHT = pgettext_lazy("why a look is unusual", "at night")
OF_MANY = pgettext_lazy("why a look is unusual", "many people at once")
BY_NOBODY_HERE = pgettext_lazy("why a look is unusual", "by somebody without an appointment now")


@dataclass(frozen=True)
class Reader:
    """What one account looked at in the month; no name where the account is gone."""

    name: str
    looks: int
    downloads: int


@dataclass(frozen=True)
class Unusual:
    look: Look
    why: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    """`more` is how many unusual looks and downloads there are beyond those that are listed."""

    said: str
    looks: int
    people: int
    readers: list[Reader]
    unusual: list[Unusual]
    downloads: list[Look]
    more: int


def accesses_of(series: Series) -> QuerySet[Access]:
    """Of the series' editions, and of pages that belong to no edition; not of these where who looked has
    appointments in other series alone: such a page shows the people of the own appointments.
    """
    editions = list(series.editions.values_list("pk", flat=True))
    here = Appointment.objects.filter(series=series).values("account")
    elsewhere = Appointment.objects.exclude(series=series).exclude(account__in=here).values("account")
    return Access.objects.filter(Q(edition__in=editions) | Q(edition=None) & ~Q(account__in=elsewhere))


def bounds(month: str) -> tuple[datetime, datetime]:
    """The first moment of a month like 2027-05, and that of the next."""
    year, number = map(int, month.split("-"))
    first = date(year, number, 1)
    return _midnight(first), _midnight((first + timedelta(days=31)).replace(day=1))


def waiting_months(series: Series, now: datetime) -> list[str]:
    """Months that are over and had looks, and that nobody has reviewed; the oldest first."""
    current, _after = bounds(f"{timezone.localtime(now):%Y-%m}")
    found = accesses_of(series).filter(at__lt=current).order_by()
    months = found.annotate(month=TruncMonth("at")).values_list("month", flat=True).distinct()
    reviewed = set(AccessReview.objects.filter(series=series).values_list("month", flat=True))
    return sorted({f"{each:%Y-%m}" for each in months} - reviewed)


def read_month(series: Series, month: str) -> Month:
    """A fixed number of queries, whatever the number of looks."""
    first, after = bounds(month)
    found = accesses_of(series).filter(at__gte=first, at__lt=after)
    downloads = found.exclude(reason="").order_by("-at", "-pk")
    held = set(Appointment.objects.filter(series=series).values_list("account", flat=True))
    unusual = _unusual(found, held)
    marked = list(unusual[:MOST_SHOWN])
    taken = list(downloads[:MOST_SHOWN])
    beyond = [each.count() - len(shown) for each, shown in ((unusual, marked), (downloads, taken))]
    return Month(
        month,
        found.count(),
        found.aggregate(people=Count("subjects__person", distinct=True))["people"],
        _readers(found),
        [Unusual(look, _why(each, held)) for look, each in zip(in_words(marked), marked, strict=True)],
        in_words(taken),
        sum(beyond),
    )


def _unusual(found: QuerySet[Access], held: Collection[int]) -> QuerySet[Access]:
    """Those of most people come first. `held` are the accounts that have an appointment now."""
    night = Q(at__hour__gte=NIGHT_BEGINS) | Q(at__hour__lt=NIGHT_ENDS)
    counted = found.annotate(seen=Count("subjects"))
    return counted.filter(night | Q(seen__gte=MANY) | ~Q(account__in=held) | Q(account=None)).order_by(
        "-seen", "-at", "-pk"
    )


def _why(access: Access, held: Collection[int]) -> tuple[str, ...]:
    hour = timezone.localtime(access.at).hour
    reasons = (
        (BY_NOBODY_HERE, access.account not in held),
        (OF_MANY, access.seen >= MANY),  # type: ignore[attr-defined]
        (AT_NIGHT, hour >= NIGHT_BEGINS or hour < NIGHT_ENDS),
    )
    return tuple(str(words) for words, holds in reasons if holds)


def _readers(found: QuerySet[Access]) -> list[Reader]:
    """Who looked most comes first."""
    looks = Counter(dict(found.order_by().values_list("account").annotate(Count("pk"))))
    taken = dict(found.exclude(reason="").order_by().values_list("account").annotate(Count("pk")))
    accounts = Account.objects.in_bulk(each for each in looks if each)
    return [
        Reader(_name(accounts.get(account)), count, taken.get(account, 0))
        for account, count in looks.most_common()
    ]


def _name(account: Account | None) -> str:
    return (account.name or account.email) if account else ""


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
