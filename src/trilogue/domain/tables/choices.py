from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleKind(TextChoices):
    LEADER = "leader", _("leads a table")
    APART = "apart", _("keep apart")
    TOGETHER = "together", _("keep together")
    KNOWN = "known", _("know each other")


class Demand(TextChoices):
    """How strictly every country, or a common language, is wanted at every table."""

    OFF = "off", pgettext_lazy("demand", "off")
    SOFT = "soft", pgettext_lazy("demand", "where possible")
    HARD = "hard", pgettext_lazy("demand", "always")


class SearchState(TextChoices):
    WAITING = "waiting", pgettext_lazy("search", "waiting")
    RUNNING = "running", pgettext_lazy("search", "running")
    DONE = "done", pgettext_lazy("search", "done")
    FAILED = "failed", pgettext_lazy("search", "failed")


@dataclass(frozen=True)
class Asked:
    """What is asked of a plan. `history`: who met at tables of earlier editions counts as acquainted."""

    rounds: int
    tables: int
    seed: int
    presence: str = Demand.SOFT.value
    language: str = Demand.OFF.value
    interpreters: int | None = None
    history: bool = True

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Asked":
        return cls(**{name: data[name] for name in cls.__dataclass_fields__})
