"""The code of a card: short enough to be typed, and nothing that could be guessed.

It holds the beginning of the card's serial and a seal of the server's. So a mistyped or invented code is known without
a look into the database, and a new serial makes every older code void.
"""

from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from trilogue.domain.network.choices import Audience
from trilogue.domain.network.models import Card
from trilogue.domain.network.queries.cards import shown_by
from trilogue.domain.network.queries.directory import editions_of
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import standing_for

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none that is mistaken for another."""
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
SERIAL, SEAL = 9, 3
"""Letters of each part; a letter holds five bits."""
SHOWN = 4
"""Letters between two hyphens."""
BITS = 128 - 5 * SERIAL
LONGEST = 40


def code_of(card: Card) -> str:
    """As it is shown: "K7Q2-M9XA-3F5T"."""
    beginning = _spelt(card.serial.int >> BITS, SERIAL)
    whole = beginning + _seal(beginning)
    return "-".join(whole[at : at + SHOWN] for at in range(0, len(whole), SHOWN))


def card_of(code: str) -> Card | None:
    """The card that a code opens, in whatever way its letters were typed; None for any other text."""
    letters = "".join(each for each in code[:LONGEST].upper().translate(MISREAD) if each.isalnum())
    beginning, seal = letters[:SERIAL], letters[SERIAL:]
    if set(letters) - set(LETTERS) or not constant_time_compare(seal, _seal(beginning)):
        return None
    lowest = sum(LETTERS.index(each) << 5 * at for at, each in enumerate(reversed(beginning))) << BITS
    ends = UUID(int=lowest), UUID(int=lowest | (1 << BITS) - 1)
    found = Card.objects.filter(serial__range=ends, person__erased_at=None).select_related("person")[:2]
    return found[0] if len(found) == 1 else None


def owner_of(code: str) -> Person | None:
    """Whose card a code opens: nobody's, once its owner shows contacts nothing or takes part nowhere."""
    card = card_of(code)
    owner = standing_for(card.person) if card else None
    return owner if owner and shown_by(owner, Audience.CONTACTS) and editions_of(owner) else None


def _spelt(number: int, length: int) -> str:
    return "".join(LETTERS[number >> 5 * at & 31] for at in reversed(range(length)))


def _seal(beginning: str) -> str:
    digest = salted_hmac("trilogue.network.card", beginning, algorithm="sha256").digest()
    return _spelt(int.from_bytes(digest[:8], "big") >> 64 - 5 * SEAL, SEAL)
