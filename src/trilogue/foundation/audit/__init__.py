"""Append-only, hash-chained log of who changed which fields of what: ids and field names, never values."""
