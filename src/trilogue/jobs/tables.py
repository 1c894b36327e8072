from trilogue.domain.tables.planning import run_search
from trilogue.foundation.queue import job


@job
def search_tables(search: int) -> None:
    run_search(search)
