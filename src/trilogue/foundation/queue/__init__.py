"""Work for later: `enqueue` puts a named job in line when the transaction commits; `jobs/` gives the names."""

from trilogue.foundation.queue.line import enqueue, job

__all__ = ["enqueue", "job"]
