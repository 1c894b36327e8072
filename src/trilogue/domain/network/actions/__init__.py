from trilogue.domain.network.actions.forgetting import forget

__all__ = ["forget"]
