from trilogue.domain.people.queries.names import own_name

__all__ = ["own_name"]
