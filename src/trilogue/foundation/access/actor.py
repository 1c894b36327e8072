"""The one who asks: an account with its appointments, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Appointed:
    """One appointment: a role in a series or edition, for coordinators in a country, for nominators in a government."""

    role: str
    series: int
    edition: int | None = None
    country: str | None = None
    government: int | None = None


@dataclass(frozen=True)
class Actor:
    """`waits`: a role of theirs asks for a second factor that this session has not seen; none of those roles holds."""

    account: int | None = None
    person: int | None = None
    name: str = ""
    appointments: tuple[Appointed, ...] = ()
    waits: bool = False

    @property
    def is_anonymous(self) -> bool:
        return self.account is None

    def roles_in(self, *, series: int, edition: int | None = None) -> frozenset[str]:
        """Roles held in an edition, or in its series as a whole."""
        return frozenset(
            each.role
            for each in self.appointments
            if each.series == series and (each.edition is None or each.edition == edition)
        )


ANONYMOUS = Actor()
