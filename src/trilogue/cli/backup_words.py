"""What is said of a backup that was not made or cannot be used."""

from trilogue.cli.refusal import Refused
from trilogue.foundation.backup.problem import Unusable

SENTENCES = {
    "not_a_backup": "{what}: not a backup of Trilogue, or damaged: name a file that `trilogue backup` wrote",
    "other_kind": "{what}: the file of keys and the backup are two files: FILE is the backup, --keys the file of keys",
    "later": "{what}: the backup was made by a later version of Trilogue: install that version first",
    "damaged": "{what} does not match its checksum; the backup is damaged: use another one",
    "unsound": "the database in the backup is damaged: use another one",
    "rows": "what was restored is not what was saved (tables: {what}); the backup is damaged: use another one",
    "other_database": "{what}, as the settings name it: correct DATABASE_URL",
    "exists": "{what}: is there already: name a new file, or a folder",
    "there": "{what}: is there already: give --replace to lose what it holds",
    "not_empty": "the database {what} is not empty: give --replace to lose what it holds",
    "same_folder": "{what}: whoever takes the backup must not take the keys: name a folder on another disk",
    "keys_name": "{what}: the file of keys is written over each time: give it a name that ends in .keys or .keys.age",
    "keys": "the backup was made, but its file of keys was not ({what}): name another place",
    "cannot_write": "{what}: name another place",
    "changed": "{what}: what was read back is not what was written: the disk is failing, name another one",
    "no_program": "{what} was not found: install the client programs of PostgreSQL (apt install postgresql-client), "
    "or back the database up with your own tools",
    "program": "{what}",
    "recipient": "{what}: not a public key of age: write age1..., as age-keygen prints it",
    "identity": "{what}: holds no identity of age (AGE-SECRET-KEY-1...): name the file that age-keygen wrote",
    "needs_identity": "{what}: is encrypted: name the file of your identity with --identity",
    "wrong_identity": "{what}: none of the identities opens it: name the one that it was encrypted for",
    "needs_passphrase": "{what}: is encrypted by passphrase: put it into TRILOGUE_BACKUP_PASSPHRASE",
    "wrong_passphrase": "{what}: the passphrase does not open it",
    "too_slow": "{what}: this machine is too busy or too slow for the passphrase: do it again when less is going on",
    "in_use": "{what}: is in use: stop `trilogue serve` and `trilogue worker` first",
    "database": "the database could not be replaced ({what}): stop `trilogue serve` and `trilogue worker`, and use a "
    "database user that may create databases",
}


def refused(problem: Unusable) -> Refused:
    return Refused(SENTENCES[problem.code].format(what=problem.what))
