"""Why a backup was not made, or cannot be used."""


class Unusable(Exception):
    """`code` says why, `what` which file, table or program it concerns, or what that said itself.

    The backup: not_a_backup, other_kind, later, damaged, unsound, rows, other_database. The file to write: exists,
    same_folder, keys_name, keys, cannot_write, changed. PostgreSQL's own programs: no_program, program. What it is
    sealed with: recipient, identity, needs_identity, wrong_identity, needs_passphrase, wrong_passphrase, too_slow.
    The database that is there: there, in_use, not_empty, database.
    """

    def __init__(self, code: str, what: object = "") -> None:
        super().__init__(code, str(what))
        self.code = code
        self.what = str(what)
