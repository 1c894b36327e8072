from trilogue.domain.network.actions.encounters import keep_encounters
from trilogue.domain.network.actions.forgetting import forget

__all__ = ["forget", "keep_encounters"]
