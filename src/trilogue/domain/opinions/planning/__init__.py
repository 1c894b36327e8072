"""From the votes of a ballot to the snapshot: what is shown of them, and what the next computation goes on from."""

from trilogue.domain.opinions.planning.material import Material, gather
from trilogue.domain.opinions.planning.refreshing import refresh, refresh_all
from trilogue.domain.opinions.planning.watching import Watcher

__all__ = ["Material", "Watcher", "gather", "refresh", "refresh_all"]
