"""Backups: what one holds, how it is written, checked and put back, and the list of those made."""
